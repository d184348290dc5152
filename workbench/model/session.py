"""A session: one recording of one task, with what is needed to understand it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self

from workbench.model.contexts import Context
from workbench.model.elements import Element
from workbench.model.events import Event
from workbench.model.frames import Frame
from workbench.model.gaps import Gap
from workbench.model.geometry import Rect
from workbench.model.scope import Scope


class SessionState(StrEnum):
    """Where a session stands on this machine."""

    RECORDING = "recording"
    PAUSED = "paused"
    RECORDED = "recorded"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Monitor:
    """One screen of the desktop."""

    number: int
    """Counted from 1."""
    rect: Rect
    """Its place on the root window, in physical pixels."""

    def part(self, wanted: Rect | None) -> Rect:
        """Return a rectangle as far as it lies on it, counted from its own corner; none = all of it."""
        whole = Rect(0, 0, self.rect.width, self.rect.height)
        return whole if wanted is None else wanted.clip(whole)


@dataclass(frozen=True, slots=True)
class Platform:
    """What the recording was made on: no host, user or hardware name."""

    system: str
    """`x11`, `scripted`, later `macos` and `windows`."""
    monitors: tuple[Monitor, ...]
    """The screens, as they stood at the start."""
    scale: float
    """Physical pixels for one logical pixel."""
    keyboard: str
    """The keyboard layout's name, as `us` or `de`; empty where unknown."""

    def to_json(self) -> dict[str, Any]:
        """Return a plain shape."""
        monitors = [[monitor.number, *monitor.rect.to_list()] for monitor in self.monitors]
        return {"system": self.system, "monitors": monitors, "scale": self.scale, "keyboard": self.keyboard}

    @classmethod
    def from_json(cls, shape: dict[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        monitors = tuple(Monitor(row[0], Rect.from_list(row[1:])) for row in shape["monitors"])
        return cls(shape["system"], monitors, shape["scale"], shape["keyboard"])


@dataclass(frozen=True, slots=True)
class Session:
    """The one row that a session file has of itself."""

    id: str
    """UUIDv7."""
    created_at: str
    """UTC, ISO 8601, whole seconds."""
    tool_version: str
    """The version of the program that recorded it."""
    title: str
    """The task in the volunteer's words."""
    state: SessionState
    """Where it stands on this machine."""
    consent_id: str
    """Which agreement covers it."""
    consent_hash: str
    """SHA-256 of the notice that was agreed to, in hex."""
    scope: Scope
    """What the volunteer chose."""
    platform: Platform
    """What it was recorded on."""
    wall_ms: int
    """Wall clock at the start, milliseconds since 1970, UTC."""
    monotonic_ms: int
    """The desktop's clock at the start; event times count from it."""
    policy_id: str = "built-in"
    """The corpus policy it was recorded under."""
    duration_ms: int | None = None
    """How long it took; none while it is recording."""
    cut_off: bool = False
    """Whether the recorder was killed before it could finish."""


@dataclass(frozen=True, slots=True)
class Recording:
    """Everything of a session but its pixels, as pure functions want it."""

    session: Session
    """The session's own row."""
    contexts: dict[int, Context]
    """Contexts by id."""
    events: tuple[Event, ...]
    """Kept events in order of `seq`."""
    frames: tuple[Frame, ...]
    """Kept frames in order of `captured_ms`."""
    gaps: tuple[Gap, ...]
    """Withheld stretches in order of `start_ms`."""
    elements: Mapping[int, Element] = field(default_factory=dict)
    """The targets of actions, by the event with which the action began."""
