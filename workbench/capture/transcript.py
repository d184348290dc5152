"""From judged inputs to rows: pairs what is held, batches the pointer's path, numbers events, leaves gaps."""

from collections.abc import Callable

from workbench.capture.held import HeldInputs
from workbench.capture.path import PathRow
from workbench.capture.places import Places
from workbench.capture.verdict import Ignored, Kept, Verdict, Withheld
from workbench.capture.withholding import Channel, Withholding
from workbench.desktop.port import ButtonInput, FocusInput, Input, KeyInput, MotionInput, ScrollInput
from workbench.model.contexts import Context
from workbench.model.events import (
    Body,
    ButtonDown,
    ButtonUp,
    Event,
    Focus,
    KeyDown,
    KeyRepeat,
    KeyUp,
    Mark,
    Scroll,
)
from workbench.model.gaps import GapReason
from workbench.store.forgetting import Remainder

EventSink = Callable[[Event, Context, GapReason | None], None]


class Transcript:
    """Writes what the guard let through: `sink` gets event, context and the reason of a gap before it."""

    def __init__(self, places: Places, withholding: Withholding, sink: EventSink) -> None:
        self._places = places
        self._withholding = withholding
        self._sink = sink
        self._held = HeldInputs()
        self._path: PathRow | None = None
        self._focus: tuple[str, int] | None = None
        self._gap: GapReason | None = None
        self._pointer = (0, 0)
        self._number = 0
        self.events = 0
        self.now_in: Context | None = None

    def take(self, item: Input, verdict: Verdict, at_ms: int) -> None:
        """Write one judged input; `at_ms` is its session time."""
        match item:
            case MotionInput():
                self._take_motion(item, verdict, at_ms)
            case KeyInput():
                self._take_key(item, verdict, at_ms)
            case ButtonInput():
                self._take_button(item, verdict, at_ms)
            case ScrollInput():
                self._take_scroll(item, verdict, at_ms)
            case FocusInput():
                self._take_focus(verdict, at_ms)

    def interrupt(self, at_ms: int) -> None:
        """Let go of everything that is held, as at a pause, a stop or a loss."""
        self._flush_path()
        self._release_keys(at_ms)
        self._release_buttons(at_ms)
        self._focus = None

    def forget(self, since_ms: int) -> None:
        """Let go of everything from that moment on; what is held gets its releases from the journal."""
        row, self._path = self._path, None
        if row is not None and row.start_ms < since_ms:
            self._emit(row.start_ms, row.context, row.body().before(since_ms - row.start_ms))
        self._held = HeldInputs()
        self._focus = None
        self._gap = GapReason.FORGOTTEN

    def go_on(self, rest: Remainder) -> None:
        """Take over what there is after forgetting."""
        self.events, self._number = rest.events, rest.numbers.events
        self._places.forget(rest.newest.contexts.keys(), rest.numbers.contexts)

    def mark(self, at_ms: int) -> bool:
        """Note that this moment was marked; false outside the scope, of which nothing may be noted.

        At a secret the mark stands where that began, so that it does not tell when something was typed.
        """
        if self.now_in is None:
            return False
        self._flush_path()
        self._count()
        moment_ms = self._withholding.last_kept_ms if self._withholding.secret else at_ms
        self._sink(Event(self._number, moment_ms, None, Mark()), self.now_in, None)
        return True

    def due(self, now_ms: int) -> None:
        """Close the pointer's row when its time is over."""
        if self._path is not None and self._path.over(now_ms):
            self._flush_path()

    def _take_focus(self, verdict: Verdict, at_ms: int) -> None:
        if not isinstance(verdict, Kept):
            self.now_in = self._focus = None
            self._withhold_keys(verdict, at_ms, moved=True)
            return
        context = self._places.context(verdict.window, self._places.monitor_of(verdict.window))
        self.now_in = context
        if self._focus != (context.app, verdict.window.id):
            self._focus = (context.app, verdict.window.id)
            self._release_keys(at_ms)
            self._keep(Channel.KEYBOARD, at_ms, context, Focus())

    def _take_key(self, item: KeyInput, verdict: Verdict, at_ms: int) -> None:
        held = self._held.keys.get(item.key)
        if not item.down:
            self._take_release(item, verdict, at_ms)
        elif not isinstance(verdict, Kept):
            self._withhold_keys(verdict, at_ms)
        else:
            context = self._places.context(verdict.window, self._places.monitor_of(verdict.window))
            self.now_in = context
            if item.repeat and held is not None:
                self._keep(Channel.KEYBOARD, at_ms, context, KeyRepeat(item.key, 1))
            else:
                if held is not None:  # a key of the same name on the other side of the keyboard
                    self._insert(at_ms, held, KeyUp(item.key))
                self._held.keys[item.key] = context
                self._keep(Channel.KEYBOARD, at_ms, context, KeyDown(item.key, item.text, item.mods))

    def _take_release(self, item: KeyInput, verdict: Verdict, at_ms: int) -> None:
        context = self._held.keys.pop(item.key, None)
        if context is None:
            return
        if isinstance(verdict, Kept):
            self._keep(Channel.KEYBOARD, at_ms, context, KeyUp(item.key))
            return
        if not self._secret(verdict):
            self._withhold_keys(verdict, at_ms)
        self._insert(self._border_ms(verdict, at_ms), context, KeyUp(item.key))

    def _withhold_keys(self, verdict: Verdict, at_ms: int, *, moved: bool = False) -> None:
        if isinstance(verdict, Withheld):
            self._flush_path()
            self._release_keys(self._border_ms(verdict, at_ms))
            self._withholding.withhold(Channel.KEYBOARD, at_ms, verdict, moved=moved)

    def _border_ms(self, verdict: Verdict, at_ms: int) -> int:
        """Return the time of a synthetic release: at a secret's border nothing may tell when it was typed."""
        return self._withholding.last_kept_ms if self._secret(verdict) or self._withholding.secret else at_ms

    def _take_motion(self, item: MotionInput, verdict: Verdict, at_ms: int) -> None:
        drag = self._held.drag
        if self._held.foreign is not None:
            self._withhold_pointer(self._held.foreign, at_ms, moved=True)
        elif isinstance(verdict, Ignored):
            return
        elif drag is not None and not self._secret(verdict):
            self._extend(at_ms, drag.context, *drag.clip(item.x, item.y))
        elif isinstance(verdict, Kept):
            monitor = self._places.monitor_at(item.x, item.y)
            context = self._places.context(verdict.window, monitor, moving=True)
            self._extend(at_ms, context, item.x - monitor.rect.x, item.y - monitor.rect.y)
        else:
            self._withhold_pointer(verdict, at_ms, moved=True)

    def _secret(self, verdict: Verdict) -> bool:
        return isinstance(verdict, Withheld) and verdict.secret

    def _extend(self, at_ms: int, context: Context, x: int, y: int) -> None:
        self._pointer = (x, y)
        if self._path is not None and self._path.fits(at_ms, context):
            self._path.add(at_ms, x, y)
            self._withholding.keep(Channel.POINTER, at_ms)
            return
        self._flush_path()
        self._note_kept(Channel.POINTER, at_ms)
        self._path = PathRow(at_ms, context, x, y)

    def _take_button(self, item: ButtonInput, verdict: Verdict, at_ms: int) -> None:
        if not item.down:
            self._take_button_up(item, at_ms)
        elif isinstance(verdict, Kept):
            monitor = self._places.monitor_at(item.x, item.y)
            context = self._places.context(verdict.window, monitor)
            x, y = item.x - monitor.rect.x, item.y - monitor.rect.y
            self._pointer = (x, y)
            self._held.press(item.button, verdict.window, context, monitor)
            self._keep(Channel.POINTER, at_ms, context, ButtonDown(item.button, x, y, item.mods))
        elif isinstance(verdict, Withheld):
            self._held.press_elsewhere(item.button, verdict)
            self._withhold_pointer(verdict, at_ms)

    def _take_button_up(self, item: ButtonInput, at_ms: int) -> None:
        drag = self._held.release(item.button)
        if drag is not None:
            x, y = drag.clip(item.x, item.y)
            self._pointer = (x, y)
            self._keep(Channel.POINTER, at_ms, drag.context, ButtonUp(item.button, x, y, item.mods))

    def _take_scroll(self, item: ScrollInput, verdict: Verdict, at_ms: int) -> None:
        if not isinstance(verdict, Kept):
            self._withhold_pointer(verdict, at_ms)
            return
        monitor = self._places.monitor_at(item.x, item.y)
        x, y = item.x - monitor.rect.x, item.y - monitor.rect.y
        context = self._places.context(verdict.window, monitor)
        self._keep(Channel.POINTER, at_ms, context, Scroll(x, y, item.dx, item.dy, item.mods))

    def _withhold_pointer(self, verdict: Verdict, at_ms: int, *, moved: bool = False) -> None:
        self._flush_path()
        if isinstance(verdict, Withheld):
            self._withholding.withhold(Channel.POINTER, at_ms, verdict, moved=moved)

    def _release_keys(self, at_ms: int) -> None:
        held, self._held.keys = self._held.keys, {}
        for key, context in held.items():
            self._insert(at_ms, context, KeyUp(key))

    def _release_buttons(self, at_ms: int) -> None:
        for drag in self._held.release_all():
            self._insert(at_ms, drag.context, ButtonUp(drag.button, *self._pointer))

    def _flush_path(self) -> None:
        row, self._path = self._path, None
        if row is not None:
            self._emit(row.start_ms, row.context, row.body())

    def _keep(self, channel: Channel, at_ms: int, context: Context, body: Body) -> None:
        self._flush_path()
        self._note_kept(channel, at_ms)
        self._emit(at_ms, context, body)

    def _note_kept(self, channel: Channel, at_ms: int) -> None:
        gap = self._withholding.keep(channel, at_ms)
        if self._gap is not GapReason.SECRET:
            self._gap = gap or self._gap

    def _insert(self, at_ms: int, context: Context, body: Body) -> None:
        self._flush_path()
        self._emit(at_ms, context, body, synthetic=True)

    def _emit(self, at_ms: int, context: Context, body: Body, *, synthetic: bool = False) -> None:
        self._count()
        gap, self._gap = self._gap, None
        self._sink(Event(self._number, at_ms, context.id, body, synthetic), context, gap)

    def _count(self) -> None:
        self.events += 1
        self._number += 1
