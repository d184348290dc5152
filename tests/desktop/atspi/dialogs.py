"""Real applications with fields whose kind is known, opened on a stage."""

import subprocess
import time
from pathlib import Path

from tests.desktop.stage import Stage, StageWindow, wait_for

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--password-store=basic",
    "--test-type",
    "--window-position=20,20",
    "--window-size=800,500",
)

PAGE = """<!doctype html><title>%s</title><body style="font:16px sans-serif">
<p><input id=name%s> <p><input id=secret type=password> <button id=show type=button onclick="
secret.type = secret.type == 'password' ? 'text' : 'password'">Show</button>
<p><textarea id=notes></textarea> <p><input id=free>"""

QT = """
import sys
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QTextEdit, QVBoxLayout, QWidget
app = QApplication([])
windows = []
for title, kinds in (part.split(":") for part in sys.argv[1:]):
    window = QWidget(); window.setWindowTitle(title); column = QVBoxLayout(window)
    for kind in kinds:
        field = QTextEdit() if kind == "t" else QLineEdit()
        if kind == "p": field.setEchoMode(QLineEdit.EchoMode.Password)
        if kind == "n": field.setEchoMode(QLineEdit.EchoMode.NoEcho)
        column.addWidget(field)
        if kind == "p":
            show = QCheckBox("Show")
            modes = QLineEdit.EchoMode.Password, QLineEdit.EchoMode.Normal
            show.toggled.connect(lambda on, field=field: field.setEchoMode(modes[on]))
            column.addWidget(show)
    window.move(40 + 500 * len(windows), 60); window.resize(400, 300); window.show()
    windows.append(window)
app.exec()
"""


def see(stage: Stage) -> Stage:
    """Let what starts from now on show its fields, as `workbench launch` does."""
    stage.environment |= {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "GNOME_ACCESSIBILITY": "1"}
    return stage


def open_zenity(stage: Stage, *options: str) -> tuple[subprocess.Popen[bytes], StageWindow]:
    """Open a dialog of the GTK kind, and wait until it has the keyboard."""
    process = stage.start("zenity", *options)
    return process, _focused(stage, "zenity")


def open_qt(stage: Stage, *windows: str) -> tuple[subprocess.Popen[bytes], list[StageWindow]]:
    """Open windows of one Qt process: `Title:lpnt` for a line, a password with a switch, no echo, a text."""
    process = stage.open_python(QT, *windows)
    titles = [window.split(":")[0] for window in windows]
    opened = [stage.wait_window(title) for title in titles]
    wait_for(lambda: any(stage.hands.has_focus(window.id) for window in opened), "the focus")
    return process, opened


def open_chromium(stage: Stage, *options: str, title: str = "Login", focused: bool = False) -> StageWindow:
    """Open a page with fields, and wait until its window has the keyboard."""
    page = Path(stage.home) / f"{title}.html"
    page.write_text(PAGE % (title, " autofocus" if focused else ""), encoding="utf-8")
    profile = f"--user-data-dir={stage.home / 'profile'}"
    stage.start("chromium", *QUIET, profile, *options, page.as_uri())
    window = _focused(stage, f"{title} - Chromium")
    time.sleep(1)
    return window


def _focused(stage: Stage, name: str) -> StageWindow:
    window = stage.wait_window(name, 40)
    wait_for(lambda: stage.hands.has_focus(window.id), f"the focus on {name}")
    return window
