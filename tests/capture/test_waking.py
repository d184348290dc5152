"""The recorder's loop is woken at once, also by a signal in its own thread."""

import signal
import threading
import time

from workbench.capture.waking import Wake


def test_it_wakes_at_once_and_what_was_cleared_wakes_nobody() -> None:
    wake = Wake()
    wake.set()
    wake.set()
    began = time.monotonic()
    wake.wait(60)
    assert time.monotonic() - began < 30
    wake.clear()
    wake.wait(0.05)
    assert time.monotonic() - began >= 0.05


def test_another_thread_wakes_it() -> None:
    wake = Wake()
    threading.Timer(0.05, wake.set).start()
    began = time.monotonic()
    wake.wait(60)
    assert time.monotonic() - began < 30


def test_signals_in_the_waiting_thread_never_stop_it_for_ever() -> None:
    wake = Wake()
    heard = 0

    def hear(*_: object) -> None:
        nonlocal heard
        heard += 1
        wake.set()

    before = signal.signal(signal.SIGALRM, hear)
    signal.setitimer(signal.ITIMER_REAL, 0.0001, 0.0001)
    try:
        until = time.monotonic() + 0.5
        while time.monotonic() < until or heard <= 100:
            wake.clear()
            wake.wait(0.001)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert heard > 100  # a wake that never comes ends the test by its time limit
