"""Where a password field may have stood."""

from workbench.desktop.atspi.areas import FRESH_MS, Sample, Track
from workbench.model.geometry import Rect, around

HERE, THERE = Rect(10, 10, 100, 20), Rect(300, 200, 100, 20)


def track(*samples: Sample) -> Track:
    made = Track(1, 0)
    for sample in samples:
        made.note(sample)
    return made


def test_it_stays_where_it_was_last_seen_and_a_fresh_sample_says_so() -> None:
    followed = track(Sample(100, (HERE,)), Sample(1000, (HERE,)))
    assert followed.areas(700, 1000 + FRESH_MS) == (HERE,)


def test_without_a_fresh_sample_it_may_stand_anywhere() -> None:
    assert track().areas(0, 100) is None
    assert track(Sample(100, (HERE,))).areas(500, 101 + FRESH_MS) is None
    assert track(Sample(100, (), known=False), Sample(200, (HERE,))).areas(50, 250) is None


def test_one_that_may_be_there_earlier_than_was_known_may_stand_anywhere_then() -> None:
    followed = Track(1, 500)
    assert followed.areas(0, 400) == ()
    followed.begins_by(300)
    assert followed.areas(0, 400) is None
    followed.begins_by(600)
    assert followed.areas(0, 400) is None, "what is found again does not begin later"


def test_one_that_moved_may_have_been_anywhere_between() -> None:
    moved = track(Sample(0, (HERE,)), Sample(200, (THERE,)))
    assert moved.areas(100, 300) == (HERE, THERE, around((HERE, THERE)))
    assert around((HERE, THERE)) == Rect(10, 10, 390, 210)
    assert moved.areas(250, 300) == (THERE,)


def test_one_that_does_not_show_covers_nothing() -> None:
    assert track(Sample(100, ())).areas(100, 200) == ()


def test_one_that_is_gone_covers_nothing_any_more_and_its_place_until_then() -> None:
    gone = track(Sample(100, (HERE,)))
    gone.gone_ms = 200
    assert gone.areas(150, 5000) == (HERE,)
    assert gone.areas(201, 5000) == ()


def test_one_that_was_not_yet_known_covers_nothing() -> None:
    assert Track(1, 1000).areas(0, 999) == ()
