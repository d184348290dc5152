"""Which answer tells what stood at a point before something was done there."""

from dataclasses import replace

import pytest

from workbench.desktop.atspi.looks import FRESH_MS, Look, Looks
from workbench.model.elements import Element
from workbench.model.geometry import Rect

PLACE = Rect(0, 0, 800, 600)
SAVE = Element("button", "Save", rect=Rect(100, 100, 80, 30))
UNDO = Element("button", "Undo", rect=Rect(100, 100, 80, 30))
PRESS_MS = 10_000
LOOK = Look(1, PLACE, 120, 110, PRESS_MS - 200, PRESS_MS - 190, SAVE, steady=True)


def before(*looks: Look, window: int = 1, place: Rect = PLACE, x: int = 120, y: int = 110) -> Element | None:
    """Return what stood at the point of the press."""
    known = Looks()
    for look in looks:
        known.note(look)
    return known.before(window, place, x, y, PRESS_MS)


def at(asked_ms: int, answered_ms: int, element: Element | None = SAVE, *, steady: bool = True) -> Look:
    """Return an answer, by its times since the press."""
    asked, answered = PRESS_MS + asked_ms, PRESS_MS + answered_ms
    return replace(LOOK, asked_ms=asked, answered_ms=answered, element=element, steady=steady)


def test_the_newest_answer_from_before_counts() -> None:
    assert before(LOOK) == SAVE
    assert before(at(-900, -890), at(-200, -190, UNDO), at(2, 9)) == UNDO
    assert before(at(-200, -190, None), at(2, 9)) is None


@pytest.mark.parametrize(
    ("look", "counts"),
    [
        (at(2, 12), True),
        (at(-20, 12), True),
        (at(140, 290), True),
        (at(2, 12, steady=False), False),
        (at(2, 301), False),
        (at(160, 170), False),
        (at(-FRESH_MS - 9, -FRESH_MS - 1), False),
    ],
)
def test_without_one_a_prompt_answer_counts_if_its_object_stayed(
    look: Look,
    counts: bool,  # noqa: FBT001  (a column of the table)
) -> None:
    assert before(look) == (SAVE if counts else None)


def test_an_answer_from_after_the_action_tells_no_state_that_the_action_may_have_changed() -> None:
    opened = replace(SAVE, states=("editable", "expanded", "checked"))
    after, prior = before(at(2, 12, opened)), before(at(-30, -12, opened))
    assert after is not None
    assert after.states == ("editable",)
    assert prior == opened


def test_an_answer_is_about_its_own_window_place_and_point() -> None:
    assert before(LOOK, window=2) is None
    assert before(LOOK, place=Rect(1, 0, 800, 600)) is None
    assert before(LOOK, x=101, y=129) == SAVE
    assert before(LOOK, x=99) is None
    panel = replace(LOOK, element=Element("panel", "Tools", rect=PLACE))
    assert before(panel) is not None
    assert before(panel, x=125) is None


def test_what_was_just_answered_need_not_be_asked() -> None:
    looks = Looks()
    assert not looks.known(1, PLACE, 120, 110, PRESS_MS)
    looks.note(LOOK)
    assert looks.known(1, PLACE, 150, 120, PRESS_MS)
    assert not looks.known(1, PLACE, 150, 120, PRESS_MS + FRESH_MS)
    assert not looks.known(1, PLACE, 300, 300, PRESS_MS)
