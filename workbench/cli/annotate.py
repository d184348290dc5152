"""`workbench annotate`: label submitted sessions of others on the screen."""

import click

from workbench.cli.annotations import NAME
from workbench.cli.output import say
from workbench.cli.places import CORPUS, home
from workbench.cli.screens import has_terminal
from workbench.errors import UsageError
from workbench.tui.quantities import count
from workbench.workflow.corpora import corpus_path


@click.command()
@NAME
@CORPUS
def annotate(*, name: str | None, corpus: str | None) -> None:
    """Label submitted sessions of others: their steps and pictures, blind to what anybody else said."""
    if not has_terminal():
        message = (
            "The screens need a terminal and there is none here; `workbench annotations` labels by script."
        )
        raise UsageError(message)
    corpus_path(home(), corpus)  # what names no corpus is said here, and not on a screen
    from workbench.tui.annotate import run_annotate  # Textual only where screens are shown

    unsent = run_annotate(home(), corpus, name)
    if unsent:
        words = f"{count(unsent, 'label')} {'is' if unsent == 1 else 'are'} not sent and kept on this machine"
        say(f"{words}: run the same command again to send or discard what you typed.")
