"""Masks show in-scope windows where nothing else covers them, at every moment that counts."""

from dataclasses import replace

from workbench.capture.mask import Masks
from workbench.model.geometry import Rect
from workbench.model.scope import Scope
from workbench.model.session import Monitor
from workbench.model.windows import WindowInfo, WindowStack

MONITOR = Monitor(1, Rect(0, 0, 100, 80))
SCOPE = Scope(apps=("mousepad",))


def window(number: int, app: str, rect: Rect, *, own: bool = False) -> WindowInfo:
    return WindowInfo(number, (app,) if app else (), "", 1, rect, own=own)


def stack(generation: int, *windows: WindowInfo) -> WindowStack:
    return WindowStack(generation, 0, windows)


def shown(*stacks: WindowStack, area: Rect = MONITOR.rect, monitor: Monitor = MONITOR) -> set[tuple[int, int]]:
    mask = Masks(SCOPE, monitor, [area]).allowed(stacks)
    return {(int(x), int(y)) for y, x in zip(*mask.nonzero(), strict=True)}


def cells(rect: Rect) -> set[tuple[int, int]]:
    return {(x, y) for x in range(rect.x, rect.right) for y in range(rect.y, rect.bottom)}


EDITOR = window(1, "mousepad", Rect(10, 10, 50, 40))


def test_only_the_in_scope_window_shows() -> None:
    assert shown(stack(1, window(2, "xterm", Rect(0, 0, 100, 80)), EDITOR)) == cells(EDITOR.rect)


def test_a_window_above_it_hides_what_it_covers() -> None:
    above = window(2, "xterm", Rect(30, 20, 100, 10))
    assert shown(stack(1, EDITOR, above)) == cells(EDITOR.rect) - cells(above.rect)


def test_windows_that_are_not_known_and_own_ones_are_black() -> None:
    unknown = window(2, "", Rect(10, 10, 20, 20))
    own = window(3, "mousepad", Rect(40, 10, 20, 20), own=True)
    expected = cells(EDITOR.rect) - cells(unknown.rect) - cells(own.rect)
    assert shown(stack(1, EDITOR, unknown, own)) == expected


def test_only_what_every_stack_shows_is_shown() -> None:
    moved = window(1, "mousepad", Rect(20, 10, 50, 40))
    both = cells(EDITOR.rect) & cells(moved.rect)
    assert shown(stack(1, EDITOR), stack(2, moved)) == both


def test_without_a_stack_nothing_shows() -> None:
    assert shown() == set()


def test_the_scope_s_region_clips() -> None:
    region = Rect(0, 0, 30, 30)
    assert shown(stack(1, EDITOR), area=region) == cells(EDITOR.rect) & cells(region)


def test_windows_that_reach_beyond_the_monitor_are_clipped_in_its_own_coordinates() -> None:
    second = Monitor(2, Rect(100, 0, 50, 50))
    wide = window(1, "mousepad", Rect(80, -10, 40, 30))
    expected = cells(Rect(0, 0, 20, 20))
    assert shown(stack(1, wide), area=second.rect, monitor=second) == expected


def test_what_is_hidden_is_black_whatever_window_it_lies_on_and_is_no_part_of_the_mask_before() -> None:
    masks = Masks(SCOPE, MONITOR, [MONITOR.rect])
    field = Rect(20, 20, 10, 5)
    before = masks.allowed((stack(1, EDITOR),))
    hidden = masks.allowed((stack(1, EDITOR),), (field,))
    assert before[22, 25]
    assert not hidden[22, 25]
    assert before.sum() - hidden.sum() == field.width * field.height
    assert masks.allowed((stack(1, EDITOR),)) is before


def test_through_a_hole_of_a_window_in_scope_only_what_is_in_scope_shows() -> None:
    left, right = Rect(10, 10, 10, 40), Rect(50, 10, 10, 40)
    pierced = replace(EDITOR, solid=(left, right))
    below = window(2, "xterm", Rect(0, 0, 100, 80))
    assert shown(stack(1, below, pierced)) == cells(left) | cells(right)
    other = window(3, "mousepad", Rect(30, 20, 10, 10))
    assert shown(stack(1, below, other, pierced)) == cells(left) | cells(right) | cells(other.rect)


def test_a_window_in_scope_that_is_nowhere_solid_shows_nothing_of_what_lies_below() -> None:
    assert shown(stack(1, window(2, "xterm", Rect(0, 0, 100, 80)), replace(EDITOR, solid=()))) == set()


def test_the_solid_part_of_a_window_ends_with_the_window() -> None:
    assert shown(stack(1, replace(EDITOR, solid=(Rect(0, 0, 100, 80),)))) == cells(EDITOR.rect)
