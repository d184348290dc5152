"""Where actions begin: the recorder, event by event, and the reducer, afterwards, say the same."""

from itertools import pairwise, zip_longest

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.model.streams import CONTEXTS, EDITOR, TERMINAL, Stream, peers_workload, recording
from workbench.model.events import (
    Body,
    Button,
    ButtonDown,
    ButtonUp,
    Event,
    Focus,
    KeyDown,
    KeyRepeat,
    KeyUp,
    Mark,
    Modifier,
    PointerPath,
    Scroll,
)
from workbench.model.frames import Frame
from workbench.model.gaps import Gap, GapReason
from workbench.model.grouping import ActionGrouping
from workbench.model.reduce import reduce_recording
from workbench.model.session import Recording

TEXTS = {"a": "a", "b": "B", "e": "é", "space": " ", "enter": "\r", "1": ""}
KEYS = (*TEXTS, "backspace", "left", "shift", "ctrl", "alt", "meta", "altgr", "dead_acute", "compose", "f5")
keys = st.sampled_from(KEYS)
mods = st.sets(st.sampled_from(Modifier), max_size=2).map(
    lambda held: tuple(mod for mod in Modifier if mod in held)
)
pixels = st.integers(0, 12)
buttons = st.sampled_from(Button)
bodies: st.SearchStrategy[Body] = st.one_of(
    st.builds(lambda key, held: KeyDown(key, TEXTS.get(key, ""), held), keys, mods),
    st.builds(lambda key: KeyDown(key, TEXTS.get(key, "")), keys),
    st.builds(KeyUp, keys),
    st.builds(KeyRepeat, keys, st.integers(0, 4)),
    st.builds(ButtonDown, buttons, pixels, pixels, mods),
    st.builds(ButtonUp, buttons, pixels, pixels, mods),
    st.builds(Scroll, pixels, pixels, st.integers(-1, 1), st.integers(-1, 1), mods),
    st.builds(PointerPath, pixels, pixels, st.lists(st.tuples(pixels, pixels, pixels), max_size=3).map(tuple)),
    st.just(Focus()),
    st.just(Mark()),
)
entries = st.tuples(
    bodies,
    st.integers(1, 500),
    st.sampled_from((None, 1, 1, 1, 2, 3, 4, 99)),
    st.booleans(),
    st.one_of(
        st.none(), st.none(), st.none(), st.none(), st.sampled_from(sorted(set(GapReason) - {GapReason.MASKED}))
    ),
)


