"""`workbench submit`: send what was previewed, and get a receipt."""

import click

from workbench.cli.confirming import ask, require_answer
from workbench.cli.output import AS_JSON, answer
from workbench.cli.places import CORPUS, home
from workbench.cli.preview import show
from workbench.paths import Home
from workbench.store.library import Library
from workbench.workflow import submitting
from workbench.workflow.corpora import use_corpus
from workbench.workflow.previewing import preview


@click.command()
@click.argument("reference", metavar="ID")
@click.option("--yes", is_flag=True, help="Confirm all that leaves at once, which the receipt says.")
@click.option("--keep-originals", is_flag=True, help="Leave what was taken out in your own file.")
@CORPUS
@AS_JSON
def submit(reference: str, *, yes: bool, keep_originals: bool, corpus: str | None, as_json: bool) -> None:
    """Submit a session: shows what leaves and asks. Your own file then loses what was redacted or dropped.

    Submitting the same again changes nothing and gives the same receipt.
    """
    own = home()
    known = {each.receipt.id for each in submitting.mine(own)}
    shown = None if yes else shown_and_wanted(own, reference, corpus)
    kept = submitting.submit(own, reference, corpus, bulk=yes, keep_originals=keep_originals, shown=shown)
    receipt = kept.receipt
    session = f"session {receipt.session}"
    what = f"Nothing new to send: {session} was submitted" if receipt.id in known else f"Submitted {session}"
    sentence = (
        f"{what} to {receipt.corpus_name}: receipt {receipt.id}, SHA-256 "
        f"{receipt.sha256}; `workbench withdraw {receipt.id}` takes it back."
    )
    answer(kept.to_json(), sentence, as_json=as_json)


def shown_and_wanted(own: Home, reference: str, corpus: str | None) -> str:
    """Show what leaves, ask, and return the hash of what was shown."""
    question = "Submit exactly this?"
    with Library.of(own).open(reference) as file:
        submitting.require_finished(file)
        submitting.require_submittable(file.folded())
    require_answer(question, or_else="`workbench preview` shows what leaves, and --yes submits all of it")
    with use_corpus(own, corpus) as opened:
        shown = preview(own, reference, opened)
    show(shown)
    if not shown.withdrawn:  # what is refused anyway is not asked for
        ask(question)
    return shown.sha256
