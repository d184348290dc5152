"""What must be painted over in which picture.

Two tiles with the same id have the same pixels. So what was typed cannot show in a tile that still looks as it
did before the typing, and may show in any other tile of the program's windows: those are masked in every later
picture. Where there is nothing to compare with, all of the window is masked; where there is no window either,
all of the picture.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from workbench.model.contexts import Context
from workbench.model.decisions import Decisions
from workbench.model.edits import RedactBox
from workbench.model.frames import Frame
from workbench.model.geometry import Rect
from workbench.model.scene import Program, Scene
from workbench.model.steps import PressKeys, Step, TypeText

PADDING_PX = 8
TITLE_BAR_PX = 48
PASTES = frozenset({("ctrl", "v"), ("ctrl", "shift", "v"), ("shift", "insert"), ("meta", "v")})


def masks_by_frame(scene: Scene, decided: Decisions, frames: Sequence[Frame]) -> dict[int, tuple[Rect, ...]]:
    """Return the masks of those frames that have any, padded, clipped to the frame, in a fixed order."""
    found: defaultdict[int, set[Rect]] = defaultdict(set)
    for number, rects in decided.applied.masks:
        found[number].update(rects)
    hiding = [(step, scene.windows_from(step)) for step in hiding_steps(scene, decided)]
    titles = decided.titles.difference(decided.applied.titles)
    boxes = [*decided.boxes, *_targets(scene, decided)]
    gone = scene.programs_without_steps(decided.dropped)
    for frame in frames:
        bare = [
            *joined({rect for step, windows in hiding for rect in _typed(scene, step, windows, frame)}),
            *(rect for box in boxes for rect in _boxed(scene, decided, box, frame)),
            *_titled(scene, titles, frame),
            *_gone(scene, gone, frame),
        ]
        padded = (rect.pad(PADDING_PX).clip(frame.rect) for rect in bare)
        found[frame.id].update(rect for rect in padded if not rect.empty)
    return {number: tuple(sorted(rects, key=Rect.to_list)) for number, rects in found.items() if rects}


def hiding_steps(scene: Scene, decided: Decisions) -> list[Step]:
    """Return the steps whose text must not show any more: redacted ones, and dropped ones that wrote any."""
    return [
        step
        for step in scene.steps
        if step.index in decided.spans or (step.index in decided.dropped and _writes(step))
    ]


def _writes(step: Step) -> bool:
    """Return whether a step brought text to the screen: typed or pasted."""
    if isinstance(step.action, PressKeys):
        return step.action.keys in PASTES
    return isinstance(step.action, TypeText)


def _typed(scene: Scene, step: Step, windows: Sequence[Context], frame: Frame) -> Iterable[Rect]:
    """Return where a later picture may show what a step wrote into one of those windows."""
    if frame.captured_ms <= step.start_ms:
        return ()
    if not windows:
        return (frame.rect,)
    before = scene.frame_before(step)
    there = (window.rect for window in windows if window.monitor == frame.monitor)
    return [piece for rect in there for piece in scene.changed_within(rect, before, frame)]


def _boxed(scene: Scene, decided: Decisions, box: RedactBox, frame: Frame) -> list[Rect]:
    """Return the box where a picture belongs to its span, or still shows some of the same there."""
    rect = box.rect.clip(frame.rect)
    if frame.monitor != box.monitor or rect.empty:
        return []
    span = {number for step in decided.touching(box.first_seq, box.last_seq) for number in step.frames}
    shows = frame.id in span or any(scene.shares_tiles(number, frame, rect) for number in span)
    return [rect] if shows else []


def _targets(scene: Scene, decided: Decisions) -> list[RedactBox]:
    """Return the places of targets whose name is redacted: it most likely shows there."""
    return [
        RedactBox(step.first_seq, step.last_seq, step.context.monitor, step.element.rect)
        for step in scene.steps
        if step.index in decided.elements and step.element and step.element.rect
    ]


def _titled(scene: Scene, titles: Iterable[int], frame: Frame) -> list[Rect]:
    """Return the title bars of windows whose title was redacted, for as long as they may have had it."""
    height = round(TITLE_BAR_PX * max(1.0, scene.recording.session.platform.scale))
    windows = (scene.recording.contexts[number] for number in titles if scene.may_show_title(number, frame))
    bars = (
        Rect(window.rect.x, window.rect.y, window.rect.width, min(height, window.rect.height))
        for window in windows
        if window.monitor == frame.monitor
    )
    return [bar for bar in (bar.clip(frame.rect) for bar in bars) if not bar.empty]


def _gone(scene: Scene, gone: set[Program], frame: Frame) -> list[Rect]:
    """Return the windows of programs without any step left, as far as the window in use leaves them open."""
    if not gone:
        return []
    top = scene.window_in_use(frame.captured_ms)
    rects: list[Rect] = []
    for window in scene.windows_of(gone):
        if window.monitor != frame.monitor:
            continue
        covered = top is not None and scene.program(top) not in gone and top.monitor == frame.monitor
        rects += window.rect.without(top.rect) if top and covered else (window.rect,)
    return [rect for rect in (rect.clip(frame.rect) for rect in rects) if not rect.empty]


def joined(tiles: Iterable[Rect]) -> list[Rect]:
    """Return the same area as fewer rectangles: neighbours in a row become one, then rows of one width."""
    return _joined_down(_joined_along(sorted(set(tiles), key=lambda tile: (tile.y, tile.height, tile.x))))


def _joined_along(tiles: Iterable[Rect]) -> list[Rect]:
    runs: list[Rect] = []
    for tile in tiles:
        last = runs[-1] if runs else None
        if last and (last.y, last.height) == (tile.y, tile.height) and tile.x <= last.right:
            runs[-1] = Rect(last.x, last.y, max(last.right, tile.right) - last.x, last.height)
        else:
            runs.append(tile)
    return runs


def _joined_down(runs: Iterable[Rect]) -> list[Rect]:
    blocks: list[Rect] = []
    for run in sorted(runs, key=lambda run: (run.x, run.width, run.y)):
        last = blocks[-1] if blocks else None
        if last and (last.x, last.width) == (run.x, run.width) and run.y <= last.bottom:
            blocks[-1] = Rect(last.x, last.y, last.width, max(last.bottom, run.bottom) - last.y)
        else:
            blocks.append(run)
    return blocks
