"""Pictures in memory: raw ones wait as long as keys do, then are masked, tiled and kept for two seconds.

Nothing unmasked leaves this module: tiles are hashed and compressed only after masking.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workbench.capture.hidden import HiddenAreas
from workbench.capture.mask import Mask, Masks
from workbench.capture.timing import HOLD_MS, RING_MS
from workbench.desktop.port import Grab, Windows
from workbench.model.geometry import Rect, around
from workbench.model.session import Monitor
from workbench.model.tiles import tile_rects

Pixels = NDArray[np.uint8]
Pack = Callable[[Pixels], tuple[bytes, bytes]]


@dataclass(slots=True, eq=False)
class RawPicture:
    """The tiles that were drawn on since the picture before, not masked yet."""

    started_ms: int
    """When its capture began, on the desktop's clock."""
    ended_ms: int
    """When its capture ended."""
    tiles: dict[int, Pixels]
    """Pixels as RGB by the tile's number in the grid."""

    @property
    def around(self) -> tuple[int, int]:
        """The interval whose windows and fields decide what it may show."""
        return self.started_ms - HOLD_MS, self.ended_ms + HOLD_MS


@dataclass(slots=True, eq=False)
class RingPicture:
    """A masked picture that may be stored."""

    captured_ms: int
    """When its capture ended, on the desktop's clock."""
    stale_ms: int | None
    """When something in scope was drawn after it; none while it still equals the screen."""
    tile_ids: tuple[bytes, ...]
    """Its tiles, row by row."""
    around: tuple[int, int]
    """The interval whose windows and fields decided what it shows."""
    mask: Mask
    """What it shows."""

    def valid_ms(self, now_ms: int) -> int:
        """Return the last moment, up to now, at which the screen was known to equal it."""
        return now_ms if self.stale_ms is None else max(self.captured_ms, self.stale_ms)


