"""`workbench preview`: what would leave, to the byte."""

from dataclasses import asdict
from pathlib import Path

import click

from workbench.cli.output import AS_JSON, print_json, print_table, say
from workbench.cli.places import CORPUS, home
from workbench.model.showable import showable
from workbench.tui.quantities import count, size
from workbench.workflow.corpora import use_corpus
from workbench.workflow.previewing import Preview, write_preview
from workbench.workflow.previewing import preview as what_leaves

HEADS = ("where", "text that leaves")


@click.command()
@click.argument("reference", metavar="ID")
@click.option(
    "--out", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Write the bundle."
)
@CORPUS
@AS_JSON
def preview(reference: str, *, out: Path | None, corpus: str | None, as_json: bool) -> None:
    """Show what submitting would send: every text whole, how many pictures, and the hash of the bundle."""
    own = home()
    with use_corpus(own, corpus) as opened:
        shown = what_leaves(own, reference, opened)
    if out:
        write_preview(shown, out)
    if as_json:
        print_json(shown.to_json() | {"leaving_texts": [asdict(text) for text in shown.texts]})
    else:
        show(shown)
    if shown.withdrawn:
        say(
            f"Session {shown.session} was withdrawn from this corpus and is not taken a second time; submit "
            f"a copy instead: `workbench sessions export {shown.session} FILE`, then `workbench sessions "
            "import FILE --new-id`."
        )
    if out:
        say(f"Wrote {out}: {size(len(shown.data))}; these bytes are what `submit` sends.")


def show(shown: Preview) -> None:
    """Print what leaves, as a person reads it."""
    counts = shown.counts
    print_table(HEADS, [(text.place, text.text) for text in shown.texts], whole=True)
    kept = f"{count(counts.steps, 'step')}, {count(len(shown.pictures), 'picture')}, {size(len(shown.data))}"
    policy = shown.policy
    for line in (
        "",
        f"Leaves    {kept}",
        f"Stays     {counts.taken_out}",
        f"Goes to   {shown.corpus}: to {policy.purpose}; seen by {policy.seen_by}; kept {policy.kept}",
        f"SHA-256   {shown.sha256}",
    ):
        click.echo(showable(line, 1000))
    if shown.missing:
        options = " ".join(f"--{name} …" for name in shown.missing)
        say(
            f"It cannot be submitted yet: the task has no {' and no '.join(shown.missing)}. "
            f"Say it with `workbench label {shown.session} {options}`."
        )
