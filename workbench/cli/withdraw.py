"""`workbench withdraw`: take a submission back."""

import click

from workbench.cli.confirming import confirm
from workbench.cli.output import AS_JSON, answer
from workbench.cli.places import home
from workbench.workflow import withdrawing
from workbench.workflow.corpora import corpus_path
from workbench.workflow.receipts import KeptReceipt, find_receipt


@click.command()
@click.argument("reference", metavar="RECEIPT_OR_ID")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--corpus", metavar="PATH", help="Where the corpus is now, if it was moved.")
@AS_JSON
def withdraw(reference: str, *, yes: bool, corpus: str | None, as_json: bool) -> None:
    """Take back a submission: the corpus erases it and names it in every later release as withdrawn."""
    own = home()
    path = None if corpus is None else corpus_path(own, corpus)
    before = find_receipt(own, reference)
    if not yes:
        session, name = before.receipt.session, before.receipt.corpus_name
        confirm(f"Withdraw session {session} from {name} for good?", or_else="add --yes to withdraw it")
    kept, stone = withdrawing.withdraw(own, reference, path)
    shape = kept.to_json() | {"releases": list(stone.releases)}
    answer(shape, sentence(kept, stone.releases, already=bool(before.withdrawn_at)), as_json=as_json)


def sentence(kept: KeptReceipt, releases: tuple[str, ...], *, already: bool) -> str:
    """Say what is gone, since when, and what is out of the corpus's hands."""
    session = kept.receipt.session
    done = f"Session {session} was withdrawn already" if already else f"Withdrew session {session}"
    gone = f"{done}: nothing of it is left in {kept.receipt.corpus_name}"
    if not releases:
        return f"{gone}, and no release had it."
    return (
        f"{gone}; releases made before have it ({', '.join(releases)}), every later one lists it as withdrawn."
    )
