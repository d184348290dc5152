"""Numbers with their units."""

import pytest

from workbench.tui.quantities import clock, count, length, local_time, short_clock, size, spoken, told_length


@pytest.mark.parametrize(
    ("duration_ms", "shown"),
    [(0, "00:00:00"), (134_999, "00:02:14"), (-5, "00:00:00")],
)
def test_a_clock_shows_hours_minutes_seconds(duration_ms: int, shown: str) -> None:
    assert clock(duration_ms) == shown


@pytest.mark.parametrize(("duration_ms", "shown"), [(0, "0:00"), (134_000, "2:14"), (3_723_000, "1:02:03")])
def test_a_short_clock_leaves_out_the_hours_that_are_not_there(duration_ms: int, shown: str) -> None:
    assert short_clock(duration_ms) == shown


@pytest.mark.parametrize(
    ("duration_ms", "shown"), [(0, "0 s"), (134_000, "2 min 14 s"), (60_000, "1 min"), (3_601_000, "1 h 1 s")]
)
def test_a_spoken_duration_names_only_what_is_there(duration_ms: int, shown: str) -> None:
    assert spoken(duration_ms) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0, "0 B"), (3_100_000, "3.1 MB"), (2_000, "2.0 kB"), (10**9, "1.0 GB")],
)
def test_a_size_has_one_decimal_and_a_unit(number: int, shown: str) -> None:
    assert size(number) == shown


def test_a_count_agrees_with_its_word() -> None:
    assert [count(number, "step") for number in (0, 1, 31)] == ["0 steps", "1 step", "31 steps"]
    assert count(2, "stretch", "stretches") == "2 stretches"


def test_a_time_that_cannot_be_read_is_left_out() -> None:
    assert local_time("2026-11-22T14:02:00") == "2026-11-22 14:02"
    assert local_time("\x1b[31m") == ""


def test_a_length_is_told_in_tenths_where_it_is_short_and_not_at_all_where_none_is_stored() -> None:
    assert [length(ms) for ms in (0, 700, 949, 1000, 134_000)] == ["0.0 s", "0.7 s", "0.9 s", "0:01", "2:14"]
    assert length(None) == "length unknown"
    assert told_length(None) == "only the steps around it are known"
    assert told_length(700) == "0.7 s"
