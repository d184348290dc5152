"""Forgetting while recording: nothing of the span stays; what came before is as if it had ended there."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.capture.forgetting_walks import CANARY, HARMLESS, MARKER, Walk
from tests.capture.rehearsal import EDITOR, TERMINAL, Rehearsal, keys_of, pixel, reasons, steps_of
from tests.capture.test_recorder import Studio
from tests.desktop.stage import wait_for
from tests.soak import rounds
from tests.store.residue import residue, unpacked
from workbench.capture.protocol import Ending
from workbench.capture.timing import BRIEF_MS
from workbench.desktop.port import Damage, EchoState, Grab
from workbench.desktop.scripted import ScriptedDesktop
from workbench.errors import JournalError
from workbench.model.events import PointerPath
from workbench.model.gaps import Gap, GapReason
from workbench.model.geometry import Rect
from workbench.model.reduce import reduce_recording
from workbench.model.session import Monitor, Recording
from workbench.model.steps import Step, TypeText

CALM_MS = 1000


def shows_marker(*folders: Path) -> bool:
    """Return whether the marker's colour stands in any byte of some folders, as pixels."""
    pattern = bytes(MARKER) * 8
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return any(pattern in piece for path in files for piece in unpacked(path.read_bytes()))


def the_same_of_both(recording: Recording, border_ms: int) -> Recording:
    """Return what came before a border, numbered from 1, with every release at the border there."""
    events = [event for event in recording.events if event.t_ms <= border_ms]
    held = len(events)
    while held and events[held - 1].synthetic:
        held -= 1
    moved = [replace(event, t_ms=border_ms) for event in events[held:]]
    numbered = tuple(replace(event, seq=seq) for seq, event in enumerate([*events[:held], *moved], start=1))
    gaps = tuple(gap for gap in recording.gaps if gap.start_ms < border_ms)
    return replace(recording, events=numbered, gaps=gaps)


def in_short(steps: tuple[Step, ...]) -> list[tuple[object, ...]]:
    return [
        (
            step.start_ms,
            step.end_ms,
            step.action,
            step.first_seq,
            step.last_seq,
            step.context.title,
            step.sentence,
        )
        for step in steps
    ]


def long_gaps(recording: Recording, border_ms: int) -> list[tuple[object, ...]]:
    """Return the gaps before a border, without brief ways across other windows that it cut."""
    return [
        (gap.start_ms, gap.end_ms, gap.reason)
        for gap in recording.gaps
        if gap.start_ms < border_ms and (gap.end_ms < border_ms or gap.end_ms - gap.start_ms >= BRIEF_MS)
    ]


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(rounds(1000, reduced=14)))
def test_wherever_a_walk_is_forgotten_it_is_as_if_it_had_ended_at_the_border(tmp_path: Path, seed: int) -> None:
    walk, control = Walk(tmp_path / "walk", seed), Walk(tmp_path / "control", seed)
    for one in (walk, control):
        one.go(12, canary=False)
        one.desk.advance(CALM_MS)
    border_ms = walk.desk.elapsed_ms()
    stopped = control.desk.stop()
    walk.go(walk.chance.randint(1, 12), canary=True)
    secret = walk.typed_secrets_since(border_ms)
    forget_since(walk, border_ms)
    expected = the_same_of_both(stopped, border_ms)
    assert_nothing_stays(tmp_path / "walk")
    if seed % 2:
        walk.go(5, canary=False)
        second_ms = walk.desk.elapsed_ms()
        walk.go(5, canary=True)
        forget_since(walk, second_ms)
    recording = walk.desk.end()
    assert_nothing_stays(tmp_path / "walk")
    found = the_same_of_both(recording, border_ms)
    assert in_short(reduce_recording(found)) == in_short(reduce_recording(expected))
    assert events_of(found) == events_of(expected)
    assert (
        long_gaps(found, border_ms) == long_gaps(expected, border_ms) or secret
    )  # which swallows some of them
    pictures = list(zip(pictures_of(found, walk.desk), pictures_of(expected, control.desk), strict=True))
    other = [seen for seen, wanted in pictures if seen != wanted]
    assert other in ([], [None])  # in two walks of a thousand a picture at the border is missing
    (gap,) = (gap for gap in recording.gaps if gap.reason is GapReason.FORGOTTEN and gap.start_ms == border_ms)
    assert [event for event in recording.events if gap.start_ms < event.t_ms < gap.end_ms] == []
    assert [frame for frame in recording.frames if gap.start_ms <= frame.captured_ms < gap.end_ms] == []


def forget_since(walk: Walk, since_ms: int) -> None:
    """Forget as the recorder does, what is on the screen tidied away first."""
    walk.tidy()
    desk = walk.desk
    desk.advance(20)
    desk.pipeline.forget(desk.started_ms + since_ms, desk.now_ms)


