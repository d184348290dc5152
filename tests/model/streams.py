"""Streams of events as a recorder writes them, for the tests of grouping and reducing."""

import random
from dataclasses import dataclass, field, replace

from workbench.model.contexts import Context
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
    Modifier,
    Modifiers,
    PointerPath,
    Scroll,
)
from workbench.model.frames import Frame
from workbench.model.gaps import Gap, GapReason
from workbench.model.geometry import Rect
from workbench.model.reduce import reduce_recording
from workbench.model.scope import Scope
from workbench.model.session import Monitor, Platform, Recording, Session, SessionState
from workbench.model.steps import Step

EDITOR = Context(1, "mousepad", "Untitled 1", None, 100, Rect(0, 0, 800, 600), 1)
TERMINAL = Context(2, "xterm", "jane@example", None, 200, Rect(800, 0, 800, 600), 1)
EDITOR_CHANGED = replace(EDITOR, id=3, title="*Untitled 1")
EDITOR_DIALOG = Context(4, "mousepad", "Save As", None, 100, Rect(200, 200, 300, 200), 1)
CONTEXTS = {context.id: context for context in (EDITOR, TERMINAL, EDITOR_CHANGED, EDITOR_DIALOG)}

SESSION = Session(
    id="01910c6a-7b1e-7000-8000-000000000001",
    created_at="2026-11-22T04:00:00Z",
    tool_version="0.1",
    title="Write a letter to Jane Example",
    state=SessionState.RECORDED,
    consent_id="c1",
    consent_hash="0" * 64,
    scope=Scope(apps=("mousepad", "xterm")),
    platform=Platform("scripted", (Monitor(1, Rect(0, 0, 1920, 1080)),), 1.0, "us"),
    wall_ms=1_795_000_000_000,
    monotonic_ms=5_000,
)

NAMES = {" ": "space", "\n": "enter", "\t": "tab"}


def recording(events: list[Event], frames: tuple[Frame, ...] = (), gaps: tuple[Gap, ...] = ()) -> Recording:
    """Return a recording of these events."""
    return Recording(SESSION, CONTEXTS, tuple(events), frames, gaps)


@dataclass
class Stream:
    """Writes events one after the other; times go on by `gap_ms` unless told otherwise."""

    gap_ms: int = 80
    context: Context = EDITOR
    now_ms: int = 1000
    events: list[Event] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)

    def add(self, body: Body, *, after_ms: int | None = None, synthetic: bool = False) -> "Stream":
        """Add one event."""
        self.now_ms += self.gap_ms if after_ms is None else after_ms
        self.events.append(Event(len(self.events) + 1, self.now_ms, self.context.id, body, synthetic))
        return self

    def down(self, key: str, text: str = "", *mods: Modifier, after_ms: int | None = None) -> "Stream":
        """Press a key."""
        return self.add(KeyDown(key, text, mods), after_ms=after_ms)

    def up(self, key: str, *, after_ms: int | None = None, synthetic: bool = False) -> "Stream":
        """Let a key go."""
        return self.add(KeyUp(key), after_ms=after_ms, synthetic=synthetic)

    def tap(self, key: str, text: str = "", *mods: Modifier) -> "Stream":
        """Press a key and let it go."""
        return self.down(key, text, *mods).up(key)

    def repeat(self, key: str, count: int) -> "Stream":
        """Let a held key repeat."""
        return self.add(KeyRepeat(key, count))

    def character(self, character: str) -> "Stream":
        """Type one character as it is typed on an English keyboard."""
        if not character.isupper():
            return self.tap(NAMES.get(character, character), character)
        self.down("shift").down(character.lower(), character, Modifier.SHIFT)
        return self.up("shift").up(character.lower())

    def type(self, text: str) -> "Stream":
        """Type a text, Shift let go before the letter."""
        for character in text:
            self.character(character)
        return self

    def chord(self, modifier: Modifier, key: str) -> "Stream":
        """Press a key while a modifier is held."""
        return self.down(str(modifier)).down(key, key, modifier).up(key).up(str(modifier))

    def press(self, x: int, y: int, button: Button = Button.LEFT, mods: Modifiers = ()) -> "Stream":
        """Press a button."""
        return self.add(ButtonDown(button, x, y, mods))

    def release(self, x: int, y: int, button: Button = Button.LEFT) -> "Stream":
        """Let a button go."""
        return self.add(ButtonUp(button, x, y))

    def click(self, x: int, y: int, button: Button = Button.LEFT, mods: Modifiers = ()) -> "Stream":
        """Press a button and let it go."""
        return self.press(x, y, button, mods).release(x, y, button)

    def move(self, x: int, y: int, *points: tuple[int, int, int]) -> "Stream":
        """Move the pointer."""
        return self.add(PointerPath(x, y, points))

    def scroll(self, dx: int = 0, dy: int = -1, *, after_ms: int | None = None) -> "Stream":
        """Turn the wheel by one notch."""
        return self.add(Scroll(400, 300, dx, dy), after_ms=after_ms)

    def focus(self, context: Context) -> "Stream":
        """Bring the focus to a context, and go on there."""
        self.context = context
        return self.add(Focus())

    def gap(self, reason: GapReason = GapReason.SECRET, ms: int = 500) -> "Stream":
        """Withhold a stretch after the last event."""
        self.gaps.append(Gap(self.now_ms, self.now_ms + ms, reason))
        self.now_ms += ms
        return self

    def frame(self, *, valid_ms: int = 0, monitor: int = 1) -> "Stream":
        """Take a picture now, known to hold for that long."""
        number = len(self.frames) + 1
        self.frames.append(Frame(number, monitor, self.now_ms, self.now_ms + valid_ms, 1920, 1080))
        return self

    def recording(self) -> Recording:
        """Return all of it."""
        return recording(self.events, tuple(self.frames), tuple(self.gaps))

    def steps(self) -> tuple[Step, ...]:
        """Reduce all of it."""
        return reduce_recording(self.recording())

    def sentences(self) -> list[str]:
        """Reduce all of it and return the sentences."""
        return [step.sentence for step in self.steps()]


