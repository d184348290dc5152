"""Random walks through consent, scope, start, pause, forget and stop: what may be on disk, and what has to be.

The oracle below knows what was so in the world at every moment and judges by that alone. It forbids whatever
happened outside a consented, running recording, out of scope, at a password or in a stretch that was forgotten;
it demands what happened in scope while nothing changed nearby; what lies between may be kept or not.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor

import numpy as np
import pytest

from tests.capture.walker import COLOURS, EDITOR, PRIVATE, TERMINAL, WRITER, Act, Take, Walker
from tests.soak import folder_in_memory, rounds
from workbench.capture.mask import Masks
from workbench.capture.pipeline import Pipeline
from workbench.capture.quarantine import Quarantine
from workbench.capture.secrecy import Secrecy
from workbench.desktop.accessibility import FieldState
from workbench.desktop.port import EchoState
from workbench.model.events import ButtonDown, Event, KeyDown, KeyRepeat, KeyUp, Mark, PointerPath, Scroll
from workbench.model.scope import Scope
from workbench.model.session import Recording
from workbench.store.connection import connect
from workbench.store.frames import Picture, read_picture
from workbench.store.records import read_recording

WALKS = rounds(10_000, reduced=50)
AT_ONCE = 25
STEPS = 60
BACK_MS = 30_000
NEAR_MS = 360
UNCOMMITTED_MS = 900
Figure = Callable[[str], None]


class Oracle:
    """Judges what is on disk of one recording of a walk."""

    def __init__(self, walker: Walker, take: Take) -> None:
        self._walker = walker
        self._take = take

    def running(self, at_ms: int) -> bool:
        """Return whether anything of that moment may be kept at all."""
        take = self._take
        forgotten = any(asked - BACK_MS <= at_ms < asked for asked in take.forgets)
        inside = take.started_ms <= at_ms <= (take.ended_ms or at_ms)
        return inside and not take.paused.at(at_ms) and not forgotten

    def in_scope(self, window: int | None, at_ms: int) -> bool:
        """Return whether that window was there and in scope."""
        return all(self._named(window, info) for info in self._walker.titles[window or 3].near(at_ms, 0))

    def _named(self, window: int | None, info: object) -> bool:
        if window == WRITER.id:
            return info is not None and getattr(info, "title", "") != PRIVATE
        return window in {EDITOR.id, TERMINAL.id} and info is not None

    def secret(self, window: int | None, at_ms: int) -> bool:
        """Return whether the keyboard was at a secret there, or nobody knew."""
        if window == EDITOR.id:
            return self._walker.fields_of.at(at_ms) is not FieldState.PLAIN
        return window == TERMINAL.id and self._walker.echoes.at(at_ms) is EchoState.SECRET

    def forbidden(self, act: Act) -> bool:
        """Return whether nothing of that may be on disk."""
        if not self.running(act.at_ms):
            return True
        if act.kind in {"mark", "drag"}:
            return False
        secret = act.kind == "key_down" and self.secret(act.window, act.at_ms)
        return secret or not self.in_scope(act.window, act.at_ms)

    def demanded(self, act: Act) -> bool:
        """Return whether it has to be on disk: all was well, and nothing changed nearby."""
        take = self._take
        if act.kind in {"mark", "drag", "path"} or not self.running(act.at_ms):
            return False
        if take.killed and act.at_ms > (take.ended_ms or 0) - UNCOMMITTED_MS:
            return False
        steady = all(
            self._named(act.window, each)
            for each in self._walker.titles[act.window or 3].near(act.at_ms, NEAR_MS)
        )
        if act.kind != "key_down" or not steady:
            return steady
        states = self._walker.fields_of.near(act.at_ms, NEAR_MS)
        return act.window == WRITER.id or (act.window == EDITOR.id and set(states) == {FieldState.PLAIN})

    def moments(self) -> list[int]:
        """Return the moments around which it changes whether anything may be kept."""
        take = self._take
        borders = [take.started_ms, take.ended_ms or 0, *(time for time, _ in take.paused)]
        borders += [border for asked in take.forgets for border in (asked, asked - BACK_MS)]
        return [border + by for border in borders for by in (-1, 0, 1)]


def check(walker: Walker, take: Take) -> Counter[str]:
    """Compare a recording's file with what the oracle says; return what was counted."""
    oracle = Oracle(walker, take)
    data = take.path.read_bytes()
    connection = connect(take.path, None, readonly=True)
    try:
        recording = read_recording(connection)
        pictures = [(frame, read_picture(connection, frame.id)) for frame in recording.frames]
        assert connection.pragma("integrity_check") == "ok"
    finally:
        connection.close()
    assert recording.session.consent_id
    kept = set(kept_acts(recording, take.started_ms))
    counted = Counter({"pictures": len(pictures), "kept": len(kept)})
    for act in walker.acts:
        mine = take.started_ms <= act.at_ms <= (take.ended_ms or act.at_ms)
        name = (act.kind, act.text or act.at_ms)
        if oracle.forbidden(act):
            assert name not in kept, (act, take)
            assert not act.text or act.text.encode() not in data, act
            assert not act.text or act.text.lower().encode() not in data, act
            counted["forbidden"] += mine
        elif oracle.demanded(act):
            assert name in kept, (act, take)
            counted["demanded"] += 1
    check_rest(recording, oracle, take)
    for private in ("Private", "passwords", "chat", "kitty"):
        assert private.encode() not in data
    for frame, picture in pictures:
        captured_ms = frame.captured_ms + take.started_ms
        assert oracle.running(captured_ms), (frame, take)
        check_picture(walker, oracle, captured_ms, picture)
    return counted


