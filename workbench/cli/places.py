"""What commands work on: the volunteer's home, the sessions in it, and the corpus that is meant."""

import click

from workbench.paths import Home
from workbench.store.library import Library

CORPUS = click.option(
    "--corpus",
    metavar="PATH",
    help="Which corpus; else WORKBENCH_CORPUS names it, else it is corpus.db in your own folder.",
)


def home() -> Home:
    """Return the volunteer's home."""
    return Home.from_environment()


def library() -> Library:
    """Return the volunteer's sessions."""
    return Library.of(home())