def peers_workload(seed: int, repetitions: int = 3) -> Stream:
    """Return the workload on which other recorders were measured, with human-like gaps; 8 steps each time."""
    dice = random.Random(seed)
    stream = Stream()
    for repetition in range(repetitions):
        for row in range(40):
            stream.add(PointerPath(row, row, ((8, 1, 1),) * 11), after_ms=100)
        stream.now_ms += dice.randint(500, 1500)
        stream.click(300, 300)
        stream.now_ms += dice.randint(600, 1500)
        for _ in range(2):
            stream.add(ButtonDown(Button.LEFT, 300, 320), after_ms=dice.randint(40, 180))
            stream.add(ButtonUp(Button.LEFT, 301, 320), after_ms=dice.randint(20, 120))
        stream.now_ms += dice.randint(200, 900)
        type_like_a_person(stream, f"Hello World from rep {repetition}", dice)
        stream.chord(Modifier.CTRL, "s")
        for _ in range(10):
            stream.scroll(after_ms=dice.randint(20, 600))
        stream.press(100, 100)
        for _ in range(5):
            stream.move(130, 130, (20, 15, 15), (20, 15, 15))
        stream.release(400, 200)
        stream.now_ms += dice.randint(100, 900)
        stream.click(500, 500, Button.RIGHT)
        stream.tap("esc")
    return stream


def type_like_a_person(stream: Stream, text: str, dice: random.Random) -> None:
    """Type with overlapping keys, uneven gaps, and Shift let go early or late."""
    ends: list[tuple[int, str]] = []
    for character in text:
        at_ms = stream.now_ms + dice.choice((0, 5, 15, 40, 80, 120, 300, 1500))
        _let_go(stream, ends, at_ms)
        name = NAMES.get(character, character.lower())
        if character.isupper():
            stream.add(KeyDown("shift", ""), after_ms=at_ms - stream.now_ms)
            stream.add(KeyDown(name, character, (Modifier.SHIFT,)), after_ms=10)
            ends.append((stream.now_ms + dice.randint(1, 150), "shift"))
        else:
            stream.add(KeyDown(name, character), after_ms=at_ms - stream.now_ms)
        ends = [end for end in ends if end[1] != name]
        ends.append((stream.now_ms + dice.randint(1, 150), name))
    _let_go(stream, ends, stream.now_ms + 200)


def _let_go(stream: Stream, ends: list[tuple[int, str]], until_ms: int) -> None:
    """Release the keys whose time has come, in order."""
    for at_ms, key in sorted(end for end in ends if end[0] <= until_ms):
        stream.add(KeyUp(key), after_ms=at_ms - stream.now_ms)
    ends[:] = [end for end in ends if end[0] > until_ms]