def kept_acts(recording: Recording, started_ms: int) -> Iterator[tuple[str, str | int]]:
    """Yield what is on disk, in the words of the walk."""
    for event in recording.events:
        at_ms = event.t_ms + started_ms
        match event.body:
            case KeyDown(text=text):
                yield ("key_down", text)
            case ButtonDown() | Scroll() | Mark():
                yield (event.kind, at_ms)
            case PointerPath(points=points):
                yield ("path", at_ms)
                for number in range(len(points)):
                    yield ("path", at_ms + sum(dt_ms for dt_ms, _, _ in points[: number + 1]))


def check_rest(recording: Recording, oracle: Oracle, take: Take) -> None:
    """Check what belongs to no single act: releases, focus, times and contexts."""
    pressed: set[str] = set()
    for event in recording.events:
        assert oracle.running(event.t_ms + take.started_ms) or at_a_border(event, oracle, take), (event, take)
        if isinstance(event.body, KeyDown):
            pressed.add(event.body.key)
        if isinstance(event.body, KeyUp | KeyRepeat):
            assert event.body.key in pressed, event
    assert {context.app for context in recording.contexts.values()} <= {"mousepad", "xterm", "writer", "Writer"}


def at_a_border(event: Event, oracle: Oracle, take: Take) -> bool:
    """Return whether the recorder itself let go of something where a stretch began."""
    return event.synthetic and event.t_ms + take.started_ms in oracle.moments()


def check_picture(walker: Walker, oracle: Oracle, captured_ms: int, picture: Picture) -> None:
    """Check that every colour may have been seen, and was there while something might be kept."""
    pixels = np.frombuffer(picture.rgb, np.uint8).reshape(-1, 3).astype(np.uint32)
    packed = np.unique(pixels[:, 0] << 16 | pixels[:, 1] << 8 | pixels[:, 2])
    seen = {(int(each) >> 16, int(each) >> 8 & 255, int(each) & 255) for each in packed} - {(0, 0, 0)}
    painted = {colour: number for number, (_, _, colour) in enumerate(walker.paints)}
    for colour in seen:
        if colour in {COLOURS[1], COLOURS[2]}:
            continue
        if colour == COLOURS[WRITER.id]:
            assert oracle.in_scope(WRITER.id, captured_ms), (captured_ms, colour)
            continue
        assert colour in painted, (captured_ms, colour)
        since_ms = walker.paints[painted[colour]][0]
        later = walker.paints[painted[colour] + 1 :]
        until_ms = later[0][0] if later else walker.now_ms
        moments = [since_ms, until_ms, *(each for each in oracle.moments() if since_ms <= each <= until_ms)]
        assert any(map(oracle.running, moments)), (captured_ms, colour)


def walk(seed: int) -> Counter[str]:
    """Walk once, check every recording that was made, and count."""
    with folder_in_memory() as folder:
        os.environ.update(XDG_RUNTIME_DIR=str(folder), DISPLAY=":77")
        walker = Walker(folder, seed)
        walker.walk(STEPS)
        counted = Counter({"walks": 1, "recordings": len(walker.takes), "refused": len(walker.refusals)})
        assert len(list(folder.glob("*.session"))) == len(walker.takes)
        for take in walker.takes:
            counted += check(walker, take)
    return counted


def walk_many(first: int) -> Counter[str]:
    """Walk a number of times; a failure names its seed."""
    counted: Counter[str] = Counter()
    for seed in range(first, min(first + AT_ONCE, WALKS)):
        try:
            counted += walk(seed)
        except AssertionError as error:
            message = f"walk {seed}: {error}"
            raise AssertionError(message) from error
    return counted


@pytest.mark.soak
@pytest.mark.timeout(3000)
def test_no_walk_leaves_an_event_outside_a_consented_running_recording(figure: Figure) -> None:
    with ProcessPoolExecutor(min(2, os.cpu_count() or 1)) as workers:
        counted = sum(workers.map(walk_many, range(0, WALKS, AT_ONCE)), Counter[str]())
    figure(
        f"{counted['walks']} walks, {counted['recordings']} recordings, {counted['refused']} refused starts, "
        f"{counted['pictures']} pictures: 0 of {counted['forbidden']} forbidden inputs on disk, all of "
        f"{counted['demanded']} demanded ones there"
    )
    assert min(counted[each] for each in ("forbidden", "demanded", "refused", "pictures")) > WALKS // 2


def without_pausing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pipeline, "_pause", lambda *_, **__: None)


def without_forgetting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pipeline, "forget", lambda *_: None)


def without_scope(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Scope, "names", lambda *_: True)


def without_password_fields(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Secrecy, "of_key", lambda *_: None)


def without_pictures_masked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Masks, "allowed", lambda *_: np.ones((240, 320), np.bool_))


def deaf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Quarantine, "add", lambda *_: None)


@pytest.mark.parametrize(
    "sabotage",
    [
        without_pausing,
        without_forgetting,
        without_scope,
        without_password_fields,
        without_pictures_masked,
        deaf,
    ],
    ids=lambda sabotage: sabotage.__name__,
)
def test_a_recorder_that_did_wrong_would_be_found_out(
    sabotage: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", "")
    monkeypatch.setenv("DISPLAY", "")
    sabotage(monkeypatch)
    with pytest.raises(AssertionError):
        sum(map(walk, range(60)), Counter[str]())
