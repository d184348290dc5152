"""What applications announce on the accessibility bus, and how one listens to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jeepney import HeaderFields

from workbench.desktop.atspi.questions import DBUS, MESSAGE_BUS, REGISTRY_EVENTS, Question, Ref

EVENT = "org.a11y.atspi.Event."
LISTENING_S = 2.0


@dataclass(frozen=True, slots=True)
class Signal:
    """Something was announced."""

    at_ms: int
    """When it arrived, on the desktop's clock."""
    ref: Ref
    """Who announced it."""
    interface: str
    """The signal's interface, as `org.a11y.atspi.Event.Object`."""
    member: str
    """The signal's name, as `StateChanged`."""
    body: tuple[Any, ...]
    """Its values: for accessibility events detail, two numbers, and a value."""

    @property
    def detail(self) -> str:
        """The first value of an accessibility event, as `focused`."""
        return str(self.body[0]) if self.body else ""

    @property
    def on(self) -> bool:
        """Whether a state that changed now holds."""
        return len(self.body) > 1 and self.body[1] == 1


@dataclass(frozen=True, slots=True)
class Topic:
    """A kind of announcement."""

    interface: str
    """The signal's interface."""
    member: str
    """The signal's name."""
    detail: str | None = None
    """The first value, where only one is wanted."""
    event: str | None = None
    """The accessibility event that applications must be asked to send; none for the bus's own signals."""

    def matches(self, signal: Signal) -> bool:
        """Return whether a signal is of this kind."""
        same = (signal.interface, signal.member) == (self.interface, self.member)
        return same and self.detail in {None, signal.detail}

    def questions(self) -> list[Question]:
        """Return what is to be asked of the bus, and of the registry of events, to hear it."""
        rule = f"type='signal',interface='{self.interface}',member='{self.member}'"
        if self.detail is not None:
            rule += f",arg0='{self.detail}'"
        asked = [Question(MESSAGE_BUS, DBUS, "AddMatch", "s", (rule,), LISTENING_S)]
        if self.event is not None:
            interface = "org.a11y.atspi.Registry"
            body: tuple[Any, ...] = (self.event, [], "")
            asked.append(Question(REGISTRY_EVENTS, interface, "RegisterEvent", "sass", body, LISTENING_S))
        return asked


FOCUSED = Topic(f"{EVENT}Object", "StateChanged", "focused", "object:state-changed:focused")
CARET_MOVED = Topic(f"{EVENT}Object", "TextCaretMoved", None, "object:text-caret-moved")
"""It carries a place in a text and never the text itself."""
ACTIVATED = Topic(f"{EVENT}Window", "Activate", None, "window:activate")
OWNER_CHANGED = Topic(DBUS, "NameOwnerChanged")


def read_signal(ref: Ref, fields: Mapping[Any, Any], body: tuple[Any, ...], at_ms: int) -> Signal:
    """Return a message as a signal."""
    interface = str(fields.get(HeaderFields.interface, ""))
    return Signal(at_ms, ref, interface, str(fields.get(HeaderFields.member, "")), tuple(body))
