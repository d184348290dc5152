"""How long this machine slept: event times come from a clock that stands still meanwhile."""

import time


def asleep_ms() -> int:
    """Return for how long the machine was suspended since it started; 0 where the system does not tell."""
    if not hasattr(time, "CLOCK_BOOTTIME"):
        return 0
    boottime_ns = time.clock_gettime_ns(time.CLOCK_BOOTTIME)
    return max(0, boottime_ns - time.clock_gettime_ns(time.CLOCK_MONOTONIC)) // 1_000_000
