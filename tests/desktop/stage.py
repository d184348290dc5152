"""A virtual desktop to test on: Xvfb, D-Bus, openbox and real applications, all private to one test.

with Stage(1280, 800) as stage:
    pad = stage.open_mousepad()
    stage.click(*pad.rect.centre)
    stage.type("Hello", gap_ms=20)
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self, TypeVar

import pytest
from Xlib import error
from Xlib.protocol import display as protocol
from Xlib.protocol import event

from tests.desktop.hands import Hands
from tests.leftovers import SHARED, listened_at
from tests.patience import NotInTimeError
from workbench.model.geometry import Rect

PACKAGES = {
    "Xvfb": "xvfb",
    "dbus-daemon": "dbus-daemon",
    "openbox": "openbox",
    "mousepad": "mousepad",
    "xterm": "xterm",
    "zenity": "zenity",
    "chromium": "chromium",
    "firefox-esr": "firefox-esr",
    "setxkbmap": "x11-xkb-utils",
    "xrandr": "x11-xserver-utils",
    "import": "imagemagick",
    "tmux": "tmux",
    "su": "util-linux",
    "tesseract": "tesseract-ocr",
}
Found = TypeVar("Found")
DIES_WITH_US = ("setpriv", "--pdeathsig", "KILL")
"""Before a program's name: it ends when the test run is killed, instead of staying behind."""


def need(*programs: str) -> None:
    """Skip the test and name the packages that are missing; in CI fail instead."""
    missing = [PACKAGES.get(program, program) for program in programs if shutil.which(program) is None]
    if not missing:
        return
    message = f"these packages are missing: {' '.join(missing)}"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


def wait_for(look: Callable[[], Found | None], what: str, timeout_s: float = 20) -> Found:
    """Return the first result of `look` that is not empty; fail after the timeout."""
    until = time.monotonic() + timeout_s
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > until:
            message = f"waited {timeout_s} s for {what}"
            raise NotInTimeError(message)
        time.sleep(0.02)


def forget_extensions() -> None:
    """Make python-xlib forget the last server's extensions: it keeps their numbers for all servers alike."""
    protocol.Display.extension_major_opcodes = {}
    protocol.Display.event_classes = event.event_class.copy()
    protocol.Display.error_classes = error.xerror_class.copy()


@dataclass(frozen=True, slots=True)
class StageWindow:
    """A window on the stage: its id, its process and its place without decorations."""

    id: int
    pid: int | None
    x: int
    y: int
    width: int
    height: int

    @property
    def centre(self) -> tuple[int, int]:
        return self.x + self.width // 2, self.y + self.height // 2

    @property
    def rect(self) -> Rect:
        return Rect(self.x, self.y, self.width, self.height)


