"""Frames: one monitor at one moment, masked, without the cursor."""

from dataclasses import dataclass

from workbench.model.geometry import Rect


@dataclass(frozen=True, slots=True)
class Frame:
    """What is known of a stored picture; its pixels stay in the session file."""

    id: int
    """Number within the session, from 1."""
    monitor: int
    """The monitor it shows, from 1."""
    captured_ms: int
    """When its capture ended, in session time; never later than what it claims to show."""
    valid_ms: int
    """The last moment at which the screen was known to look just like it, in session time."""
    width: int
    """Physical pixels."""
    height: int
    """Physical pixels."""

    @property
    def rect(self) -> Rect:
        """The whole picture, in its own pixels."""
        return Rect(0, 0, self.width, self.height)

    def age_ms(self, at_ms: int) -> int:
        """Return how old the picture was at that moment: 0 while the screen still looked like it."""
        return max(0, at_ms - self.valid_ms)
