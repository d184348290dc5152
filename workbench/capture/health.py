"""The recorder's health, counted in one place: what was lost, how late things came, whether it is blind."""

from collections.abc import Callable
from dataclasses import dataclass

from workbench.capture.blindness import Blindness
from workbench.capture.pictures import Pictures
from workbench.capture.quarantine import BlindMark, Quarantine
from workbench.capture.sampler import Sampler
from workbench.desktop.port import Desktop
from workbench.model.health import Health

BLIND = (
    "Nothing arrives from keyboard and pointer although they move: nothing you do is recorded. "
    "Stop and start the recording again."
)
LOST = "Some input did not arrive; a gap tells where. Close what keeps this machine busy."
SEAT_NOT_KNOWN = (
    "It is not known which keyboard and pointer are yours, so nothing you do is recorded. "
    "Disconnect the other keyboard and pointer, or stop and start the recording again."
)
SEVERAL_SEATS = (
    "Another keyboard and pointer are connected here ({names}): what is done with them is not recorded."
)
LATE_MS = 2000
LATE = "Input arrives seconds late. Close what keeps this machine busy."
NO_ECHO = "Terminals cannot be checked, so typing is withheld: stop and start again."


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the counters of others are read."""

    quarantine: Quarantine
    """Counts what was lost, and takes the marks of blind stretches."""
    pictures: Pictures
    """Counts the pictures that were thrown away."""
    frames: Callable[[], int]
    """Counts the pictures that were kept."""
    echo: Sampler
    """Counts the looks at terminals that went wrong."""


class HealthWatch:
    """`arrived` belongs to the input thread, `look` to a thread of its own, the rest to the recorder's loop."""

    def __init__(self, desktop: Desktop, sources: Sources) -> None:
        self._desktop = desktop
        self._sources = sources
        self._blindness = Blindness(desktop.signs)
        self._arrived = 0
        self._blind_ms = 0
        self._lag_ms = 0.0
        self._worst_ms = 0.0

    def arrived(self, at_ms: int) -> None:
        """Note that an input of that moment has reached the recorder; a blind stretch is over with it."""
        self._arrived += 1
        late = self._desktop.clock_ms() - at_ms
        self._lag_ms = late if late > 0 else 0.0
        self._worst_ms = max(self._worst_ms, self._lag_ms)
        if self._blindness.now is not None:
            self._see_again(at_ms)

    def _see_again(self, at_ms: int) -> None:
        stretch = self._blindness.now
        self._blindness.over()
        if stretch is not None:
            self._blind_ms += max(0, at_ms - stretch.since_ms)
            self._sources.quarantine.add(BlindMark(at_ms, began=False))

    def look(self) -> None:
        """Compare what the screen shows with what arrived; a blind stretch is marked where it began.

        While the volunteer's seat is not known, nothing is expected to arrive.
        """
        if not self._desktop.seats().known:
            return
        if self._blindness.look(self._arrived, self._desktop.clock_ms()) and self._blindness.now is not None:
            self._sources.quarantine.add(BlindMark(self._blindness.now.since_ms, began=True))

    @property
    def blind(self) -> bool:
        """Whether nothing arrives although something moves."""
        return self._blindness.now is not None

    def now(self) -> Health:
        """Return all counters."""
        stretch, blind_ms = self._blindness.now, self._blind_ms
        if stretch is not None:
            blind_ms += self._desktop.clock_ms() - stretch.since_ms
        return Health(
            lag_ms=round(self._lag_ms, 1),
            picture_age_ms=self.picture_age_ms() or 0,
            blind=int(stretch is not None),
            frames=self._sources.frames(),
            lost=self._sources.quarantine.lost,
            worst_lag_ms=round(self._worst_ms, 1),
            grab_discards=self._sources.pictures.discards,
            timeouts=self._desktop.fields.timeouts(),
            echo_failures=self._sources.echo.failures,
            blind_ms=blind_ms,
        )

    def picture_age_ms(self) -> int | None:
        """Return since when the newest picture no longer equals the screen; none without a picture."""
        now_ms = self._desktop.clock_ms()
        newest = [ring.newest(now_ms) for ring in self._sources.pictures.rings.values()]
        ages = [now_ms - picture.valid_ms(now_ms) for picture in newest if picture is not None]
        return min(ages) if ages else None

    def warnings(self) -> tuple[str, ...]:
        """Return what the volunteer should know, the worst first."""
        seats = self._desktop.seats()
        found = (
            (self.blind, BLIND),
            (not seats.known, SEAT_NOT_KNOWN),
            (bool(seats.others), SEVERAL_SEATS.format(names=", ".join(f"“{name}”" for name in seats.others))),
            (self._sources.quarantine.lost > 0, LOST),
            (self._lag_ms > LATE_MS, LATE),
            (self._sources.echo.failing, NO_ECHO),
        )
        return tuple(words for holds, words in found if holds)
