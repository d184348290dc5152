"""Whether the parts of a bundle agree: numbers, times, references, pictures, labels and counts."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from workbench.bundle.checks import Check, refused
from workbench.bundle.content import Bundle, BundleCounts, BundleFrame, BundleLabel
from workbench.bundle.fields import RHYTHM_MS
from workbench.bundle.pixels import tile_count, tile_salt, tile_sizes
from workbench.bundle.tile_file import check_tiles, in_order_of_use
from workbench.errors import UsageError
from workbench.model.edits import LabelKind
from workbench.model.events import Event, PointerPath
from workbench.model.frames import Frame
from workbench.model.labels import LABEL_SCHEMA, check_label
from workbench.model.steps import Step, TypeText


def check_agreement(bundle: Bundle) -> None:
    """Raise `BundleError` where parts of a bundle contradict each other; what costs least is checked first."""
    _check_identity(bundle)
    _check_numbers(bundle)
    _check_use(bundle)
    _check_times(bundle)
    _check_labels(bundle)
    if in_order_of_use(entry.tiles for entry in bundle.frames) != list(bundle.tiles):
        raise refused(Check.TILES, "its tiles are not those of its frames, in order of use")
    sizes = check_tiles(bundle.tiles, tile_salt(bundle.session.id))
    for number, entry in enumerate(bundle.frames, 1):
        _check_tiles(number, entry, sizes)
    if counted(bundle) != bundle.manifest.counts:
        raise refused(Check.COUNTS, "manifest.json counts other than there is")


def _check_identity(bundle: Bundle) -> None:
    if bundle.session.id != bundle.manifest.session:
        raise refused(Check.REFERENCES, "manifest.json and session.json name different sessions")
    text = bundle.consent.text
    if text is not None and hashlib.sha256(text.encode()).hexdigest() != bundle.consent.text_hash:
        raise refused(Check.CONSENT, "the text in consent.json is not the one that was agreed to")


def _check_numbers(bundle: Bundle) -> None:
    """Windows, frames and events are numbered without holes, steps follow each other."""
    for what, numbers in (("windows", list(bundle.contexts)), ("frames", [e.frame.id for e in bundle.frames])):
        if numbers != list(range(1, len(numbers) + 1)):
            raise refused(Check.ORDER, f"its {what} are not numbered from 1 without holes")
    at = index = 0
    for step in bundle.steps:
        if step.index <= index or step.first_seq != at + 1 or step.last_seq < step.first_seq:
            raise refused(Check.ORDER, "its steps do not follow each other")
        index, at = step.index, step.last_seq
    _check_event_numbers(bundle.steps, bundle.events)


def _check_event_numbers(steps: Sequence[Step], events: Sequence[Event]) -> None:
    """Every number of a step's range is one of its events; a step without events has one number."""
    place = 0
    for step in steps:
        length = step.last_seq - step.first_seq + 1
        own = [event.seq for event in events[place : place + length] if event.seq <= step.last_seq]
        if own and own != list(range(step.first_seq, step.last_seq + 1)):
            raise refused(Check.ORDER, "the events of a step are not all there, or not in order")
        if (not own and length > 1) or (own and _masked(step)):
            raise refused(Check.ORDER, "a step has events that it cannot have")
        place += len(own)
    if place != len(events):
        raise refused(Check.ORDER, "it has events that belong to no step")


def _masked(step: Step) -> bool:
    return isinstance(step.action, TypeText) and step.action.masked


def _check_times(bundle: Bundle) -> None:
    moments: list[int] = [bundle.session.duration_ms or 0]
    for frame in (entry.frame for entry in bundle.frames):
        moments += (frame.captured_ms, frame.valid_ms)
    for gap in bundle.gaps:
        moments += (gap.start_ms, gap.end_ms)
    for event in bundle.events:
        moments.append(event.t_ms)
        if isinstance(event.body, PointerPath):
            moments += (dt_ms for dt_ms, _, _ in event.body.points)
    for step in bundle.steps:
        moments += (step.start_ms, step.end_ms)
    if any(moment % RHYTHM_MS for moment in moments):
        raise refused(Check.TIMES, f"a time is not rounded down to {RHYTHM_MS} ms")
    _check_direction(bundle)
    frames = {entry.frame.id: entry.frame for entry in bundle.frames}
    for step in bundle.steps:
        _check_ages(step, frames)


