"""Apply: the file is written anew, and nothing of what was taken out is left in it."""

import base64
import io
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import zstandard

from tests.store.examples import (
    SALT,
    Place,
    a_context,
    a_place,
    a_screen,
    a_session,
    clicked,
    names_of,
    packed,
    typed,
)
from tests.store.residue import residue, unpacked
from workbench.errors import SessionFileError, UsageError
from workbench.model.edits import (
    TASK,
    DropSpan,
    Edit,
    LabelKind,
    LabelTarget,
    RedactBox,
    RedactElement,
    RedactText,
    RedactTitle,
    SetLabel,
)
from workbench.model.elements import Element, unnamed
from workbench.model.events import Button, ButtonDown, ButtonUp, Event, KeyDown, KeyRepeat, KeyUp
from workbench.model.folded import Folded
from workbench.model.geometry import Rect
from workbench.model.leaving import leaving
from workbench.store.connection import connect
from workbench.store.identity import new_session_id
from workbench.store.journal import Journal

FAREWELL = "goodbye-5550100"
TEXT = f"Hello {FAREWELL}"
CONTACT = Element("list item", "Ada 5550199", ("selected",), Rect(60, 90, 80, 20), ("list People",))


def written(place: Place) -> str:
    """Return the id of a session whose last picture shows what was typed: a stripe of white."""
    session = a_session(new_session_id())
    journal = Journal.create(place.library.path(session.id), place.keys.create(session.id), session, SALT)
    journal.add_context(a_context())
    before = a_screen()
    after = before.copy()
    after[150:160, 20:120] = 255
    journal.add_frame(packed(1, 40, before))
    for event in (*clicked(1, 50), *typed(TEXT, 4, 1000)):
        journal.add_event(event)
    journal.add_element(2, CONTACT)
    journal.add_element(4, Element("text field", "Letter"))
    journal.add_frame(packed(2, 3000, after))
    for event in clicked(4 + 2 * len(TEXT), 4000):
        journal.add_event(event)
    journal.add_health(3700, {"lag_ms": 3, "lost": 0})
    journal.finish(5000)
    return session.id


def edit(place: Place, session_id: str, *edits: Edit) -> None:
    """Make edits."""
    with place.library.open(session_id) as file:
        for one in edits:
            file.add_edit(one)


def redact(place: Place, session_id: str) -> None:
    """Redact the secret in the typed step, and give labels."""
    with place.library.open(session_id) as file:
        step = file.steps()[1]
    at = TEXT.index(FAREWELL)
    target = LabelTarget(LabelKind.STEP, step.first_seq, step.last_seq)
    edit(
        place,
        session_id,
        SetLabel(TASK, "instruction", f"Say {FAREWELL} to Ada"),
        SetLabel(TASK, "instruction", "Greet Ada in a letter"),
        SetLabel(target, "intent", "greet"),
        RedactText(step.first_seq, step.last_seq, ((at, len(TEXT)),)),
        RedactTitle(step.first_seq, step.last_seq),
    )


def test_what_leaves_is_the_same_before_and_after(place: Place) -> None:
    session_id = written(place)
    redact(place, session_id)
    with place.library.open(session_id) as file:
        before = leaving(file.folded())
    place.library.apply(session_id)
    with place.library.open(session_id) as file:
        after = file.folded()
        assert leaving(after) == before
        assert after.task_label == {"instruction": "Greet Ada in a letter"}
        assert [step.label for step in file.folded().steps] == [{}, {"intent": "greet"}, {}]
        assert [step.text for step in file.steps()] == [None, "Hello █", None]
        assert file.session.id == session_id
        assert file.health() == []


def test_nothing_of_what_was_redacted_is_left_in_any_byte(place: Place, tmp_path: Path) -> None:
    session_id = written(place)
    plain = tmp_path / "plain"
    plain.mkdir()
    place.library.export(session_id, plain / "before.session")
    redact(place, session_id)
    place.library.apply(session_id)
    place.library.export(session_id, plain / "after.session")
    (plain / "before.session").unlink()
    for text in (FAREWELL, "5550100", "letter-to-ada"):
        assert residue(text, place.home.root, plain) == [], text
    data = (plain / "after.session").read_bytes()
    assert b'"key":"5"' not in data
    assert b"key_down" not in data.split(b"CREATE TABLE")[0]


