"""A session with everything that can be edited, and lists of any edits at all."""

from hypothesis import strategies as st

from tests.model.streams import EDITOR, EDITOR_DIALOG, TERMINAL, Stream
from workbench.model.edits import (
    TASK,
    DropSpan,
    Edit,
    EditGroup,
    LabelKind,
    LabelTarget,
    RedactBox,
    RedactElement,
    RedactTask,
    RedactText,
    RedactTitle,
    Redo,
    SetLabel,
    StoredEdit,
    Undo,
)
from workbench.model.events import Modifier
from workbench.model.fold import fold
from workbench.model.folded import Folded
from workbench.model.geometry import Rect
from workbench.model.session import Recording
from workbench.model.steps import Step

TILES = 15 * 9


def a_stream() -> Stream:
    """Return a letter: click, text, Enter, another text, a look into a terminal, a dialog, saved."""
    stream = Stream().frame().click(5, 5).frame()
    stream.type("Dear Jane").frame()
    stream.tap("enter").type("Call 555-0100 goodbye").frame()
    stream.focus(TERMINAL).type("ls").tap("enter").frame()
    stream.focus(EDITOR).scroll().frame()
    stream.focus(EDITOR_DIALOG).type("secret name").frame()
    stream.chord(Modifier.CTRL, "s").click(300, 300).frame()
    return stream


STREAM = a_stream()
RECORDING: Recording = STREAM.recording()
STEPS: tuple[Step, ...] = STREAM.steps()
TILE_IDS = {
    frame.id: tuple(b"%3d" % (frame.id if at % 4 == frame.id % 4 else 0) for at in range(TILES))
    for frame in RECORDING.frames
}


def step_that_types(text: str) -> Step:
    """Return the step whose text that is."""
    return next(step for step in STEPS if step.text == text)


def stored(*edits: Edit) -> tuple[StoredEdit, ...]:
    """Return edits as they stand in a file."""
    return tuple(StoredEdit(number, "2026-11-22T05:00:00Z", edit) for number, edit in enumerate(edits, start=1))


def folded(*edits: Edit) -> Folded:
    """Return the session with those edits."""
    return fold(RECORDING, STEPS, stored(*edits), TILE_IDS)


def redacted(step: Step, *spans: tuple[int, int]) -> RedactText:
    """Return the edit that redacts characters of a step, all of them unless some are named."""
    return RedactText(step.first_seq, step.last_seq, spans or ((0, len(step.text or "")),))


seqs = st.integers(-2, len(RECORDING.events) + 5)
step_ranges = st.sampled_from([(step.first_seq, step.last_seq) for step in STEPS])
ranges = st.one_of(step_ranges, st.tuples(seqs, seqs))
spans = st.lists(st.tuples(st.integers(-3, 30), st.integers(-3, 30)), max_size=3).map(tuple)
rects = st.builds(Rect, *[st.integers(-50, 2000)] * 4)
values = st.one_of(st.none(), st.text(max_size=5), st.integers(), st.lists(st.text(max_size=3), max_size=2))
targets = st.one_of(
    st.just(TASK),
    st.builds(
        lambda kind, span: LabelTarget(kind, *span),
        st.sampled_from([LabelKind.STEP, LabelKind.SUBGOAL]),
        ranges,
    ),
    st.just(LabelTarget(LabelKind.STEP)),
)
single_edits = st.one_of(
    st.builds(SetLabel, targets, st.sampled_from(["instruction", "intent", "label"]), values),
    st.builds(lambda span, chosen: RedactText(span[0], span[1], chosen), ranges, spans),
    st.builds(lambda span: RedactTitle(*span), ranges),
    st.builds(RedactTask, spans),
    st.builds(
        lambda span, monitor, rect: RedactBox(span[0], span[1], monitor, rect), ranges, st.integers(0, 2), rects
    ),
    st.builds(lambda span: RedactElement(*span), ranges),
    st.builds(lambda span: DropSpan(*span), ranges),
)
groups = st.lists(single_edits, max_size=3).map(lambda edits: EditGroup(tuple(edits)))
numbers = st.integers(-1, 10)
edits = st.one_of(single_edits, single_edits, groups, st.builds(Undo, numbers), st.builds(Redo, numbers))
edit_lists = st.lists(edits, max_size=8).map(lambda made: stored(*made))
