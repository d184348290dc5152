"""Drafts of labels: private, encrypted, there after a kill, gone once removed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.errors import WorkbenchError
from workbench.paths import Home
from workbench.store.label_drafts import KEY_NAME, DraftLabel, DraftPlace, LabelDrafts, new_key
from workbench.store.library import Library

NOTE = "Ada met Grace at the clinic"
PLACE = DraftPlace("a-session", "a-corpus", "Ann")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return a home whose keys are files."""
    made = Home(tmp_path / "home").ensure()
    made.settings_file.write_text('key_store = "file"\n', encoding="utf-8")
    return made


def a_label(value: object = NOTE, field: str = "notes", step: int | None = None) -> DraftLabel:
    return DraftLabel(step, field, value, new_key())


def test_labels_come_back_by_corpus_annotator_and_session(home: Home) -> None:
    said = (a_label(), a_label("yes", "correct", 3), a_label(None, "intent", 3))
    LabelDrafts(home).keep(PLACE, said)
    LabelDrafts(home).keep(DraftPlace("another", "a-corpus", "Ann"), [a_label("elsewhere")])
    drafts = LabelDrafts(home)
    assert set(drafts.find(PLACE)) == set(said)
    others = (DraftPlace("a-session", "a-corpus", "Ben"), DraftPlace("a-session", "b", "Ann"), DraftPlace("x"))
    assert [drafts.find(other) for other in others] == [(), (), ()]
    assert drafts.sessions("a-corpus", "Ann") == ("a-session", "another")
    assert drafts.sessions("a-corpus", "Ben") == ()


def test_a_label_takes_the_place_of_the_one_before_and_only_itself_is_removed_by_its_key(home: Home) -> None:
    drafts, first, second = LabelDrafts(home), a_label("a"), a_label("ab")
    drafts.keep(PLACE, [first])
    drafts.keep(PLACE, [second])
    drafts.remove([first])
    assert drafts.find(PLACE) == (second,)
    drafts.remove([second])
    assert drafts.find(PLACE) == ()


def test_nobody_else_can_read_them_and_no_byte_of_them_is_plain_or_stays(home: Home) -> None:
    drafts, label = LabelDrafts(home), a_label()
    drafts.keep(PLACE, [label])
    files = [path for path in home.drafts.iterdir() if path.suffix != ".lock"]
    assert home.drafts.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in home.drafts.iterdir()} == {0o600}
    raw = b"".join(path.read_bytes() for path in files)
    assert len(raw) > 1000
    assert not [word for word in (NOTE, "a-corpus", "a-session", "SQLite format") if word.encode() in raw]
    drafts.remove([label])
    assert Path(f"{drafts.path}-wal").stat().st_size == 0


def test_removing_a_session_of_ones_own_removes_its_drafts(home: Home) -> None:
    drafts = LabelDrafts(home)
    drafts.keep(DraftPlace("own"), [a_label()])
    drafts.keep(PLACE, [a_label()])
    Library.of(home).forget("own")
    assert drafts.find(DraftPlace("own")) == ()
    assert len(drafts.find(PLACE)) == 1


def test_without_drafts_nothing_is_made(home: Home) -> None:
    drafts = LabelDrafts(home)
    assert (drafts.find(PLACE), drafts.sessions("a-corpus", "Ann")) == ((), ())
    drafts.remove([a_label()])
    drafts.remove_session(PLACE)
    assert not home.drafts.exists()
    assert list(home.keys.iterdir()) == []


def test_drafts_whose_key_is_gone_or_another_are_left_alone_and_said(home: Home) -> None:
    LabelDrafts(home).keep(PLACE, [a_label()])
    key = home.keys / KEY_NAME
    kept = key.read_bytes()
    before = (home.drafts / "labels.db").read_bytes()
    for change in (key.unlink, lambda: key.write_bytes(bytes(32)), lambda: key.write_bytes(b"short")):
        change()
        for use in (LabelDrafts(home).find, lambda place: LabelDrafts(home).keep(place, [a_label("new")])):
            with pytest.raises(WorkbenchError, match="send or save it before you leave"):
                use(PLACE)
    key.write_bytes(kept)
    assert [label.value for label in LabelDrafts(home).find(PLACE)] == [NOTE]
    assert (home.drafts / "labels.db").read_bytes()[:100] == before[:100]


def test_what_was_kept_is_there_after_a_kill(home: Home) -> None:
    code = """if True:
        import sys
        from pathlib import Path
        from workbench.paths import Home
        from workbench.store.label_drafts import DraftLabel, DraftPlace, LabelDrafts, new_key
        drafts = LabelDrafts(Home(Path(sys.argv[1])))
        for number in range(1, 10_000):
            label = DraftLabel(number, "notes", "x", new_key())
            drafts.keep(DraftPlace("a-session", "a-corpus", "Ann"), [label])
            print(number, flush=True)
    """
    child = subprocess.Popen([sys.executable, "-c", code, str(home.root)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    with child.stdout as told:
        last = [told.readline() for _ in range(20)][-1]
        os.kill(child.pid, signal.SIGKILL)
        last = (told.read().rpartition("\n")[0].splitlines() or [last])[-1]
    child.wait()
    assert len(LabelDrafts(home).find(PLACE)) >= int(last) >= 20


def test_a_label_is_sent_with_its_key_and_its_step_where_it_is_about_one() -> None:
    task, step = DraftLabel(None, "notes", "a", "key"), DraftLabel(3, "correct", None, "other")
    assert task.to_json() == {"field": "notes", "value": "a", "idempotency_key": "key"}
    assert step.to_json() == {"field": "correct", "value": None, "idempotency_key": "other", "step": 3}
