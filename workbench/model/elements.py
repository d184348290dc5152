"""Elements: what accessibility said of the target of an action, before the action."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from workbench.model.geometry import Rect

LONGEST_NAME = 200
"""Longer names are cut where they come in: a name is a label, and not a page of text."""
LONGEST_ROLE = 40
MOST_ANCESTORS = 6
STATES = ("checked", "collapsed", "disabled", "editable", "expanded", "pressed", "selected")
"""What an element can say of itself; the same words in every session."""
SECRET_ROLE = "password field"  # noqa: S105  (a role's name)


@dataclass(frozen=True, slots=True)
class Element:
    """A button, a field, a menu item; never what stands in a field."""

    role: str
    """Its role's name, as `button`."""
    name: str
    """Its accessible name."""
    states: tuple[str, ...] = ()
    """What it said of itself: `checked`, `expanded`, `editable`, `selected`, `disabled`."""
    rect: Rect | None = None
    """Where it was, in pixels of the frame."""
    ancestors: tuple[str, ...] = ()
    """Role and name of what holds it, innermost first, as `menu File`."""


def checked_element(role: str, name: str, states: tuple[str, ...], rect: Rect | None) -> Element:
    """Return an element as it may be kept: names cut, unknown states left out, little of a password field."""
    if role == SECRET_ROLE:
        return Element(role, name[:LONGEST_NAME])
    known = tuple(state for state in STATES if state in states)
    return Element(role[:LONGEST_ROLE], name[:LONGEST_NAME], known, None if rect and rect.empty else rect)


def unnamed(element: Element | None) -> Element | None:
    """Return an element without any word of its own: its role, its states and its place stay."""
    return replace(element, name="", ancestors=()) if element else None


def texts_of(element: Element) -> tuple[str, ...]:
    """Return every text in it that came from outside."""
    return (element.name, *element.ancestors)


def element_record(element: Element) -> dict[str, Any]:
    """Return it as plain JSON: the public shape, and the one that is stored with steps."""
    return {
        "role": element.role,
        "name": element.name,
        "states": list(element.states),
        "rect": element.rect.to_list() if element.rect else None,
        "ancestors": list(element.ancestors),
    }


def element_from_record(shape: Mapping[str, Any]) -> Element:
    """Read what `element_record` wrote, and the shape of versions before it, which had role and name alone."""
    values = dict(shape)
    for name in ("states", "ancestors"):
        values[name] = tuple(values.get(name, ()))
    values["rect"] = Rect.from_list(values["rect"]) if values.get("rect") else None
    return Element(**values)
