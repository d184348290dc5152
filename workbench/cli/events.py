"""`workbench events`."""

import json
from typing import Any

import click

from workbench.cli.output import print_json, print_table
from workbench.paths import Home
from workbench.store.library import Library
from workbench.workflow.reviewing import events_json

HEADS = ("seq", "ms", "kind", "in", "what")
ELSEWHERE = {"seq", "t_ms", "kind", "context"}


@click.command()
@click.argument("reference", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
def events(reference: str, *, as_json: bool) -> None:
    """Print every event of a session as it was kept: keys, buttons, wheel, pointer and focus."""
    shapes = events_json(Library.of(Home.from_environment()), reference)
    if as_json:
        for shape in shapes:
            print_json(shape)
    else:
        print_table(HEADS, [cells(shape) for shape in shapes])


def cells(shape: dict[str, Any]) -> tuple[str, ...]:
    """Return what a person reads of an event."""
    what = " ".join(f"{name}={json.dumps(value)}" for name, value in shape.items() if name not in ELSEWHERE)
    app = (shape["context"] or {}).get("app", "")
    return (str(shape["seq"]), str(shape["t_ms"]), shape["kind"], app, what)
