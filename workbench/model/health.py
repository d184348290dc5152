"""Whether a recording can be trusted: what its recorder counted while it ran."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Health:
    """One look of the recorder at itself; all but the first four only ever grow."""

    lag_ms: float = 0.0
    """How late the newest input reached the recorder."""
    picture_age_ms: float = 0.0
    """Since when the newest picture no longer equals the screen."""
    blind: float = 0
    """1 while the pointer or the keys move and nothing arrives, else 0."""
    frames: float = 0
    """Pictures kept so far."""
    lost: float = 0
    """Inputs that did not arrive, as far as that was noticed."""
    worst_lag_ms: float = 0.0
    """How late the latest input was."""
    grab_discards: float = 0
    """Pictures thrown away because nobody could tell what was on them."""
    timeouts: float = 0
    """Questions that applications did not answer in time."""
    echo_failures: float = 0
    """Looks at terminals that went wrong; what was typed there is withheld."""
    blind_ms: float = 0
    """For how long nothing arrived although something moved."""

    def counters(self) -> dict[str, float]:
        """Return the shape that is stored."""
        return asdict(self)

    @classmethod
    def read(cls, counters: Mapping[str, Any]) -> Self:
        """Read what `counters` wrote, in this version or another; what is no number counts as 0."""
        known = {each.name for each in fields(cls)}
        numbers = {name: value for name, value in counters.items() if isinstance(value, int | float)}
        return cls(**{name: float(value) for name, value in numbers.items() if name in known})

    @property
    def sentence(self) -> str:
        """Say how the recorder fared, in figures."""
        lost = f"{self.lost:.0f} lost" if self.lost else "nothing lost"
        blind = f"blind for {self.blind_ms / 1000:.0f} s" if self.blind_ms or self.blind else "never blind"
        return (
            f"{lost}, {blind}, at most {self.worst_lag_ms:.0f} ms late; {self.grab_discards:.0f} pictures "
            f"discarded, {self.timeouts:.0f} questions to applications unanswered"
        )

    @property
    def trouble(self) -> str:
        """Say in a few words what is wrong; empty where nothing is."""
        lost = f"{self.lost:.0f} lost" if self.lost else ""
        blind = f"blind for {self.blind_ms / 1000:.0f} s" if self.blind_ms else ""
        return ", ".join(words for words in (lost, blind) if words)


def overall(looks: Sequence[tuple[int, Mapping[str, Any]]]) -> Health | None:
    """Return how a whole session went, from all looks in order; none where there was none."""
    return Health.read(looks[-1][1]) if looks else None
