"""Applications that know the truth: which letters each of their fields received."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.desktop.atspi.dialogs import see
from tests.desktop.form_sources import PAGE, QT, SHELL, STARS
from tests.desktop.stage import Stage, StageWindow, wait_for

SECRET_FIELDS = frozenset({"password", "code", "popup", "secrets"})
PRESSES = 5
HEARD_S = 4.0
Values = dict[str, str]
QUIET = (
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync",
    "--disable-component-update", "--disable-infobars", "--test-type", "--password-store=basic",
    "--disable-quic", "--force-renderer-accessibility", "--window-size=620,520", "--window-position=40,40",
)  # fmt: skip


class QtForm:
    """A Qt form with a name, a password, a code that shows nothing, a note, and a dialog that pops up."""

    app = "python3.11"
    half_width = 155

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._told, self._wanted = stage.home / "qt.json", stage.home / "qt.wanted"
        see(stage)
        self.process = stage.open_python(QT, str(self._told), str(self._wanted))
        self.window = stage.wait_window("Qt form")
        wait_for(self._told.exists, "the form's first word")
        time.sleep(0.5)

    def place(self, field: str) -> tuple[int, int]:
        """Return the middle of a field on the root window."""
        x, y = self._look()["places"][field]
        return round(x), round(y)

    def values(self) -> Values:
        """Return what each field received so far."""
        values: Values = self._look()["values"]
        return values

    def ask(self, what: str) -> None:
        """Have something done, as `popup 5` or `show`."""
        self._wanted.with_suffix(".asked").write_text(what, encoding="utf-8")
        self._wanted.with_suffix(".asked").replace(self._wanted)

    def _look(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._told.read_text(encoding="utf-8"))
        return found


class WebForm:
    """A page in Chromium that tells a server on this machine what was typed into it."""

    app = "chromium"
    half_width = 112

    def __init__(self, stage: Stage) -> None:
        self._server = PageServer(PAGE)
        see(stage)
        preferences = stage.home / "browser" / "Default" / "Preferences"
        preferences.parent.mkdir(parents=True)
        offers_nothing = {"credentials_enable_service": False, "profile": {"password_manager_enabled": False}}
        preferences.write_text(json.dumps(offers_nothing), encoding="utf-8")
        own = (f"--user-data-dir={stage.home / 'browser'}", f"--app={self._server.address}")
        stage.start("chromium", *QUIET, *own)
        self.window = stage.wait_window("Web form")
        wait_for(lambda: self._server.told, "the page's first word")
        time.sleep(1.0)

    def place(self, field: str) -> tuple[int, int]:
        """Return the middle of a field on the root window."""
        x, y = self._server.told["places"][field]
        return round(x), round(y)

    def values(self) -> Values:
        """Return what each field received so far."""
        values: Values = self._server.told["values"]
        return values

    def ask(self, what: str) -> None:
        """Have something done, as `popup 5`, `show`, `hide` or `leave`."""
        self._server.wanted.append(what)

    def close(self) -> None:
        """End the server."""
        self._server.close()


class PageServer:
    """A server that shows a page and hears what it says."""

    def __init__(self, page: str) -> None:
        ears = self

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                wanted = ears.wanted.pop(0) if self.path == "/wanted" and ears.wanted else ""
                self._say(wanted if self.path == "/wanted" else page)

            def do_POST(self) -> None:
                told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if told["number"] >= ears.told.get("number", 0) or not told["number"]:
                    ears.told = told
                self._say("")

            def _say(self, text: str) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(text.encode())))
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.told: dict[str, Any] = {}
        self.wanted: list[str] = []
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self._http.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._http.server_address[1]}/"
        threading.Thread(target=self._http.serve_forever, name="ears", daemon=True).start()

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()


def until_ended(process: subprocess.Popen[bytes], press: Callable[[], None]) -> None:
    """Press what ends a dialog, and again where it did not hear that."""
    for _ in range(PRESSES):
        press()
        try:
            process.wait(HEARD_S)
        except subprocess.TimeoutExpired:
            continue
        return
    pytest.fail(f"a dialog did not end after {PRESSES} presses of its button")


class GtkForm:
    """A zenity form with a name and a password; it tells what it received when it is sent."""

    app = "zenity"

    def __init__(self, stage: Stage, title: str) -> None:
        self._stage = stage
        self._told = stage.home / f"{title}.told"
        with self._told.open("wb") as told:
            words = (
                "--forms",
                f"--title={title}",
                "--add-entry=Name",
                "--add-password=Secret",
                "--add-entry=Note",
            )
            self.process = stage.start("zenity", *words, stdout=told)
        self.window = stage.wait_window(title)

    def place(self, field: str) -> tuple[int, int]:
        """Return a point inside a field: the form is a column of three, 40 pixels from one to the next."""
        row = ("name", "password", "note").index(field)
        return self.window.x + self.window.width * 2 // 3, self.window.y + 53 + 40 * row

    def send(self) -> None:
        """Press its button at the bottom right, which ends it; a machine with much to do may miss a press."""
        button = self.window.x + self.window.width - 50, self.window.y + self.window.height - 25
        until_ended(self.process, lambda: self._stage.click(*button))

    def values(self) -> Values:
        """Return what was received, once the form was sent."""
        name, password, note = self._told.read_text(encoding="utf-8").rstrip("\n").split("|")
        return {"name": name, "password": password, "note": note}


class TerminalForm:
    """A shell in xterm, perhaps inside tmux, that writes down its lines and the secrets it asked for."""

    app = "xterm"

    def __init__(self, stage: Stage, *, tmux: bool = False) -> None:
        self._home = stage.home
        (stage.home / "asks.rc").write_text(SHELL, encoding="utf-8")
        stars = stage.home / "sudo"
        stars.write_text(STARS.format(python=sys.executable), encoding="utf-8")
        stars.chmod(0o755)
        shell = ("bash", "--rcfile", str(stage.home / "asks.rc"), "-i")
        socket = stage.home / "tmux"
        if tmux:
            stage.end_tmux(socket)
        around = ("tmux", "-S", str(socket), "-f", "/dev/null", "new", " ".join(shell))
        self.window: StageWindow = stage.open_xterm(*(around if tmux else shell))

    def values(self) -> Values:
        """Return the shell's lines and the secrets that were asked for, each one after the other."""
        return {"lines": self._read("lines"), "secrets": self._read("secrets")}

    def _read(self, name: str) -> str:
        file = self._home / name
        return file.read_text(encoding="utf-8") if file.exists() else ""
