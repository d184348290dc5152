"""What the edits of a session file from elsewhere must look like; raises `ValueError` for what cannot be."""

from dataclasses import fields
from itertools import pairwise
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

import apsw

from workbench.model.contexts import Context
from workbench.model.edits import Applied
from workbench.model.elements import Element
from workbench.model.fold import fold
from workbench.model.geometry import Rect
from workbench.model.step_shape import ACTIONS
from workbench.model.steps import Step, StepFrame
from workbench.store.edits import read_edits
from workbench.store.frames import read_tile_ids
from workbench.store.records import read_recording
from workbench.store.steps_cache import reduced_steps

SHAPES: tuple[type[Any], ...] = (Step, Context, StepFrame, Element, Rect, *ACTIONS.values())
LARGEST = 2**53


def check_edits(connection: apsw.Connection) -> None:
    """Refuse edits that no program of ours wrote, and steps that an apply cannot have left."""
    edits = read_edits(connection)
    for stored in edits:
        if isinstance(stored.edit, Applied):
            _check_steps(stored.edit.steps)
    fold(read_recording(connection), reduced_steps(connection), edits, read_tile_ids(connection))


def _check_steps(steps: tuple[Step, ...]) -> None:
    """Refuse steps of other types than ours, labelled or dropped ones, and ranges that overlap."""
    for step in steps:
        _check_fields(step)
        if step.label or step.dropped or not 0 < step.first_seq <= step.last_seq:
            raise ValueError(step.first_seq)
    for one, next_one in pairwise(steps):
        if one.last_seq >= next_one.first_seq or one.index >= next_one.index:
            raise ValueError(next_one.first_seq)


def _check_fields(value: Any) -> None:
    """Refuse a dataclass with a field of another type than it says."""
    hints = get_type_hints(type(value))
    for field in fields(value):
        _check(getattr(value, field.name), hints[field.name])


def _check(value: Any, hint: Any) -> None:
    """Refuse a value of another type."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is tuple:
        _check_tuple(value, inner)
    elif origin is UnionType:
        _check(value, next((one for one in inner if type(value) is one), inner[0]))
    elif type(value) is not (origin or hint) or (isinstance(value, int) and abs(value) > LARGEST):
        raise ValueError(hint)
    elif isinstance(value, str):
        value.encode()
    elif isinstance(value, SHAPES):
        _check_fields(value)


def _check_tuple(value: Any, inner: tuple[Any, ...]) -> None:
    """Refuse a tuple whose parts are of other types."""
    if type(value) is not tuple:
        raise ValueError(inner)
    kinds = [inner[0]] * len(value) if inner[1:] == (...,) else list(inner)
    for part, kind in zip(value, kinds, strict=True):
        _check(part, kind)
