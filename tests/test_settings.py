"""A volunteer's choices: defaults that withhold more, and one sentence for a file that cannot be read."""

from dataclasses import fields
from pathlib import Path

import pytest

from workbench.errors import UsageError
from workbench.paths import Home
from workbench.settings import ALLOWED, HOTKEYS, Settings, load_settings


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").ensure()


def test_without_a_file_the_defaults_hold(home: Home) -> None:
    assert load_settings(home) == Settings(key_store="auto", time_limit_s=1200)


def test_a_file_changes_what_it_names_and_nothing_else(home: Home) -> None:
    home.settings_file.write_text('key_store = "file"')
    assert load_settings(home) == Settings(key_store="file", time_limit_s=1200)


def test_a_hotkey_is_changed_or_turned_off_by_itself(home: Home) -> None:
    home.settings_file.write_text('[hotkeys]\npause = "f9"\nmark = ""')
    assert load_settings(home).hotkeys == HOTKEYS | {"pause": "f9", "mark": ""}


def test_what_is_never_recorded_and_when_somebody_counts_as_away_can_be_chosen(home: Home) -> None:
    home.settings_file.write_text('idle_limit_s = 0\nnever_record = ["gimp", "title:^Diary"]')
    settings = load_settings(home)
    assert (settings.idle_limit_s, settings.never_record) == (0, ["gimp", "title:^Diary"])
    assert Settings().idle_limit_s == 300


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('key_store = "cloud"', 'key_store must be "auto" or "file", not "cloud"'),
        ("time_limit_s = 0", "time_limit_s must be 1 or more seconds, not 0"),
        ("time_limit_s = -5", "time_limit_s must be 1 or more seconds, not -5"),
        ("time_limit_s = '10'", 'time_limit_s must be 1 or more seconds, not "10"'),
        ("idle_limit_s = -1", "idle_limit_s must be 0 or more seconds, not -1"),
        ("idle_limit_s = true", "idle_limit_s must be 0 or more seconds, not true"),
        ("idle_limit_s = 2026-11-22", 'idle_limit_s must be 0 or more seconds, not "2026-11-22"'),
        (
            'never_record = "gimp"',
            'never_record must be a list of texts, as ["gimp", "title:^Diary"], not "gimp"',
        ),
        ("never_record = [7]", 'never_record must be a list of texts, as ["gimp", "title:^Diary"], not [7]'),
        ("[hotkeys]\npause = 7", 'hotkeys.pause must be a chord in quotes, as "f9", not 7'),
    ],
)
def test_a_wrong_value_is_named_with_what_is_allowed(home: Home, text: str, sentence: str) -> None:
    home.settings_file.write_text(text)
    with pytest.raises(UsageError) as refusal:
        load_settings(home)
    assert str(refusal.value) == f"{sentence}; correct it in {home.settings_file}."


def test_hotkeys_that_are_no_table_are_named(home: Home) -> None:
    home.settings_file.write_text('hotkeys = "ctrl+alt+p"')
    with pytest.raises(UsageError, match=r'hotkeys must be a table.*, not "ctrl\+alt\+p"; .*settings\.toml\.$'):
        load_settings(home)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("idle_limt_s = 0", "There is no setting idle_limt_s; did you mean idle_limit_s? Correct it in "),
        (
            '[hotkeys]\npaus = "f9"',
            "There is no setting hotkeys.paus; did you mean hotkeys.pause? Correct it in ",
        ),
        ("telemetry = true", "There is no setting telemetry; there are key_store, time_limit_s, "),
        ('"\\u001b[2J" = 1', 'There is no setting "\\u001b[2J"; there are '),
    ],
)
def test_a_setting_that_does_not_exist_is_named_with_the_nearest(home: Home, text: str, sentence: str) -> None:
    home.settings_file.write_text(text)
    with pytest.raises(UsageError) as refusal:
        load_settings(home)
    assert str(refusal.value).startswith(sentence)
    assert str(refusal.value).endswith(f" {home.settings_file}.")


@pytest.mark.parametrize("content", [b"key_store = file", b'key_store = "\xff"'])
def test_a_file_that_cannot_be_read_is_refused_with_its_name_and_a_way_out(home: Home, content: bytes) -> None:
    home.settings_file.write_bytes(content)
    with pytest.raises(UsageError, match=r"settings\.toml cannot be read.*correct it or remove it"):
        load_settings(home)


def test_every_setting_says_what_it_may_be() -> None:
    assert set(ALLOWED) == {field.name for field in fields(Settings)}
