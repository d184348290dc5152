"""A recorder that is killed at a random moment loses at most the last half second, and the session says so."""

import os
import random
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.desktop.desk import REQUEST, Desk, a_home, desks_on
from tests.desktop.stage import Stage
from tests.patience import KeptTooLittleError
from tests.soak import folder_in_memory, rounds
from workbench.errors import WorkbenchError
from workbench.model.events import KeyDown
from workbench.store.leftovers import STARTING_S
from workbench.store.library import Library
from workbench.workflow import recording
from workbench.workflow.recording import RecorderClient

pytestmark = [pytest.mark.display, pytest.mark.soak, pytest.mark.timeout(2400)]

LOSS_MS = 500
BACK_MS = 30_000
LETTERS = "abcdefghij"
Figure = Callable[[str], None]
Typed = list[tuple[float, str]]


def type_until(stage: Stage, end: float) -> Typed:
    """Type letters until that moment; return when each was typed, in milliseconds."""
    typed = []
    number = 0
    while time.monotonic() < end:
        letter = LETTERS[number % len(LETTERS)]
        typed.append((time.monotonic() * 1000, letter))
        stage.type(letter)
        number += 1
        time.sleep(0.015)
    return typed


def waited_ms(desk: Desk) -> float:
    """Return for how long the recorder's loop was ready to run while the machine had no core for it."""
    try:
        return int(Path(f"/proc/{desk.recorder}/schedstat").read_text(encoding="ascii").split()[1]) / 1e6
    except OSError:  # the recorder has finished by now, or the kernel does not tell
        return 0.0


def kill_within(desk: Desk, seconds: float) -> tuple[float, float]:
    """Kill the recorder within that time; return the moment, and how long it had waited for a core by then."""
    time.sleep(random.uniform(0, seconds))
    waited, killed_ms = waited_ms(desk), time.monotonic() * 1000
    with suppress(ProcessLookupError):  # it has finished by now
        os.kill(desk.recorder, signal.SIGKILL)
    result = desk.client.wait(60)
    assert result is not None
    assert "safe" in result.sentence or "saved" in result.sentence
    return killed_ms, waited


def lost_ms(desk: Desk, typed: Typed, killed_ms: float) -> float:
    """Check that the beginning of what was typed is kept, and return the age of the oldest key that is not."""
    kept = desk.kept()
    keys = [event.body.key for event in kept.events if isinstance(event.body, KeyDown)]
    assert kept.session.cut_off
    assert keys == [key for _, key in typed[: len(keys)]]
    return max((killed_ms - at_ms for at_ms, _ in typed[len(keys) :]), default=0.0)


def test_a_killed_recorder_loses_at_most_half_a_second(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, figure: Figure
) -> None:
    """Killed while somebody types, and right after a pause, a stop or a wish to forget was asked for."""
    worst, worst_here, forgot = 0.0, 0.0, 0
    moments = ["typing", "typing", "pause", "forget", "finish"]
    times = rounds(200, reduced=5)
    with desks_on(stage, monkeypatch) as desks, folder_in_memory() as folder:
        window = stage.open_xterm("cat")
        for number in range(times):
            desk = desks.record(window, folder / str(number))
            moment = moments[number % len(moments)]
            stage.click_into(desk.window)
            time.sleep(0.4)
            waited = waited_ms(desk)
            typed = type_until(stage, time.monotonic() + random.uniform(0.1, 1.0))
            asked_ms = time.monotonic() * 1000
            ask(desk, moment)
            killed_ms, waited_then = kill_within(desk, 0.02 if moment == "typing" else 0.5)
            if moment == "forget":
                forgot += forgotten_or_whole(desk, typed)
            elif moment == "typing" or killed_ms - asked_ms < LOSS_MS:
                lost = lost_ms_unless_finished(desk, typed, killed_ms)
                worst, worst_here = max(worst, lost - (waited_then - waited)), max(worst_here, lost)
    figure(
        f"{times} SIGKILLs: every file whole, at most {worst_here:.0f} ms lost ({worst:.0f} ms without "
        f"the time in which this machine had no core for the recorder), {forgot} had forgotten all"
    )
    if worst > LOSS_MS:
        message = f"{worst:.0f} ms lost"
        raise KeptTooLittleError(message)


def ask(desk: Desk, moment: str) -> None:
    """Ask the recorder for something; a stop is only asked for, not waited for."""
    if moment == "pause":
        desk.client.pause()
    elif moment == "forget":
        desk.client.forget()
    elif moment == "finish":
        threading.Thread(target=desk.client.stop, name="stopping", daemon=True).start()


def lost_ms_unless_finished(desk: Desk, typed: Typed, killed_ms: float) -> float:
    """Return the loss; a recorder that had finished before the kill lost nothing."""
    kept = desk.kept()
    if kept.session.cut_off:
        return lost_ms(desk, typed, killed_ms)
    assert "".join(e.body.key for e in kept.events if isinstance(e.body, KeyDown)) == "".join(
        k for _, k in typed
    )
    return 0.0


def forgotten_or_whole(desk: Desk, typed: Typed) -> bool:
    """Check that either nothing of what was to be forgotten is there, or a beginning of all that was typed."""
    keys = [event.body.key for event in desk.kept().events if isinstance(event.body, KeyDown)]
    assert keys == [key for _, key in typed[: len(keys)]]
    return not keys


def test_a_recorder_killed_while_it_begins_leaves_a_session_or_nothing(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, figure: Figure
) -> None:
    times, sessions = rounds(60, reduced=2), 0
    launch = recording.launch
    with desks_on(stage, monkeypatch):
        stage.open_xterm("cat")
        for number in range(times):
            home = a_home(tmp_path / str(number))
            started = launch()
            monkeypatch.setattr(recording, "launch", lambda process=started: process)
            threading.Timer(random.uniform(0.2, 2.5), started.kill).start()
            with suppress(WorkbenchError):
                RecorderClient.start(home, REQUEST).wait(60)
                sessions += 1
            found = Library.of(home).summaries()
            assert all(summary.problem is None and summary.cut_off for summary in found)
            then = time.time() - STARTING_S - 1
            for file in (*home.sessions.iterdir(), *home.keys.iterdir()):
                os.utime(file, (then, then))
            leftovers = Library.of(home).leftovers()
            assert all(map(leftovers.sweep, leftovers.find()))
            assert len(list(home.keys.iterdir())) == len(list(home.sessions.glob("*.session"))) == len(found)
    figure(
        f"{times} SIGKILLs while a recording begins: {sessions} had begun, all whole; the others left nothing"
    )
