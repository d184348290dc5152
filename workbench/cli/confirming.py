"""Questions before what cannot be undone; where nobody can answer, nothing happens."""

import click

from workbench.cli.screens import has_terminal
from workbench.errors import UsageError, WorkbenchError

NOTHING_CHANGED = "Stopped before it was done: nothing was changed."


def require_answer(question: str, *, or_else: str) -> None:
    """Refuse to go on where there is no terminal on which somebody could answer."""
    if not has_terminal():
        message = f"Nobody can answer {question!r} here, so nothing was done: {or_else}."
        raise UsageError(message)


def confirm(question: str, *, or_else: str) -> None:
    """Ask where somebody can answer; raises `WorkbenchError` for no."""
    require_answer(question, or_else=or_else)
    ask(question)


def ask(question: str) -> None:
    """Ask, with no as the answer that the Enter key gives; raises `WorkbenchError` for no and for Ctrl-C."""
    try:
        click.confirm(question, default=False, abort=True, err=True)
    except click.Abort as stopped:
        raise WorkbenchError(NOTHING_CHANGED) from stopped
