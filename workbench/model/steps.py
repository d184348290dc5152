"""Steps: what a person did, as an agent would do it.

Actions follow one vocabulary: click, drag, move, scroll, type, key, hold, wait, answer, terminate, switch.
Coordinates are physical pixels of the step's frame, times milliseconds since the session's start.
"""

from dataclasses import dataclass, field
from typing import Any

from workbench.model.contexts import Context
from workbench.model.elements import Element
from workbench.model.events import Button, Modifiers

UNCOUNTED_KINDS = frozenset({"switch", "wait", "move"})


@dataclass(frozen=True, slots=True)
class Click:
    """One to three clicks at a point: `click{x,y,button,clicks,mods}`."""

    x: int
    """Column in the frame."""
    y: int
    """Row in the frame."""
    button: Button
    """Which button."""
    clicks: int
    """1, 2 or 3."""
    mods: Modifiers = ()
    """Modifiers held."""
    kind: str = field(default="click", init=False)
    """The action's name."""


@dataclass(frozen=True, slots=True)
class Drag:
    """From a press to a release elsewhere: `drag{x0,y0,x,y,button,mods,path}`."""

    x0: int
    """Column of the press."""
    y0: int
    """Row of the press."""
    x: int
    """Column of the release."""
    y: int
    """Row of the release."""
    button: Button
    """Which button."""
    mods: Modifiers = ()
    """Modifiers held at the press."""
    path: tuple[tuple[int, int], ...] = ()
    """The points between, press and release included."""
    kind: str = field(default="drag", init=False)
    """The action's name."""


@dataclass(frozen=True, slots=True)
class ScrollBy:
    """A run of wheel notches: `scroll{x,y,dx,dy,mods}`; `dy` > 0 is up."""

    x: int
    """Column of the first notch."""
    y: int
    """Row of the first notch."""
    dx: int
    """Notches to the right."""
    dy: int
    """Notches up."""
    mods: Modifiers = ()
    """Modifiers held."""
    kind: str = field(default="scroll", init=False)
    """The action's name."""


@dataclass(frozen=True, slots=True)
class TypeText:
    """Text as it came to stand: `type{text,masked}`."""

    text: str
    """Composed characters, spaces and capitals in, backspaced ones out."""
    masked: bool = False
    """Whether a redaction took the text."""
    kind: str = field(default="type", init=False)
    """The action's name."""


@dataclass(frozen=True, slots=True)
class PressKeys:
    """A key or a chord: `key{keys,repeat}`."""

    keys: tuple[str, ...]
    """Modifiers first, as in `["ctrl", "s"]`."""
    repeat: int = 1
    """How often in a row."""
    kind: str = field(default="key", init=False)
    """The action's name."""


@dataclass(frozen=True, slots=True)
class SwitchApp:
    """The focus went to another application in scope: `switch{app}`."""

    app: str
    """The application it went to."""
    kind: str = field(default="switch", init=False)
    """The action's name."""


Action = Click | Drag | ScrollBy | TypeText | PressKeys | SwitchApp


@dataclass(frozen=True, slots=True)
class StepFrame:
    """A picture that belongs to a step."""

    id: int
    """The frame's number."""
    age_ms: int
    """Before: since when the screen was no longer known to look so. After: how long after the action's end."""
    width: int
    """Physical pixels."""
    height: int
    """Physical pixels."""

    def to_json(self) -> dict[str, Any]:
        """Return the public shape."""
        return {"id": self.id, "age_ms": self.age_ms, "width": self.width, "height": self.height}


@dataclass(frozen=True, slots=True)
class Step:
    """One action with its pictures, its place and a sentence."""

    index: int
    """From 1 in the unedited reduction; never renumbered."""
    start_ms: int
    """When the action began: the press, the first key, the first notch."""
    end_ms: int
    """When it ended."""
    first_seq: int
    """First event that belongs to it, the pointer's way there included."""
    last_seq: int
    """Last event that belongs to it."""
    context: Context
    """Where it happened."""
    action: Action
    """What was done."""
    sentence: str
    """The same in words."""
    frame: StepFrame | None = None
    """The picture before; never younger than the action."""
    after: StepFrame | None = None
    """The picture once things settled."""
    element: Element | None = None
    """The target, as accessibility described it."""
    label: dict[str, Any] = field(default_factory=dict)
    """The volunteer's label."""
    redacted: bool = False
    """Whether a redaction touches it."""
    dropped: bool = False
    """Whether it was dropped."""

    @property
    def kind(self) -> str:
        """The action's kind."""
        return self.action.kind

    @property
    def text(self) -> str | None:
        """The text that was typed, for steps that type."""
        return self.action.text if isinstance(self.action, TypeText) else None

    @property
    def frames(self) -> tuple[int, ...]:
        """The numbers of its pictures, the one before first."""
        return tuple(frame.id for frame in (self.frame, self.after) if frame)

    @property
    def counted(self) -> bool:
        """Whether it counts as a step of its own; switching, waiting and moving do not."""
        return self.kind not in UNCOUNTED_KINDS