def assert_nothing_stays(folder: Path) -> None:
    assert residue(CANARY, folder) == []
    assert not shows_marker(folder)


def events_of(recording: Recording) -> list[tuple[object, ...]]:
    return [
        (event.seq, event.t_ms, event.body, event.synthetic, recording.contexts[event.context or 0].title)
        for event in recording.events
        if event.context is not None
    ]


def pictures_of(recording: Recording, desk: Rehearsal) -> list[bytes | None]:
    """Return the pictures before and after all steps but the last, and the one before that.

    The last one's picture after it may be a newer one, taken before the border for what came next, and a secret
    that came next takes it away, as in every recording.
    """
    steps = steps_of(recording)
    shown = [frame for step in steps[:-1] for frame in (step.frame, step.after)]
    shown.extend(step.frame for step in steps[-1:])
    return [desk.picture(frame.id).rgb if frame else None for frame in shown]


def test_the_canary_and_the_marker_would_be_found(tmp_path: Path) -> None:
    walk = Walk(tmp_path / "walk", 0)
    walk.go(12, canary=False)
    walk.go(10, canary=True)
    walk.desk.end()
    assert residue(CANARY, tmp_path)
    assert shows_marker(tmp_path)


def a_desk(folder: Path) -> Rehearsal:
    """Return a desk on which something was done that is to stay."""
    desk = Rehearsal(folder, key=None)
    desk.focus(EDITOR.id)
    desk.advance(100)
    desk.click(300, 300)
    desk.advance(600)
    desk.type("abc")
    desk.advance(600)
    return desk


def forget(desk: Rehearsal, ms: int) -> None:
    desk.pipeline.forget(desk.now_ms - ms, desk.now_ms)


