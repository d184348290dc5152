"""The time that a machine slept is what its two clocks are apart."""

import time

import pytest

from workbench.desktop.sleep import asleep_ms


def test_a_machine_that_is_awake_sleeps_no_longer() -> None:
    before = told_often()
    time.sleep(0.05)
    assert abs(told_often() - before) <= 1


def told_often() -> int:
    """Return the most of many answers: whoever is held up between the two clocks tells too little."""
    return max(asleep_ms() for _ in range(50))


def test_what_the_clocks_are_apart_is_the_sleep(monkeypatch: pytest.MonkeyPatch) -> None:
    clocks = {time.CLOCK_BOOTTIME: 90_000_000_000, time.CLOCK_MONOTONIC: 60_000_000_000}
    monkeypatch.setattr(time, "clock_gettime_ns", clocks.__getitem__)
    assert asleep_ms() == 30_000


def test_a_system_without_such_a_clock_never_slept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(time, "CLOCK_BOOTTIME")
    assert asleep_ms() == 0
