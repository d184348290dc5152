"""`workbench steps`."""

import click

from workbench.cli.output import print_lines, print_table
from workbench.model.gaps import Gap
from workbench.model.step_shape import step_json
from workbench.model.steps import Step
from workbench.paths import Home
from workbench.store.library import Library
from workbench.tui.quantities import length, short_clock
from workbench.workflow.reviewing import load_review

HEADS = ("#", "at", "kind", "what", "in")


@click.command()
@click.argument("reference", metavar="ID")
@click.option("--all", "everything", is_flag=True, help="Dropped steps too.")
@click.option("--gaps", is_flag=True, help="The withheld stretches too, each with its reason.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
def steps(reference: str, *, everything: bool, gaps: bool, as_json: bool) -> None:
    """Tell what was done in a session, step by step."""
    review = load_review(Library.of(Home.from_environment()), reference)
    rows = [row for row in review.rows if (gaps if isinstance(row, Gap) else everything or not row.dropped)]
    if as_json:
        print_lines(
            row.to_json()
            if isinstance(row, Gap)
            else step_json(row, review.session.id, with_dropped=everything)
            for row in rows
        )
    else:
        print_table(HEADS, [cells(row, review.marked) for row in rows])


def cells(row: Step | Gap, marked: frozenset[int] = frozenset()) -> tuple[str, ...]:
    """Return what a person reads of a step or a gap."""
    if isinstance(row, Gap):
        lasted = f" ({length(row.length_ms)})" if row.length_ms is not None else ""
        return ("·", short_clock(row.start_ms), "gap", f"{row.sentence}{lasted}", "")
    kind = f"{row.kind} (dropped)" if row.dropped else row.kind
    flag = "⚑ " if row.index in marked else ""
    return (str(row.index), short_clock(row.start_ms), kind, f"{flag}{row.sentence}", row.context.app)
