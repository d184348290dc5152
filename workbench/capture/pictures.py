"""The thread that takes pictures: only while something in scope is drawn, at most ten a second.

What is drawn last is always taken too, so the newest picture is that of the settled screen.
"""

import threading
from collections.abc import Callable, Iterable

import numpy as np

from workbench.capture.hidden import HiddenAreas
from workbench.capture.mask import Mask, Masks
from workbench.capture.ring import PictureRing
from workbench.capture.timing import FRAME_MS, HOLD_MS
from workbench.desktop.port import Damage, Screen, Windows

MOST_AGAIN = 5
"""So often a picture is taken anew where it shows less than it may, until something changes."""
WAIT_S = 0.5
"""How long the thread waits for something to be drawn before it looks at windows and monitors by itself."""


class Pictures:
    """Owns the screen while recording. Rings are read under `lock` by the recorder's loop."""

    def __init__(
        self,
        screen: Screen,
        windows: Windows,
        rings: dict[int, PictureRing],
        masks: dict[int, Masks],
        hidden: HiddenAreas,
    ) -> None:
        self.lock = threading.Lock()
        self.rings = rings
        self.discards = 0
        self.failure: str | None = None
        self._screen = screen
        self._windows = windows
        self._masks = masks
        self._hidden = hidden
        self._shown: dict[int, Mask] = {}
        self._unmask_ms: int | None = None
        self._compared: dict[int, tuple[Mask, Mask, bool]] = {}
        self._again: dict[int, int] = {}
        self._dirty: dict[int, set[int]] = {number: ring.all_tiles() for number, ring in rings.items()}
        self._grabbed_ms: dict[int, int] = {}
        self._since_ms: int | None = None
        self._stood = screen.monitors()
        self._stand = self._stood
        self._numbers = {number: number for number in rings}

    @property
    def rearranged(self) -> bool:
        """Whether the monitors do not stand as they did at the start, so that some are not pictured."""
        return {monitor.rect for monitor in self._stand} != {monitor.rect for monitor in self._stood}

    def renew(self) -> None:
        """Forget all pictures and begin anew, as after a pause."""
        with self.lock:
            self._clear()

    def forget(self, now_ms: int) -> None:
        """Do the same under the lock that the caller holds; a picture under way that began before goes too."""
        self._since_ms = now_ms
        self._clear()

    def _clear(self) -> None:
        self._again.clear()
        for number, ring in self.rings.items():
            ring.clear()
            self._dirty[number] = ring.all_tiles()

    def look(self, now_ms: int, timeout_s: float) -> None:
        """Wait for something to be drawn or for windows to change, and note what has to be taken anew."""
        damages = self._screen.damage(timeout_s)
        self._note_monitors()
        self._note_windows(now_ms, damages)
        for damage in damages:
            self._note(damage)

    def hurry(self) -> None:
        """Let nobody wait for something to be drawn."""
        self._screen.wake()

    def owed_s(self, now_ms: int) -> float | None:
        """Return how long the next picture may wait; none where nothing was drawn, nor a mask changed."""
        waits = [
            FRAME_MS - (now_ms - self._grabbed_ms.get(number, now_ms - FRAME_MS))
            for number, dirty in self._dirty.items()
            if dirty
        ]
        if self._unmask_ms is not None:
            waits.append(self._unmask_ms - now_ms)
        return max(0.0, min(waits) / 1000) if waits else None

    def take(self, now_ms: int) -> None:
        """Take a picture of every monitor that was drawn on, if its last one is long enough ago."""
        for number, dirty in self._dirty.items():
            if dirty and now_ms - self._grabbed_ms.get(number, now_ms - FRAME_MS) >= FRAME_MS:
                self._grabbed_ms[number] = now_ms
                self._grab(number)

    def _grab(self, number: int) -> None:
        if number not in self._numbers:
            self._dirty[number] = set()
            return
        with self.lock:
            part = self.rings[number].part(self._dirty[number])
        grab = self._screen.grab(self._numbers[number], part)
        if grab is None or self._screen.monitors() != self._stand:
            self.discards += 1
            return
        with self.lock:
            fresh = self._since_ms is None or grab.started_ms >= self._since_ms
            if fresh and self.rings[number].add(grab, self._dirty[number]):
                self._dirty[number] = set()

    def _note(self, damage: Damage) -> None:
        """Mark the tiles that were drawn on, where something in scope can be seen."""
        for number, ring in self.rings.items():
            monitor = ring.monitor.rect
            part = damage.rect.clip(monitor).shift(-monitor.x, -monitor.y)
            shown = self._shown.get(number)
            if part.empty or shown is None:
                continue
            if shown[part.y : part.bottom, part.x : part.right].any():
                self._dirty[number] |= ring.tiles_touching(part)
                with self.lock:
                    ring.damaged(damage.at_ms)

    def _note_monitors(self) -> None:
        """Find each monitor where it stood at the start; one that moved or was resized is pictured no more."""
        stand = self._screen.monitors()
        if stand == self._stand:
            return
        places = {monitor.rect: monitor.number for monitor in stand}
        rects = {number: ring.monitor.rect for number, ring in self.rings.items()}
        self._stand = stand
        self._numbers = {number: places[rect] for number, rect in rects.items() if rect in places}
        with self.lock:
            self._clear()

    def ready(self, now_ms: int) -> bool:
        """Keep pictures that have waited; return whether every monitor has one that shows all it may."""
        with self.lock:
            for ring in self.rings.values():
                ring.mature(now_ms)
            whole = (ring.settled and ring.placed for ring in self.rings.values())
            return all(whole) and not any(self._falls_short(number) for number in self.rings)

    def _falls_short(self, number: int) -> bool:
        """Return whether the newest picture is black where something may be shown by now."""
        shown, kept = self._shown.get(number), self.rings[number].mask
        if shown is None:
            return True
        known = self._compared.get(number)
        if known is None or known[0] is not shown or known[1] is not kept:
            known = self._compared[number] = (shown, kept, bool((shown & ~kept).any()))
        return known[2]

    def _take_anew(self, number: int) -> None:
        """Take a picture again that shows less than it may: what was known of its windows came too late."""
        ring = self.rings[number]
        with self.lock:
            short = ring.settled and not self._dirty[number] and self._falls_short(number)
        if short and self._again.get(number, 0) < MOST_AGAIN:
            self._again[number] = self._again.get(number, 0) + 1
            self._dirty[number] = ring.all_tiles()

    def _note_windows(self, now_ms: int, damages: Iterable[Damage]) -> None:
        """Take everything anew where the mask changed, and once more when its neighbours no longer count."""
        stack = self._windows.stack()
        self._hidden.follow(stack, (damage.rect for damage in damages), now_ms)
        self._hidden.note(stack, now_ms)
        changed = self._unmask_ms is not None and now_ms >= self._unmask_ms
        if changed:
            self._unmask_ms = None
        hidden = self._hidden.during(now_ms - HOLD_MS, now_ms)
        for number, masks in self._masks.items():
            mask = masks.allowed((stack,), hidden)
            before = self._shown.get(number)
            if mask is not before:
                self._shown[number] = mask
                if before is None or not np.array_equal(before, mask):
                    changed = True
                    self._again[number] = 0
                    self._unmask_ms = now_ms + 2 * HOLD_MS
            self._take_anew(number)
        if changed:
            self._dirty = {number: ring.all_tiles() for number, ring in self.rings.items()}


