"""What the pictures of a recording show, as far as windows, times and equal tiles tell."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby

from workbench.model.contexts import Context
from workbench.model.frames import Frame
from workbench.model.geometry import Rect
from workbench.model.session import Recording
from workbench.model.steps import Step
from workbench.model.tiles import grid, tile_rects

Program = tuple[str, int | None]
Interval = tuple[int, int]
NEVER_ENDING_MS = 2**63


class Scene:
    """A recording, its steps and the tile ids of its frames, ready to be asked."""

    def __init__(
        self, recording: Recording, steps: Sequence[Step], tile_ids: Mapping[int, tuple[bytes, ...]]
    ) -> None:
        self.recording = recording
        """Everything but the pixels."""
        self.steps = steps
        """All steps, in order."""
        self._tile_ids = tile_ids
        self._frames = {frame.id: frame for frame in recording.frames}
        self._on_monitor: dict[int, list[Frame]] = {}
        for frame in recording.frames:
            self._on_monitor.setdefault(frame.monitor, []).append(frame)
        placed = [event for event in recording.events if event.context in recording.contexts]
        self._times = [event.t_ms for event in placed]
        self._windows = [recording.contexts[event.context or 0] for event in placed]
        self._used: dict[int, tuple[Context, ...]] = {}
        self._titled: dict[Program, list[tuple[int, Interval]]] = {}

    def program(self, context: Context) -> Program:
        """Return what windows of one program have in common."""
        return context.app, context.pid

    def picture_before(self, step: Step, monitor: int) -> Frame | None:
        """Return the last picture of a monitor that shows nothing of a step; none where there is none."""
        if step.frame and step.context.monitor == monitor and step.frame.id in self._frames:
            return self._frames[step.frame.id]
        known = self._on_monitor.get(monitor, [])
        at = bisect_right(known, step.start_ms, key=lambda frame: frame.captured_ms)
        return known[at - 1] if at else None

    def windows_of(self, programs: Iterable[Program]) -> list[Context]:
        """Return every window that those programs were ever used in."""
        wanted = set(programs)
        return [context for context in self.recording.contexts.values() if self.program(context) in wanted]

    def same_within(self, rect: Rect, before: Frame | None, after: Frame) -> list[Rect]:
        """Return where a picture is the same as an earlier one in a rectangle; nowhere where nobody knows."""
        pairs = self._pairs(before, after)
        if pairs is None:
            return []
        one, other = pairs
        return [piece for at, piece in _pieces(after.rect, rect) if one[at] == other[at]]

    def changed_within(self, rect: Rect, before: Frame | None, after: Frame) -> list[Rect]:
        """Return where a picture differs from an earlier one in a rectangle; all of it where nobody knows."""
        pairs = self._pairs(before, after)
        if pairs is None:
            return [] if rect.clip(after.rect).empty else [rect.clip(after.rect)]
        one, other = pairs
        return [piece for at, piece in _pieces(after.rect, rect) if one[at] != other[at]]

    def shares_tiles(self, number: int, frame: Frame, rect: Rect) -> bool:
        """Return whether a picture still shows anything of another one in that rectangle."""
        pairs = self._pairs(self._frames.get(number), frame)
        if pairs is None:
            return False
        one, other = pairs
        return any(one[at] == other[at] for at, _ in _pieces(frame.rect, rect))

    def _pairs(self, before: Frame | None, after: Frame) -> tuple[tuple[bytes, ...], tuple[bytes, ...]] | None:
        """Return the tiles of two pictures; none where they cannot be compared."""
        if before is None or (before.monitor, before.rect) != (after.monitor, after.rect):
            return None
        one, other = self._tile_ids.get(before.id, ()), self._tile_ids.get(after.id, ())
        columns, rows = grid(after.width, after.height)
        return (one, other) if len(one) == len(other) == columns * rows else None

    def hidden_frames(self, dropped: Iterable[int]) -> set[int]:
        """Return the frames that were captured while a dropped step, or a run of them, was going on."""
        away = set(dropped)
        runs = groupby(self.steps, key=lambda step: step.index in away)
        spans = [_reach(tuple(run)) for gone, run in runs if gone]
        return {
            frame.id
            for frame in self.recording.frames
            if any(start < frame.captured_ms <= end for start, end in spans)
        }

    def programs_without_steps(self, dropped: Iterable[int]) -> set[Program]:
        """Return the programs of which every step was dropped."""
        away = set(dropped)
        kept = {self.program(step.context) for step in self.steps if step.index not in away}
        return {self.program(step.context) for step in self.steps if step.index in away} - kept

    def windows_in_use(self, at_ms: int) -> tuple[Context, ...]:
        """Return the windows in which the program was used that was used last, the newest first.

        They lie on top since. Where one was moved, or may have been, only its newest place counts.
        """
        at = bisect_right(self._times, at_ms)
        if at not in self._used:
            self._used[at] = self._used_up_to(at)
        return self._used[at]

    def _used_up_to(self, at: int) -> tuple[Context, ...]:
        if not at:
            return ()
        program, used = self.program(self._windows[at - 1]), list[Context]()
        while at and self.program(self._windows[at - 1]) == program:
            at -= 1
            if not any(_may_be_the_same(self._windows[at], newer) for newer in used):
                used.append(self._windows[at])
        return tuple(used)

    def last_picture_in(self, window: Context, frame: Frame) -> Frame | None:
        """Return the last picture, up to one of the same monitor, that was taken while a window was in use."""
        known = self._on_monitor[frame.monitor]
        earlier = (each for each in reversed(known) if each.captured_ms <= frame.captured_ms)
        return next((each for each in earlier if self.windows_in_use(each.captured_ms)[:1] == (window,)), None)

    def may_show_title(self, number: int, frame: Frame) -> bool:
        """Return whether a window may have had a context's title while the picture held."""
        program = self.program(self.recording.contexts[number])
        if program not in self._titled:
            self._titled[program] = self._title_intervals(program)
        reaches = [reach for known, reach in self._titled[program] if known == number]
        if not reaches:
            return True
        return any(frame.captured_ms <= end and frame.valid_ms >= start for start, end in reaches)

    def _title_intervals(self, program: Program) -> list[tuple[int, Interval]]:
        """Return since when and until when a program's windows may have had each title.

        A context is known from its events alone: the title may have come right after the event before them, and
        stayed until the event that comes after them.
        """
        own = [
            (at_ms, window.id)
            for at_ms, window in zip(self._times, self._windows, strict=True)
            if self.program(window) == program
        ]
        runs = [(number, tuple(run)) for number, run in groupby(own, key=lambda entry: entry[1])]
        ends = [run[-1][0] for _, run in runs]
        starts = [run[0][0] for _, run in runs]
        reaches = zip([0, *ends], [*starts[1:], NEVER_ENDING_MS], strict=False)
        return [(number, reach) for (number, _), reach in zip(runs, reaches, strict=False)]


@lru_cache(maxsize=256)
def _pieces(frame: Rect, rect: Rect) -> tuple[tuple[int, Rect], ...]:
    """Return which tiles of a frame lie in a rectangle, by their place in the frame, and which part of them."""
    clipped = ((at, tile.clip(rect)) for at, tile in enumerate(tile_rects(frame.width, frame.height)))
    return tuple((at, piece) for at, piece in clipped if not piece.empty)


def _may_be_the_same(one: Context, other: Context) -> bool:
    """Return whether two contexts may be one window at two moments."""
    return one.title == other.title or (one.rect.width, one.rect.height) == (
        other.rect.width,
        other.rect.height,
    )


def _reach(run: tuple[Step, ...]) -> Interval:
    """Return from when to when a run of steps went on."""
    return run[0].start_ms, max(step.end_ms for step in run)
