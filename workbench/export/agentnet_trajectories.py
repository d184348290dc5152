"""One trajectory of an AgentNet release, looked at key by key and step by step."""

from collections.abc import Iterator, Mapping
from typing import Any

from workbench.export.agentnet_reading import read_code
from workbench.export.agentnet_shape import ROW, STEP, VALUE, Kinds, fits
from workbench.export.findings import Finding
from workbench.export.harmless import is_harmless

END = "computer.terminate"

Row = Mapping[str, Any]


def trajectory_findings(place: str, row: Row, pictures: Mapping[str, Any]) -> Iterator[Finding]:
    """Return everything that is wrong with a trajectory; `pictures` are the names of those that there are."""
    own = {name: value for name, value in row.items() if name != "traj"}
    yield from text_findings(place, own, {name: kinds for name, kinds in ROW.items() if name != "traj"})
    steps = row.get("traj")
    if not isinstance(steps, list) or not steps:
        yield Finding("rows", place, "has no steps")
        return
    for index, step in enumerate(steps):
        yield from _step_findings(f"{place} step {index}", index, step, pictures)
    ends = [_ends(step) for step in steps]
    if ends.count(True) != 1 or not ends[-1]:
        yield Finding("ending", place, "does not end where it says that it does")


def text_findings(place: str, row: Row, kinds: Kinds) -> Iterator[Finding]:
    """Compare a row with the shape that it must have, and look at all of its texts."""
    if not fits(row, kinds):
        yield Finding("rows", place, "has not the keys and kinds of values of this format")
    if not all(is_harmless(text) for value in row.values() for text in _texts(value)):
        yield Finding("text", place, "holds a character that could act on a terminal")


def _texts(value: Any) -> Iterator[str]:
    """Return every text in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        parts = [*value, *value.values()] if isinstance(value, dict) else value
        for part in parts:
            yield from _texts(part)


def _step_findings(place: str, index: int, step: Any, pictures: Mapping[str, Any]) -> Iterator[Finding]:
    """Look at one step."""
    if not fits(step, STEP):
        yield Finding("rows", place, "has not the keys and kinds of values of this format")
        return
    if step["index"] != index:
        yield Finding("rows", place, "is not counted from 0 without holes")
    if step["image"] not in pictures:
        yield Finding("pictures", place, "has no picture")
    yield from text_findings(place, step["value"], VALUE)
    try:
        read_code(str(step["value"].get("code")))
    except ValueError as error:
        yield Finding("actions", place, f"has an action that {error}")


def _ends(step: Any) -> bool:
    """Return whether a step is the end of a trajectory."""
    value = step.get("value") if isinstance(step, dict) else None
    return isinstance(value, dict) and str(value.get("code")).startswith(END)
