"""`workbench mine`: what was submitted from this home."""

import click

from workbench.cli.output import AS_JSON, print_lines, print_table, say
from workbench.cli.places import home
from workbench.tui.quantities import local_time
from workbench.workflow import submitting
from workbench.workflow.receipts import KeptReceipt

HEADS = ("receipt", "session", "submitted", "corpus", "how it stands")
SHOWN_ID = 12


@click.command()
@AS_JSON
def mine(*, as_json: bool) -> None:
    """List what you submitted, newest first, also what you withdrew."""
    own = home()
    found, unreadable = submitting.mine(own), submitting.unreadable(own)
    if as_json:
        print_lines(kept.to_json() for kept in found)
    elif found:
        print_table(HEADS, [cells(kept) for kept in found])
    elif not unreadable:
        say("Nothing was submitted from here yet; `workbench submit ID` does that.")
    for sentence in unreadable:
        say(sentence)


def cells(kept: KeptReceipt) -> tuple[str, ...]:
    """Return what a person reads of a receipt."""
    receipt = kept.receipt
    stands = f"withdrawn {local_time(kept.withdrawn_at)}" if kept.withdrawn_at else "in the corpus"
    ids = (receipt.id[-SHOWN_ID:], receipt.session[-SHOWN_ID:])
    return (*ids, local_time(receipt.received_at), receipt.corpus_name, stands)
