"""`workbench label`: say what the task was, what a step is for, what a stretch of steps serves."""

from collections.abc import Callable, Mapping
from typing import Any

import click

from workbench.cli.edited import tell
from workbench.cli.output import AS_JSON
from workbench.cli.places import library
from workbench.errors import UsageError
from workbench.model.edits import LabelKind
from workbench.model.labels import LabelField, ValueKind, check_label, label_fields
from workbench.workflow.editing import Edited, label_step, label_subgoal, label_task

SUBGOAL_TEXT = "label"
"""The field that `--subgoal A-B TEXT` sets; every other field has an option of its name."""

Command = Callable[..., Any]


def option_name(field: LabelField) -> str:
    """Return the option that sets a field."""
    return f"--{field.name.replace('_', '-')}"


def option_help(field: LabelField) -> str:
    """Return what the option asks, and the values where there are few."""
    if not field.choices:
        return f"{field.definition}."
    return f"{field.definition}: {', '.join(choice.id for choice in field.choices)}."


def option(field: LabelField) -> Callable[[Command], Command]:
    """Return the option that sets a field; its value is checked by the label schema."""
    several = field.kind in {ValueKind.CHOICES, ValueKind.TEXTS}
    metavar = "yes|no" if field.kind is ValueKind.YES_NO else "TEXT" if not field.choices else "VALUE"
    kind = click.BOOL if field.kind is ValueKind.YES_NO else None
    more = " Repeatable." if several else ""
    return click.option(
        option_name(field),
        field.name,
        type=kind,
        multiple=several,
        metavar=metavar,
        help=option_help(field) + more,
    )


def label_options(command: Command) -> Command:
    """Give a command an option for every field of the label schema, in its order."""
    fields = [field for kind in LabelKind for field in label_fields(kind)]
    for field in reversed([field for field in fields if field.name != SUBGOAL_TEXT]):
        command = option(field)(command)
    return command


@click.command()
@click.argument("reference", metavar="ID")
@label_options
@click.option("--step", type=click.IntRange(min=1), help="The step that step labels are about.")
@click.option("--subgoal", nargs=2, metavar="A-B TEXT", help="What the steps from A to B are for.")
@AS_JSON
def label(
    reference: str, *, step: int | None, subgoal: tuple[str, str] | None, as_json: bool, **said: Any
) -> None:
    """Label the task, a step or a stretch of steps; an empty text takes a label back."""
    task, of_step, of_subgoal = (chosen(kind, said) for kind in LabelKind)
    if subgoal:
        of_subgoal |= checked(LabelKind.SUBGOAL, {SUBGOAL_TEXT: subgoal[1]})
    require_target("step", of_step, given=step is not None)
    require_target("subgoal", of_subgoal, given=subgoal is not None)
    if not task and not of_step and not of_subgoal:
        message = "Nothing was said that could be labelled; `workbench label --help` lists what can be said."
        raise UsageError(message)
    own, made = library(), list[Edited]()
    if step is not None:
        made.append(label_step(own, reference, step, of_step))
    if subgoal:
        made.append(label_subgoal(own, reference, subgoal[0], of_subgoal))
    if task:
        made.append(label_task(own, reference, task))
    tell(made, as_json=as_json)


def chosen(kind: LabelKind, said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was said of a task, a step or a subgoal, checked."""
    names = [field.name for field in label_fields(kind)]
    return checked(kind, {name: said[name] for name in names if said.get(name) not in (None, ())})


def checked(kind: LabelKind, labels: Mapping[str, Any]) -> dict[str, Any]:
    """Check labels before the first of them is given; an empty text stands for taking one back."""
    values = {name: None if value in ("", ("",)) else value for name, value in labels.items()}
    return {name: check_label(kind, name, value) for name, value in values.items()}


def require_target(word: str, labels: Mapping[str, Any], *, given: bool) -> None:
    """Refuse labels without what they are about, and what they could be about without labels."""
    if labels and not given:
        options = " and ".join(f"--{name.replace('_', '-')}" for name in labels)
        message = f"{options} is said of a {word}; name it with --{word}."
        raise UsageError(message)
    if given and not labels:
        message = (
            f"Nothing was said of the {word} that --{word} names; `workbench label --help` lists what can be."
        )
        raise UsageError(message)