def _check_direction(bundle: Bundle) -> None:
    """Time goes one way, and everything ends after it began."""
    _check_rising(event.t_ms for event in bundle.events)
    _check_rising(entry.frame.captured_ms for entry in bundle.frames)
    _check_rising(gap.start_ms for gap in bundle.gaps)
    _check_rising(step.start_ms for step in bundle.steps)
    spans = [(gap.start_ms, gap.end_ms) for gap in bundle.gaps]
    spans += ((step.start_ms, step.end_ms) for step in bundle.steps)
    spans += ((entry.frame.captured_ms, entry.frame.valid_ms) for entry in bundle.frames)
    if any(end_ms < start_ms for start_ms, end_ms in spans):
        raise refused(Check.TIMES, "something ends before it begins")
    if any(_masked(step) and step.end_ms != step.start_ms for step in bundle.steps):
        raise refused(Check.TIMES, "a redacted text tells how long it took to type")


def _check_rising(moments: Iterable[int]) -> None:
    last_ms = 0
    for moment in moments:
        if moment < last_ms:
            raise refused(Check.TIMES, "times go backwards")
        last_ms = moment


def _check_ages(step: Step, frames: Mapping[int, Frame]) -> None:
    """No picture before an action is younger than it, and ages follow from the times."""
    if step.frame:
        frame = frames[step.frame.id]
        if frame.captured_ms > step.start_ms:
            raise refused(Check.TIMES, "a picture is younger than the action that it stands before")
        if step.frame.age_ms != frame.age_ms(step.start_ms):
            raise refused(Check.TIMES, "a picture has another age than its times say")
    if step.after:
        frame = frames[step.after.id]
        if frame.valid_ms < step.end_ms:
            raise refused(Check.TIMES, "a picture shows nothing from after the action that it stands after")
        if step.after.age_ms != max(0, frame.captured_ms - step.end_ms):
            raise refused(Check.TIMES, "a picture has another age than its times say")


def _check_use(bundle: Bundle) -> None:
    """Everything that is referred to is there, and nothing is there that nothing refers to."""
    windows = {step.context.id for step in bundle.steps}
    windows |= {event.context for event in bundle.events if event.context is not None}
    if windows != set(bundle.contexts):
        raise refused(Check.REFERENCES, "its windows are not those that steps and events refer to")
    if {number for step in bundle.steps for number in step.frames} != {e.frame.id for e in bundle.frames}:
        raise refused(Check.REFERENCES, "its frames are not those that steps refer to")


def _check_tiles(number: int, entry: BundleFrame, sizes: Mapping[bytes, int]) -> None:
    width, height = entry.frame.width, entry.frame.height
    if len(entry.tiles) != tile_count(width, height):
        raise refused(Check.TILES, f"frame {number} has another number of tiles than its size needs")
    for identity, size in zip(entry.tiles, tile_sizes(width, height), strict=True):
        if sizes.get(identity) != size:
            raise refused(Check.TILES, f"a tile of frame {number} is missing, or has another size")


def _check_labels(bundle: Bundle) -> None:
    if bundle.manifest.label_schema != LABEL_SCHEMA:
        raise refused(Check.LABELS, f"its labels follow another schema than {LABEL_SCHEMA}")
    firsts = {step.first_seq for step in bundle.steps}
    lasts = {step.last_seq for step in bundle.steps}
    spans = {(step.first_seq, step.last_seq) for step in bundle.steps}
    seen: set[tuple[object, str]] = set()
    for number, label in enumerate(bundle.labels, 1):
        first, last = label.target.first_seq, label.target.last_seq
        fits = {
            LabelKind.TASK: first is None and last is None,
            LabelKind.STEP: (first, last) in spans,
            LabelKind.SUBGOAL: first in firsts and last in lasts and (first or 0) <= (last or 0),
        }[label.target.kind]
        if not fits or (label.target, label.field) in seen:
            raise refused(Check.LABELS, f"label {number} is about nothing that is there, or given twice")
        seen.add((label.target, label.field))
        _check_value(number, label)


def _check_value(number: int, label: BundleLabel) -> None:
    try:
        same = check_label(label.target.kind, label.field, label.value) == label.value
    except UsageError as error:
        raise refused(Check.LABELS, f"label {number} has a field or a value that no such label has") from error
    if not same or label.value is None:
        raise refused(Check.LABELS, f"label {number} is not written as labels are")


def counted(bundle: Bundle) -> BundleCounts:
    """Return how much there is in a bundle."""
    steps = bundle.steps
    return BundleCounts(
        steps=sum(step.counted for step in steps),
        texts=sum(isinstance(step.action, TypeText) for step in steps),
        redacted_texts=sum(_masked(step) for step in steps),
        pictures=len(bundle.frames),
        tiles=len(bundle.tiles),
        events=len(bundle.events),
        labels=len(bundle.labels),
    )
