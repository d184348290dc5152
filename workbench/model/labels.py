"""The label schema `cua-task/1`: what can be said of a task, a step or a subgoal, and which values hold.

Values are plain JSON: texts, yes or no, numbers, lists of texts. Ids of values are kept for good.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from workbench.errors import UsageError
from workbench.model.edits import LabelKind

LABEL_SCHEMA = "cua-task/1"
LONGEST_TEXT = 2000
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class ValueKind(StrEnum):
    """What kind of value a field takes."""

    TEXT = "text"
    CHOICE = "choice"
    CHOICES = "choices"
    TEXTS = "texts"
    SCALE = "scale"
    YES_NO = "yes_no"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a field can have."""

    id: str
    """What is stored."""
    meaning: str
    """What it says, in a few words."""
    hotkey: str
    """The key that sets it."""


@dataclass(frozen=True, slots=True)
class LabelField:
    """One thing that can be said."""

    name: str
    """What is stored."""
    target: LabelKind
    """What it is said of."""
    kind: ValueKind
    """What kind of value it takes."""
    definition: str
    """What it asks, in one line."""
    hotkey: str = ""
    """The key that goes to it in a form; none where it is rarely used."""
    choices: tuple[Choice, ...] = ()
    """The values it can have, where it is a choice."""
    shortest: int = 1
    """Fewest characters of a text."""
    longest: int = LONGEST_TEXT
    """Most characters of a text, or most entries of a list."""


def _choices(*values: tuple[str, str]) -> tuple[Choice, ...]:
    """Return choices with digits as their keys, as far as digits go."""
    keys = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "", "", "", "", "")
    return tuple(Choice(name, meaning, key) for (name, meaning), key in zip(values, keys, strict=False))


def _scale(worst: str, best: str) -> tuple[Choice, ...]:
    return _choices(("1", worst), ("2", ""), ("3", "in between"), ("4", ""), ("5", best))


YES_NO_UNSURE = (
    Choice("yes", "yes", "y"),
    Choice("no", "no", "n"),
    Choice("unsure", "cannot be told from what is there", "?"),
)
OUTCOMES = _choices(
    ("success", "the task was done"),
    ("partial", "some of it was done"),
    ("failure", "it was tried and did not work"),
    ("infeasible", "it cannot be done here"),
    ("abandoned", "it was given up"),
)
DOMAINS = _choices(
    ("work/office", "letters, tables, slides"),
    ("work/task_management", "mail, calendars, plans"),
    ("professional/creative_design", "pictures, sound, video"),
    ("professional/development", "programs and their tools"),
    ("professional/data_analysis", "figures and charts"),
    ("professional/research", "finding out and citing"),
    ("daily/ecommerce", "buying and booking"),
    ("daily/social_media", "posts and messages"),
    ("daily/entertainment", "music, video, games"),
    ("system/configuration", "settings of the computer"),
    ("system/web_utilities", "small tools on the web"),
    ("other", "none of these"),
)
QUALITY_FLAGS = _choices(
    ("instruction_mismatch", "another task than the instruction"),
    ("multi_task", "more than one task"),
    ("missing_frame", "a picture is missing"),
    ("coord_mismatch", "the mark is not where the action was"),
    ("clock_gap", "times do not fit"),
    ("loading_gap", "acted while something was loading"),
    ("notification_intrusion", "a notice came between"),
    ("accidental_input", "something was hit by accident"),
    ("private_info", "something private shows"),
    ("third_party_person", "another person shows"),
    ("credentials", "a password or key shows"),
    ("copyrighted_media", "somebody's work shows"),
    ("non_target_app", "an application that does not belong"),
    ("language_mixed", "more than one language"),
)
ERROR_TYPES = _choices(
    ("wrong_target", "acted on the wrong thing"),
    ("wrong_value", "entered the wrong thing"),
    ("wrong_order", "too early or too late"),
    ("app_not_ready", "the application was not ready"),
    ("slip", "a slip of the hand"),
    ("misread", "something was misread"),
    ("off_task", "not part of the task"),
    ("other", "none of these"),
)
SEVERITIES = _choices(("minor", "no harm done"), ("major", "needs repair"), ("critical", "cannot be undone"))
TRAIN = _choices(("include", "learn from it"), ("context_only", "keep as history"), ("exclude", "leave it out"))
STATUSES = _choices(("reached", "the subgoal was reached"), ("missed", "it was not"))

