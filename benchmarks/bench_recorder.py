"""CPU, memory and stop time of the recorder process and of the program beside it, in one run and one table.

Every row does the same work in an application on a virtual desktop of 1920×1080, and then nothing for a while:
the recorder in a terminal and in an editor whose fields it hears, with and without an accessibility bus; the
program on its recording screen, in a terminal of its own; and pynput with a PNG of every changed screen.
"""

import fcntl
import json
import os
import pty
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from tests.desktop.measuring import cpu_s, peak_mb
from tests.desktop.stage import Stage, StageWindow, wait_for
from tests.desktop.test_workload import work
from tests.desktop.volunteer import Volunteer, child_of

IDLE_S = float(os.environ.get("BENCH_IDLE_S", "20"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "2"))
HERE = Path(__file__).parent
TERMINAL = (24, 100)


@dataclass(frozen=True, slots=True)
class Figures:
    """What one process took."""

    name: str
    """Which."""
    active_s_per_min: float
    """CPU seconds for a minute of work."""
    idle_percent: float
    """Share of one core while nothing happens."""
    rss_mb: float
    """The most memory it held."""
    stop_s: float = 0.0
    """From the request to the end of the process."""
    disk_kb: float = 0.0
    """What it stored."""
    drawn: tuple[float, float] = (0.0, 0.0)
    """Bytes written to the terminal in a second: at work, and while nothing happens."""

    @property
    def row(self) -> str:
        """Return one line of the table."""
        drawn = "/".join(f"{rate:.0f}" for rate in self.drawn) if any(self.drawn) else "-"
        return (
            f"{self.name:24} {self.active_s_per_min:12.1f} {self.idle_percent:8.2f} {self.rss_mb:7.0f} "
            f"{self.stop_s:7.2f} {self.disk_kb:8.0f} {drawn:>12}"
        )


HEAD = (
    f"{'':24} {'CPU s/min':>12} {'idle %':>8} {'RSS MB':>7} {'stop s':>7} {'disk kB':>8} {'to screen B/s':>12}"
)
Measured = Callable[[Stage, StageWindow, Path], Figures]


class Pace:
    """CPU time of processes over a stretch of work and one of rest."""

    def __init__(self, pids: list[int]) -> None:
        self._pids = pids
        self.active: list[float] = []
        self.idle: list[float] = []

    def measure(self, stage: Stage, window: StageWindow, at_rest: Callable[[], None] = lambda: None) -> None:
        """Work, then wait."""
        seconds, used = self._over(lambda: [work(stage, window, number) for number in range(1, ROUNDS + 1)])
        self.active = [each / seconds * 60 for each in used]
        at_rest()
        time.sleep(2)
        seconds, used = self._over(lambda: time.sleep(IDLE_S))
        self.idle = [each / seconds * 100 for each in used]

    def _over(self, doing: Callable[[], object]) -> tuple[float, list[float]]:
        before, clock = [cpu_s(pid) for pid in self._pids], time.monotonic()
        doing()
        after = [cpu_s(pid) for pid in self._pids]
        return time.monotonic() - clock, [end - start for start, end in zip(before, after, strict=True)]


