"""`workbench demo`."""

import os

import click

from workbench.cli.screens import has_terminal
from workbench.model.showable import showable
from workbench.paths import Home
from workbench.store.library import Library
from workbench.workflow.corpora import CORPUS_VARIABLE
from workbench.workflow.demo import demo_home, import_samples, sample_files, walk


@click.command()
def demo() -> None:
    """Look at the sample sessions in a home of their own; without a terminal, walk the path by itself."""
    home = demo_home(Home.from_environment())
    os.environ.pop(CORPUS_VARIABLE, None)  # what is tried out here goes to the demonstration's own corpus alone
    if not has_terminal():
        for said in walk(home, sample_files()):
            click.echo(f"{'    ' if said.indented else ''}{showable(said.text, 400)}")
        click.echo("Done: everything above worked here.")
        return
    import_samples(Library.of(home), sample_files())
    from workbench.tui.app import run  # Textual only where screens are shown

    run(home, demo=True)
