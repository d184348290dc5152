"""What the workbench and its recorder process say to each other: JSON Lines over stdin and stdout.

First line in: the order, with the session's key in it, so that no key stands in argv, environment or log.
Later lines in: commands. Lines out: `ready` or `refused`, then statuses, and at the end the result.
"""

import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Self

from workbench.model.scope import Scope

AFTER_PAUSE = "What you typed meanwhile and the screen still shows is in the next pictures."
AFTER_FORGETTING = "Clear what the screen still shows of them, or it is in the next pictures."
"""A pause and forgetting keep out what was done, and not what goes on showing; both front ends say so."""


class Command(StrEnum):
    """What the workbench may ask of a running recorder. The end of stdin means stop."""

    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    FORGET = "forget"
    MARK = "mark"


class Ending(StrEnum):
    """Why a recording ended."""

    STOPPED = "stopped"
    LIMIT = "limit"
    DISK_FULL = "disk_full"
    DESKTOP_GONE = "desktop_gone"
    PARENT_GONE = "parent_gone"
    REMOVED = "removed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class RecordingOrder:
    """Everything that the recorder needs to know, in the first line of its stdin."""

    session_id: str
    """UUIDv7 of the session to be."""
    path: str
    """Where its file goes."""
    key: str
    """The file's key: 64 hex digits."""
    task: str
    """The task in the volunteer's words."""
    scope: Scope
    """What may be recorded."""
    consent_id: str
    """The agreement that covers it."""
    consent_hash: str
    """The hash of the notice that was agreed to."""
    limit_s: float | None = None
    """When to end by itself, in seconds."""
    input: str = "x11"
    """`x11`, or `pynput` where the ordered stream cannot be had."""
    wait: bool = False
    """Whether applications in the scope may be opened later."""
    chords: dict[str, str] = field(default_factory=dict)
    """Chords that are heard wherever the focus is, as `ctrl+alt+p`, by the command they give."""
    idle_limit_s: int = 0
    """It pauses after this many seconds without input; 0 = it does not."""

    def line(self) -> str:
        """Return the order as one line."""
        return json.dumps(asdict(self) | {"scope": self.scope.to_json()}) + "\n"

    @classmethod
    def parse(cls, line: str) -> Self:
        """Read what `line` wrote."""
        shape = json.loads(line)
        return cls(**(shape | {"scope": Scope.from_json(shape["scope"])}))


@dataclass(frozen=True, slots=True)
class RecentStep:
    """A step as the recording screen lists it."""

    t_ms: int
    """When it began, in session time."""
    kind: str
    """The action's kind."""
    sentence: str
    """The step in words."""
    app: str
    """The application it happened in."""


@dataclass(frozen=True, slots=True)
class RecorderStatus:
    """How the recording stands, four times a second at most."""

    state: str = "starting"
    """`starting`, `recording`, `paused` or `ended`."""
    elapsed_ms: int = 0
    """Time since the start."""
    events: int = 0
    """Events that are kept."""
    steps: int = 0
    """Actions that began."""
    gaps: int = 0
    """Withheld stretches."""
    withheld_ms: int = 0
    """Their time together."""
    last_reason: str = ""
    """Why something was withheld last, in words."""
    withheld_now: str = ""
    """Why something is withheld just now, in words; empty while things are kept."""
    now_in: str = ""
    """The in-scope window that has the focus, as `app — title`; empty outside the scope."""
    lost: int = 0
    """Events that could not be taken in."""
    lag_ms: float = 0.0
    """How late the newest input reached the recorder."""
    worst_lag_ms: float = 0.0
    """How late the latest one did."""
    picture_age_ms: int | None = None
    """Since when the newest picture no longer equals the screen; none without a picture."""
    grab_discards: int = 0
    """Pictures thrown away because nobody could tell what was on them."""
    timeouts: int = 0
    """Questions that applications did not answer in time."""
    blind: bool = False
    """Whether nothing arrives although the pointer or the keys move."""
    size_bytes: int = 0
    """The session file's size so far."""
    recent: tuple[RecentStep, ...] = ()
    """The newest steps, oldest first."""
    warnings: tuple[str, ...] = ()
    """What the volunteer should know, each with what they can do."""
    hotkeys: dict[str, str] = field(default_factory=dict)
    """The chords that could be had, by the command they give."""
    marks: int = 0
    """How many moments were marked."""
    forgotten: int = 0
    """How often the last half minute was forgotten."""

    def to_json(self) -> dict[str, Any]:
        """Return a plain shape."""
        return asdict(self)

    @classmethod
    def from_json(cls, shape: dict[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        recent = tuple(RecentStep(**step) for step in shape["recent"])
        return cls(**(shape | {"recent": recent, "warnings": tuple(shape["warnings"])}))


@dataclass(frozen=True, slots=True)
class RecordingResult:
    """What a recording came to."""

    id: str
    """The session."""
    steps: int
    """Steps that count: switching, waiting and moving aside."""
    events: int
    """Events that are kept."""
    gaps: int
    """Withheld stretches."""
    duration_ms: int
    """From start to end."""
    ended: Ending
    """Why it ended."""
    sentence: str
    """The same for the person, with what is safe and what to do next."""

    def to_json(self) -> dict[str, Any]:
        """Return a plain shape."""
        return asdict(self)

    @classmethod
    def from_json(cls, shape: dict[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        return cls(**(shape | {"ended": Ending(shape["ended"])}))


@dataclass(frozen=True, slots=True)
class Message:
    """A line from the recorder."""

    kind: str
    """`ready`, `refused`, `status` or `result`."""
    body: dict[str, Any] = field(default_factory=dict)
    """What belongs to it."""

    def line(self) -> str:
        """Return the message as one line."""
        return json.dumps({"kind": self.kind, "body": self.body}) + "\n"

    @classmethod
    def parse(cls, line: str) -> Self:
        """Read what `line` wrote."""
        return cls(**json.loads(line))
