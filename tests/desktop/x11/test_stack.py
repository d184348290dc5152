"""The stack model: order, places and frames, from one structure event after the other."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.desktop.x11.stack import StackModel, TopLevel
from workbench.model.geometry import Rect

ROOT = 1
PLACE = Rect(0, 0, 100, 100)


@pytest.fixture
def stack() -> StackModel:
    model = StackModel(ROOT)
    model.load([TopLevel(number, PLACE, mapped=True) for number in (10, 20, 30)])
    return model


@pytest.fixture
def framed(stack: StackModel) -> StackModel:
    """The client 20 in the frame 30."""
    stack.mapped(30, shown=False)
    stack.reparented(20, 30, PLACE, override=False)
    stack.mapped(30, shown=True)
    return stack


def order(stack: StackModel) -> list[int]:
    return [top.id for top in stack.tops()]


def test_the_topmost_mapped_window_that_covers_a_pixel_is_found(stack: StackModel) -> None:
    assert stack.at(5, 5) == 30
    stack.mapped(30, shown=False)
    assert stack.at(5, 5) == 20
    assert stack.at(100, 5) is None


def test_a_new_window_is_on_top_and_not_on_the_screen_yet(stack: StackModel) -> None:
    stack.created(40, PLACE, override=True)
    assert (order(stack), stack.at(5, 5)) == ([10, 20, 30, 40], 30)
    stack.mapped(40, shown=True)
    assert stack.at(5, 5) == 40


def test_a_window_is_placed_directly_above_its_sibling(stack: StackModel) -> None:
    stack.configured(30, Rect(1, 2, 3, 4), above=10)
    assert order(stack) == [10, 30, 20]
    stack.configured(20, PLACE, above=0)
    assert order(stack) == [20, 10, 30]
    assert stack.tops()[2].rect == Rect(1, 2, 3, 4)


def test_circulating_puts_a_window_on_top_or_beneath(stack: StackModel) -> None:
    stack.circulated(10, to_top=True)
    stack.circulated(30, to_top=False)
    assert order(stack) == [30, 20, 10]


def test_a_client_in_a_frame_is_what_the_frame_is_known_by(framed: StackModel) -> None:
    stack = framed
    assert order(stack) == [10, 30]
    assert (stack.at(5, 5), stack.subject_of(30), stack.subject_of(20)) == (20, 20, 20)


def test_a_client_that_leaves_its_frame_is_a_window_of_its_own_again(framed: StackModel) -> None:
    stack = framed
    stack.reparented(20, ROOT, PLACE, override=False)
    assert order(stack) == [10, 30, 20]
    assert stack.subject_of(30) == 30


def test_a_frame_that_is_destroyed_takes_its_client_along(framed: StackModel) -> None:
    stack = framed
    stack.destroyed(30)
    assert (order(stack), stack.subject_of(20)) == ([10], None)


def test_a_client_destroyed_inside_its_frame_leaves_the_frame_by_itself(framed: StackModel) -> None:
    stack = framed
    stack.destroyed(20)
    assert (order(stack), stack.subject_of(30), stack.subject_of(20)) == ([10, 30], 30, None)


def test_what_is_embedded_in_a_visible_window_does_not_lend_it_its_name(stack: StackModel) -> None:
    stack.reparented(20, 30, PLACE, override=False)
    assert (order(stack), stack.subject_of(30), stack.subject_of(20)) == ([10, 30], 30, None)


def test_a_frame_that_gets_another_client_forgets_the_first(framed: StackModel) -> None:
    framed.adopt(30, 40)
    assert (framed.subject_of(30), framed.subject_of(20)) == (40, None)


def test_a_window_moved_by_its_parent_keeps_its_size(stack: StackModel) -> None:
    stack.moved(30, 7, 8)
    assert stack.tops()[2].rect == Rect(7, 8, 100, 100)


def test_what_is_not_known_changes_nothing(stack: StackModel) -> None:
    before = stack.tops()
    stack.configured(99, PLACE, above=0)
    stack.mapped(99, shown=True)
    stack.circulated(99, to_top=True)
    stack.moved(99, 1, 1)
    stack.destroyed(99)
    stack.reparented(99, 98, PLACE, override=False)
    assert stack.tops() == before


CHANGE = st.tuples(
    st.sampled_from(["create", "destroy", "map", "unmap", "raise", "lower", "frame", "free"]),
    st.integers(10, 16),
    st.integers(10, 16),
)


@given(st.lists(CHANGE))
def test_whatever_happens_order_and_windows_agree(changes: list[tuple[str, int, int]]) -> None:
    stack = StackModel(ROOT)
    for kind, window, other in changes:
        act: dict[str, Callable[[int, int], None]] = {
            "create": lambda w, _: stack.created(w, PLACE, override=False),
            "destroy": lambda w, _: stack.destroyed(w),
            "map": lambda w, _: stack.mapped(w, shown=True),
            "unmap": lambda w, _: stack.mapped(w, shown=False),
            "raise": lambda w, o: stack.configured(w, PLACE, above=o),
            "lower": lambda w, _: stack.circulated(w, to_top=False),
            "frame": lambda w, o: stack.reparented(w, o, PLACE, override=False),
            "free": lambda w, _: stack.reparented(w, ROOT, PLACE, override=False),
        }
        act[kind](window, other)
    numbers = order(stack)
    assert len(numbers) == len(set(numbers))
    for top in stack.tops():
        assert stack.subject_of(top.id) == top.subject
        assert top.client not in numbers
