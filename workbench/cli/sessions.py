"""`workbench sessions`: the volunteer's own recordings."""

import sys
from pathlib import Path
from typing import Any

import click

from workbench.cli.confirming import ask
from workbench.cli.output import AS_JSON, answer, print_json, print_lines, print_table, say
from workbench.cli.places import library
from workbench.cli.purge import purge
from workbench.model.copies import copies_sentence, remaining
from workbench.model.session import SessionState
from workbench.model.showable import showable
from workbench.store.library import SessionSummary
from workbench.tui.quantities import local_time, short_clock, size
from workbench.workflow.sessions import (
    export_session,
    holds_what_was_taken_out,
    import_session,
    list_sessions,
    remove_session,
    session_summary,
    show_session,
    summary_json,
)

HEADS = ("id", "recorded", "state", "length", "steps", "size", "task")
SHOWN_ID = 12


@click.group()
def sessions() -> None:
    """List, show, import, export and remove sessions."""


@sessions.command("list")
@AS_JSON
def list_(*, as_json: bool) -> None:
    """List every session, newest first."""
    found = list_sessions(library())
    if as_json:
        print_lines(map(summary_json, found))
    elif found:
        print_table(HEADS, [cells(summary) for summary in found])
    else:
        say("There are no sessions yet; `workbench record` makes one, `workbench demo` shows some.")


def cells(summary: SessionSummary) -> tuple[str, ...]:
    """Return what a person reads of a session in the list."""
    length = "" if summary.duration_ms is None else short_clock(summary.duration_ms)
    steps = "" if summary.steps is None else str(summary.steps)
    made, takes = local_time(summary.created_at), size(summary.size_bytes)
    return (
        summary.id[-SHOWN_ID:],
        made,
        state(summary),
        length,
        steps,
        takes,
        summary.problem or summary.title,
    )


def state(summary: SessionSummary) -> str:
    """Return where a session stands, in words."""
    if summary.problem:
        return f"unreadable; {copies_sentence(summary.copies)}" if summary.copies else "unreadable"
    if summary.live:
        return "recording now"
    stands = f"{summary.state}, cut off" if summary.cut_off else str(summary.state)
    return f"{stands}: {copies_sentence(summary.copies)}" if summary.copies else stands


@sessions.command()
@click.argument("reference", metavar="ID")
@AS_JSON
def show(reference: str, *, as_json: bool) -> None:
    """Tell what there is to know of a session, its content aside."""
    shape = show_session(library(), reference)
    if as_json:
        print_json(shape)
        return
    copies = {"copies": copies_sentence(session_summary(library(), reference).copies)}
    shape |= copies if "copies" in shape else {}
    width = max(map(len, shape))
    for name, value in shape.items():
        click.echo(f"{name.ljust(width)}  {showable(in_words(value))}")


def in_words(value: Any) -> str:
    """Return a value as a person reads it."""
    if isinstance(value, dict):
        return (
            ", ".join(
                f"{name} {in_words(inner)}" for name, inner in value.items() if inner not in (None, [], ())
            )
            or "none"
        )
    if isinstance(value, list | tuple):
        return " ".join(in_words(inner) for inner in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "-" if value is None else str(value)


@sessions.command()
@click.argument("reference", metavar="ID")
@click.option("--yes", is_flag=True, help="Do not ask on a terminal either.")
@AS_JSON
def remove(reference: str, *, yes: bool, as_json: bool) -> None:
    """Destroy a session's key, then its files. There is no way back.

    It asks on a terminal alone: in a script, or with its input from elsewhere, it removes at once.
    """
    chosen, session_id = library(), library().resolve(reference)
    if not yes and sys.stdin.isatty():
        ask(f"Remove session {session_id} for good?")
    summary = session_summary(chosen, session_id)
    shape = remove_session(chosen, session_id)
    answer(shape, f"Removed session {session_id}: its key first, then its file.", as_json=as_json)
    if summary.copies:
        for copy in remaining(summary.copies):
            say(f"{copy.corpus} keeps its copy; `workbench withdraw {copy.receipt}` takes that back.")
    elif summary.state is SessionState.SUBMITTED:
        say(f"The corpus keeps its copy; `workbench withdraw {session_id}` takes that back.")


@sessions.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--new-id", is_flag=True, help="Take it in as another session, although its id is here already.")
@AS_JSON
def import_(file: Path, *, new_id: bool, as_json: bool) -> None:
    """Take a plain session file into the library, encrypted under a key of its own; prints its id."""
    shape = import_session(library(), file, new_id=new_id)
    answer(shape, shape["id"], as_json=as_json)


@sessions.command()
@click.argument("reference", metavar="ID")
@click.argument("file", type=click.Path(path_type=Path))
@AS_JSON
def export(reference: str, file: Path, *, as_json: bool) -> None:
    """Write a session into a new plain file that any SQLite tool reads, to look at every byte of it."""
    shape = export_session(library(), reference, file)
    answer(shape, f"Wrote {file}: it is not encrypted, so remove it when you have seen it.", as_json=as_json)
    if holds_what_was_taken_out(library(), shape["id"]):
        say(
            f"{file} still holds what was redacted or dropped, because the session's edits are not applied: "
            f"`workbench apply {shape['id']}` takes it out for good, then export again."
        )


sessions.add_command(purge)