FIELDS = (
    LabelField(
        "instruction",
        LabelKind.TASK,
        ValueKind.TEXT,
        "What was to be done, as one would ask for it: complete, with names and values",
        "i",
        shortest=10,
        longest=500,
    ),
    LabelField("outcome", LabelKind.TASK, ValueKind.CHOICE, "How it ended", "o", OUTCOMES),
    LabelField("domain", LabelKind.TASK, ValueKind.CHOICE, "What kind of task it is", "d", DOMAINS),
    LabelField(
        "difficulty",
        LabelKind.TASK,
        ValueKind.SCALE,
        "How hard it is",
        "h",
        _scale("at most five steps in one application", "many applications, or for experts"),
    ),
    LabelField("apps", LabelKind.TASK, ValueKind.TEXTS, "The applications it needs", "a", longest=8),
    LabelField("language", LabelKind.TASK, ValueKind.LANGUAGE, "The language, as en or pt-BR", "l"),
    LabelField("notes", LabelKind.TASK, ValueKind.TEXT, "Anything that a reader should know", "n"),
    LabelField("instruction_detailed", LabelKind.TASK, ValueKind.TEXT, "The instruction with every parameter"),
    LabelField(
        "instruction_natural", LabelKind.TASK, ValueKind.TEXT, "The instruction as somebody would say it"
    ),
    LabelField("outcome_evidence", LabelKind.TASK, ValueKind.TEXT, "Where one can see it", longest=280),
    LabelField(
        "alignment",
        LabelKind.TASK,
        ValueKind.SCALE,
        "Whether the actions served the instruction",
        choices=_scale("not at all", "every one"),
    ),
    LabelField(
        "efficiency",
        LabelKind.TASK,
        ValueKind.SCALE,
        "Whether steps were wasted",
        choices=_scale("most of them", "none"),
    ),
    LabelField(
        "value_tier",
        LabelKind.TASK,
        ValueKind.CHOICE,
        "How much it is worth",
        choices=_choices(("ok", "short, rare or easy"), ("good", "clear"), ("excellent", "long and important")),
    ),
    LabelField("quality_flags", LabelKind.TASK, ValueKind.CHOICES, "What is wrong with it", "f", QUALITY_FLAGS),
    LabelField("intent", LabelKind.STEP, ValueKind.TEXT, "What the step is for, as an order", "i", longest=140),
    LabelField("rationale", LabelKind.STEP, ValueKind.TEXT, "Why it is done", "w"),
    LabelField(
        "correct", LabelKind.STEP, ValueKind.CHOICE, "Whether it had the effect it was for", "c", YES_NO_UNSURE
    ),
    LabelField(
        "redundant", LabelKind.STEP, ValueKind.CHOICE, "Whether it could be left out", "r", YES_NO_UNSURE
    ),
    LabelField("error_type", LabelKind.STEP, ValueKind.CHOICE, "What went wrong", "e", ERROR_TYPES),
    LabelField("severity", LabelKind.STEP, ValueKind.CHOICE, "How bad it was", "s", SEVERITIES),
    LabelField("recovery", LabelKind.STEP, ValueKind.YES_NO, "Whether it repairs an earlier error", "v"),
    LabelField("milestone", LabelKind.STEP, ValueKind.YES_NO, "Whether the task cannot do without it", "m"),
    LabelField("train", LabelKind.STEP, ValueKind.CHOICE, "What training should make of it", "t", TRAIN),
    LabelField("label", LabelKind.SUBGOAL, ValueKind.TEXT, "What these steps are for", longest=140),
    LabelField("status", LabelKind.SUBGOAL, ValueKind.CHOICE, "Whether it was reached", choices=STATUSES),
)
REQUIRED_TO_SUBMIT = ("instruction", "outcome")


def label_fields(target: LabelKind) -> tuple[LabelField, ...]:
    """Return the fields of a task, a step or a subgoal, in the order of a form."""
    return tuple(field for field in FIELDS if field.target is target)


def check_label(target: LabelKind, field: str, value: Any) -> Any:
    """Return a value as it is stored; raises `UsageError` for one that the field cannot have."""
    known = next((entry for entry in FIELDS if (entry.target, entry.name) == (target, field)), None)
    if known is None:
        names = ", ".join(entry.name for entry in label_fields(target))
        message = f"A {target} has no label {field!r}; it can have: {names}."
        raise UsageError(message)
    return value if value is None else _CHECKS[known.kind](known, value)


def _text(field: LabelField, value: Any) -> str:
    """Check a text."""
    text = value.strip() if isinstance(value, str) else ""
    if not field.shortest <= len(text) <= field.longest:
        message = f"The label {field.name} takes a text of {field.shortest} to {field.longest} characters."
        raise UsageError(message)
    return text


def _choice(field: LabelField, value: Any) -> str:
    """Check one of several values."""
    ids = [choice.id for choice in field.choices]
    if value not in ids:
        message = f"The label {field.name} is one of: {', '.join(ids)}."
        raise UsageError(message)
    return str(value)


def _several(field: LabelField, value: Any) -> list[str]:
    """Check any number of values, given as a list."""
    return sorted({_choice(field, entry) for entry in _listed(field, value)})


def _texts(field: LabelField, value: Any) -> list[str]:
    """Check a list of short texts."""
    entries = _listed(field, value)
    texts = [entry.strip() for entry in entries if isinstance(entry, str)]
    if not 1 <= len(texts) <= field.longest or len(texts) < len(entries) or not all(texts):
        message = f"The label {field.name} takes 1 to {field.longest} names."
        raise UsageError(message)
    return texts


def _listed(field: LabelField, value: Any) -> list[Any]:
    if not isinstance(value, list | tuple):
        message = f"The label {field.name} takes a list."
        raise UsageError(message)
    return list(value)


def _scale_value(field: LabelField, value: Any) -> int:
    """Check a place on a scale, given as a number or its digit."""
    ids = [choice.id for choice in field.choices]
    if isinstance(value, bool) or str(value) not in ids:
        message = f"The label {field.name} is a number from {ids[0]} to {ids[-1]}."
        raise UsageError(message)
    return int(value)


def _yes_no(field: LabelField, value: Any) -> bool:
    """Check a plain yes or no."""
    if not isinstance(value, bool):
        message = f"The label {field.name} is yes or no."
        raise UsageError(message)
    return value


def _language(field: LabelField, value: Any) -> str:
    """Check the tag of a language."""
    if not isinstance(value, str) or not LANGUAGE.fullmatch(value):
        message = f"The label {field.name} is the tag of a language, as en or pt-BR."
        raise UsageError(message)
    return value


_CHECKS: dict[ValueKind, Callable[[LabelField, Any], Any]] = {
    ValueKind.TEXT: _text,
    ValueKind.CHOICE: _choice,
    ValueKind.CHOICES: _several,
    ValueKind.TEXTS: _texts,
    ValueKind.SCALE: _scale_value,
    ValueKind.YES_NO: _yes_no,
    ValueKind.LANGUAGE: _language,
}
