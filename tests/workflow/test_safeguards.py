"""What keeps things out, and what it misses."""

from pathlib import Path

import pytest

from workbench.errors import UsageError
from workbench.model.denied import NAMES, ONE_TIME_CODES, WORKBENCH
from workbench.paths import Home
from workbench.workflow.safeguards import SAFEGUARDS, YOUR_OWN, never_recorded


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.delenv("WORKBENCH_CORPUS", raising=False)
    return Home(tmp_path / "home").ensure()


def test_every_safeguard_says_what_it_catches_and_what_it_misses() -> None:
    assert len({safeguard.name for safeguard in SAFEGUARDS}) == len(SAFEGUARDS)
    for safeguard in SAFEGUARDS:
        for text in (safeguard.what, safeguard.catches, safeguard.misses):
            assert text.endswith(".")
            assert len(text.split()) > 3


@pytest.mark.parametrize(
    ("name", "missed"),
    [
        ("sites", "what you type into such a frame"),
        ("password fields", "copies into its title"),
        ("terminal prompts", "show nothing, or draw stars themselves"),
        ("terminal prompts", "`read -e -s` in bash"),
        ("terminal prompts", "through a program that is not on the list"),
        ("password fields", "another field in the place of a password field"),
        ("names of buttons and fields", "it is kept as the name"),
        ("your own folder", "existed before keeps its mode"),
        ("password fields", "clear it before you resume"),
        ("terminal prompts", "clear the screen before you resume"),
    ],
)
def test_what_cannot_be_known_is_said(name: str, missed: str) -> None:
    (safeguard,) = (safeguard for safeguard in SAFEGUARDS if safeguard.name == name)
    assert missed in safeguard.misses


def test_the_list_holds_every_kind_and_ones_own_entries(home: Home) -> None:
    home.settings_file.write_text('never_record = ["gimp", "title:^Diary"]')
    lists = {entry.what: entry.names for entry in never_recorded(home)}
    assert set(lists) == {*NAMES, WORKBENCH, YOUR_OWN}
    assert lists[YOUR_OWN] == ("gimp", "title:^Diary")
    assert all(lists.values())


def test_of_one_time_codes_it_names_their_generators_only(home: Home) -> None:
    (safeguard,) = (safeguard for safeguard in SAFEGUARDS if safeguard.name == "never recorded")
    assert "generators of one-time codes" in safeguard.catches
    assert ONE_TIME_CODES in {entry.what for entry in never_recorded(home)}


def test_a_list_that_cannot_be_read_is_refused(home: Home) -> None:
    home.settings_file.write_text('never_record = ["title:("]')
    with pytest.raises(UsageError, match="never_record"):
        never_recorded(home)
