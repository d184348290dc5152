"""Where actions begin: one event after the other, the same for the recorder and for the reducer."""

from collections.abc import Iterable, Mapping

from workbench.model.contexts import Context
from workbench.model.events import (
    ButtonDown,
    ButtonUp,
    Event,
    Focus,
    KeyDown,
    KeyRepeat,
    KeyUp,
    PointerPath,
    Scroll,
)
from workbench.model.gaps import Gap
from workbench.model.geometry import Rect
from workbench.model.key_roles import chord, composing_keys, deletes_back, is_modifier, tapped, writes_text
from workbench.model.open_actions import OpenAction, OpenKeys, OpenPress, OpenScroll, OpenSwitch, OpenText

NOWHERE = Context(0, "", "", None, None, Rect(0, 0, 0, 0), 1)


class ActionGrouping:
    """Tells at every event whether an action begins, and keeps the one that is open.

    Events come in order of `seq`. `contexts` may grow while it is in use; an event's context has to be in it
    by the time the event is fed. Two beginnings are known only later than they happen: a tap of Meta or Alt at
    its release, and a drag out of a double click once it moves; `action_start_ms` then lies before the event.
    """

    def __init__(self, contexts: Mapping[int, Context]) -> None:
        self._contexts = contexts
        self._open: OpenAction | None = None
        self._began = False
        self._app: str | None = None
        self._held: dict[str, KeyDown] = {}
        self._tap: Event | None = None
        self._composing = 0
        self._key_ms = -1

    @property
    def open(self) -> OpenAction | None:
        """The action that later events may still continue."""
        return self._open

    @property
    def action_start_ms(self) -> int | None:
        """When the open action began; none where nothing is open."""
        return self._open.start_ms if self._open else None

    def gap(self, gaps: Iterable[Gap] = ()) -> None:
        """Take note that something was withheld here: nothing is folded across, no key counts as held.

        Typing goes on across gaps in which keys were kept: only the pointer was elsewhere.
        """
        typed_through = [gap.start_ms < self._key_ms < gap.end_ms for gap in gaps]
        if typed_through and all(typed_through) and isinstance(self._open, OpenText | OpenKeys):
            return
        self._open = None
        self._held.clear()
        self._tap = None
        self._composing = 0

    def feed(self, event: Event) -> bool:
        """Take in the next event; true where an action begins with it, or is now known to have begun."""
        self._began = False
        context = self._contexts.get(event.context or 0, NOWHERE)
        match event.body:
            case KeyDown() as down:
                self._key_down(event, down, context)
            case KeyRepeat(key=key, count=count):
                self._key_repeat(event, key, count, context)
            case KeyUp(key=key):
                self._key_up(event, key, context)
            case body:
                self._other(event, body, context)
        return self._began

    def _other(self, event: Event, body: object, context: Context) -> None:
        """Take in what is not a key."""
        match body:
            case ButtonDown() as down:
                self._button_down(event, down, context)
            case ButtonUp() as up:
                self._button_up(event, up)
            case PointerPath() as path:
                self._path(event, path)
            case Scroll() as notch:
                self._scroll(event, notch, context)
            case Focus():
                self._focus(event, context)

    def _begin(self, action: OpenAction) -> None:
        """Open another action; whatever was open is over."""
        self._open = action
        self._began = True
        self._app = action.context.app or self._app
        action.keys.update(key for key in self._held if is_modifier(key))
        self._tap = None
        self._composing = 0

    def _key_down(self, event: Event, down: KeyDown, context: Context) -> None:
        """Take in a press."""
        lone = not self._held
        self._key_ms = event.t_ms
        self._held[down.key] = down
        if is_modifier(down.key):
            self._tap = event if lone and tapped(down.key) else None
        else:
            self._press(event, down, 1, context)

    def _key_repeat(self, event: Event, key: str, count: int, context: Context) -> None:
        """Take in automatic repeats; those of a key whose press is not known say nothing."""
        down = self._held.get(key)
        self._key_ms = event.t_ms
        if down is not None and count > 0 and not is_modifier(key):
            self._press(event, down, count, context)

    def _press(self, event: Event, down: KeyDown, count: int, context: Context) -> None:
        """Take in `count` presses of a key that is no modifier."""
        self._tap = None
        if self._composes(event, down, context):
            return
        if writes_text(down):
            self._write(event, down, count, context)
            return
        if deletes_back(down):
            count = self._delete_back(event, down, count, context)
        keys = chord(down)
        if count and keys:
            self._command(event, down, keys, count, context)

    def _composes(self, event: Event, down: KeyDown, context: Context) -> bool:
        """Return whether the press is part of a character that does not stand yet, or takes that part back."""
        following = composing_keys(down)
        silent = not down.text and (chord(down) is None or deletes_back(down))
        if not following and not (self._composing and silent):
            self._composing = 0
            return False
        self._composing = following or (0 if deletes_back(down) else self._composing - 1)
        if isinstance(self._open, OpenText) and self._open.goes_on_in(context):
            self._open.keys.add(down.key)
            self._open.own(event)
        return True

    def _write(self, event: Event, down: KeyDown, count: int, context: Context) -> None:
        """Add characters to the open text, or begin one."""
        text = self._open if isinstance(self._open, OpenText) and self._open.goes_on_in(context) else None
        if text is None:
            text = OpenText(event, context)
            self._begin(text)
        text.text.write(down.text, count)
        text.keys.update((down.key, *self._modifiers(down)))
        text.extend(event, context)

    def _delete_back(self, event: Event, down: KeyDown, count: int, context: Context) -> int:
        """Delete from the open text; returns how many presses found nothing of it left."""
        text = self._open
        if not isinstance(text, OpenText) or not text.goes_on_in(context):
            return count
        left = text.text.delete_back(count)
        if not left:
            text.keys.add(down.key)
            text.extend(event, context)
        return left

    def _command(
        self, event: Event, down: KeyDown, keys: tuple[str, ...], count: int, context: Context
    ) -> None:
        """Count a key or chord once more, or begin it."""
        action = self._open
        if isinstance(action, OpenKeys) and action.goes_on_with(keys, event, context):
            action.repeat += count
            action.extend(event, context)
        else:
            action = OpenKeys(event, context, keys, count)
            self._begin(action)
        action.keys.update((down.key, *self._modifiers(down)))

    def _modifiers(self, down: KeyDown) -> tuple[str, ...]:
        """Return the modifier keys that are down with that press; their releases belong to its step."""
        return tuple(key for key in self._held if is_modifier(key)) if down.mods else ()

    def _key_up(self, event: Event, key: str, context: Context) -> None:
        """Take in a release: it ends a hold, and perhaps completes the tap of a modifier."""
        self._held.pop(key, None)
        tap, self._tap = self._tap, None
        name = tapped(key)
        if tap and name and isinstance(tap.body, KeyDown) and tap.body.key == key and not event.synthetic:
            self._tapped(tap, event, name, context)
        elif self._open and key in self._open.keys:
            self._open.own(event)

    def _tapped(self, tap: Event, release: Event, name: str, context: Context) -> None:
        """Count a modifier that was pressed and let go with nothing between."""
        down = KeyDown(name, "")
        self._command(tap, down, (name,), 1, context)
        if self._open:
            self._open.own(release)

    def _button_down(self, event: Event, down: ButtonDown, context: Context) -> None:
        """Click once more, or begin a click or drag."""
        self._tap = None
        if isinstance(self._open, OpenPress) and self._open.goes_on_with(down, event, context):
            self._open.click_again(down, event, context)
        else:
            self._begin(OpenPress(event, context, down))

    def _button_up(self, event: Event, up: ButtonUp) -> None:
        """End the press that is open; other releases say nothing."""
        if isinstance(self._open, OpenPress) and self._open.holds(up.button):
            self._open.release(up, event)
            self._split(self._open)

    def _path(self, event: Event, path: PointerPath) -> None:
        """Follow the pointer where it drags."""
        if isinstance(self._open, OpenPress):
            self._open.move(path, event)
            self._split(self._open)

    def _split(self, press: OpenPress) -> None:
        """Make a drag that came out of a double click an action of its own."""
        if press.splits:
            self._begin(press.split())

    def _scroll(self, event: Event, notch: Scroll, context: Context) -> None:
        """Count a notch, or begin a run of them."""
        self._tap = None
        if isinstance(self._open, OpenScroll) and self._open.goes_on_with(notch, event, context):
            self._open.add(notch)
            self._open.extend(event, context)
        else:
            self._begin(OpenScroll(event, context, notch))

    def _focus(self, event: Event, context: Context) -> None:
        """Begin a switch where another application has the focus; typing never goes on in another window."""
        if self._app and context.app and context.app != self._app:
            self._begin(OpenSwitch(event, context))
        elif isinstance(self._open, OpenText | OpenKeys) and self._open.latest.id != context.id:
            self._open.ended = True
        self._app = context.app or self._app
