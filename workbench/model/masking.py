"""What must be painted over in which picture.

Two tiles with the same id have the same pixels. So what was typed cannot show in a tile that still looks as it
did before the typing, and may show in any other one: windows are moved, others of the program show the same.
Those tiles are masked in every later picture, but for the windows in which another program is being used: they
lie on top. Where there is nothing to compare with, all of that is masked.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from workbench.model.contexts import Context
from workbench.model.decisions import Decisions
from workbench.model.edits import RedactBox
from workbench.model.events import Button, Modifier
from workbench.model.frames import Frame
from workbench.model.geometry import Rect
from workbench.model.key_names import KeyName
from workbench.model.scene import Program, Scene
from workbench.model.steps import Click, Drag, PressKeys, Step, TypeText

PADDING_PX = 8
TITLE_BAR_PX = 48
PASTES = frozenset(
    frozenset(chord)
    for chord in (
        (Modifier.CTRL, "v"), (Modifier.CTRL, Modifier.SHIFT, "v"), (Modifier.SHIFT, KeyName.INSERT),
        (Modifier.META, "v"), (Modifier.CTRL, "y"), (Modifier.CTRL, "z"), (Modifier.CTRL, Modifier.SHIFT, "z"),
        (Modifier.META, "z"), (Modifier.META, Modifier.SHIFT, "z"), (Modifier.CTRL, Modifier.ALT, "v"),
        (Modifier.CTRL, Modifier.ALT, Modifier.SHIFT, "v"), (Modifier.CTRL, Modifier.SHIFT, KeyName.INSERT),
        (Modifier.META, Modifier.SHIFT, "v"), (Modifier.META, Modifier.ALT, Modifier.SHIFT, "v"),
    )
)  # fmt: skip
"""Chords that bring text to the screen, or back to it, in whatever order their modifiers are listed."""
MENU_ITEMS = frozenset({"menu item", "check menu item", "radio menu item"})
"""What a menu offers, such as pasting."""


def masks_by_frame(scene: Scene, decided: Decisions, frames: Sequence[Frame]) -> dict[int, tuple[Rect, ...]]:
    """Return the masks of those frames that have any, padded, clipped to the frame, in a fixed order."""
    found: defaultdict[int, set[Rect]] = defaultdict(set)
    for number, rects in decided.applied.masks:
        found[number].update(rects)
    hiding = hiding_steps(scene, decided)
    titles = decided.titles.difference(decided.applied.titles)
    boxes = [*decided.boxes, *_targets(scene, decided)]
    gone = scene.programs_without_steps(decided.dropped)
    for frame in frames:
        bare = [
            *joined({rect for step in hiding for rect in _typed(scene, step, frame)}),
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
    """Return whether a step may have brought text to the screen: typed, pasted, dragged or brought back."""
    match step.action:
        case PressKeys(keys=keys):
            return frozenset(keys) in PASTES
        case Click(button=button):
            item = step.element is not None and step.element.role in MENU_ITEMS
            return button is Button.MIDDLE or item
        case TypeText() | Drag():
            return True
        case _:
            return False


def _typed(scene: Scene, step: Step, frame: Frame) -> Iterable[Rect]:
    """Return where a later picture may show what a step wrote."""
    if frame.captured_ms <= step.start_ms:
        return ()
    before = scene.picture_before(step, frame.monitor)
    return _changed(scene, step.context.app, before, frame)


def _changed(scene: Scene, app: str, since: Frame | None, frame: Frame) -> list[Rect]:
    """Return where a picture differs from an earlier one and windows of an application may show."""
    return [
        piece for rect in _open_to(scene, {app}, frame) for piece in scene.changed_within(rect, since, frame)
    ]


def _open_to(scene: Scene, apps: Collection[str], frame: Frame) -> list[Rect]:
    """Return where windows of applications may show: everywhere but where another one is being used.

    The same application in another process is no other one: it may show the same file.
    """
    left = [frame.rect]
    for window in scene.windows_in_use(frame.captured_ms):
        if window.monitor == frame.monitor and window.app not in apps:
            left = [piece for rect in left for piece in rect.without(window.rect)]
    return left


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
    """Return the title bars of windows whose title was redacted, for as long as they may have had it.

    While another program is being used, such a window may have been moved: what changed since it was in use
    itself is masked as well.
    """
    height = round(TITLE_BAR_PX * max(1.0, scene.recording.session.platform.scale))
    windows = [scene.recording.contexts[number] for number in titles if scene.may_show_title(number, frame)]
    bars = [
        Rect(window.rect.x, window.rect.y, window.rect.width, min(height, window.rect.height))
        for window in windows
        if window.monitor == frame.monitor
    ]
    moved = joined({rect for window in windows for rect in _moved(scene, window, frame)})
    return [rect for rect in (rect.clip(frame.rect) for rect in (*bars, *moved)) if not rect.empty]


def _moved(scene: Scene, window: Context, frame: Frame) -> list[Rect]:
    """Return where a picture changed since a window was in use, while another program is."""
    program, used = scene.program(window), scene.windows_in_use(frame.captured_ms)
    if not used or program in map(scene.program, used):
        return []
    return _changed(scene, window.app, scene.last_picture_in(window, frame), frame)


def _gone(scene: Scene, gone: set[Program], frame: Frame) -> list[Rect]:
    """Return where programs without any step left may show: some of their windows may never have been used.

    Where a window in use shows just what such a program's window showed there, that one lies above it.
    """
    if not gone:
        return []
    above = {
        piece
        for window in scene.windows_of(gone)
        if window.monitor == frame.monitor
        for piece in scene.same_within(window.rect, scene.last_picture_in(window, frame), frame)
    }
    return [*_open_to(scene, {app for app, _ in gone}, frame), *joined(above)]


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
