"""Rounding times: down, in order, and no picture younger than its action."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.bundle.examples import folded
from workbench.bundle.fields import RHYTHM_MS
from workbench.bundle.rounding import rounded_down, without_rhythm
from workbench.model.events import Event, PointerPath
from workbench.model.leaving import leaving

MOMENTS = st.integers(-100, 100_000)


@given(MOMENTS, MOMENTS)
def test_rounding_down_keeps_the_order_and_the_slot(one: int, other: int) -> None:
    assert rounded_down(one) % RHYTHM_MS == 0
    assert 0 <= max(0, one) - rounded_down(one) < RHYTHM_MS
    if one <= other:
        assert rounded_down(one) <= rounded_down(other)


@given(st.integers(-49, 49))
def test_no_picture_is_younger_than_its_action(shift: int) -> None:
    session = leaving(folded())
    steps = tuple(
        replace(step, start_ms=step.start_ms + shift, end_ms=step.end_ms + 49) for step in session.steps
    )
    frames = tuple(
        replace(entry, frame=replace(entry.frame, captured_ms=entry.frame.captured_ms + shift))
        for entry in session.frames
    )
    rounded = without_rhythm(replace(session, steps=steps, frames=frames))
    known = {entry.frame.id: entry.frame for entry in rounded.frames}
    for step in rounded.steps:
        if step.frame:
            assert known[step.frame.id].captured_ms <= step.start_ms
            assert step.frame.age_ms == known[step.frame.id].age_ms(step.start_ms)
        assert step.end_ms >= step.start_ms
    assert all(frame.valid_ms >= frame.captured_ms for frame in known.values())


@given(
    st.integers(0, 10_000),
    st.lists(st.tuples(st.integers(0, 120), st.integers(-9, 9), st.integers(-9, 9)), max_size=40),
)
def test_a_way_keeps_its_end_and_one_point_for_every_50_ms(
    t_ms: int, points: list[tuple[int, int, int]]
) -> None:
    session = replace(leaving(folded()), events=(Event(1, t_ms, 1, PointerPath(5, 5, tuple(points))),))
    (event,) = without_rhythm(session).events
    assert isinstance(event.body, PointerPath)
    kept = event.body.points
    assert sum(dx for _, dx, _ in kept) == sum(dx for _, dx, _ in points)
    assert sum(dy for _, _, dy in kept) == sum(dy for _, _, dy in points)
    assert all(dt_ms % RHYTHM_MS == 0 for dt_ms, _, _ in kept)
    assert all(dt_ms > 0 for dt_ms, _, _ in kept[1:])
    end_ms = t_ms + sum(dt_ms for dt_ms, _, _ in points)
    assert event.t_ms + sum(dt_ms for dt_ms, _, _ in kept) == rounded_down(end_ms)


def test_events_and_steps_that_go_back_in_time_are_put_in_order() -> None:
    session = leaving(folded())
    first, second, *rest = session.events
    events = (replace(first, t_ms=500), replace(second, t_ms=100), *rest)
    moments = [event.t_ms for event in without_rhythm(replace(session, events=events)).events]
    assert moments == sorted(moments)
    assert moments[:2] == [500, 500]
