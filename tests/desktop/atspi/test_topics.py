"""What is listened to."""

from jeepney import HeaderFields

from workbench.desktop.atspi.questions import Ref
from workbench.desktop.atspi.topics import FOCUSED, OWNER_CHANGED, read_signal

WINDOW = Ref(":1.5", "/field")
FIELDS = {HeaderFields.interface: "org.a11y.atspi.Event.Object", HeaderFields.member: "StateChanged"}


def test_only_the_wanted_state_is_heard() -> None:
    focused = read_signal(WINDOW, FIELDS, ("focused", 1, 0, ("i", 0), {}), 5)
    checked = read_signal(WINDOW, FIELDS, ("checked", 1, 0, ("i", 0), {}), 5)
    assert FOCUSED.matches(focused)
    assert not FOCUSED.matches(checked)
    assert (focused.on, focused.at_ms) == (True, 5)


def test_a_signal_without_values_says_nothing() -> None:
    empty = read_signal(WINDOW, {}, (), 5)
    assert (empty.detail, empty.on, FOCUSED.matches(empty)) == ("", False, False)


def test_applications_are_asked_for_their_events_and_the_bus_for_its_own() -> None:
    assert [question.method for question in FOCUSED.questions()] == ["AddMatch", "RegisterEvent"]
    assert [question.method for question in OWNER_CHANGED.questions()] == ["AddMatch"]
    assert "arg0='focused'" in FOCUSED.questions()[0].body[0]
