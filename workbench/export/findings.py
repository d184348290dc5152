"""What is wrong with a release."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong; it says where and never shows what stands there."""

    check: str
    """The name of the check that found it."""
    place: str
    """The file, with the line or the step where there is one."""
    sentence: str
    """What is wrong, as the end of a sentence that begins with the place."""
