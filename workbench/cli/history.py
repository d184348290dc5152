"""`workbench undo`, `redo` and `apply`: back, forth, and for good."""

from collections.abc import Callable

import click

from workbench.cli.edited import tell
from workbench.cli.output import AS_JSON
from workbench.cli.places import library
from workbench.store.library import Library
from workbench.workflow import editing

REFERENCE = click.argument("reference", metavar="ID")


@click.command()
@REFERENCE
@AS_JSON
def undo(reference: str, *, as_json: bool) -> None:
    """Take back the last label, redaction or drop; it can be done again and again."""
    change(editing.undo, reference, as_json=as_json)


@click.command()
@REFERENCE
@AS_JSON
def redo(reference: str, *, as_json: bool) -> None:
    """Do again what was undone last."""
    change(editing.redo, reference, as_json=as_json)


@click.command()
@REFERENCE
@AS_JSON
def apply(reference: str, *, as_json: bool) -> None:
    """Rewrite the session file without what was redacted or dropped; nothing before can be undone then."""
    change(editing.apply_edits, reference, as_json=as_json)


def change(edit: Callable[[Library, str], editing.Edited], reference: str, *, as_json: bool) -> None:
    """Make a change and tell of it."""
    tell([edit(library(), reference)], as_json=as_json)