class PictureRing:
    """The pictures of one monitor. Callers hold `Pictures.lock`."""

    def __init__(
        self, monitor: Monitor, masks: Masks, windows: Windows, pack: Pack, hidden: HiddenAreas
    ) -> None:
        self.monitor = monitor
        self.size = (monitor.rect.width, monitor.rect.height)
        self._rects = tile_rects(*self.size)
        self._masks = masks
        self._windows = windows
        self._pack = pack
        self._hidden = hidden
        self._screen = np.zeros((self.size[1], self.size[0], 3), np.uint8)
        self._mask: Mask = np.zeros((self.size[1], self.size[0]), np.bool_)
        self._ids: list[bytes] = []
        self._blank = True
        self._waiting: deque[RawPicture] = deque()
        self._pictures: deque[RingPicture] = deque()
        self._damaged: deque[int] = deque()
        self._tiles: dict[bytes, bytes] = {}
        self._uses: Counter[bytes] = Counter()

    @property
    def mask(self) -> Mask:
        """What the newest kept picture shows."""
        return self._mask

    @property
    def settled(self) -> bool:
        """Whether there is a kept picture, and none that waits."""
        return bool(self._pictures) and not self._waiting

    @property
    def placed(self) -> bool:
        """Whether the newest kept picture was masked by what was known of every password field's place."""
        return bool(self._pictures) and self._hidden.placed(*self._pictures[-1].around)

    def all_tiles(self) -> set[int]:
        """Return the numbers of all tiles."""
        return set(range(len(self._rects)))

    def tiles_touching(self, rect: Rect) -> set[int]:
        """Return the tiles that a rectangle in frame coordinates touches."""
        return {number for number, tile in enumerate(self._rects) if not tile.clip(rect).empty}

    def damaged(self, at_ms: int) -> None:
        """Note that something in scope was drawn."""
        self._damaged.append(at_ms)
        newest = self._pictures[-1] if self._pictures else None
        if newest is not None and not self._waiting and newest.stale_ms is None:
            newest.stale_ms = at_ms

    def part(self, dirty: Iterable[int]) -> Rect:
        """Return which part of the monitor has to be pictured: all of it where nothing is known."""
        return around(self._rects[number] for number in self._wanted(dirty))

    def _wanted(self, dirty: Iterable[int]) -> Iterable[int]:
        return self.all_tiles() if self._blank else dirty

    def add(self, grab: Grab, dirty: Iterable[int]) -> bool:
        """Take in a picture's dirty tiles, all of them where nothing is known; false where it misses some.

        It does when everything was forgotten while a part was pictured.
        """
        rects = {number: self._rects[number] for number in self._wanted(dirty)}
        if any(rect.clip(grab.rect) != rect for rect in rects.values()):
            return False
        self._blank = False
        tiles = {}
        for number, rect in rects.items():
            tile = rect.shift(-grab.rect.x, -grab.rect.y)
            part = grab.pixels[tile.y : tile.bottom, tile.x : tile.right, 2::-1]
            tiles[number] = np.ascontiguousarray(part)
        self._waiting.append(RawPicture(grab.started_ms, grab.ended_ms, tiles))
        return True

    def mature(self, now_ms: int) -> None:
        """Mask and keep every picture that has waited long enough, and forget those that are too old."""
        while self._waiting and self._waiting[0].ended_ms <= now_ms - HOLD_MS:
            self._keep(self._waiting.popleft())
        while len(self._pictures) > 1 and self._pictures[1].captured_ms < now_ms - HOLD_MS - RING_MS:
            self._forget(self._pictures.popleft())

    def newest(self, at_ms: int) -> RingPicture | None:
        """Return the newest picture whose capture had ended by that moment."""
        return next((p for p in reversed(self._pictures) if p.captured_ms <= at_ms), None)

    def tiles(self, picture: RingPicture) -> dict[bytes, bytes]:
        """Return a picture's compressed tiles by id."""
        return {tile_id: self._tiles[tile_id] for tile_id in picture.tile_ids}

    def searched(self, picture: RingPicture) -> bool:
        """Return whether everything that it shows was searched for password fields since it was drawn."""
        return self._hidden.searched(picture.captured_ms)

    def blacken(
        self, picture: RingPicture, tiles: dict[bytes, bytes]
    ) -> tuple[tuple[bytes, ...], dict[bytes, bytes]]:
        """Return its tiles; black are those that show what is known now to be secret, or was not searched."""
        exposed = picture.mask & ~self._allowed(picture.around, self._hidden.unsearched(picture.captured_ms))
        if not exposed.any():
            return picture.tile_ids, tiles
        kept, ids = dict(tiles), list(picture.tile_ids)
        for number, tile in enumerate(self._rects):
            if exposed[tile.y : tile.bottom, tile.x : tile.right].any():
                ids[number], black = self._pack(np.zeros((tile.height, tile.width, 3), np.uint8))
                kept[ids[number]] = black
        return tuple(ids), {tile_id: kept[tile_id] for tile_id in ids}

    def clear(self) -> None:
        """Forget everything, as at a pause, down to the last pixel."""
        self._blank = True
        self._ids = []
        for remembered in (self._waiting, self._damaged, self._pictures, self._tiles, self._uses):
            remembered.clear()
        self._screen[:] = 0
        self._mask = np.zeros(self._mask.shape, np.bool_)

    def _allowed(self, interval: tuple[int, int], more: tuple[Rect, ...] = ()) -> Mask:
        """Return what may be shown of an interval by what is known of it now; `more` is hidden as well."""
        hidden = (*self._hidden.during(*interval), *more)
        return self._masks.allowed(self._windows.stacks(*interval), hidden)

    def _keep(self, raw: RawPicture) -> None:
        mask = self._allowed(raw.around)
        changed = self._changed(raw, mask)
        self._mask = mask
        if not self._ids:
            self._ids = [b""] * len(self._rects)
            changed = self.all_tiles()
        for number in changed:
            self._ids[number] = self._pack_tile(self._rects[number])
        if self._pictures and self._pictures[-1].stale_ms is None:
            self._pictures[-1].stale_ms = raw.started_ms
        self._append(raw)

    def _changed(self, raw: RawPicture, mask: Mask) -> set[int]:
        changed = set()
        for number, pixels in raw.tiles.items():
            tile = self._rects[number]
            part = self._screen[tile.y : tile.bottom, tile.x : tile.right]
            if not np.array_equal(part, pixels):
                part[:] = pixels
                changed.add(number)
        if mask is not self._mask:
            for number, tile in enumerate(self._rects):
                area = np.s_[tile.y : tile.bottom, tile.x : tile.right]
                if not np.array_equal(self._mask[area], mask[area]):
                    changed.add(number)
        return changed

    def _pack_tile(self, tile: Rect) -> bytes:
        area = np.s_[tile.y : tile.bottom, tile.x : tile.right]
        tile_id, data = self._pack(np.ascontiguousarray(self._screen[area] * self._mask[area][:, :, None]))
        self._tiles.setdefault(tile_id, data)
        return tile_id

    def _append(self, raw: RawPicture) -> None:
        while self._damaged and self._damaged[0] <= raw.started_ms:
            self._damaged.popleft()
        stale = max(self._damaged[0], raw.ended_ms) if self._damaged else None
        picture = RingPicture(raw.ended_ms, stale, tuple(self._ids), raw.around, self._mask)
        self._uses.update(picture.tile_ids)
        self._pictures.append(picture)

    def _forget(self, picture: RingPicture) -> None:
        self._uses.subtract(picture.tile_ids)
        for tile_id in set(picture.tile_ids):
            if self._uses[tile_id] <= 0 and tile_id not in self._ids:
                del self._uses[tile_id]
                self._tiles.pop(tile_id, None)