def test_targets_stay_with_their_steps_and_redacted_names_are_in_no_byte(place: Place, tmp_path: Path) -> None:
    session_id = written(place)
    with place.library.open(session_id) as file:
        [click, typing, _] = file.steps()
    assert (click.element, typing.element) == (CONTACT, Element("text field", "Letter"))
    place.library.apply(session_id)
    with place.library.open(session_id) as file:
        assert [step.element for step in file.steps()] == [CONTACT, typing.element, None]
        assert list(file.recording().elements.values()) == [CONTACT, typing.element]
    edit(place, session_id, RedactElement(click.first_seq, click.last_seq))
    place.library.apply(session_id)
    place.library.export(session_id, tmp_path / "plain.session")
    assert residue("5550199", place.home.root, tmp_path) == []
    assert residue("People", place.home.root, tmp_path) == []
    with place.library.open(session_id) as file:
        assert file.recording().elements[2] == unnamed(CONTACT)


def session_of(place: Place, events: tuple[Event, ...], elements: dict[int, Element]) -> str:
    """Return the id of a session with those events, some of them with their targets."""
    session = a_session(new_session_id())
    journal = Journal.create(place.library.path(session.id), place.keys.create(session.id), session, SALT)
    journal.add_context(a_context())
    for event in events:
        journal.add_event(event)
    for seq, element in elements.items():
        journal.add_element(seq, element)
    journal.finish(5000)
    return session.id


def test_a_step_with_two_targets_keeps_the_first_at_the_event_that_began_it(place: Place) -> None:
    button, word = Element("button", "Open"), Element("text", "a word of another step")
    presses = [*clicked(1, 50), *clicked(4, 200)]
    events = tuple(replace(event, seq=seq) for seq, event in enumerate(presses[1:3] + presses[4:], start=1))
    session_id = session_of(place, events, {1: button, 3: word})
    with place.library.open(session_id) as file:
        assert [(step.first_seq, step.last_seq, step.element) for step in file.steps()] == [(1, 4, button)]
    place.library.apply(session_id)
    with place.library.open(session_id) as file:
        assert file.recording().elements == {1: button}


def test_a_target_whose_event_went_with_a_redacted_key_goes_too(place: Place) -> None:
    """A key that is held through a click: its repeats leave only with its press."""
    events = (
        Event(1, 100, 1, KeyDown("a", "a")),
        Event(2, 200, 1, ButtonDown(Button.LEFT, 9, 9)),
        Event(3, 260, 1, ButtonUp(Button.LEFT, 9, 9)),
        Event(4, 900, 1, KeyRepeat("a", 3)),
        Event(5, 1000, 1, KeyUp("a")),
    )
    button = Element("button", "Open")
    session_id = session_of(place, events, {2: button, 4: Element("text field", "Letter")})
    edit(place, session_id, RedactText(1, 1, ((0, 1),)))
    place.library.apply(session_id)
    with place.library.open(session_id) as file:
        recording = file.recording()
        assert [event.kind for event in recording.events] == ["button_down", "button_up"]
        assert list(recording.elements.values()) == [button]


def test_the_scan_would_find_it(place: Place, tmp_path: Path) -> None:
    session_id = written(place)
    edit(place, session_id, SetLabel(TASK, "notes", FAREWELL))
    place.library.export(session_id, tmp_path / "plain.session")
    assert residue(FAREWELL, tmp_path / "plain.session") == ["plain.session: plain"]
    assert residue(FAREWELL, place.home.root) == []
    for data in hidden(FAREWELL.encode()):
        (tmp_path / "hidden").write_bytes(data)
        assert residue(FAREWELL, tmp_path / "hidden"), data


