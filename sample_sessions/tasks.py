"""What is done in the sample sessions: applications to open, and a person's hands. All people are invented.

So are the passwords, which are typed to be withheld.
"""

import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.desktop.stage import Stage

JANE = Path(tempfile.gettempdir()) / "jane"
FORM_PASSWORD, TERMINAL_PASSWORD = "kettle-Moss-88", "plum-Ladder-41"


@dataclass(frozen=True, slots=True)
class Sample:
    """One session to record."""

    name: str
    """The file's name, without suffix."""
    task: str
    """The task, as a volunteer would put it."""
    app: str
    """The application in scope."""
    prepare: Callable[[Stage], None]
    """Opens the application."""
    perform: Callable[[Stage], None]
    """Does the task."""
    instruction: str
    """The task as one would ask for it."""
    domain: str
    """What kind of task it is."""


def pace(low: float = 0.5, high: float = 1.1) -> None:
    """Wait about as long as a person does between two actions."""
    time.sleep(random.uniform(low, high))  # noqa: S311  (a rhythm, not a secret)


def write(stage: Stage, text: str) -> None:
    """Type as a person does, some 80 words a minute."""
    for char in text:
        stage.type(char)
        time.sleep(random.uniform(0.05, 0.13))  # noqa: S311  (a rhythm, not a secret)


def start_as_jane(stage: Stage, *command: str) -> None:
    """Start a program for the invented user, in her own folder and without this machine's names."""
    folders = [f"XDG_{name}_HOME={JANE / name.lower()}" for name in ("CONFIG", "DATA", "CACHE")]
    shows_fields = "GNOME_ACCESSIBILITY=1"  # as `workbench launch` does
    stage.start("env", f"--chdir={JANE}", f"HOME={JANE}", "USER=jane", shows_fields, *folders, *command)


def open_editor(stage: Stage) -> None:
    """Open an empty text document."""
    start_as_jane(stage, "mousepad")
    stage.wait_window("mousepad")
    time.sleep(1)


def edit_letter(stage: Stage) -> None:
    """Write a note, mend a word in it, and save it."""
    pad = stage.wait_window("mousepad")
    stage.click(pad.x + 200, pad.y + 150)
    pace()
    for line in (
        "Dear Jane Example,\n",
        "\n",
        "the meeting is on Tuesday at 10.\n",
        "Call 555-0142 if you are late.\n",
    ):
        write(stage, line)
        pace(0.2, 0.4)
    write(stage, "Kind regrads\b\b\b\bards\n")
    pace()
    write(stage, "John Sample")
    pace()
    stage.press("ctrl+Home")
    pace()
    stage.press("ctrl+s")
    stage.wait_window("save as")
    pace()
    write(stage, "note-to-jane.txt")
    pace()
    stage.press("Return")
    pace(1.0, 1.2)
    pad = stage.look_at(pad.id)
    stage.click(pad.x + 150, pad.y + 200, times=2)
    pace()
    stage.click(pad.x + 150, pad.y + 200, button=3)
    pace()
    stage.press("Escape")
    pace()


FORM = """<!doctype html><meta charset=utf-8><title>Order form</title>
<style>
body{font:18px sans-serif;margin:24px}label{display:block;margin:14px 0}input,select{font:18px sans-serif}
</style>
<h2>Example Tea Company</h2>
<form onsubmit="document.body.innerHTML='<h2>Thank you. Your order was received.</h2>';return false">
<label>Name <input autofocus id=name size=30></label>
<label>E-mail <input id=mail size=30></label>
<label>Password of your account <input id=word type=password size=24></label>
<label>Tea <select id=tea><option>Choose…</option><option>Assam</option>
<option>Darjeeling</option><option>Sencha</option></select></label>
<label><input type=checkbox> As a gift</label>
<button>Order</button></form>"""
QUIET = (
    "--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync --disable-quic --disable-infobars --test-type --password-store=basic "
    "--force-renderer-accessibility"
)