def _stream(drawn: list[tuple[Body, int, int | None, bool, GapReason | None]]) -> tuple[Recording, set[int]]:
    """Return a recording and the numbers of the events right after a gap."""
    events, gaps, after_gap, now_ms = list[Event](), list[Gap](), set[int](), 0
    for seq, (body, gap_ms, context, synthetic, reason) in enumerate(drawn, start=1):
        if reason:
            gaps.append(Gap(now_ms, now_ms + gap_ms, reason))
            after_gap.add(seq)
        now_ms += gap_ms
        events.append(Event(seq, now_ms, context, body, synthetic))
    frames = tuple(Frame(n, 1, 200 * n, 200 * n + 50, 1920, 1080) for n in range(1, 1 + now_ms // 200))
    return recording(events, frames, tuple(gaps)), after_gap


def _starts(whole: Recording, after_gap: set[int]) -> list[int]:
    """Return when actions begin, as a recorder learns it event by event."""
    grouping, starts = ActionGrouping(whole.contexts), list[int]()
    for event in whole.events:
        if event.seq in after_gap:
            grouping.gap()
        if grouping.feed(event):
            assert grouping.action_start_ms is not None
            assert grouping.action_start_ms <= event.t_ms
            starts.append(grouping.action_start_ms)
    return starts


@settings(max_examples=400)
@given(st.lists(entries, max_size=40))
def test_the_recorder_and_the_reducer_agree_on_where_actions_begin(
    drawn: list[tuple[Body, int, int | None, bool, GapReason | None]],
) -> None:
    whole, after_gap = _stream(drawn)
    assert _starts(whole, after_gap) == [step.start_ms for step in reduce_recording(whole)]


@settings(max_examples=400)
@given(st.lists(entries, max_size=40))
def test_any_stream_reduces_to_ordered_steps_whose_ranges_and_pictures_fit(
    drawn: list[tuple[Body, int, int | None, bool, GapReason | None]],
) -> None:
    whole, _ = _stream(drawn)
    steps = reduce_recording(whole)
    assert [step.index for step in steps] == list(range(1, len(steps) + 1))
    seqs = [0, *(seq for step in steps for seq in (step.first_seq, step.last_seq))]
    assert all(early < late or (place % 2 and early == late) for place, (early, late) in _pairs(seqs))
    frames = {frame.id: frame for frame in whole.frames}
    for step, following in zip_longest(steps, steps[1:]):
        assert step.start_ms <= step.end_ms
        assert step.frame is None or frames[step.frame.id].captured_ms <= step.start_ms
        assert (
            step.after is None
            or max(frames[step.after.id].valid_ms, frames[step.after.id].captured_ms) > step.end_ms
        )
        if step.after and following:
            assert frames[step.after.id].captured_ms <= following.start_ms
        assert not any(_inside(gap, step.first_seq, step.last_seq, whole) for gap in whole.gaps)


def _pairs(seqs: list[int]) -> list[tuple[int, tuple[int, int]]]:
    """Return neighbours with the place of the first; odd places are a range's own two ends."""
    return list(enumerate(pairwise(seqs)))


def _inside(gap: Gap, first_seq: int, last_seq: int, whole: Recording) -> bool:
    """Return whether a gap lies between two events of a range."""
    times = [event.t_ms for event in whole.events if first_seq <= event.seq <= last_seq]
    return any(early <= gap.start_ms and gap.end_ms <= late for early, late in pairwise(times))


@settings(max_examples=100)
@given(st.integers(0, 1000), st.data())
def test_every_beginning_of_a_recording_reduces(seed: int, data: st.DataObject) -> None:
    stream = peers_workload(seed, repetitions=1)
    length = data.draw(st.integers(0, len(stream.events)))
    whole, part = stream.steps(), reduce_recording(recording(stream.events[:length]))
    settled = part[:-1]
    assert [step.action for step in settled] == [step.action for step in whole[: len(settled)]]


def test_a_tap_of_alt_is_known_at_its_release_and_began_at_its_press() -> None:
    stream = Stream().tap("alt")
    grouping = ActionGrouping(CONTEXTS)
    assert [grouping.feed(event) for event in stream.events] == [False, True]
    assert grouping.action_start_ms == stream.events[0].t_ms


def test_a_drag_out_of_a_double_click_is_known_once_it_moves() -> None:
    stream = Stream().click(5, 5).press(5, 5).move(50, 50).release(60, 60)
    grouping = ActionGrouping(CONTEXTS)
    assert [grouping.feed(event) for event in stream.events] == [True, False, False, True, False]
    assert grouping.action_start_ms == stream.events[2].t_ms


def test_nothing_is_open_before_the_first_action_and_after_a_gap() -> None:
    grouping = ActionGrouping({EDITOR.id: EDITOR})
    assert grouping.action_start_ms is None
    grouping.feed(Stream().scroll().events[0])
    grouping.gap()
    assert grouping.action_start_ms is None


def test_contexts_may_become_known_while_grouping_goes_on() -> None:
    contexts = {EDITOR.id: EDITOR}
    grouping = ActionGrouping(contexts)
    stream = Stream().type("a").focus(TERMINAL)
    began = [grouping.feed(event) for event in stream.events[:2]]
    contexts[TERMINAL.id] = TERMINAL
    assert [*began, grouping.feed(stream.events[2])] == [True, False, True]
