"""The sampler repeats its look until it is stopped, and a failure is known."""

import threading
import time

from workbench.capture.sampler import Sampler


def test_it_looks_about_every_50_ms_until_it_is_stopped() -> None:
    looked = threading.Semaphore(0)
    sampler = Sampler("test", lambda: 50, looked.release)
    sampler.start()
    for _ in range(3):
        assert looked.acquire(timeout=30)
    sampler.stop()
    while looked.acquire(blocking=False):
        pass
    time.sleep(0.15)
    assert not looked.acquire(blocking=False)
    assert sampler.failures == 0


def test_it_asks_before_each_wait_how_long_to_wait() -> None:
    looked = threading.Event()
    periods = iter([1, 1, 60_000])
    looks: list[None] = []

    def period_ms() -> int:
        period = next(periods)
        if period > 1:
            looked.set()
        return period

    sampler = Sampler("test", period_ms, lambda: looks.append(None))
    sampler.start()
    assert looked.wait(30)
    sampler.stop()
    assert len(looks) == 2


def test_a_look_that_fails_is_counted_and_not_the_last() -> None:
    outcomes = iter([True, False])
    done = threading.Event()

    def look() -> None:
        if next(outcomes, None) is None:
            done.set()
            return
        if not sampler.failures:
            raise OSError

    sampler = Sampler("test", lambda: 5, look)
    sampler.start()
    assert done.wait(30)
    sampler.stop()
    assert sampler.failures == 1
    assert not sampler.failing


def test_one_that_never_began_can_be_stopped() -> None:
    Sampler("test", lambda: 5, lambda: None).stop()


def test_a_look_that_hangs_does_not_keep_anybody() -> None:
    hanging, free = threading.Event(), threading.Event()

    def hang() -> None:
        hanging.set()
        free.wait(100)

    sampler = Sampler("test", lambda: 5, hang)
    sampler.start()
    assert hanging.wait(30)
    began = time.monotonic()
    sampler.stop()
    assert time.monotonic() - began < 60, "the look takes longer"
    free.set()
