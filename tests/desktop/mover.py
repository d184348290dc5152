"""Moves the pointer at a steady rate from a process of its own: `python mover.py COUNT RATE`."""

import sys
import time

from Xlib import X, display
from Xlib.ext import xtest


def place(number: int) -> tuple[int, int]:
    """Return where the pointer is after that many moves, counted from 1."""
    return number % 1000, number % 700


def main() -> None:
    count, rate = int(sys.argv[1]), float(sys.argv[2])
    connection = display.Display()
    connection.sync()
    start = time.perf_counter()
    for number in range(1, count + 1):
        x, y = place(number)
        xtest.fake_input(connection, X.MotionNotify, x=x, y=y)
        connection.flush()
        while rate and time.perf_counter() < start + number / rate:
            pass
    connection.sync()


if __name__ == "__main__":
    main()
