"""`workbench drop`: leave steps out of a session."""

import click

from workbench.cli.edited import tell
from workbench.cli.output import AS_JSON
from workbench.cli.places import library
from workbench.errors import UsageError
from workbench.workflow.editing import drop_app, drop_steps


@click.command()
@click.argument("reference", metavar="ID")
@click.option("--steps", metavar="A-B[,C…]", help="Steps by their numbers, as in 3-5,9.")
@click.option("--app", metavar="NAME", help="Every step in this application.")
@AS_JSON
def drop(reference: str, *, steps: str | None, app: str | None, as_json: bool) -> None:
    """Drop steps with their events and pictures, and whatever repeats their text; `undo` takes it back."""
    if (steps is None) == (app is None):
        message = "Say what to drop, by one of --steps A-B and --app NAME."
        raise UsageError(message)
    own = library()
    made = drop_app(own, reference, str(app)) if steps is None else drop_steps(own, reference, steps)
    tell([made], as_json=as_json)
