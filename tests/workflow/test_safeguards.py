"""What keeps things out, and what it misses."""

from dataclasses import astuple
from pathlib import Path

import pytest

from workbench.errors import UsageError
from workbench.model.denied import NAMES, ONE_TIME_CODES, WORKBENCH
from workbench.model.gaps import GapReason
from workbench.paths import Home
from workbench.workflow.safeguards import SAFEGUARDS, YOUR_OWN, never_recorded


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.delenv("WORKBENCH_CORPUS", raising=False)
    return Home(tmp_path / "home").ensure()


CAUGHT = {
    "scope": "outside the applications you named",
    "sites": "Pages of other sites",
    "never recorded": "Password managers, keyrings",
    "password fields": "What is typed into password fields",
    "names of buttons and fields": "What stands in fields",
    "terminal prompts": "Passwords at prompts of sudo",
    "withheld when not known": "Keys at windows and fields of which nobody said in time what they are",
    "pictures": "password fields",
    "presence": "Everything from a lock on",
    "forgetting": "before anybody looked at it",
    "your own folder": "Other users of this machine",
}
"""Every promise by its name, with words from what it says that it keeps out."""


def test_every_safeguard_is_there_and_says_what_it_catches() -> None:
    assert [safeguard.name for safeguard in SAFEGUARDS] == list(CAUGHT)
    for safeguard in SAFEGUARDS:
        assert CAUGHT[safeguard.name] in safeguard.catches


REASONS = {
    GapReason.PAUSED: ("presence", "without input, until you resume by hand"),
    GapReason.OUT_OF_SCOPE: ("scope", "outside the applications you named"),
    GapReason.SECRET: ("password fields", "What is typed into password fields"),
    GapReason.OWN_WINDOW: ("pictures", "the workbench itself"),
    GapReason.UNKNOWN_TARGET: ("withheld when not known", "of which nobody said in time what they are"),
    GapReason.LOCKED: ("presence", "from a lock on"),
    GapReason.FORGOTTEN: ("forgetting", "What you wish you had not done"),
    GapReason.MASKED: ("pictures", "the whole window where the place of one is not known"),
}
"""Which safeguard keeps something out for a reason; an overload is a fault and none of them."""


def test_every_reason_for_which_something_is_withheld_is_what_a_safeguard_says_that_it_catches() -> None:
    assert set(REASONS) == set(GapReason) - {GapReason.OVERLOAD}
    caught = {safeguard.name: safeguard.catches for safeguard in SAFEGUARDS}
    for name, words in REASONS.values():
        assert words in caught[name]


def test_the_public_shape_of_a_safeguard_has_every_text_under_its_own_name() -> None:
    for safeguard in SAFEGUARDS:
        shape = safeguard.to_json()
        assert [shape[key] for key in ("name", "what", "catches", "misses")] == list(astuple(safeguard))
        assert len(set(astuple(safeguard))) == 4


@pytest.mark.parametrize(
    ("name", "missed"),
    [
        ("sites", "what you type into such a frame"),
        ("password fields", "copies into its title"),
        ("terminal prompts", "show nothing, or draw stars themselves"),
        ("terminal prompts", "`read -e -s` in bash"),
        ("terminal prompts", "through a program that is not on the list"),
        ("password fields", "shows at another place"),
        ("password fields", "shown already when the recording begins"),
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
