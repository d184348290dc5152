"""Which pictures are stored: the newest before each action, and the settled one after it. No others.

Each waits until everything on it was searched for password fields after it was drawn.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace

from workbench.capture.ring import PictureRing, RingPicture
from workbench.capture.timing import FORGET_MS, HOLD_MS, RING_MS, SETTLED_MS
from workbench.model.frames import Frame
from workbench.store.forgetting import Remainder
from workbench.store.journal import PackedFrame


@dataclass(frozen=True, slots=True)
class Settled:
    """The picture after an action, held back until the next event is kept: a secret may still follow."""

    monitor: int
    """The monitor it shows."""
    picture: RingPicture
    """The picture."""
    tiles: dict[bytes, bytes]
    """Its compressed tiles, held because the ring forgets."""


@dataclass(frozen=True, slots=True)
class Unwritten:
    """A picture that is to be stored. All times are session times."""

    monitor: int
    """The monitor it shows."""
    picture: RingPicture
    """The picture."""
    tiles: dict[bytes, bytes]
    """Its compressed tiles."""
    captured_ms: int
    """From when on the screen equalled it, as far as that may be told."""
    valid_ms: int
    """Until when."""


class FrameKeeper:
    """Takes pictures out of the rings into the session. All times are session times."""

    def __init__(
        self, rings: dict[int, PictureRing], anchor_ms: int, add_frame: Callable[[PackedFrame], None]
    ) -> None:
        self._rings = rings
        self._anchor_ms = anchor_ms
        self._add_frame = add_frame
        self._stored_tiles: set[bytes] = set()
        self._stored: tuple[RingPicture, int, int] | None = None
        self._floor_ms = 0
        self._action: tuple[int, int] | None = None
        self._settled: Settled | None = None
        self._passed: deque[tuple[int, int, Settled | None]] = deque()
        self._unwritten: deque[Unwritten] = deque()
        self._number = 0
        self.frames = 0

    @property
    def held_back_ms(self) -> int:
        """When the picture that is held back was captured: what is withheld from now on begins after it."""
        return self._settled.picture.captured_ms - self._anchor_ms if self._settled else 0

    @property
    def unsearched(self) -> bool:
        """Whether a picture waits for a search."""
        held = self._settled
        return bool(self._unwritten) or (
            held is not None and not self._rings[held.monitor].searched(held.picture)
        )

    def action_begins(self, at_ms: int, monitor: int) -> None:
        """Store the settled picture of the action before, and the newest whose capture had ended by now."""
        self.finish(at_ms)
        ring = self._rings[monitor]
        picture = ring.newest(at_ms + self._anchor_ms)
        if picture is not None:
            self._store(monitor, picture, ring.tiles(picture), at_ms)
        self._action = (at_ms, monitor)

    def action_goes_on(self, at_ms: int, monitor: int) -> None:
        """Note the action's newest moment: what settles after it belongs to it."""
        self._pass(at_ms)
        self._settled = None
        self._action = (at_ms, monitor)

    def secret_over(self, at_ms: int) -> None:
        """Note that a secret's gap ends here: what was captured before and changed since is not stored."""
        self.secret_typed()
        self._floor_ms = at_ms

    def secret_typed(self) -> None:
        """Let go of what may lie inside a secret's gap."""
        self._settled = None
        self._action = None

    def settle(self, now_ms: int) -> None:
        """Hold the picture after the newest action once the screen has settled; `now_ms` is session time."""
        if self._action is None or self._settled is not None:
            return
        at_ms, monitor = self._action
        picture = self._rings[monitor].newest(now_ms + self._anchor_ms)
        if picture is None:
            return
        valid_ms = picture.valid_ms(now_ms + self._anchor_ms) - self._anchor_ms
        quiet_ms = valid_ms - max(at_ms, picture.captured_ms - self._anchor_ms)
        if quiet_ms >= SETTLED_MS or now_ms - HOLD_MS - at_ms >= RING_MS:
            self._settled = Settled(monitor, picture, self._rings[monitor].tiles(picture))

    def finish(self, at_ms: int) -> None:
        """Store what is held back: another action begins, or the recording pauses or ends."""
        self._pass(at_ms, stored=True)
        settled, self._settled = self._settled, None
        self._action = None
        if settled is not None:
            self._store(settled.monitor, settled.picture, settled.tiles, at_ms)

    def forget(self, since_ms: int) -> None:
        """Store what was held back at that moment, if it was not stored, and let go of all the rest."""
        before = [each for each in self._unwritten if each.captured_ms < since_ms]
        self._unwritten = deque(replace(each, valid_ms=min(each.valid_ms, since_ms)) for each in before)
        later = [passed for passed in self._passed if passed[0] >= since_ms]
        _, self._floor_ms, held = later[0] if later else (since_ms, self._floor_ms, self._settled)
        self._passed.clear()
        self.secret_typed()
        if held is not None and held.picture.captured_ms - self._anchor_ms < since_ms:
            self._store(held.monitor, held.picture, held.tiles, since_ms)

    def go_on(self, rest: Remainder, at_ms: int) -> None:
        """Take over what there is after forgetting, and store nothing that was captured before that moment."""
        self._stored_tiles = set(rest.tiles)
        self._stored = None
        self._floor_ms = at_ms
        self.frames, self._number = rest.frames, rest.numbers.frames

    def _pass(self, at_ms: int, *, stored: bool = False) -> None:
        """Remember, for as long as it may still be asked for, what was held back when something was kept."""
        while self._passed and self._passed[0][0] < at_ms - 2 * FORGET_MS:
            self._passed.popleft()
        self._passed.append((at_ms, self._floor_ms, None if stored else self._settled))

    def _store(self, monitor: int, picture: RingPicture, tiles: dict[bytes, bytes], at_ms: int) -> None:
        captured_ms = picture.captured_ms - self._anchor_ms
        valid_ms = min(picture.valid_ms(at_ms + self._anchor_ms) - self._anchor_ms, at_ms)
        if captured_ms < self._floor_ms:
            if valid_ms < self._floor_ms:
                return
            captured_ms = self._floor_ms
        if self._stored == (picture, captured_ms, valid_ms) or captured_ms < 0:
            return
        self._stored = (picture, captured_ms, valid_ms)
        self._unwritten.append(Unwritten(monitor, picture, tiles, captured_ms, valid_ms))
        self.write()

    def write(self, waited_since_ms: int = -1) -> None:
        """Write, in order, the pictures that were searched, and any that were captured by that moment."""
        while self._unwritten:
            first = self._unwritten[0]
            if first.captured_ms > waited_since_ms and not self._rings[first.monitor].searched(first.picture):
                return
            self._write(self._unwritten.popleft())

    def _write(self, own: Unwritten) -> None:
        self.frames += 1
        self._number += 1
        ring = self._rings[own.monitor]
        frame = Frame(
            self._number, own.monitor, own.captured_ms, max(own.captured_ms, own.valid_ms), *ring.size
        )
        ids, tiles = ring.blacken(own.picture, own.tiles)
        new = {tile_id: data for tile_id, data in tiles.items() if tile_id not in self._stored_tiles}
        self._stored_tiles.update(new)
        self._add_frame(PackedFrame(frame, b"".join(ids), new))