def test_a_text_keeps_its_first_part_with_its_pictures_and_what_follows_is_another(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.type("d")
    desk.paint(Rect(300, 100, 30, 30), HARMLESS)
    desk.advance(800)
    border_ms = desk.now_ms
    desk.type("efg")
    desk.advance(500)
    forget(desk, desk.now_ms - border_ms)
    desk.advance(500)
    desk.type("hij")
    texts = [step for step in steps_of(desk.end()) if isinstance(step.action, TypeText)]
    assert [step.sentence for step in texts] == ['type "abcd"', 'type "hij"']
    first = texts[0].after
    assert first is not None
    assert pixel(desk.picture(first.id), 310, 110) == HARMLESS


def test_a_key_and_a_drag_that_span_the_border_end_there(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.key_down("ctrl")
    desk.move(100, 100)
    desk.button_down()
    desk.advance(200)
    desk.move(150, 100)
    desk.advance(200)
    border_ms = desk.elapsed_ms()
    desk.advance(200)
    desk.move(400, 300)
    desk.advance(400)
    forget(desk, 600)
    desk.advance(100)
    desk.key_up("ctrl")
    desk.button_up()
    recording = desk.end()
    released = [event for event in recording.events if event.synthetic]
    assert [(event.kind, event.t_ms) for event in released] == [("key_up", border_ms), ("button_up", border_ms)]
    assert steps_of(recording)[-1].sentence == "Ctrl+drag from 100,100 to 150,100"


def test_a_pause_goes_on_after_forgetting_and_its_beginning_stays(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.pause(paused=True)
    paused_ms = desk.elapsed_ms()
    desk.advance(2000)
    forget(desk, 1000)
    now_ms = desk.elapsed_ms()
    desk.type("hidden")
    desk.pause(paused=False)
    resumed_ms = desk.elapsed_ms()
    desk.advance(100)
    desk.type("d")
    recording = desk.end()
    assert keys_of(recording) == "abcd"
    assert [(gap.start_ms, gap.end_ms, gap.reason) for gap in recording.gaps] == [
        (paused_ms, now_ms - 1000, GapReason.PAUSED),
        (now_ms - 1000, now_ms, GapReason.FORGOTTEN),
        (now_ms, resumed_ms, GapReason.PAUSED),
    ]


def test_a_pause_that_was_asked_for_just_before_holds(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.type("x" * 8)
    desk.pause(paused=True)
    desk.advance(20)
    forget(desk, 660)
    desk.type("hidden")
    desk.advance(500)
    assert desk.pipeline.withholding.now is not None
    recording = desk.end()
    assert keys_of(recording) == "abc"
    assert reasons(recording) == ["forgotten", "paused"]


def test_a_secret_that_lies_within_leaves_no_trace_and_what_is_typed_at_it_later_is_kept_out(
    tmp_path: Path,
) -> None:
    desk = a_desk(tmp_path)
    desk.focus(TERMINAL.id)
    desk.advance(500)
    border_ms = desk.elapsed_ms()
    desk.set_echo(TERMINAL.pid or 0, EchoState.SECRET)
    desk.advance(400)
    desk.type("hush")
    desk.advance(400)
    forget(desk, desk.elapsed_ms() - border_ms)
    now_ms = desk.elapsed_ms()
    desk.type("more")
    desk.advance(400)
    desk.set_echo(TERMINAL.pid or 0, EchoState.ECHO)
    desk.advance(600)
    desk.type("d")
    recording = desk.end()
    assert keys_of(recording) == "abcd"
    assert [(gap.reason, gap.start_ms) for gap in recording.gaps] == [
        (GapReason.FORGOTTEN, border_ms),
        (GapReason.SECRET, now_ms),
    ]


def test_forgetting_more_than_there_is_leaves_the_gap_alone_and_the_recording_goes_on(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    forget(desk, 30_000)
    assert desk.pipeline.transcript.events == 0
    assert desk.pipeline.recent.begun == 0
    assert desk.pipeline.recent.shown() == ()
    assert desk.pipeline.keeper.frames == 0
    first_ms = desk.elapsed_ms()
    desk.advance(900)
    desk.click(300, 300)
    desk.advance(700)
    forget(desk, 30_000)
    now_ms = desk.elapsed_ms()
    desk.advance(900)
    desk.click(310, 300)
    desk.advance(700)
    desk.click(320, 300)
    recording = desk.end()
    assert first_ms < now_ms
    assert recording.gaps == (Gap(0, now_ms, GapReason.FORGOTTEN),)
    one, other = steps_of(recording)
    assert (one.sentence, other.sentence) == ("click at 310,300 in mousepad", "click at 320,300 in mousepad")
    assert one.frame
    assert one.after
    assert other.frame
    assert pixel(desk.picture(one.frame.id), 10, 10) != (0, 0, 0)
    assert all(frame.captured_ms >= now_ms for frame in recording.frames)


def test_what_the_screen_tells_is_what_is_kept(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    shown, begun = desk.pipeline.recent.shown(), desk.pipeline.recent.begun
    events, gaps = desk.pipeline.transcript.events, desk.pipeline.withholding.gaps
    border_ms = desk.now_ms
    desk.click(100, 100)
    desk.advance(600)
    desk.type("forget me")
    desk.advance(400)
    for window in (None, EDITOR.id, None, EDITOR.id):
        desk.focus(window)
        desk.type("withheld")
        desk.advance(400)
    assert desk.pipeline.withholding.gaps == gaps + 2
    forget(desk, desk.now_ms - border_ms)
    assert desk.pipeline.recent.shown() == shown
    assert desk.pipeline.recent.begun == begun
    assert desk.pipeline.transcript.events == events
    assert desk.pipeline.withholding.gaps == gaps + 1
    withheld_ms = desk.pipeline.withholding.withheld_ms
    recording = desk.end()
    assert len(recording.events) == events
    assert withheld_ms == sum(gap.end_ms - gap.start_ms for gap in recording.gaps)


def test_a_window_whose_title_came_within_is_known_anew(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.retitle_window(EDITOR.id, CANARY)
    desk.advance(400)
    desk.type("x")
    desk.advance(400)
    forget(desk, 900)
    desk.retitle_window(EDITOR.id, "Letter")
    desk.advance(400)
    desk.type("y")
    desk.advance(400)
    desk.retitle_window(EDITOR.id, EDITOR.title)
    desk.advance(400)
    desk.type("z")
    recording = desk.end()
    assert [context.title for context in recording.contexts.values()] == [EDITOR.title, "Letter"]
    assert residue(CANARY, tmp_path) == []


def test_inputs_that_came_after_it_was_asked_for_are_kept(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.type("x")
    asked_ms = desk.now_ms
    desk.advance(60)
    desk.type("d")
    desk.pipeline.forget(asked_ms - 600, asked_ms)
    assert keys_of(desk.end()) == "abcd"


def test_a_picture_that_was_under_way_is_not_taken(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.paint(Rect(300, 100, 60, 60), MARKER)
    under_way = desk.screen.grab(1)
    desk.screen.show(EDITOR)
    ScriptedDesktop.advance(desk, 20)
    forget(desk, 500)
    pictures = desk.pipeline.pictures
    pictures._screen = Late(under_way)  # a screen whose answer comes after all was forgotten
    pictures.take(desk.now_ms + 500)
    pictures._screen = desk.screen
    ring = pictures.rings[1]
    ring.mature(desk.now_ms + 1000)
    assert ring.newest(desk.now_ms + 1000) is None, "memory holds no picture from before"
    desk.advance(800)
    desk.click(300, 300)
    assert steps_of(desk.end())[-1].frame
    assert not shows_marker(tmp_path)


def test_the_memory_holds_no_picture_and_no_pixel_of_what_was_forgotten(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.paint(Rect(300, 100, 60, 60), MARKER)
    desk.advance(700)
    desk.paint(Rect(300, 200, 60, 60), MARKER)
    desk.advance(40)
    ring = desk.pipeline.pictures.rings[1]
    assert (ring._screen[130, 330] == MARKER).all()
    assert ring._waiting
    forget(desk, 700)
    assert not (ring._screen == MARKER).all(axis=2).any()
    assert ring.newest(desk.now_ms) is None
    ring.mature(desk.now_ms + 1000)
    assert ring.newest(desk.now_ms + 1000) is None


@pytest.mark.parametrize(("border_ms", "kept"), [(25, (120, 100)), (-10, None)])
def test_a_path_of_the_pointer_that_was_not_stored_yet_ends_at_the_border(
    tmp_path: Path, border_ms: int, kept: tuple[int, int] | None
) -> None:
    desk = a_desk(tmp_path)
    began_ms = desk.elapsed_ms()
    for x in range(100, 180, 10):
        desk.move(x, 100)
        desk.advance(10)
    desk.advance(300)
    desk.pipeline.forget(desk.started_ms + began_ms + border_ms, desk.now_ms)
    desk.advance(400)
    desk.click(300, 300)
    recording = desk.end()
    paths = [(event.t_ms, event.body.end) for event in recording.events if isinstance(event.body, PointerPath)]
    (gap,) = (gap for gap in recording.gaps if gap.reason is GapReason.FORGOTTEN)
    across = [end for at_ms, end in paths if began_ms <= at_ms <= gap.end_ms]
    assert across == ([kept] if kept else [])


def test_the_release_of_a_key_that_was_pressed_in_what_was_forgotten_is_not_kept(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    border_ms = desk.elapsed_ms()
    desk.advance(20)
    desk.key_down("q", "q")
    desk.button_down()
    desk.advance(500)
    forget(desk, desk.elapsed_ms() - border_ms)
    desk.advance(100)
    desk.key_up("q")
    desk.button_up()
    desk.advance(100)
    recording = desk.end()
    assert keys_of(recording) == "abc"
    assert [event for event in recording.events if event.t_ms > border_ms] == []


class Late:
    """A screen that still hands out an old picture."""

    def __init__(self, picture: Grab | None) -> None:
        self._picture = picture

    def monitors(self) -> tuple[Monitor, ...]:
        return ()

    def damage(self, timeout_s: float) -> tuple[Damage, ...]:  # noqa: ARG002  (the protocol's)
        return ()

    def wake(self) -> None:
        pass

    def grab(self, monitor: int, part: Rect | None = None) -> Grab | None:  # noqa: ARG002  (the protocol's)
        return self._picture

    def close(self) -> None:
        pass


def refuse(*_: object) -> None:
    raise OSError


def test_a_disk_that_refuses_says_what_is_still_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = a_desk(tmp_path)
    monkeypatch.setattr("workbench.store.journal.forget_rows", refuse)
    with pytest.raises(
        JournalError, match=r"still holds what was to be forgotten.* open it, which forgets that first"
    ):
        forget(desk, 1000)
    desk.journal.close()


def test_a_recorder_that_cannot_forget_stops_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio = Studio(tmp_path)
    try:
        studio.start()
        studio.desktop.focus(EDITOR.id)
        monkeypatch.setattr("workbench.store.journal.wipe", refuse)
        studio.recorder.controls.forget()
        assert studio.join() is Ending.DISK_FULL
        assert "no longer holds what was to be forgotten" in studio.recorder.unforgotten
    finally:
        studio.close()


def test_a_recorder_forgets_when_it_is_asked_and_goes_on(tmp_path: Path) -> None:
    studio = Studio(tmp_path)
    try:
        studio.start()
        studio.desktop.focus(EDITOR.id)
        studio.desktop.type("abc", gap_ms=0)
        studio.recorder.controls.forget()
        wait_for(lambda: studio.desktop.notices, "the word that it is forgotten")
        studio.desktop.type("d", gap_ms=0)
        studio.recorder.stop(Ending.STOPPED)
        assert studio.join() is Ending.STOPPED
        recording = studio.read()
        assert keys_of(recording) == "d"
        assert reasons(recording) == ["forgotten"]
        assert studio.recorder.unforgotten == ""
        assert studio.desktop.notices[-1][0]
    finally:
        studio.close()
