"""Password fields are found before anybody comes to them, and no application is asked more than it bears."""

import time
from collections.abc import Callable

import pytest
from jeepney import Message

from tests.desktop.atspi.conftest import PrivateBus
from tests.desktop.atspi.pretending import ENTRY, PASSWORD, PretendApplication
from tests.desktop.atspi.typist import ELSEWHERE, LOGIN, Typist
from tests.desktop.stage import wait_for
from workbench.desktop.accessibility import FieldState
from workbench.desktop.atspi.fields import AtspiFields
from workbench.desktop.x11.clock import monotonic_ms
from workbench.model.geometry import Rect


def test_a_password_into_which_nobody_came_is_found_while_another_field_has_the_keyboard(
    typist: Typist, application: PretendApplication
) -> None:
    application.finds = True
    application.put("/name", ENTRY, focused=True)
    typist.come()
    here = Rect(10, 70, 100, 30)
    assert typist.areas() == ()
    application.put("/secret", PASSWORD)
    wait_for(lambda: typist.areas() == (here,), "its place")
    assert typist.key() is FieldState.PLAIN
    application.things["/secret"].role = ENTRY
    application.focus("/secret")
    assert typist.key() is FieldState.PASSWORD, "it was one, and stays one"


def test_an_application_that_cannot_find_its_fields_is_not_asked_for_them_at_every_key(
    typist: Typist, application: PretendApplication
) -> None:
    application.put("/name", ENTRY, focused=True)
    typist.come()
    for _ in range(5):
        assert typist.key() is FieldState.PLAIN
    assert application.asked.count("org.a11y.atspi.Collection.GetMatches") == 1


def searches(application: PretendApplication) -> int:
    """Return how often it was asked for its password fields."""
    return application.asked.count("org.a11y.atspi.Collection.GetMatches")


def grows_within(seconds: float, number: Callable[[], int]) -> bool:
    """Return whether a number is another one so much later."""
    before = number()
    time.sleep(seconds)
    return number() != before