def stored_kb(folder: Path) -> float:
    """Return the size of all files under a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1000


def ended_after(pid: int, request: Callable[[], None]) -> float:
    """Ask a process to end, and return how long it took."""
    start = time.monotonic()
    request()
    while Path(f"/proc/{pid}").exists():
        time.sleep(0.005)
    return time.monotonic() - start


def recorder_in(app: str) -> Measured:
    """Return how to measure the recorder process alone, over one application."""

    def measured(stage: Stage, window: StageWindow, folder: Path) -> Figures:
        process = Volunteer(stage, folder).start("--app", app)
        recorder = child_of(process.pid)
        pace = Pace([recorder])
        pace.measure(stage, window)
        peak = peak_mb(recorder)
        took = ended_after(recorder, lambda: process.send_signal(signal.SIGINT))
        process.communicate(timeout=30)
        return Figures("", pace.active[0], pace.idle[0], peak, took, stored_kb(folder))

    return measured


def peer(stage: Stage, window: StageWindow, folder: Path) -> Figures:
    """Measure pynput with a PNG whenever the screen has changed, ten times a second at most."""
    command = [sys.executable, str(HERE / "pynput_png.py"), str(folder)]
    process = subprocess.Popen(command, env=stage.environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    pace = Pace([process.pid])
    pace.measure(stage, window)
    peak, start = peak_mb(process.pid), time.monotonic()
    process.send_signal(signal.SIGINT)
    process.wait(60)
    took = time.monotonic() - start
    return Figures("", pace.active[0], pace.idle[0], peak, took, stored_kb(folder))


class Screenful:
    """A terminal that only counts what is written to it."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", *TERMINAL, 0, 0))
        self.process = subprocess.Popen(
            command, env=environment, stdin=slave, stdout=slave, stderr=slave, start_new_session=True
        )
        os.close(slave)
        self._master = master
        self.written = 0
        threading.Thread(target=self._read, name="terminal", daemon=True).start()

    def _read(self) -> None:
        while True:
            try:
                self.written += len(os.read(self._master, 65536))
            except OSError:
                return

    def stop(self) -> None:
        """End the program."""
        self.process.terminate()
        self.process.wait(30)


def program(stage: Stage, window: StageWindow, folder: Path) -> Figures:
    """Measure the program on its recording screen, and its recorder, side by side."""
    environment = stage.environment | {
        "PYTHONPATH": str(HERE.parent),
        "TERM": "xterm-256color",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }
    screen = Screenful([sys.executable, str(HERE / "tui_recording.py"), str(folder), "xterm"], environment)
    pid = screen.process.pid
    recorder = wait_for(lambda: next(iter(children_of(pid)), None), "the recorder", 60)
    time.sleep(3)
    pace, drawn = Pace([pid, recorder]), [screen.written]
    start = time.monotonic()
    pace.measure(stage, window, lambda: drawn.append(screen.written))
    rates = (
        (drawn[1] - drawn[0]) / (time.monotonic() - start - IDLE_S - 2),
        (screen.written - drawn[1]) / IDLE_S,
    )
    peak = peak_mb(pid)
    screen.stop()
    return Figures("", pace.active[0], pace.idle[0], peak, drawn=rates)


def children_of(pid: int) -> list[int]:
    """Return the processes that any thread of a process has started."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += [int(child) for child in (task / "children").read_text(encoding="ascii").split()]
    return found


def main() -> None:
    """Measure everything, print one table and the ratios to the plain way."""
    rows = {
        "recorder, terminal": (recorder_in("xterm"), "xterm", True),
        "the same, no fields": (recorder_in("xterm"), "xterm", False),
        "recorder, editor": (recorder_in("mousepad"), "mousepad", True),
        "recording screen": (program, "xterm", True),
        "pynput + PNG": (peer, "xterm", True),
    }
    found: dict[str, Figures] = {}
    print(HEAD)
    for name, (measured, app, accessible) in rows.items():
        with (
            Stage(1920, 1080, accessibility=accessible) as stage,
            tempfile.TemporaryDirectory() as folder,
        ):
            xterm = app == "xterm"
            window = stage.open_xterm("cat", geometry="90x30+100+80") if xterm else stage.open_mousepad()
            stage.click_into(window)
            found[name] = replace(measured(stage, window, Path(folder)), name=name)
            print(found[name].row, flush=True)
    ours, plain = found["recorder, terminal"], found["pynput + PNG"]
    ratios = {
        "active": round(ours.active_s_per_min / plain.active_s_per_min, 3),
        "idle": round(ours.idle_percent / max(plain.idle_percent, 0.01), 3),
        "rss": round(ours.rss_mb / plain.rss_mb, 3),
        "fields": round(ours.active_s_per_min / found["the same, no fields"].active_s_per_min, 3),
    }
    print(f"ratios to pynput + PNG, and of hearing fields to not hearing them: {json.dumps(ratios)}")


if __name__ == "__main__":
    main()
