"""`workbench withdraw`: take a submission back."""

from dataclasses import asdict
from shlex import quote

import click

from workbench.cli.confirming import confirm
from workbench.cli.output import AS_JSON, answer, say
from workbench.cli.places import home
from workbench.model.copies import remaining
from workbench.workflow import withdrawing
from workbench.workflow.copies import session_copies
from workbench.workflow.corpora import corpus_path
from workbench.workflow.receipts import KeptReceipt


@click.command()
@click.argument("reference", metavar="RECEIPT_OR_ID")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option(
    "--corpus", metavar="PATH", help="Which corpus, if several have it; where it is now, if it was moved."
)
@AS_JSON
def withdraw(reference: str, *, yes: bool, corpus: str | None, as_json: bool) -> None:
    """Withdraw a submission: the corpus erases it and names it in every later release as withdrawn.

    Copies in other corpora stay. Where several corpora have the session, name one, or give its receipt.
    """
    own = home()
    path = None if corpus is None else corpus_path(own, corpus)
    before = withdrawing.copy_to_withdraw(own, reference, path)
    if not yes:
        session, name = before.receipt.session, before.receipt.corpus_name
        confirm(f"Withdraw session {session} from {name} for good?", or_else="add --yes to withdraw it")
    kept, stone = withdrawing.withdraw(own, before.receipt.id, path)
    others = remaining(session_copies(own, kept.receipt.session))
    shape = kept.to_json() | {"releases": list(stone.releases), "remaining": list(map(asdict, others))}
    told = sentence(kept, stone.releases, already=bool(before.withdrawn_at))
    answer(shape, told, as_json=as_json)
    for copy in others:
        way = f"`workbench withdraw {copy.receipt} --corpus {quote(copy.corpus_path)}` withdraws it there"
        say(f"A copy remains in {copy.corpus} ({copy.corpus_path}): {way}.")


def sentence(kept: KeptReceipt, releases: tuple[str, ...], *, already: bool) -> str:
    """Say what is gone, since when, and what is out of the corpus's hands."""
    session = kept.receipt.session
    done = f"Session {session} was withdrawn already" if already else f"Withdrew session {session}"
    where = kept.receipt.corpus_name if kept.withdrawn_at else "the file that was named"
    gone = f"{done}: nothing of it is left in {where}"
    if not releases:
        return f"{gone}, and no release had it."
    return (
        f"{gone}; releases made before have it ({', '.join(releases)}), every later one lists it as withdrawn."
    )