def open_form(stage: Stage) -> None:
    """Open the order form in a browser."""
    page = JANE / "order.html"
    page.write_text(FORM, encoding="utf-8")
    page.chmod(0o644)
    own = (f"--user-data-dir={JANE / 'browser'}", f"--app=file://{page}")
    start_as_jane(stage, "chromium", *QUIET.split(), "--window-size=900,640", "--window-position=20,20", *own)
    stage.wait_window("order form")
    time.sleep(2)


def fill_form(stage: Stage) -> None:
    """Fill the form in, choose from the drop-down, send it."""
    window = stage.wait_window("order form")
    left, top = window.x, window.y
    stage.click(left + 220, top + 98)
    pace()
    write(stage, "Jane Example")
    pace(0.3, 0.5)
    stage.press("Tab")
    write(stage, "jane@example.com")
    pace(0.3, 0.5)
    stage.press("Tab")
    pace(0.3, 0.5)
    write(stage, FORM_PASSWORD)
    pace()
    stage.click(left + 120, top + 220)
    pace(0.9, 1.1)
    stage.press("Down")
    pace(0.3, 0.5)
    stage.press("Down")
    pace(0.3, 0.5)
    stage.press("Return")
    pace()
    stage.press("Tab")
    stage.press("space")
    pace()
    stage.press("Tab")
    pace(0.3, 0.5)
    stage.press("Return")
    pace(1.0, 1.2)


BACKUP = """#!/bin/bash
read -rsp 'Password of the backup: ' word
echo
sleep 0.4
echo "Saved $(ls | wc -l) files."
"""


def open_terminal(stage: Stage) -> None:
    """Open a terminal in an empty folder, with a backup program that asks for a password."""
    program = JANE / "backup"
    program.write_text(BACKUP, encoding="utf-8")
    program.chmod(0o755)
    start = "mkdir tea; cd tea; export PS1='tea$ ' HISTFILE=/dev/null; exec bash --norc --noprofile -i"
    look = ("-T", "Terminal", "-geometry", "80x24+60+60", "-fa", "DejaVu Sans Mono", "-fs", "11", "-u8")
    start_as_jane(stage, "xterm", *look, "-e", "bash", "-c", start)
    stage.wait_window("xterm")
    time.sleep(1)


def tidy_list(stage: Stage) -> None:
    """Make a list, sort it, count it, and back it up, which asks for a password."""
    window = stage.wait_window("xterm")
    stage.click(*window.centre)
    pace()
    for line in (
        "printf 'sencha\\nassam\\ndarjeeling\\n' > teas.txt\n",
        "sort teas.txt > sorted.txt\n",
        "cat sorted.txt\n",
        "wc -l < sorted.txt\n",
    ):
        write(stage, line)
        pace()
    stage.press("ctrl+l")
    pace()
    write(stage, "ls\n")
    pace(1.0, 1.2)
    write(stage, "../backup\n")
    pace(0.9, 1.1)
    write(stage, f"{TERMINAL_PASSWORD}\n")
    pace(1.5, 1.8)
    write(stage, "cat teas.txt\n")
    pace(1.0, 1.2)


SAMPLES = (
    Sample(
        "write-a-note",
        "Write a note to Jane Example and save it",
        "mousepad",
        open_editor,
        edit_letter,
        "Write Jane Example a note that the meeting is on Tuesday at 10, and save it as note-to-jane.txt",
        "work/office",
    ),
    Sample(
        "order-tea",
        "Order Darjeeling tea with the order form",
        "chromium",
        open_form,
        fill_form,
        "Order Darjeeling tea as a gift, for Jane Example with the address jane@example.com",
        "daily/ecommerce",
    ),
    Sample(
        "sort-a-list",
        "Sort a list of teas in the terminal",
        "xterm",
        open_terminal,
        tidy_list,
        "Write sencha, assam and darjeeling into teas.txt, sort them into sorted.txt, count its lines and "
        "back the folder up with ../backup",
        "professional/development",
    ),
)
