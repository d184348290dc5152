"""What is known of windows, and what is said of popups, own windows and windows that are gone."""

from workbench.desktop.x11.descriptions import Descriptions
from workbench.desktop.x11.history import KEPT_MS
from workbench.desktop.x11.identity import Identity
from workbench.desktop.x11.stack import TopLevel
from workbench.model.geometry import Rect

PLACE = Rect(0, 0, 100, 100)


def identity(name: str, pid: int | None = None, owner: int | None = None, *, drawn: bool = True) -> Identity:
    return Identity((name,) if name else (), pid, owner, drawn)


def top(number: int, *, override: bool = False, client: int | None = None) -> TopLevel:
    return TopLevel(number, PLACE, mapped=True, override=override, client=client)


def test_a_window_is_unknown_in_the_stack_until_it_has_been_asked() -> None:
    known = Descriptions(frozenset())
    known.refresh(1, (top(10),))
    assert [(each.id, each.names) for each in known.stack.windows] == [(10, ())]
    assert known.between(10, 0, 9) == ()
    known.identified(10, identity("editor", 5), "Letter")
    known.refresh(2, (top(10),))
    assert [each.names for each in known.between(10, 0, 1)] == [("editor",)]


def test_the_generation_grows_with_every_change_and_only_then() -> None:
    known = Descriptions(frozenset())
    known.identified(10, identity("editor", 5), "Letter")
    known.refresh(1, (top(10),))
    first = known.stack.generation
    known.refresh(2, (top(10),))
    assert known.stack.generation == first
    known.retitled(10, "Letter*")
    known.refresh(3, (top(10),))
    assert known.stack.generation == first + 1
    assert [each.title for each in known.between(10, 0, 9)] == ["Letter", "Letter*"]
    assert [stack.generation for stack in known.stacks_between(3, 3)] == [first, first + 1]


def test_a_popup_has_the_title_of_its_owner_or_of_the_window_last_focused() -> None:
    known = Descriptions(frozenset())
    for number, title in ((10, "Letter"), (20, "Bill")):
        known.identified(number, identity("editor", 5), title)
    known.identified(30, identity("editor", 5, owner=10), "popup")
    known.identified(40, identity("", 5), "")
    known.focused(10)
    known.focused(20)
    tops = (top(10), top(20), top(30, override=True), top(40, override=True))
    known.refresh(1, tops)
    assert [each.title for each in known.stack.windows] == ["Letter", "Bill", "Letter", "Bill"]
    assert [each.popup for each in known.stack.windows] == [False, False, True, True]
    known.focused(10)
    known.refresh(2, tops)
    assert known.stack.windows[3].title == "Letter"


def test_a_popup_of_a_process_without_other_windows_keeps_its_own_title() -> None:
    known = Descriptions(frozenset())
    known.identified(10, identity("editor", 5), "Letter")
    known.identified(30, identity("menu", 6), "Menu")
    known.identified(40, identity("menu"), "Nobody's")
    known.refresh(1, (top(10), top(30, override=True), top(40, override=True)))
    assert [each.title for each in known.stack.windows] == ["Letter", "Menu", "Nobody's"]


def test_a_popup_without_a_class_is_called_as_its_owner_and_one_of_another_program_is_not() -> None:
    known = Descriptions(frozenset())
    known.identified(10, Identity(("browser", "Browser"), 5, None, drawn=True), "Orders")
    known.identified(30, Identity(("browser",), 5, 10, drawn=True), "")
    known.identified(40, Identity(("browser",), 6, 10, drawn=True), "")
    known.identified(50, Identity((), 5, 10, drawn=True), "")
    known.refresh(1, (top(10), *(top(number, override=True) for number in (30, 40, 50))))
    whole = ("browser", "Browser")
    assert [each.names for each in known.stack.windows] == [whole, whole, ("browser",), ()]


def test_windows_that_own_each_other_do_not_hang() -> None:
    known = Descriptions(frozenset())
    known.identified(10, identity("a", 5, owner=20), "A")
    known.identified(20, identity("b", 6, owner=10), "B")
    known.refresh(1, (top(10, override=True), top(20, override=True)))
    assert len(known.stack.windows) == 2


def test_own_windows_are_those_of_own_processes_and_of_the_host_terminal() -> None:
    known = Descriptions(frozenset({5}))
    known.own_window = 20
    for number, pid in ((10, 5), (20, 6), (30, 7)):
        known.identified(number, identity("x", pid), "")
    known.refresh(1, (top(10), top(20), top(30)))
    assert [each.own for each in known.stack.windows] == [True, True, False]


def test_windows_for_input_alone_and_unmapped_ones_are_not_in_the_stack() -> None:
    known = Descriptions(frozenset())
    known.identified(10, identity("guard", 5, drawn=False), "")
    known.identified(20, identity("editor", 5), "")
    known.refresh(1, (top(10), TopLevel(20, PLACE)))
    assert known.stack.windows == ()


def test_a_window_that_is_gone_is_remembered_for_a_while() -> None:
    known = Descriptions(frozenset())
    known.identified(10, identity("editor", 5), "Letter")
    known.refresh(1000, (top(10),))
    known.gone(10)
    known.refresh(1001, ())
    assert known.between(10, 900, 1000) != ()
    known.refresh(1002 + KEPT_MS, ())
    assert known.between(10, 900, 1000) == ()
