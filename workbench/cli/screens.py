"""`workbench` alone: the screens, where there is a terminal to show them in."""

import sys

from workbench.errors import UsageError
from workbench.paths import Home


def has_terminal() -> bool:
    """Return whether a person can both see and answer."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def show() -> None:
    """Open the screens on the volunteer's own home."""
    if not has_terminal():
        message = (
            "The screens need a terminal and there is none here; `workbench --help` lists what needs none."
        )
        raise UsageError(message)
    from workbench.tui.app import run  # Textual only where screens are shown

    run(Home.from_environment())
