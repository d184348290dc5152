"""`workbench safeguards`: what each one is, catches and misses, and what is never recorded."""

import textwrap

import click

from workbench.cli.output import print_lines
from workbench.cli.places import home
from workbench.model.showable import showable
from workbench.workflow.safeguards import SAFEGUARDS, NeverRecorded, Safeguard, never_recorded

WIDTH = 79
INDENT = 10
NAMES_LIMIT = 4000


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
def safeguards(*, as_json: bool) -> None:
    """Tell what keeps things out while recording, what it misses, and what is never recorded."""
    lists = never_recorded(home())
    if as_json:
        print_lines(safeguard.to_json() for safeguard in SAFEGUARDS)
        print_lines(entry.to_json() for entry in lists)
        return
    for safeguard in SAFEGUARDS:
        click.echo(paragraph(safeguard))
    click.echo("never recorded, whatever a scope names\n")
    for entry in lists:
        click.echo(listed(entry))


def paragraph(safeguard: Safeguard) -> str:
    """Return a safeguard as a person reads it."""
    parts = (("", safeguard.what), ("catches", safeguard.catches), ("misses", safeguard.misses))
    return "\n".join([safeguard.name, *(filled(head, text) for head, text in parts), ""])


def listed(entry: NeverRecorded) -> str:
    """Return a part of the list as a person reads it."""
    names = showable(", ".join(entry.names), NAMES_LIMIT) or "nothing yet: never_record in settings.toml"
    return f"  {entry.what}\n{filled('', names)}"


def filled(head: str, text: str) -> str:
    """Return a text behind a head, in lines that fit."""
    first, rest = f"  {head}".ljust(INDENT), " " * INDENT
    return textwrap.fill(text, WIDTH, initial_indent=first, subsequent_indent=rest)