class Stage:
    """Xvfb with openbox and a D-Bus of its own, a pair of hands, and applications to open."""

    def __init__(
        self,
        width: int = 1280,
        height: int = 800,
        *,
        server: Sequence[str] = (),
        window_manager: bool = True,
        accessibility: bool = False,
    ) -> None:
        need("Xvfb", "dbus-daemon", *(["openbox"] if window_manager else []))
        self.width, self.height = width, height
        self.environment: dict[str, str] = {}
        self.server_pid = 0
        self._server = server
        self._window_manager = window_manager
        self._accessibility = accessibility
        self._processes: list[subprocess.Popen[bytes]] = []
        self._closing = ExitStack()
        self._hands: Hands | None = None

    def __enter__(self) -> Self:
        try:
            self._open()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _open(self) -> None:
        forget_extensions()
        self.home = Path(self._closing.enter_context(tempfile.TemporaryDirectory(prefix="stage-")))
        display = self._start_server()
        kept = ("PATH", "LANG", "LC_ALL", "TERM", "PYTEST_CURRENT_TEST")
        self.environment = {name: os.environ[name] for name in kept if name in os.environ}
        self.environment.update(
            DISPLAY=display,
            HOME=str(self.home),
            TMPDIR=str(self.home),
            XDG_RUNTIME_DIR=str(self.home),
            XDG_CONFIG_HOME=str(self.home / "config"),
            XDG_DATA_HOME=str(self.home / "data"),
            XDG_CACHE_HOME=str(self.home / "cache"),
            GSETTINGS_BACKEND="memory",
            LIBGL_ALWAYS_SOFTWARE="1",
        )
        self.environment.setdefault("LANG", "C.UTF-8")
        if not self._accessibility:
            self.environment["NO_AT_BRIDGE"] = "1"
        self._start_bus()
        self._hands = Hands(display)
        if self._window_manager:
            self.start("openbox")
            wait_for(self.hands.window_manager_runs, "openbox")

    def _start_server(self) -> str:
        read, write = os.pipe()
        size = f"{self.width}x{self.height}x24"
        command = ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp", "-noreset"]
        process = self._spawn([*command, *self._server], pass_fds=(write,))
        self.server_pid = process.pid
        os.close(write)
        with os.fdopen(read) as numbers:
            number = numbers.readline().strip()
        assert number, "Xvfb did not start"
        return f":{number}"

    def _start_bus(self) -> None:
        read, write = os.pipe()
        self.bus = self._spawn(
            [
                "dbus-daemon",
                "--session",
                "--nofork",
                f"--address=unix:dir={self.home}",
                f"--print-address={write}",
            ],
            pass_fds=(write,),
            environment=self.environment,
        )
        os.close(write)
        with os.fdopen(read) as addresses:
            self.environment["DBUS_SESSION_BUS_ADDRESS"] = addresses.readline().strip()

    def _spawn(
        self,
        command: Sequence[str],
        *,
        environment: dict[str, str] | None = None,
        pass_fds: tuple[int, ...] = (),
        stdout: int | IO[Any] = subprocess.DEVNULL,
    ) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [*DIES_WITH_US, *command],
            env=environment,
            pass_fds=pass_fds,
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._processes.append(process)
        return process

    @property
    def display(self) -> str:
        """The display's name, as `:23`."""
        return self.environment["DISPLAY"]

    @property
    def hands(self) -> Hands:
        assert self._hands is not None, "the stage is not open"
        return self._hands

    def start(self, *command: str, stdout: int | IO[Any] = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
        """Start a program on the stage; it ends with the stage."""
        need(command[0])
        return self._spawn(command, environment=self.environment, stdout=stdout)

    def run(self, *command: str) -> str:
        """Run a program to its end and return what it printed."""
        need(command[0])
        done = subprocess.run(
            command, env=self.environment, check=True, capture_output=True, text=True, timeout=60
        )
        return done.stdout

    def stop(self, process: subprocess.Popen[bytes]) -> None:
        """End a program that was started here, with everything it started."""
        for word in (signal.SIGTERM, signal.SIGKILL):
            if process.poll() is not None:
                break
            try:
                os.killpg(process.pid, word)
            except ProcessLookupError:
                break
            try:
                process.wait(3)
            except subprocess.TimeoutExpired:
                continue
        process.wait(30)
        if process in self._processes:
            self._processes.remove(process)

    def kill_server(self) -> None:
        """Kill the server, and wait until it has gone: until then it may still answer."""
        (server,) = [process for process in self._processes if process.pid == self.server_pid]
        server.kill()
        server.wait(30)

    def close(self) -> None:
        """End everything, the server last."""
        if self._hands is not None:
            self._hands.close()
            self._hands = None
        for process in reversed(list(self._processes)):
            self.stop(process)
        self._remove_display_files()
        self._closing.close()

    def _remove_display_files(self) -> None:
        """Remove the lock and the socket of a server that was killed: it could not do that itself."""
        number = self.environment.get("DISPLAY", "").removeprefix(":")
        lock, socket = SHARED / f".X{number}-lock", SHARED / ".X11-unix" / f"X{number}"
        try:
            ours = lock.read_text(encoding="ascii").split() == [str(self.server_pid)]
        except FileNotFoundError:
            ours = str(socket) not in listened_at()  # another server that started meanwhile removed the lock
        if ours:
            socket.unlink(missing_ok=True)
            lock.unlink(missing_ok=True)

    def wait_window(self, name: str, timeout_s: float = 30) -> StageWindow:
        """Wait for the newest window whose class, instance or title is that, ignoring case."""
        window = wait_for(lambda: self.hands.find_window(name), f"a window called {name}", timeout_s)
        return self.look_at(window)

    def look_at(self, window: int) -> StageWindow:
        """Return where a window is now."""
        x, y, width, height = self.hands.place_of(window)
        return StageWindow(window, self.hands.pid_of(window), x, y, width, height)

    def open_mousepad(self, path: Path | None = None) -> StageWindow:
        """Open the text editor, on a file if one is given, and wait until it has settled."""
        self.start("mousepad", *([str(path)] if path else []))
        window = self.wait_window("mousepad")
        wait_for(
            lambda: any(name.endswith(" - mousepad") for name in self.hands.names_of(window.id)), "its title"
        )
        return self._settled("mousepad")

    def open_xterm(self, *command: str, title: str = "xterm", geometry: str = "80x24+600+100") -> StageWindow:
        """Open a terminal that runs that command (a plain shell without one)."""
        ready = ["-T", title, "-geometry", geometry, "-u8"]
        shell = list(command) or ["bash", "--norc", "--noprofile"]
        before = {
            window for window in self.hands.windows() if self.hands.is_mapped(window)
        }  # numbers are reused
        process = self.start("xterm", *ready, "-e", *shell)

        def newest() -> int | None:
            fresh = [
                window
                for window in self.hands.windows()
                if window not in before and self.hands.is_mapped(window)
            ]
            return next((window for window in fresh if "xterm" in self.hands.names_of(window)), None)

        window = wait_for(newest, f"the terminal {process.pid}")
        time.sleep(0.3)
        return self.look_at(window)

    def end_tmux(self, socket: Path) -> None:
        """Have the tmux server of a socket end with the stage: it is no child of anything that started it."""
        command = ["tmux", "-S", str(socket), "kill-server"]
        self._closing.callback(subprocess.run, command, check=False, capture_output=True, timeout=60)

    def open_python(self, source: str, *arguments: str) -> subprocess.Popen[bytes]:
        """Run a Python program on the stage."""
        return self._spawn([sys.executable, "-c", source, *arguments], environment=self.environment)

    def _settled(self, name: str) -> StageWindow:
        seen = self.wait_window(name)
        for _ in range(20):
            time.sleep(0.25)
            now = self.wait_window(name)
            if now == seen:
                break
            seen = now
        return seen

    def type(self, text: str, gap_ms: float = 0) -> None:
        """Type that text in the layout in force, capitals and punctuation included."""
        self.hands.type(text, gap_ms)

    def press(self, chord: str) -> None:
        """Press a key or a chord by X names, as `ctrl+s`, `Return` or `Escape`."""
        self.hands.press(chord)

    def click(self, x: int, y: int, *, button: int = 1, times: int = 1) -> None:
        """Go there and click."""
        self.hands.click(x, y, button=button, times=times)

    def click_into(self, window: StageWindow, place: tuple[int, int] | None = None) -> None:
        """Click inside a window and wait until it has the keyboard: until then keys go elsewhere, rightly."""
        self.click(*(place or window.centre))
        wait_for(lambda: self.hands.has_focus(window.id), f"the focus on {window.id}")

    def move(self, x: int, y: int) -> None:
        """Go there."""
        self.hands.move(x, y)

    def drag(self, start: tuple[int, int], end: tuple[int, int], *, steps: int = 10) -> None:
        """Press the left button at the start, go to the end, let go."""
        self.hands.drag(start, end, steps=steps)

    def scroll(self, notches: int) -> None:
        """Turn the wheel: up for positive notches."""
        self.hands.scroll(notches)

    def pixel(self, x: int, y: int) -> tuple[int, int, int]:
        """Return a pixel's red, green and blue, read without the code under test."""
        return self.hands.pixel(x, y)
