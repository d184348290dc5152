"""`workbench purge`: sweep what interrupted work left behind."""

import sys

import click

from workbench.cli.confirming import ask
from workbench.cli.output import AS_JSON, print_lines, say
from workbench.cli.places import library
from workbench.workflow.sessions import find_leftovers, sweep

NOTHING_LEFT = "There is nothing to sweep; `workbench sessions list` shows what is here."
QUESTION = "Sweep them for good? A session that you moved elsewhere cannot be read without its key."


@click.command()
@click.option("--yes", is_flag=True, help="Do not ask; keys of sessions that are not here go, too.")
@AS_JSON
def purge(*, yes: bool, as_json: bool) -> None:
    """Sweep what interrupted work left behind: beginnings of files, and keys of sessions that are not here.

    Without a terminal to ask on and without --yes, keys stay: their sessions may have been moved elsewhere.
    """
    chosen = library()
    found = find_leftovers(chosen)
    asked = sys.stdin.isatty() and not yes
    if found and asked:
        for leftover in found:
            say(f"{leftover.id}: {leftover.what}")
        ask(QUESTION)
    chosen_ones = found if yes or asked else tuple(one for one in found if not one.elsewhere)
    swept = sweep(chosen, chosen_ones)
    if as_json:
        print_lines(swept)
    else:
        for shape in swept:
            click.echo(f"Swept {shape['id']}: {shape['what']}")
    tell(len(swept), len(found) - len(chosen_ones))


def tell(swept: int, kept: int) -> None:
    """Say what became of the leftovers."""
    if kept:
        keys = "1 key stays" if kept == 1 else f"{kept} keys stay"
        say(f"{keys}, because the session may have been moved elsewhere; `workbench purge --yes` sweeps them.")
    if swept:
        say(f"{swept} leftovers are gone; every session is as it was.")
    elif not kept:
        say(NOTHING_LEFT)
