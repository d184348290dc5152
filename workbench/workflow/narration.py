"""What the demonstration says while it walks by itself."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """One line of the walk."""

    text: str
    """What happened."""
    indented: bool = False
    """Whether it is a detail of the line above it."""


def counted(number: int, word: str, many: str = "") -> str:
    """Return a number with its word: `1 step`, `31 steps`."""
    return f"{number} {word if number == 1 else many or word + 's'}"