def hidden(text: bytes) -> list[bytes]:
    """Return files that hold a text in some other way."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("member", zstandard.compress(b"x" + text.decode().encode("utf-16-le")))
    coded = [base64.b64encode(b"y" * shift + text + b"yyy") for shift in range(3)]
    stream = b"yy" + zstandard.compress(b"x" * 99 + text)
    return [text.upper(), text.hex().encode(), stream, *coded, archive.getvalue()]


def test_what_shows_the_text_is_painted_over_in_every_later_picture(place: Place) -> None:
    session_id = written(place)
    redact(place, session_id)
    place.library.apply(session_id)
    with place.library.open(session_id) as file:
        first, last = (file.picture(number) for number in (1, 2))
    shown = np.frombuffer(last.rgb, np.uint8).reshape(last.height, last.width, 3)
    assert not shown[142:168, 12:128].any()
    untouched = np.frombuffer(first.rgb, np.uint8).reshape(first.height, first.width, 3)
    assert (untouched[80:] == a_screen()[80:]).all()


def test_a_box_is_painted_over_and_its_tiles_are_gone(place: Place, tmp_path: Path) -> None:
    session_id = written(place)
    edit(place, session_id, RedactBox(1, 3, 1, Rect(10, 10, 30, 30)))
    place.library.apply(session_id)
    place.library.export(session_id, tmp_path / "plain.session")
    with place.library.open(session_id) as file:
        picture = file.picture(1)
    shown = np.frombuffer(picture.rgb, np.uint8).reshape(200, 300, 3)
    assert not shown[2:48, 2:48].any()
    assert residue(a_screen()[20, 10:20].tobytes().decode("latin-1"), tmp_path) == []
    pixels = a_screen()[20, 10:20].tobytes()
    data = (tmp_path / "plain.session").read_bytes()
    assert pixels not in b"".join(unpack_all(data))


def unpack_all(data: bytes) -> list[bytes]:
    """Return what all zstd streams in a file hold."""
    return list(unpacked(data))[1:]


def test_dropped_steps_and_pictures_nobody_needs_are_gone(place: Place) -> None:
    session_id = written(place)
    with place.library.open(session_id) as file:
        steps = file.steps()
    edit(place, session_id, DropSpan(steps[1].first_seq, steps[2].last_seq))
    place.library.apply(session_id)
    with place.library.open(session_id) as file:
        recording = file.recording()
        assert [step.index for step in file.folded().steps] == [1]
        assert len(recording.events) == 3
        assert len(recording.frames) == 1
        assert file.folded().counts.dropped == 2


def test_undo_ends_at_the_last_apply(place: Place) -> None:
    session_id = written(place)
    redact(place, session_id)
    place.library.apply(session_id)
    with place.library.open(session_id) as file:
        with pytest.raises(UsageError, match="nothing to undo"):
            file.undo()
        file.add_edit(SetLabel(TASK, "outcome", "success"))
        assert file.undo() == SetLabel(TASK, "outcome", "success")


def test_it_can_be_applied_again_and_again(place: Place) -> None:
    session_id = written(place)
    redact(place, session_id)
    place.library.apply(session_id)
    with place.library.open(session_id) as file:
        before, step = leaving(file.folded()), file.steps()[0]
    place.library.apply(session_id)
    with place.library.open(session_id) as file:
        assert leaving(file.folded()) == before
    edit(place, session_id, DropSpan(step.first_seq, step.last_seq))
    place.library.apply(session_id)
    with place.library.open(session_id) as file:
        assert [step.text for step in file.steps()] == ["Hello █", None]


def test_the_old_key_is_destroyed_and_no_file_is_left_over(place: Place) -> None:
    session_id = written(place)
    old_key, old_file = place.keys.find(session_id), place.library.path(session_id).read_bytes()
    place.library.path(session_id).with_suffix(".preview").write_bytes(b"what was to be submitted")
    place.library.apply(session_id)
    assert place.keys.find(session_id) not in {old_key, None}
    assert [path.name for path in place.home.keys.iterdir()] == [session_id]
    assert names_of(place) == [".check", ".session"]
    assert place.library.path(session_id).read_bytes()[:64] != old_file[:64]


def test_an_edit_that_matches_nothing_stops_it(place: Place) -> None:
    session_id = written(place)
    edit(place, session_id, DropSpan(900, 901))
    before = place.library.path(session_id).read_bytes()
    with pytest.raises(UsageError, match="edit 1 matches nothing; undo it first"):
        place.library.apply(session_id)
    assert place.library.path(session_id).read_bytes() == before
    assert names_of(place) == [".check", ".session"]


def test_a_session_that_is_being_recorded_is_left_alone(place: Place) -> None:
    session_id = new_session_id()
    with_journal = place.start(session_id)
    with pytest.raises(SessionFileError, match="in use and was not changed"):
        place.library.apply(session_id)
    with_journal.finish(10)


def test_a_session_that_another_program_reads_is_left_alone_and_applied_once_it_is_closed(place: Place) -> None:
    session_id = written(place)
    redact(place, session_id)
    path, key = place.library.path(session_id), place.keys.find(session_id)
    writer = connect(path, key)
    writer.pragma("journal_mode", "wal")
    writer.execute("UPDATE session SET duration_ms = duration_ms")
    reader = connect(path, key, readonly=True)
    cursor = reader.execute("SELECT * FROM events")
    next(cursor)
    writer.close()
    with pytest.raises(SessionFileError, match="read by another program and was not changed"):
        place.library.apply(session_id)
    assert place.keys.find(session_id) == key
    cursor.close()
    reader.close()
    with place.library.open(session_id) as file:
        assert file.steps()[1].text == TEXT
        expected = leaving(file.folded())
    place.library.apply(session_id)
    with place.library.open(session_id) as file:
        assert leaving(file.folded()) == expected
    assert names_of(place) == [".check", ".session"]


def test_a_plain_file_is_rewritten_too_and_its_old_bytes_are_overwritten(place: Place, tmp_path: Path) -> None:
    session_id = written(place)
    plain = tmp_path / "plain.session"
    place.library.export(session_id, plain)
    other = a_place(tmp_path / "other")
    target = other.library.path(session_id)
    plain.rename(target)
    old = target.open("rb")
    redact(other, session_id)
    other.library.apply(session_id)
    assert residue(FAREWELL, other.home.root) == []
    with old:
        assert FAREWELL.encode() not in old.read()
    with other.library.open(session_id) as file:
        assert file.steps()[1].text == "Hello █"


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.store.examples import a_place

root, countdown = sys.argv[1], 0

def audit(name, arguments):
    global countdown
    if name in {"open", "os.rename", "os.remove", "os.link"} and root in str(arguments[0]):
        countdown -= 1
        if countdown < 0:
            os.kill(os.getpid(), signal.SIGKILL)

for moment, home in enumerate(sorted(Path(root).iterdir())):
    place = a_place(home)
    child = os.fork()
    if child == 0:
        countdown = moment
        sys.addaudithook(audit)
        place.library.apply("last")
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
MOMENTS = 60


def test_a_kill_at_any_moment_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    """A process dies at its n-th touch of a file, for every n; the last ones come to the end."""
    first = a_place(tmp_path / "00")
    session_id = written(first)
    redact(first, session_id)
    with first.library.open(session_id) as file:
        expected = leaving(file.folded())
    for moment in range(1, MOMENTS):
        shutil.copytree(first.home.root, tmp_path / f"{moment:02}")
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", KILLED, str(tmp_path)]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    seen = [ended(a_place(tmp_path / f"{moment:02}"), session_id, expected) for moment in range(MOMENTS)]
    codes = done.stdout.split()
    assert codes == sorted(codes), codes
    assert set(codes) == {"-9", "0"}
    assert seen == sorted(seen, reverse=True)
    assert set(seen) == {"old", "new"}


def ended(place: Place, session_id: str, expected: Folded) -> str:
    """Return which file an apply left that was killed; with the other one went its key, and all else."""
    with place.library.open(session_id) as file:
        assert leaving(file.folded()) == expected
        which = "new" if file.steps()[1].text == "Hello █" else "old"
    assert set(names_of(place)) <= {".check", ".session", ".lock"}
    assert [path.name for path in place.home.keys.iterdir()] == [session_id]
    return which
