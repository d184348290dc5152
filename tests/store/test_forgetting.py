"""Forgetting: what happened from the border on is in no byte of the folder, and what came before is whole."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import apsw
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.store.examples import (
    SALT,
    Place,
    a_context,
    a_place,
    a_screen,
    a_session,
    names_of,
    packed,
    typed,
)
from tests.store.residue import residue
from workbench.model.contexts import Context
from workbench.model.elements import Element
from workbench.model.events import Button, ButtonDown, ButtonUp, Event, KeyDown, KeyUp, PointerPath
from workbench.model.gaps import Gap, GapReason
from workbench.model.session import Recording
from workbench.store import forgetting
from workbench.store.connection import connect
from workbench.store.forgetting import LEAP, LONGEST_ROW_MS, Wish, ask, asked, withdraw
from workbench.store.identity import new_session_id
from workbench.store.journal import Journal
from workbench.store.library import Library
from workbench.store.records import read_recording
from workbench.store.session_paths import companions, preview_path, wish_path

CANARY = "zanzibarnoon"
BORDER_MS = 5000
FORGOTTEN = Gap(BORDER_MS, 9000, GapReason.FORGOTTEN)


def a_journal(folder: Path) -> Journal:
    """Begin a plain recording, so that every byte of it can be read."""
    return Journal.create(folder / "plain.session", None, a_session(new_session_id()), SALT)


def canary_picture() -> NDArray[np.uint8]:
    """Return a screen that holds a text in its pixels."""
    screen = a_screen(seed=9)
    row = np.frombuffer((CANARY * 20).encode(), np.uint8)
    screen[10, : len(row) // 3] = row[: len(row) // 3 * 3].reshape(-1, 3)
    return screen


def a_window(number: int, title: str) -> Context:
    return replace(a_context(), id=number, title=title)


def record_before(journal: Journal) -> None:
    """Record what is to stay."""
    journal.add_context(a_window(1, "letter.txt"))
    journal.add_frame(packed(1, 40, a_screen()))
    for event in typed("Dear", 1, 100):
        journal.add_event(event)
    journal.add_element(1, Element("text", "Letter"))
    journal.add_gap(Gap(1000, 1500, GapReason.OUT_OF_SCOPE))
    journal.add_health(1600, {"lost": 0})


def record_canary(journal: Journal, seq: int = 100, at_ms: int = 6000) -> None:
    """Record what is to go, a text in every place that a recording has."""
    journal.add_context(a_window(7, f"{CANARY} - Editor"))
    journal.add_frame(packed(2, at_ms, canary_picture()))
    for event in typed(CANARY, seq, at_ms):
        journal.add_event(replace(event, context=7))
    journal.add_event(Event(seq + 90, at_ms + 900, 7, KeyDown("x", CANARY)))
    journal.add_element(seq, Element("text", CANARY, ancestors=(CANARY,)))
    journal.add_gap(Gap(at_ms + 1, at_ms + 1000, GapReason.UNKNOWN_TARGET))
    journal.add_health(at_ms + 1, {CANARY: 1})


def read(path: Path) -> Recording:
    connection = connect(path, None, readonly=True)
    try:
        assert connection.pragma("integrity_check") == "ok"
        assert connection.pragma("foreign_key_check") is None
        return read_recording(connection)
    finally:
        connection.close()


def test_the_canary_is_there_before_and_nowhere_after(tmp_path: Path) -> None:
    journal = a_journal(tmp_path)
    record_before(journal)
    record_canary(journal)
    journal.commit()
    assert len(residue(CANARY, tmp_path)) > 2
    journal.add_event(Event(300, 8900, 7, KeyDown("y", CANARY)))
    journal.forget(BORDER_MS, 9000)
    assert residue(CANARY, tmp_path) == []
    assert (tmp_path / "plain.session-wal").stat().st_size == 0
    assert not wish_path(tmp_path / "plain.session").exists()
    journal.finish(9500)
    assert residue(CANARY, tmp_path) == []


def test_what_came_before_is_as_if_the_recording_had_stopped_there(tmp_path: Path) -> None:
    (tmp_path / "control").mkdir()
    control, journal = a_journal(tmp_path / "control"), a_journal(tmp_path)
    for one in (control, journal):
        record_before(one)
    record_canary(journal)
    kept = journal.forget(BORDER_MS, 9000)
    control.finish(9500)
    journal.finish(9500)
    expected, found = read(tmp_path / "control" / "plain.session"), read(tmp_path / "plain.session")
    assert found.contexts == expected.contexts
    assert found.events == expected.events
    assert found.frames == expected.frames
    assert found.elements == expected.elements
    assert found.gaps == (*expected.gaps, FORGOTTEN)
    assert (kept.events, kept.frames, kept.newest.events) == (8, 1, expected.events)
    assert kept.newest.contexts == expected.contexts


def test_numbers_go_on_rising_and_the_leap_does_not_tell_how_much_was_forgotten(tmp_path: Path) -> None:
    leaps = []
    for number, amount in enumerate((0, 1, 40)):
        folder = tmp_path / str(number)
        folder.mkdir()
        journal = a_journal(folder)
        record_before(journal)
        for at in range(amount):
            record_canary(journal, 100 + 100 * at) if at == 0 else journal.add_event(
                Event(200 + at, 6000 + at, 1, KeyUp("a"))
            )
        leaps.append(journal.forget(BORDER_MS, 9000).numbers)
        journal.finish(9500)
    assert leaps == [forgetting.Numbers(8 + LEAP, 1 + LEAP, 1 + LEAP)] * 3


def test_what_was_held_at_the_border_is_let_go_there(tmp_path: Path) -> None:
    journal = a_journal(tmp_path)
    journal.add_context(a_window(1, "letter.txt"))
    before = [
        Event(1, 100, 1, KeyDown("ctrl", "")),
        Event(2, 4900, 1, ButtonDown(Button.LEFT, 10, 10)),
        Event(3, 4910, 1, KeyDown("left", "")),
        Event(4, 4950, 1, PointerPath(20, 20, ((20, 1, 1), (29, 1, 1), (1, 50, 50), (9, 9, 9)))),
    ]
    after = [
        Event(5, 5060, 1, PointerPath(99, 99)),
        Event(6, 5100, 1, KeyUp("left")),
        Event(7, 5200, 1, ButtonUp(Button.LEFT, 300, 300)),
    ]
    for event in (*before, *after):
        journal.add_event(event)
    kept = journal.forget(BORDER_MS, 9000)
    journal.finish(9500)
    events = read(tmp_path / "plain.session").events
    assert events[:3] == tuple(before[:3])
    assert events[3].body == PointerPath(20, 20, ((20, 1, 1), (29, 1, 1)))
    assert [(event.t_ms, event.body, event.synthetic) for event in events[4:]] == [
        (BORDER_MS, KeyUp("ctrl"), True),
        (BORDER_MS, KeyUp("left"), True),
        (BORDER_MS, ButtonUp(Button.LEFT, 22, 22), True),
    ]
    assert kept.numbers.events == events[-1].seq


def test_frames_of_before_hold_up_to_the_border_and_keep_the_tiles_they_share(tmp_path: Path) -> None:
    journal = a_journal(tmp_path)
    shown, later = packed(1, 4000, a_screen()), packed(2, 6000, a_screen())
    journal.add_frame(replace(shown, frame=replace(shown.frame, valid_ms=7000)))
    journal.add_frame(later)
    journal.add_frame(packed(3, 7000, canary_picture()))
    kept = journal.forget(BORDER_MS, 9000)
    assert kept.tiles == frozenset(shown.tiles)
    journal.finish(9500)
    (frame,) = read(tmp_path / "plain.session").frames
    assert (frame.captured_ms, frame.valid_ms) == (4000, BORDER_MS)


def test_gaps_are_cut_at_the_border_and_forgetting_twice_leaves_one(tmp_path: Path) -> None:
    journal = a_journal(tmp_path)
    for gap in (
        Gap(4000, 6000, GapReason.PAUSED),
        Gap(4500, 7000, GapReason.SECRET),
        Gap(5500, 6000, GapReason.PAUSED),
    ):
        journal.add_gap(gap)
    journal.forget(BORDER_MS, 9000, secrets=(4500,))
    journal.forget(6000, 10_000)
    journal.finish(11_000)
    assert read(tmp_path / "plain.session").gaps == (
        Gap(4000, BORDER_MS, GapReason.PAUSED),
        Gap(BORDER_MS, 10_000, GapReason.FORGOTTEN),
    )


def test_forgetting_all_leaves_nothing_but_the_gap_and_the_recording_goes_on(tmp_path: Path) -> None:
    journal = a_journal(tmp_path)
    record_before(journal)
    record_canary(journal)
    kept = journal.forget(0, 9000)
    assert (kept.events, kept.frames, kept.newest.contexts) == (0, 0, {})
    journal.add_context(a_window(kept.numbers.contexts + 1, "new"))
    journal.add_event(Event(kept.numbers.events + 1, 9100, kept.numbers.contexts + 1, KeyUp("a")))
    journal.commit()
    with pytest.raises(apsw.AuthError):
        journal._connection.execute(
            "DELETE FROM events"
        )  # the connection is the journal's own: only adding again
    journal.finish(9500)
    recording = read(tmp_path / "plain.session")
    assert recording.gaps == (Gap(0, 9000, GapReason.FORGOTTEN),)
    assert [event.t_ms for event in recording.events] == [9100]


def test_a_path_that_began_almost_a_second_before_the_border_is_cut_there(tmp_path: Path) -> None:
    journal = a_journal(tmp_path)
    journal.add_context(a_window(1, "letter.txt"))
    began_ms = BORDER_MS - LONGEST_ROW_MS + 1
    journal.add_event(Event(1, began_ms, 1, PointerPath(20, 20, ((990, 1, 1), (8, 2, 2), (1, 50, 50)))))
    journal.forget(BORDER_MS, 9000)
    journal.finish(9500)
    (event,) = read(tmp_path / "plain.session").events
    assert event.body == PointerPath(20, 20, ((990, 1, 1), (8, 2, 2)))


def test_the_size_of_the_file_does_not_tell_how_much_was_forgotten(tmp_path: Path) -> None:
    sizes = set()
    for amount in (0, 1, 40):
        folder = tmp_path / str(amount)
        folder.mkdir()
        journal = a_journal(folder)
        record_before(journal)
        for number in range(amount):
            journal.add_frame(packed(2 + number, 6000 + number, a_screen(seed=10 + number)))
            journal.commit()
        journal.forget(BORDER_MS, 9000)
        journal.finish(9500)
        sizes.add((folder / "plain.session").stat().st_size)
    assert len(sizes) == 1


def test_steps_that_were_stored_before_the_wish_was_fulfilled_are_forgotten_too(place: Place) -> None:
    journal = place.start()
    record_before(journal)
    record_canary(journal)
    journal.finish(9500)
    session_id = place.library.resolve("last")
    with place.library.open(session_id) as file:
        assert CANARY in " ".join(step.text or "" for step in file.steps())
    ask(place.library.path(session_id), Wish(BORDER_MS, 9000))
    with place.library.open(session_id) as file:
        assert [step.text for step in file.steps()] == ["Dear"]
        assert CANARY not in repr(file.steps())
        file.export(place.home.root / "plain.session")
    assert residue(CANARY, place.home.root) == []
    assert place.library.summaries()[0].steps == 1


def test_a_preview_goes_too_and_the_wish_is_a_companion(tmp_path: Path) -> None:
    journal = a_journal(tmp_path)
    path = tmp_path / "plain.session"
    preview_path(path).write_bytes(b"x")
    assert wish_path(path) in companions(path)
    journal.forget(0, 1000)
    assert not preview_path(path).exists()
    journal.finish(2000)


def test_a_wish_is_read_back_and_one_that_was_cut_off_is_none(tmp_path: Path) -> None:
    path = tmp_path / "x.session"
    assert asked(path) is None
    ask(path, Wish(1, 2, (3,)))
    assert asked(path) == Wish(1, 2, (3,))
    whole = wish_path(path).read_bytes()
    for length in range(len(whole)):
        wish_path(path).write_bytes(whole[:length])
        assert asked(path) is None
    withdraw(path)
    assert not wish_path(path).exists()


def test_a_wish_that_was_cut_off_goes_when_the_session_is_opened_and_nothing_is_forgotten(place: Place) -> None:
    journal = place.start()
    record_before(journal)
    journal.commit()
    journal.close()
    session_id = place.library.resolve("last")
    wish_path(place.library.path(session_id)).write_bytes(b'{"since_ms": 0')
    with place.library.open(session_id) as file:
        assert [step.text for step in file.steps()] == ["Dear"]
    assert names_of(place) == [".check", ".session"]


def test_a_kill_between_any_two_calls_leaves_all_or_nothing_until_the_file_is_opened_and_nothing_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = a_place(tmp_path / "home")
    journal = place.start()
    record_before(journal)
    record_canary(journal)
    journal.commit()
    images: list[Path] = []

    def image() -> None:
        images.append(tmp_path / f"image {len(images)}")
        shutil.copytree(place.home.root, images[-1])

    for name in ("ask", "forget_rows", "wipe", "withdraw", "look"):
        monkeypatch.setattr(f"workbench.store.journal.{name}", photographed(getattr(forgetting, name), image))
    image()
    journal.forget(BORDER_MS, 9000)
    journal.close()
    monkeypatch.undo()
    assert len(images) > 8
    found = [events_after(a_place(root).library) for root in images]
    unasked, rest = found[:2], found[2:]
    assert all(number > 20 for number in unasked)
    assert rest == [0] * len(rest)


def photographed(call: Callable[..., Any], image: Callable[[], None]) -> Callable[..., Any]:
    """Return the call with a picture of the disk before and after."""

    def both(*arguments: Any) -> Any:
        image()
        try:
            return call(*arguments)
        finally:
            image()

    return both


def events_after(library: Library) -> int:
    """Open a session that a kill left, and return how many of its events lie behind the border."""
    with library.open("last") as file:
        recording = file.recording()
        late = [event for event in recording.events if event.t_ms >= BORDER_MS]
        assert [event.seq for event in recording.events][:8] == list(range(1, 9))
        assert (FORGOTTEN in recording.gaps) == (not late)
        assert all(file.picture(frame.id).rgb for frame in recording.frames)
        if not late:
            assert {context.title for context in recording.contexts.values()} == {"letter.txt"}
            assert [frame.id for frame in recording.frames] == [1]
        assert file.steps()
    assert names_of(a_place(library.path("x").parent.parent)) == [".check", ".session"]
    return len(late)
