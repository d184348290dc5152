"""`kill -9` at random moments of a recording at 1,000 events a second: nothing acknowledged is lost."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.soak import rounds
from tests.store.examples import TITLE, WINDOW, Place, a_place, bytes_below
from workbench.errors import NotFoundError
from workbench.store.connection import connect

RECORDER = """
import sys, time
from pathlib import Path
from tests.store.examples import SALT, a_context, a_place, a_screen, a_session, packed, typed
from workbench.store.journal import Journal
place, session_id = a_place(Path(sys.argv[1])), sys.argv[2]
key = place.keys.create(session_id)
print("key", flush=True)
journal = Journal.create(place.library.path(session_id), key, a_session(session_id), SALT)
journal.add_context(a_context())
events, screen, start = list(typed("canary" * 5000)), a_screen(), time.monotonic()
done = frame = 0
while True:
    due = int((time.monotonic() - start) * 1000)
    for event in events[done:due]:
        journal.add_event(event)
    frame += 1
    screen[:, :, 0] = frame % 256
    journal.add_frame(packed(frame, frame * 20, screen))
    journal.commit()
    done = max(done, due)
    print(done, frame, flush=True)
    time.sleep(0.02)
"""
ROUNDS = rounds(60, reduced=6)


@pytest.mark.soak
@pytest.mark.parametrize("round_number", range(ROUNDS))
def test_every_acknowledged_row_survives_a_kill(tmp_path: Path, round_number: int) -> None:
    place, session_id = a_place(tmp_path / "home"), "01940000-0000-7000-8000-000000000001"
    chance = random.Random(round_number)
    after_s = chance.uniform(0, 0.03) if round_number % 3 == 0 else chance.uniform(0.05, 0.9)
    acknowledged = record_and_kill(place, session_id, after_s)
    everything = bytes_below(place.home.root)
    assert not any(word.encode() in everything for word in (TITLE, WINDOW, "key_down", "canary"))
    if not place.library.path(session_id).exists():
        assert acknowledged == (0, 0)
        with pytest.raises(NotFoundError):
            place.library.open(session_id)
        return
    check(place, session_id, acknowledged)


def record_and_kill(place: Place, session_id: str, after_s: float) -> tuple[int, int]:
    """Kill a recorder that long after its key was made; return the events and frames that it acknowledged."""
    command = [sys.executable, "-c", RECORDER, str(place.home.root), session_id]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "key\n"
        time.sleep(after_s)
        child.kill()
        lines = [line.split() for line in child.stdout.read().splitlines(keepends=True) if line.endswith("\n")]
    done, frames = lines[-1] if lines else ("0", "0")
    return int(done), int(frames)


def check(place: Place, session_id: str, acknowledged: tuple[int, int]) -> None:
    """Open what is left: recovered, whole, marked, in one file."""
    with place.library.open(session_id) as file:
        assert not file.live
        recording = file.recording()
        assert [event.seq for event in recording.events] == list(range(1, len(recording.events) + 1))
        assert len(recording.events) >= acknowledged[0]
        assert len(recording.frames) >= acknowledged[1]
        assert all(file.picture(frame.id).rgb for frame in recording.frames[-2:])
        assert file.session.cut_off
        moments = [event.t_ms for event in recording.events] + [frame.captured_ms for frame in recording.frames]
        assert file.session.duration_ms == max(moments, default=0)
    connection = connect(place.library.path(session_id), place.keys.find(session_id), readonly=True)
    assert connection.pragma("integrity_check") == "ok"
    connection.close()
    names = sorted(path.name.removeprefix(session_id) for path in place.home.sessions.iterdir())
    assert names == [".check", ".session"]
