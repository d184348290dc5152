"""Seats: one pointer and one keyboard that belong together. Only the volunteer's own seat is recorded."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SeatState:
    """What is known of the seats of a desktop."""

    others: tuple[str, ...] = ()
    """The names of all seats but the volunteer's."""
    known: bool = True
    """Whether it is known which seat is the volunteer's; if not, everything is withheld."""


@dataclass(frozen=True, slots=True)
class SeatInput:
    """From this moment on it is not known from which seat inputs come, or it is known again."""

    at_ms: int
    """The desktop's time."""
    known: bool
    """Whether it is known again."""


def one_seat() -> SeatState:
    """Return the state of a desktop on which there can only be one seat."""
    return SeatState()