def test_an_application_in_which_nothing_happens_is_asked_less_often(
    typist: Typist, application: PretendApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.desktop.atspi.unvisited.BUSY_S", 0.0)
    monkeypatch.setattr("workbench.desktop.atspi.unvisited.SELDOM_S", 60.0)
    application.finds = True
    application.put("/name", ENTRY, focused=True)
    typist.come()
    wait_for(lambda: searches(application), "the first question")
    wait_for(lambda: not grows_within(0.6, lambda: searches(application)), "a rest")
    asked = searches(application)
    application.announce("/name")
    wait_for(lambda: searches(application) > asked, "another question")


def test_a_window_that_never_had_the_keyboard_is_looked_through(
    fields: AtspiFields, application: PretendApplication
) -> None:
    application.finds = True
    application.put("/secret", PASSWORD)
    assert not fields.searched(LOGIN.pid or 0), "until then nobody knows, and its window shows in no picture"
    fields.watch(frozenset({LOGIN.pid or 0}), frozenset())
    wait_for(lambda: fields.searched(LOGIN.pid or 0), "an answer")
    here = Rect(10, 70, 100, 30)
    wait_for(lambda: Typist(fields).areas() == (here,), "its place")
    fields.stop()


def test_one_that_hangs_is_not_known_until_it_answers(
    fields: AtspiFields, application: PretendApplication
) -> None:
    application.finds = application.hung = True
    fields.watch(frozenset({LOGIN.pid or 0}), frozenset())
    with pytest.raises(AssertionError):
        wait_for(lambda: fields.searched(LOGIN.pid or 0), "an answer", 1.5)
    application.hung = False
    wait_for(lambda: fields.searched(LOGIN.pid or 0), "an answer")
    fields.stop()


def test_one_that_cannot_find_its_fields_and_one_that_is_not_on_the_bus_are_known_to_say_nothing(
    fields: AtspiFields, application: PretendApplication
) -> None:
    absent = ELSEWHERE.pid or 0
    fields.watch(frozenset({LOGIN.pid or 0, absent}), frozenset())
    wait_for(lambda: fields.searched(LOGIN.pid or 0) and fields.searched(absent), "both")
    assert application.asked.count("org.a11y.atspi.Collection.GetMatches") == 1
    fields.watch(frozenset({LOGIN.pid or 0}), frozenset({LOGIN.pid or 0}))
    time.sleep(0.3)
    assert application.asked.count("org.a11y.atspi.Collection.GetMatches") == 1, "it is left in peace"
    fields.stop()


def test_without_a_bus_nobody_can_be_asked(
    typist: Typist, application: PretendApplication, private_bus: PrivateBus
) -> None:
    application.finds = application.hung = True
    assert not typist.fields.searched(LOGIN.pid or 0)
    private_bus.end()
    wait_for(lambda: not typist.fields.listening(), "the end")
    assert typist.fields.searched(LOGIN.pid or 0)


def test_a_field_that_a_search_finds_may_be_there_since_the_search_before(
    fields: AtspiFields, application: PretendApplication
) -> None:
    application.finds = True
    pid = LOGIN.pid or 0
    fields.watch(frozenset({pid}), frozenset())
    wait_for(lambda: fields.searched(pid), "an answer")
    application.put("/secret", PASSWORD)
    shown_ms = monotonic_ms()
    wait_for(lambda: Typist(fields).areas(), "its place")
    assert pid in fields.unplaced(shown_ms, shown_ms)
    fields.stop()


def test_an_application_is_known_to_be_searched_since_a_moment_by_a_search_that_began_later(
    fields: AtspiFields, application: PretendApplication
) -> None:
    application.finds = True
    pid = LOGIN.pid or 0
    now_ms = monotonic_ms()
    assert not fields.searched_since(pid, now_ms)
    fields.watch(frozenset({pid}), frozenset())
    wait_for(lambda: fields.searched_since(pid, now_ms), "a search")
    assert not fields.searched_since(pid, now_ms + 60_000)
    fields.stop()


def test_an_application_that_cannot_search_is_not_waited_for(
    fields: AtspiFields, application: PretendApplication
) -> None:
    absent = ELSEWHERE.pid or 0
    fields.watch(frozenset({LOGIN.pid or 0, absent}), frozenset())
    later_ms = monotonic_ms() + 60_000
    wait_for(lambda: fields.searched_since(LOGIN.pid or 0, later_ms), "the application that refuses")
    wait_for(lambda: fields.searched_since(absent, later_ms), "the one that is not on the bus")
    assert application.asked.count("org.a11y.atspi.Collection.GetMatches") == 1
    fields.stop()


def test_a_search_that_began_before_a_moment_says_nothing_of_what_came_after(
    fields: AtspiFields, application: PretendApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    application.finds = True
    pid, answered_ms, answer = LOGIN.pid or 0, list[int](), application._found

    def answer_late(message: Message) -> Message:
        time.sleep(0.05)
        answered_ms.append(monotonic_ms())
        return answer(message)

    monkeypatch.setattr(application, "_found", answer_late)
    fields.watch(frozenset({pid}), frozenset())
    wait_for(lambda: fields.searched(pid), "an answer")
    assert not fields.searched_since(pid, answered_ms[0]) or len(answered_ms) > 1
    fields.stop()


def test_an_application_that_could_not_search_and_now_can_is_waited_for(
    fields: AtspiFields, application: PretendApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.desktop.atspi.unvisited.REFUSED_S", 0.0)
    monkeypatch.setattr("workbench.desktop.atspi.unvisited.SHARE", 0)
    pid, later_ms = LOGIN.pid or 0, monotonic_ms() + 60_000
    fields.watch(frozenset({pid}), frozenset())
    wait_for(lambda: fields.searched_since(pid, later_ms), "the refusal")
    application.finds = True
    wait_for(lambda: not fields.searched_since(pid, later_ms), "its answer")
    fields.stop()
