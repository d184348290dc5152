"""What a browser's window may have shown in an interval, from looks before, in and after it."""

import pytest

from workbench.desktop.accessibility import Visit
from workbench.desktop.atspi.visits import OLD_MS, Reading, Visits
from workbench.model.geometry import Rect

PAGE = Rect(0, 100, 800, 500)
HERE, THERE, NOWHERE = Visit("https://example.com/", PAGE), Visit("https://example.org/", PAGE), Visit("")


def seen(*looks: tuple[int, Visit]) -> Visits:
    """Return looks that took 10 ms each."""
    visits = Visits()
    for asked_ms, visit in looks:
        visits.note(Reading(asked_ms, asked_ms + 10, (visit,)))
    return visits


def test_looks_before_in_and_after_the_interval_count() -> None:
    visits = seen((0, THERE), (900, HERE), (1000, HERE), (1100, HERE), (1500, HERE), (1600, THERE))
    assert visits.between(950, 1150) == (HERE,)
    assert visits.between(1200, 1450) == (HERE,)
    assert visits.between(1200, 1550) == (HERE, THERE)
    assert visits.between(800, 1150) == (THERE, HERE)
    assert visits.between(1700, 1800) == (THERE,)


@pytest.mark.parametrize(
    ("looks", "since_ms", "until_ms"),
    [
        ((), 1000, 1600),
        (((1100, HERE),), 1000, 1600),
        (((900, HERE),), 1000, 1600),
        (((1000 - OLD_MS - 100, HERE), (1500, HERE)), 1000, 1600),
        (((900, HERE), (1400, NOWHERE), (1500, HERE)), 1000, 1600),
    ],
)
def test_where_nobody_looked_it_is_not_known(
    looks: tuple[tuple[int, Visit], ...], since_ms: int, until_ms: int
) -> None:
    assert NOWHERE in seen(*looks).between(since_ms, until_ms)


def test_a_split_window_shows_several_pages_at_once() -> None:
    visits = Visits()
    for asked_ms in (900, 1300, 1500):
        visits.note(Reading(asked_ms, asked_ms + 5, (HERE, THERE)))
    assert visits.between(1000, 1600) == (HERE, THERE)


def test_at_one_moment_it_is_what_was_seen_last_and_not_long_ago() -> None:
    visits = seen((900, HERE), (1000, THERE))
    assert visits.at(905) == NOWHERE
    assert visits.at(950) == HERE
    assert visits.at(1010) == THERE
    assert visits.at(1010 + OLD_MS + 1) == NOWHERE
