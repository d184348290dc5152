"""The doctor looks at all that recording needs, changes nothing, and ends each problem with what to do."""

from pathlib import Path

import pytest

from workbench.paths import Home
from workbench.workflow.consent import agree
from workbench.workflow.doctor import Finding, agreement, database, examine, folder, free_space, hotkeys, keys


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE"):
        monkeypatch.delenv(name, raising=False)
    return Home(tmp_path / "home")


def test_it_looks_at_desktop_folder_keys_database_and_consent(home: Home) -> None:
    names = [finding.name for finding in examine(home)]
    assert names == ["display", "folder", "space", "keys", "database", "consent"]


def test_it_makes_nothing_where_there_is_nothing(home: Home) -> None:
    examine(home)
    assert not home.root.exists()


def test_no_display_is_a_problem_that_says_what_still_works(home: Home) -> None:
    display = examine(home)[0]
    assert not display.ok
    assert "review" in display.sentence
    assert "recorded" not in display.sentence


def test_wayland_is_refused_with_the_way_to_go_on(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_SESSION_TYPE", "wayland")
    assert "X11" in examine(home)[0].sentence


def test_a_folder_that_others_can_look_into_is_named_with_its_cure(home: Home) -> None:
    home.ensure()
    assert folder(home).ok
    home.keys.chmod(0o755)
    found = folder(home)
    assert not found.ok
    assert found.sentence.endswith(f"chmod 700 {home.keys}")


def test_key_files_say_what_they_do_not_protect_against(home: Home) -> None:
    home.ensure().settings_file.write_text('key_store = "file"')
    found = keys(home)
    assert found.ok
    assert str(home.keys) in found.sentence
    assert "does not protect against" in found.sentence


def test_settings_that_cannot_be_read_are_a_problem_and_no_failure(home: Home) -> None:
    home.ensure().settings_file.write_text("key_store = nonsense")
    assert keys(home).ok is False


def test_a_hotkey_that_cannot_be_read_is_a_problem(home: Home) -> None:
    home.ensure().settings_file.write_text('[hotkeys]\npause = "p"')
    (found,) = hotkeys(home)
    assert not found.ok
    assert "write it as ctrl+alt+p" in found.sentence


def test_without_a_display_nothing_is_said_of_hotkeys(home: Home) -> None:
    assert hotkeys(home) == ()


def test_session_files_use_a_sqlite_without_known_damage() -> None:
    found = database()
    assert found.ok
    assert "encryption" in found.sentence


def test_an_agreement_is_told_with_its_date_and_a_broken_one_is_a_problem(home: Home) -> None:
    assert "asked before" in agreement(home).sentence
    agreed = agree(home)
    assert agreed.agreed_at[:10] in agreement(home).sentence
    home.consent_file.write_text("{")
    assert not agreement(home).ok


def test_free_space_is_counted_where_the_sessions_will_be(home: Home) -> None:
    assert "GB are free" in free_space(home).sentence


def test_every_finding_is_a_whole_sentence(home: Home) -> None:
    findings: tuple[Finding, ...] = examine(home)
    assert all(finding.sentence.endswith(".") for finding in findings), findings
