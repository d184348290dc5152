"""A scope off the screen, with nothing open or only the own terminal is refused with a sentence."""

from dataclasses import replace

import pytest

from workbench.capture.admission import check_applications, check_area
from workbench.errors import NotFoundError, UsageError
from workbench.model.geometry import Rect
from workbench.model.scope import Scope
from workbench.model.session import Monitor
from workbench.model.windows import WindowInfo, WindowStack

EDITOR = WindowInfo(1, ("mousepad", "Mousepad"), "secret plan", 5, Rect(0, 0, 10, 10))
ONE = (Monitor(1, Rect(0, 0, 1280, 800)),)
TWO = (*ONE, Monitor(2, Rect(1280, 0, 1920, 1080)))
TERMINAL = WindowInfo(2, ("xterm", "XTerm"), "workbench", 6, Rect(0, 0, 10, 10), own=True)


def stack(*windows: WindowInfo) -> WindowStack:
    return WindowStack(1, 0, windows)


def test_an_open_application_is_admitted_whatever_the_case() -> None:
    check_applications(Scope(apps=("MousePad",)), stack(EDITOR, TERMINAL))


def test_one_that_is_not_open_is_refused_with_a_list_of_what_is_and_without_titles() -> None:
    with pytest.raises(NotFoundError, match="Open now: mousepad") as refusal:
        check_applications(Scope(apps=("gimp",)), stack(EDITOR, TERMINAL))
    assert "--wait" in str(refusal.value)
    assert "secret plan" not in str(refusal.value)


def test_the_terminal_that_hosts_the_workbench_is_refused() -> None:
    with pytest.raises(UsageError, match="never recorded"):
        check_applications(Scope(apps=("xterm",)), stack(EDITOR, TERMINAL))


def test_a_second_terminal_is_admitted() -> None:
    other = WindowInfo(3, ("xterm", "XTerm"), "shell", 9, Rect(0, 0, 10, 10))
    check_applications(Scope(apps=("xterm",)), stack(TERMINAL, other))


def test_a_terminal_that_the_screens_have_named_is_refused_with_the_same_sentence() -> None:
    named = replace(TERMINAL, title="◆ workbench")
    with pytest.raises(UsageError, match="the terminal that the workbench runs in"):
        check_applications(Scope(apps=("xterm",)), stack(EDITOR, named))


def test_what_is_never_recorded_is_not_offered() -> None:
    vault = WindowInfo(3, ("keepassxc",), "Jane.kdbx", 9, Rect(0, 0, 10, 10))
    diary = WindowInfo(4, ("gimp",), "Diary", 10, Rect(0, 0, 10, 10))
    with pytest.raises(NotFoundError, match=r"Open now: mousepad\. Open") as refusal:
        check_applications(Scope(windows=("kdbx",), denied=("gimp",)), stack(EDITOR, vault, diary))
    assert "keepassxc" not in str(refusal.value)


@pytest.mark.parametrize(
    ("scope", "monitors"),
    [
        (Scope(("a",)), ONE),
        (Scope(("a",)), ()),
        (Scope(("a",), monitor=2), TWO),
        (Scope(("a",), region=Rect(1279, 799, 500, 500)), ONE),
        (Scope(("a",), monitor=2, region=Rect(1000, 0, 500, 500)), TWO),
    ],
)
def test_a_place_on_the_screen_is_admitted(scope: Scope, monitors: tuple[Monitor, ...]) -> None:
    check_area(scope, monitors)


@pytest.mark.parametrize(
    ("scope", "monitors", "sentence"),
    [
        (
            Scope(("a",), monitor=7),
            ONE,
            "There is no monitor 7 here; `workbench doctor` lists 1. Nothing was recorded.",
        ),
        (
            Scope(("a",), region=Rect(5000, 5000, 10, 10)),
            ONE,
            "That rectangle lies outside the screen (1280×800), so nothing was recorded; choose one inside it.",
        ),
        (
            Scope(("a",), region=Rect(0, 1080, 10, 10)),
            TWO,
            "That rectangle lies outside the screen (1280×800 and 1920×1080 at 1280,0)",
        ),
        (
            Scope(("a",), monitor=2, region=Rect(0, 0, 1280, 800)),
            TWO,
            "That rectangle lies outside monitor 2 (1920×1080 at 1280,0)",
        ),
    ],
)
def test_a_place_that_is_not_there_is_refused(
    scope: Scope, monitors: tuple[Monitor, ...], sentence: str
) -> None:
    with pytest.raises(UsageError) as refusal:
        check_area(scope, monitors)
    assert str(refusal.value).startswith(sentence)
