"""Labels on their way: typed, kept, sent once, removed."""

from pathlib import Path

import pytest

from workbench.paths import Home
from workbench.store.label_drafts import DraftPlace, LabelDrafts
from workbench.workflow.drafting import LabelDraft, open_draft, own_draft

PLACE = DraftPlace("a-session", "a-corpus", "Ann")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return a home whose keys are files."""
    made = Home(tmp_path / "home").ensure()
    made.settings_file.write_text('key_store = "file"\n', encoding="utf-8")
    return made


@pytest.fixture
def draft(home: Home) -> LabelDraft:
    """Return the draft of a session of which nothing was typed yet."""
    return open_draft(home, PLACE)


def kept(home: Home) -> dict[tuple[int | None, str], object]:
    """Return what another process finds."""
    return {(label.step, label.field): label.value for label in LabelDrafts(home).find(PLACE)}


def test_every_change_is_kept_at_once_and_found_by_who_comes_later(home: Home, draft: LabelDraft) -> None:
    for text in ("O", "Op", "Ope"):
        draft.type(3, "intent", text, as_before=False)
        assert kept(home) == {(3, "intent"): text}
    draft.type(None, "outcome", None, as_before=False)
    assert open_draft(home, PLACE).values(3) == {"intent": "Ope"}
    assert open_draft(home, PLACE).values(None) == {"outcome": None}
    assert draft.problem is None


def test_who_returns_to_what_was_there_has_nothing_to_send(home: Home, draft: LabelDraft) -> None:
    draft.type(None, "outcome", "success", as_before=False)
    draft.type(None, "outcome", None, as_before=True)
    assert (draft.unsent, kept(home)) == ((), {})


def test_a_sending_removes_what_it_sent_and_nothing_else(home: Home, draft: LabelDraft) -> None:
    draft.type(None, "outcome", "success", as_before=False)
    draft.type(None, "notes", "a", as_before=False)
    sent = draft.begin_sending()
    assert (len(sent), draft.unsent) == (2, ())
    draft.type(None, "notes", "ab", as_before=False)
    draft.type(4, "correct", "yes", as_before=False)
    assert {(label.field, label.value) for label in draft.unsent} == {("notes", "ab"), ("correct", "yes")}
    draft.sent(sent)
    assert kept(home) == {(None, "notes"): "ab", (4, "correct"): "yes"}
    assert {label.field for label in draft.unsent} == {"notes", "correct"}


def test_going_back_to_the_old_value_during_a_sending_is_a_label_to_send(home: Home, draft: LabelDraft) -> None:
    draft.type(None, "outcome", "success", as_before=False)
    sent = draft.begin_sending()
    draft.type(None, "outcome", None, as_before=True)
    draft.sent(sent)
    assert kept(home) == {(None, "outcome"): None}
    draft.read_again()
    draft.type(None, "outcome", "success", as_before=True)
    assert kept(home) == {}


def test_the_same_labels_keep_their_keys_until_they_are_changed(draft: LabelDraft) -> None:
    draft.type(None, "outcome", "success", as_before=False)
    first = draft.begin_sending()
    draft.not_sent()
    draft.type(None, "outcome", "success", as_before=False)
    assert draft.begin_sending() == first
    draft.not_sent()
    draft.type(None, "outcome", "failure", as_before=False)
    draft.type(None, "outcome", "success", as_before=False)
    assert draft.begin_sending() != first


def test_what_is_discarded_is_gone(home: Home, draft: LabelDraft) -> None:
    draft.type(None, "outcome", "success", as_before=False)
    draft.type(None, "notes", "a", as_before=False)
    draft.discard([label for label in draft.unsent if label.field == "notes"])
    assert kept(home) == {(None, "outcome"): "success"}


def test_a_disk_that_takes_nothing_is_said_and_all_is_kept_once_it_does(home: Home) -> None:
    home.drafts.write_text("no folder")
    draft = open_draft(home, PLACE)
    draft.type(None, "outcome", "success", as_before=False)
    assert draft.problem is not None
    assert "cannot be used" in draft.problem
    home.drafts.unlink()
    draft.type(None, "notes", "a", as_before=False)
    assert draft.problem is None
    assert kept(home) == {(None, "outcome"): "success", (None, "notes"): "a"}
    draft.close()


def test_drafts_that_cannot_be_read_are_said_and_labels_can_be_typed(home: Home, draft: LabelDraft) -> None:
    draft.type(None, "outcome", "success", as_before=False)
    draft.close()
    for path in home.keys.iterdir():
        path.write_bytes(bytes(32))
    unread = open_draft(home, PLACE)
    assert unread.problem is not None
    unread.type(None, "notes", "a", as_before=False)
    assert unread.values(None) == {"notes": "a"}


def test_labels_of_ones_own_session_are_another_draft(home: Home, draft: LabelDraft) -> None:
    own = own_draft(home, PLACE.session)
    own.type(None, "outcome", "success", as_before=False)
    assert draft.session == own.session
    assert kept(home) == {}
    assert own_draft(home, PLACE.session).values(None) == {"outcome": "success"}
