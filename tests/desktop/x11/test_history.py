"""Values in time."""

from workbench.desktop.x11.history import KEPT_MS, History


def test_the_first_value_counts_as_having_held_for_ever() -> None:
    history: History[str] = History()
    history.add(1000, "a")
    assert history.between(0, 10) == ("a",)


def test_every_value_that_held_in_an_interval_is_returned_oldest_first() -> None:
    history: History[str] = History()
    for at_ms, value in ((1000, "a"), (2000, "b"), (2000, "b"), (3000, "a")):
        history.add(at_ms, value)
    assert history.between(0, 1999) == ("a",)
    assert history.between(1999, 2000) == ("a", "b")
    assert history.between(2500, 2600) == ("b",)
    assert history.between(2500, 9999) == ("b", "a")
    assert history.newest == "a"


def test_a_value_that_ended_at_the_very_start_still_counts() -> None:
    history: History[str] = History()
    history.add(0, "a")
    history.add(100, "b")
    assert history.between(100, 200) == ("a", "b")


def test_the_past_is_forgotten_but_for_what_is_still_in_force() -> None:
    history: History[int] = History()
    for number in range(100):
        history.add(number * 1000, number)
    latest = 99 * 1000
    assert history.between(latest - KEPT_MS, latest)[0] in (88, 89)
    assert history.between(0, 1000) == ()
    assert len(history.between(-(1 << 60), latest)) <= 12


def test_an_empty_history_has_nothing() -> None:
    assert History[int]().newest is None
    assert History[int]().between(0, 1) == ()
