"""`workbench annotations`: label submitted sessions of others by script."""

import json
from collections.abc import Iterator
from typing import IO, Any

import click

from workbench.cli.output import AS_JSON, print_lines, print_table, say
from workbench.cli.places import CORPUS, home
from workbench.corpus.query import AnnotatorView
from workbench.errors import UsageError
from workbench.model.edits import TASK, LabelKind, LabelTarget
from workbench.model.showable import showable
from workbench.model.step_shape import step_json
from workbench.tui.quantities import count, local_time, short_clock
from workbench.workflow.annotating import SHAPE, annotation_tasks, open_to_annotate, submit_labels

NAME = click.option("--as", "name", metavar="NAME", help="The name that your labels stand under.")


@click.group()
def annotations() -> None:
    """Label submitted sessions of others by script, blind to what anybody else said of them."""


@annotations.command()
@click.argument("reference", metavar="[ID]", required=False)
@NAME
@CORPUS
@AS_JSON
def show(reference: str | None, *, name: str | None, corpus: str | None, as_json: bool) -> None:
    """List the sessions that you can label; with an ID: its task and steps, with your own labels alone."""
    if reference is None:
        list_tasks(name, corpus, as_json=as_json)
        return
    view = open_to_annotate(home(), reference, corpus, name)
    if as_json:
        print_lines(shapes(view))
        return
    click.echo(f"Task: {showable(view.recording.session.title, 1000)}")
    for note in view.own:
        say(f"You said of {place(note.target, view)}: {note.field} {json.dumps(note.value)}")
    rows = [(str(step.index), short_clock(step.start_ms), step.kind, step.sentence) for step in view.steps]
    print_table(("#", "at", "kind", "what"), rows)


@annotations.command()
@click.argument("reference", metavar="ID")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True), default="-")
@NAME
@CORPUS
@AS_JSON
def submit(reference: str, file: str, *, name: str | None, corpus: str | None, as_json: bool) -> None:
    """Add labels from JSON Lines in FILE or on stdin: all of them, or none where one does not hold.

    A line is {"field": "outcome", "value": "success"} about the task, with "step": N about a step, with
    "steps": [A, B] about the steps from A to B. A value of null takes a label back. The same file can be
    submitted again: what the corpus has already is not added twice.
    """
    with click.open_file(file, "rb") as source:
        given = list(lines(source))
    added = submit_labels(home(), reference, given, corpus, name)
    if as_json:
        print_lines(note.to_json() for note in added)
    else:
        click.echo(f"Added {count(len(added), 'label')}.")
    if len(added) < len(given):
        say(f"{count(len(given) - len(added), 'label')} added nothing: your labels say the same already.")


def list_tasks(name: str | None, corpus: str | None, *, as_json: bool) -> None:
    """Print the sessions that somebody can label."""
    found = annotation_tasks(home(), corpus, name)
    if as_json:
        print_lines(task.to_json() for task in found)
    elif found:
        rows = [(task.id, local_time(task.received_at), "yes" if task.labelled else "no") for task in found]
        print_table(("session", "submitted", "labelled by you"), rows)
    else:
        say("There is no session here that you can label: nobody labels their own.")


def lines(file: IO[bytes]) -> Iterator[dict[str, Any]]:
    """Yield the labels of a file of JSON Lines; raises `UsageError` that names the line of one that is none."""
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            shape = json.loads(line)
        except (ValueError, RecursionError) as error:
            message = f"Line {number} is no JSON object; a label is {SHAPE}."
            raise UsageError(message) from error
        yield shape


def shapes(view: AnnotatorView) -> Iterator[dict[str, Any]]:
    """Yield the task, every step, and every stretch that the annotator labelled, with their own labels."""
    session = view.recording.session
    yield {"kind": "task", "id": session.id, "title": session.title, "label": labels(view, TASK)}
    for step in view.steps:
        target = LabelTarget(LabelKind.STEP, step.first_seq, step.last_seq)
        yield step_json(step, session.id) | {"label": labels(view, target)}
    for target in dict.fromkeys(note.target for note in view.own if note.target.kind is LabelKind.SUBGOAL):
        yield {"kind": "subgoal", "steps": numbers(target, view), "label": labels(view, target)}


def labels(view: AnnotatorView, target: LabelTarget) -> dict[str, Any]:
    """Return what the annotator said of a target, by field."""
    return {note.field: note.value for note in view.own if note.target == target}


def numbers(target: LabelTarget, view: AnnotatorView) -> list[int]:
    """Return the numbers of the first and the last step of a target; none for the task."""
    ends = (target.first_seq, target.last_seq)
    return [step.index for step in view.steps if step.first_seq == ends[0] or step.last_seq == ends[1]]


def place(target: LabelTarget, view: AnnotatorView) -> str:
    """Return what a label is about, in words."""
    named = list(dict.fromkeys(numbers(target, view)))
    if not named:
        return "the task"
    return f"step {named[0]}" if target.kind is LabelKind.STEP else f"steps {named[0]} to {named[-1]}"
