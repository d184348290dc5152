"""`workbench corpus`: make a corpus, look at it from outside, restrict what is recorded for it, verify it."""

from dataclasses import asdict
from typing import Any

import click

from workbench.cli.output import AS_JSON, answer, print_json, print_table
from workbench.cli.places import CORPUS, home
from workbench.corpus.database import create_corpus, info
from workbench.corpus.policy import Policy, read_policy, restrict
from workbench.corpus.verify import verify
from workbench.errors import UsageError
from workbench.model.showable import showable
from workbench.tui.quantities import count
from workbench.workflow.corpora import corpus_path, use_corpus


@click.group()
def corpus() -> None:
    """Make a corpus, look at it from outside, restrict what is recorded for it, verify it."""


@corpus.command()
@click.argument("path", metavar="PATH")
@AS_JSON
def init(path: str, *, as_json: bool) -> None:
    """Make an empty corpus in a new file, with the built-in policy."""
    target = corpus_path(home(), path)
    try:
        with create_corpus(target) as made:
            shape = asdict(info(made))
    except FileExistsError as error:
        message = f"{target} exists and stays as it is; name another place for a new corpus."
        raise UsageError(message) from error
    answer(shape, f"Made the corpus {target}: `--corpus {target}` submits to it.", as_json=as_json)


@corpus.command("info")
@CORPUS
@AS_JSON
def info_(*, corpus: str | None, as_json: bool) -> None:
    """Say how much is in a corpus, and under which policy; nobody's content."""
    with use_corpus(home(), corpus) as opened:
        shape = {"path": str(opened.path)} | asdict(info(opened))
    if as_json:
        print_json(shape)
    else:
        table(shape)


@corpus.command()
@CORPUS
@click.option(
    "--never-record",
    "never",
    multiple=True,
    metavar="NAME",
    help="From now on no recording for it holds this application, or title:REGEX; repeatable.",
)
@click.option(
    "--record-again", "again", multiple=True, metavar="NAME", help="Take this off that list again; repeatable."
)
@click.option(
    "--idle-limit",
    type=click.IntRange(min=0),
    metavar="SECONDS",
    help="Recordings for it pause after so long without input at the latest; 0 = no such limit.",
)
@AS_JSON
def policy(
    *, corpus: str | None, never: tuple[str, ...], again: tuple[str, ...], idle_limit: int | None, as_json: bool
) -> None:
    """Show what a corpus is for and what its contributors agree to; restrict what is recorded for it."""
    with use_corpus(home(), corpus) as opened:
        asked = never or again or idle_limit is not None
        found = restrict(opened, never, again, idle_limit) if asked else read_policy(opened)
    if as_json:
        print_json(asdict(found))
    else:
        table(in_words(found))


def in_words(found: Policy) -> dict[str, str]:
    """Return a policy as people read it, line by line; the text that is agreed to is in the JSON."""
    limit = (
        f"pauses after {found.idle_limit_s} s without input" if found.idle_limit_s else "as volunteers choose"
    )
    return {
        "policy": found.id,
        "used to": found.purpose,
        "seen by": found.seen_by,
        "kept": found.kept,
        "consent": found.consent_hash,
        "never recorded": ", ".join(found.never_record) or "nothing besides what is never recorded anywhere",
        "idle limit": limit,
    }


@corpus.command("verify")
@CORPUS
@AS_JSON
def verify_(*, corpus: str | None, as_json: bool) -> None:
    """Check that a corpus is whole and holds what was submitted; leaves with 1 where it does not."""
    with use_corpus(home(), corpus) as opened:
        path, sessions = opened.path, 0
        findings = verify(opened)
        if not findings:
            sessions = info(opened).sessions
    shape = {"ok": not findings, "sessions": sessions, "findings": [finding.to_json() for finding in findings]}
    if as_json:
        print_json(shape)
    elif findings:
        print_table(("check", "what is wrong"), [(finding.check, finding.sentence) for finding in findings])
    else:
        click.echo(showable(f"The corpus {path} is whole: {count(sessions, 'session')}, as submitted."))
    if findings:
        raise click.exceptions.Exit(1)


def table(shape: dict[str, Any]) -> None:
    """Print names and values below each other."""
    width = max(map(len, shape))
    for name, value in shape.items():
        click.echo(f"{name.ljust(width)}  {showable(str(value))}")
