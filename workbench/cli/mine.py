"""`workbench mine`: what was submitted from this home."""

import click

from workbench.cli.output import AS_JSON, print_lines, print_table, say
from workbench.cli.places import home
from workbench.model.copies import CopyState
from workbench.tui.quantities import local_time
from workbench.workflow import submitting
from workbench.workflow.copies import SeenReceipt, follow

HEADS = ("receipt", "session", "submitted", "corpus", "how it stands")
SHOWN_ID = 12


@click.command()
@AS_JSON
def mine(*, as_json: bool) -> None:
    """List what you submitted, newest first, and how each copy stands in its corpus, which is asked."""
    own = home()
    found, unreadable = follow(own), submitting.unreadable(own)
    if as_json:
        print_lines(seen.kept.to_json() | {"reached": seen.reached} for seen in found)
    elif found:
        print_table(HEADS, [cells(seen) for seen in found])
    elif not unreadable:
        say("Nothing was submitted from here yet; `workbench submit ID` does that.")
    for sentence in unreadable:
        say(sentence)


def cells(seen: SeenReceipt) -> tuple[str, ...]:
    """Return what a person reads of a receipt."""
    receipt = seen.kept.receipt
    ids = (receipt.id[-SHOWN_ID:], receipt.session[-SHOWN_ID:])
    return (*ids, local_time(receipt.received_at), receipt.corpus_name, stands(seen))


def stands(seen: SeenReceipt) -> str:
    """Return how a submission stands in its corpus, and whether that was known just now."""
    kept = seen.kept
    when = local_time(kept.withdrawn_at or "")
    words = {
        CopyState.SUBMITTED: "in the corpus",
        CopyState.ERASING: f"withdrawn {when}, last bytes not erased yet",
        CopyState.WITHDRAWN: f"withdrawn {when}",
        CopyState.MISSING: "not in the corpus any more",
    }[kept.state]
    return words if seen.reached else f"{words} when last seen; it cannot be opened at {kept.corpus_path} now"
