"""Events as they are kept: what came from keyboard, pointer and focus, in order.

Times are whole milliseconds since the start of the session, on the X server's clock where there is one.
Coordinates are physical pixels of the recorded monitor's frame, origin at its top left.
JSON: `{seq, t_ms, kind, context, ...}` with the body's fields beside them.
"""

from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from itertools import accumulate, takewhile
from typing import Any, ClassVar


class Modifier(StrEnum):
    """A modifier that was held; lists of them are in this order."""

    CTRL = "ctrl"
    ALT = "alt"
    SHIFT = "shift"
    META = "meta"


class Button(StrEnum):
    """A pointer button."""

    LEFT = "left"
    RIGHT = "right"
    MIDDLE = "middle"
    X1 = "x1"
    X2 = "x2"


Modifiers = tuple[Modifier, ...]


@dataclass(frozen=True, slots=True)
class KeyDown:
    """A key went down."""

    kind: ClassVar[str] = "key_down"
    key: str
    """Canonical key name: `a`, `enter`, `f5`, `kp_1`; letters are lower case whatever Shift does."""
    text: str
    """What the key writes in the layout in force, compose included; empty where it writes nothing."""
    mods: Modifiers = ()
    """Modifiers held when it went down."""


@dataclass(frozen=True, slots=True)
class KeyUp:
    """A key went up."""

    kind: ClassVar[str] = "key_up"
    key: str
    """The name that its `key_down` carried."""


@dataclass(frozen=True, slots=True)
class KeyRepeat:
    """A held key repeated by itself."""

    kind: ClassVar[str] = "key_repeat"
    key: str
    """The name that its `key_down` carried."""
    count: int
    """How many repeats this row stands for."""


@dataclass(frozen=True, slots=True)
class ButtonDown:
    """A pointer button went down."""

    kind: ClassVar[str] = "button_down"
    button: Button
    """Which button."""
    x: int
    """Column in the frame."""
    y: int
    """Row in the frame."""
    mods: Modifiers = ()
    """Modifiers held."""


@dataclass(frozen=True, slots=True)
class ButtonUp:
    """A pointer button went up."""

    kind: ClassVar[str] = "button_up"
    button: Button
    """Which button."""
    x: int
    """Column in the frame."""
    y: int
    """Row in the frame."""
    mods: Modifiers = ()
    """Modifiers held."""


@dataclass(frozen=True, slots=True)
class Scroll:
    """One notch of the wheel."""

    kind: ClassVar[str] = "scroll"
    x: int
    """Column in the frame."""
    y: int
    """Row in the frame."""
    dx: int
    """Notches to the right."""
    dy: int
    """Notches up; scrolling down is negative."""
    mods: Modifiers = ()
    """Modifiers held."""


@dataclass(frozen=True, slots=True)
class PointerPath:
    """A stretch of pointer movement, at most 100 ms long."""

    kind: ClassVar[str] = "path"
    x: int
    """Column at the row's time."""
    y: int
    """Row of pixels at the row's time."""
    points: tuple[tuple[int, int, int], ...] = ()
    """Later points as `(dt_ms, dx, dy)`, each relative to the one before it."""

    @property
    def end(self) -> tuple[int, int]:
        """Where it leads."""
        return self.x + sum(dx for _, dx, _ in self.points), self.y + sum(dy for _, _, dy in self.points)

    def before(self, ms: int) -> "PointerPath":
        """Return its first part: what came less than that long after its beginning."""
        times = accumulate(dt_ms for dt_ms, _, _ in self.points)
        kept = sum(1 for _ in takewhile(lambda time: time < ms, times))
        return PointerPath(self.x, self.y, self.points[:kept])


@dataclass(frozen=True, slots=True)
class Focus:
    """The keyboard's focus came to the context of this event."""

    kind: ClassVar[str] = "focus"


@dataclass(frozen=True, slots=True)
class Mark:
    """The volunteer marked this moment."""

    kind: ClassVar[str] = "mark"


Body = KeyDown | KeyUp | KeyRepeat | ButtonDown | ButtonUp | Scroll | PointerPath | Focus | Mark

BODIES: dict[str, type[Body]] = {
    body.kind: body
    for body in (KeyDown, KeyUp, KeyRepeat, ButtonDown, ButtonUp, Scroll, PointerPath, Focus, Mark)
}


@dataclass(frozen=True, slots=True)
class Event:
    """One kept event."""

    seq: int
    """Position in the session, from 1, rising; what was forgotten leaves a hole that does not tell how much."""
    t_ms: int
    """Milliseconds since the session's start."""
    context: int | None
    """Id of the context (application, title) it belongs to; none for marks."""
    body: Body
    """What happened."""
    synthetic: bool = False
    """Whether the recorder put it in: the release of a key still held at a pause, a stop or a scope border."""

    @property
    def kind(self) -> str:
        """The event's kind, as in its JSON."""
        return self.body.kind


def body_fields(body: Body) -> dict[str, Any]:
    """Return a body's own fields, ready for JSON."""
    return asdict(body)


def body_from_fields(kind: str, values: dict[str, Any]) -> Body:
    """Read a body of that kind from its JSON fields; raises `KeyError` or `TypeError` for unknown shapes."""
    body = BODIES[kind]
    known = {field.name for field in fields(body)}
    if set(values) - known:
        raise TypeError(kind, sorted(set(values) - known))
    ready = dict(values)
    if "mods" in ready:
        ready["mods"] = tuple(Modifier(name) for name in ready["mods"])
    if "button" in ready:
        ready["button"] = Button(ready["button"])
    if "points" in ready:
        ready["points"] = tuple((dt, dx, dy) for dt, dx, dy in ready["points"])
    return body(**ready)


def event_json(event: Event, context: dict[str, Any] | None) -> dict[str, Any]:
    """Return the event's public shape; `context` is its `{app, title}`."""
    shape: dict[str, Any] = {"seq": event.seq, "t_ms": event.t_ms, "kind": event.kind, "context": context}
    shape.update(body_fields(event.body))
    if event.synthetic:
        shape["synthetic"] = True
    return shape
