"""Questions to applications over D-Bus, and what can come back. No question asks what stands in a field."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

ANSWER_S = 0.25
ACCESSIBLE = "org.a11y.atspi.Accessible"
APPLICATION = "org.a11y.atspi.Application"
COLLECTION = "org.a11y.atspi.Collection"
COMPONENT = "org.a11y.atspi.Component"
DOCUMENT = "org.a11y.atspi.Document"
PROPERTIES = "org.freedesktop.DBus.Properties"
DBUS = "org.freedesktop.DBus"
ROOT_PATH = "/org/a11y/atspi/accessible/root"
NULL_PATH = "/org/a11y/atspi/null"
SCREEN_COORDINATES = 0
ALL, ANY = 1, 2
"""How the parts of a rule are matched."""
IN_ORDER = 1
SIGN_BIT = 31
"""The highest bit of a word, which is a signed number."""
EXPANDED = 10
"""The state of what is open."""


class Ref(NamedTuple):
    """An object of an application: the application's name on the bus and the object's path."""

    bus: str
    """The unique bus name, as `:1.23`."""
    path: str
    """The object's path there."""

    @property
    def null(self) -> bool:
        """Whether it stands for no object."""
        return self.path == NULL_PATH or not self.bus


REGISTRY = Ref("org.a11y.atspi.Registry", ROOT_PATH)
REGISTRY_EVENTS = Ref("org.a11y.atspi.Registry", "/org/a11y/atspi/registry")
MESSAGE_BUS = Ref(DBUS, "/org/freedesktop/DBus")


@dataclass(frozen=True, slots=True)
class Question:
    """A method call."""

    ref: Ref
    """Who is asked."""
    interface: str
    """The interface of the method."""
    method: str
    """The method."""
    signature: str | None = None
    """The D-Bus signature of the arguments; none = no arguments."""
    body: tuple[Any, ...] = ()
    """The arguments."""
    timeout_s: float = ANSWER_S
    """How long an answer is waited for."""


class Outcome(Enum):
    """What became of a question."""

    ANSWERED = "answered"
    REFUSED = "refused"
    LATE = "late"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    outcome: Outcome
    """`REFUSED`: an error came back, as when the object is gone; `LATE`: nothing in time; `GONE`: no bus."""
    body: tuple[Any, ...] = ()
    """The values, where it was answered."""

    @property
    def value(self) -> Any:
        """Return the first value; none where there is no answer."""
        return self.body[0] if self.body else None


def role_of(ref: Ref) -> Question:
    """Ask for an object's role number: names differ between toolkits, numbers do not."""
    return Question(ref, ACCESSIBLE, "GetRole")


def states_of(ref: Ref) -> Question:
    """Ask for an object's states: two words of 32 bits."""
    return Question(ref, ACCESSIBLE, "GetState")


def children_of(ref: Ref) -> Question:
    """Ask for an object's children."""
    return Question(ref, ACCESSIBLE, "GetChildren")


def child_count_of(ref: Ref) -> Question:
    """Ask how many children an object has."""
    return Question(ref, PROPERTIES, "Get", "ss", (ACCESSIBLE, "ChildCount"))


def parent_of(ref: Ref) -> Question:
    """Ask what holds an object."""
    return Question(ref, PROPERTIES, "Get", "ss", (ACCESSIBLE, "Parent"))


def caret_of(ref: Ref) -> Question:
    """Ask before which character a field's caret is; what stands there is not asked."""
    return Question(ref, PROPERTIES, "Get", "ss", ("org.a11y.atspi.Text", "CaretOffset"))


def extents_of(ref: Ref) -> Question:
    """Ask where an object stands on the screen."""
    return Question(ref, COMPONENT, "GetExtents", "u", (SCREEN_COORDINATES,))


def object_at(ref: Ref, x: int, y: int) -> Question:
    """Ask which object inside another one is at that point of the screen."""
    return Question(ref, COMPONENT, "GetAccessibleAtPoint", "iiu", (x, y, SCREEN_COORDINATES))


def toolkit_of(name: str) -> Question:
    """Ask an application on the bus for the name of its toolkit."""
    return Question(Ref(name, ROOT_PATH), PROPERTIES, "Get", "ss", (APPLICATION, "ToolkitName"))


def objects_of_role(ref: Ref, role: int, most: int, timeout_s: float, states: tuple[int, ...] = ()) -> Question:
    """Ask for the objects of a role under one, found by the application itself; some toolkits cannot.

    `states` are the two words of the states that they must have.
    """
    return objects_of_roles(ref, (role,), most, timeout_s, states)


def objects_of_roles(
    ref: Ref, roles: Iterable[int], most: int, timeout_s: float, states: tuple[int, ...] = ()
) -> Question:
    """Ask for the objects under one that have any of some roles."""
    words = [0, 0, 0, 0]
    for role in roles:
        words[role // 32] += (1 << role % 32) - (1 << 32 if role % 32 == SIGN_BIT else 0)
    rule: tuple[Any, ...] = (list(states), ALL, {}, ALL, words, ANY, [], ALL, False)
    body = (rule, IN_ORDER, most, True)
    return Question(ref, COLLECTION, "GetMatches", "(aiia{ss}iaiiasib)uib", body, timeout_s)


def expanded_of_role(ref: Ref, role: int, most: int) -> Question:
    """Ask for those objects of a role under one that are open."""
    return objects_of_role(ref, role, most, ANSWER_S, (1 << EXPANDED, 0))


def pid_of(name: str) -> Question:
    """Ask the bus which process has that name."""
    return Question(MESSAGE_BUS, DBUS, "GetConnectionUnixProcessID", "s", (name,))