class PictureThread:
    """Runs `Pictures` until it is told to stop; it owns the thread."""

    def __init__(self, pictures: Pictures, clock_ms: Callable[[], int]) -> None:
        self._pictures = pictures
        self._clock_ms = clock_ms
        self._stop = threading.Event()
        self._paused = threading.Event()
        self._thread = threading.Thread(target=self._run, name="pictures", daemon=True)

    def start(self) -> None:
        """Begin to take pictures."""
        self._thread.start()

    def pause(self) -> None:
        """Take no pictures until resumed."""
        self._paused.set()

    def resume(self) -> None:
        """Take pictures again, from nothing."""
        self._pictures.renew()
        self._paused.clear()
        self._pictures.hurry()

    def stop(self) -> None:
        """End the thread, or leave it to the end of the process if the desktop does not answer."""
        self._stop.set()
        if self._thread.is_alive():
            self._pictures.hurry()
            self._thread.join(1.0)

    def _run(self) -> None:
        try:
            while not self._stop.is_set():
                self._round()
        except Exception as error:  # noqa: BLE001  (whatever ends the pictures must be shown, not lost with a thread)
            self._pictures.failure = type(error).__name__

    def _round(self) -> None:
        if self._paused.is_set():
            self._pictures.look(self._clock_ms(), WAIT_S)
            return
        owed_s = self._pictures.owed_s(self._clock_ms())
        self._pictures.look(self._clock_ms(), WAIT_S if owed_s is None else owed_s)
        self._pictures.take(self._clock_ms())
