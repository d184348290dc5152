"""`workbench withheld`: what the guard kept out of a session, and why."""

import click

from workbench.cli.output import print_lines, print_table
from workbench.cli.places import library
from workbench.model.withheld import Stretch
from workbench.tui.quantities import AROUND_A_SECRET, count, length, short_clock
from workbench.workflow.withheld import KeptOut, load_withheld

HEADS = ("at", "how long", "what", "why")
NOTHING = "Nothing was kept out: everything that was done while it recorded was inside the scope."


@click.command()
@click.argument("reference", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
def withheld(reference: str, *, as_json: bool) -> None:
    """List what was kept out of a session, with reasons. Nothing of what was withheld is stored."""
    found = load_withheld(library(), reference)
    if as_json:
        print_lines(stretch.to_json() for stretch in found.stretches)
    elif not found.stretches:
        click.echo(NOTHING)
    else:
        print_table(HEADS, [cells(stretch) for stretch in found.stretches])
        click.echo(f"\n{in_all(found)}")


def cells(stretch: Stretch) -> tuple[str, ...]:
    """Return what a person reads of a stretch."""
    known = f"; {AROUND_A_SECRET}" if stretch.length_ms is None else ""
    why = f"{stretch.why}{known}. {stretch.cure}".rstrip()
    return (short_clock(stretch.start_ms), length(stretch.length_ms), stretch.in_brief, why)


def in_all(found: KeptOut) -> str:
    """Return the totals in one sentence."""
    parts = [
        f"{total.in_brief} {count(total.stretches, 'time')}, {length(total.length_ms)}"
        for total in found.totals
    ]
    return f"Kept out in all: {'; '.join(parts)}."
