"""Actions while their events still come in; each knows what continues it and what it comes to in the end."""

from workbench.model.contexts import Context
from workbench.model.events import Button, ButtonDown, ButtonUp, Event, PointerPath, Scroll
from workbench.model.steps import Action, Click, Drag, PressKeys, ScrollBy, SwitchApp, TypeText
from workbench.model.typed_text import TypedText

CLICK_GAP_MS = 400
CLICK_SLACK_PX = 5
MOST_CLICKS = 3
SCROLL_GAP_MS = 1000
KEY_GAP_MS = 1000


def same_window(one: Context, other: Context) -> bool:
    """Return whether two contexts are most likely one window, its title or its place changed meanwhile."""
    if one.id == other.id:
        return True
    return (one.app, one.pid) == (other.app, other.pid) and (one.rect == other.rect or one.title == other.title)


def _apart(x0: int, y0: int, x: int, y: int) -> bool:
    """Return whether two points are too far from each other for one click."""
    return max(abs(x - x0), abs(y - y0)) > CLICK_SLACK_PX


class OpenAction:
    """What all actions have: when and where they began and ended, and which events are theirs."""

    def __init__(self, event: Event, context: Context) -> None:
        self.start_ms = event.t_ms
        self.end_ms = event.t_ms
        self.begun_seq = event.seq
        self.last_seq = event.seq
        self.context = context
        self.latest = context
        self.keys: set[str] = set()
        self.ended = False

    def own(self, event: Event) -> None:
        """Take an event in that does not prolong the action, as the release of its keys."""
        self.last_seq = event.seq

    def extend(self, event: Event, context: Context) -> None:
        """Take an event in that prolongs the action."""
        self.last_seq = event.seq
        self.end_ms = event.t_ms
        self.latest = context

    def action(self) -> Action:
        """Return what it has come to."""
        raise NotImplementedError


class OpenText(OpenAction):
    """Text that is being typed; it goes on for as long as nothing comes between, however slowly."""

    def __init__(self, event: Event, context: Context) -> None:
        super().__init__(event, context)
        self.text = TypedText()

    def goes_on_in(self, context: Context) -> bool:
        """Return whether a key in that context still belongs to this text."""
        return not self.ended and same_window(self.latest, context)

    def action(self) -> TypeText:
        """Return the text as it stands; empty where all of it was deleted again."""
        return TypeText(str(self.text))


class OpenKeys(OpenAction):
    """A key or chord, perhaps several times in a row."""

    def __init__(self, event: Event, context: Context, keys: tuple[str, ...], repeat: int) -> None:
        super().__init__(event, context)
        self.names = keys
        self.repeat = repeat

    def goes_on_with(self, keys: tuple[str, ...], event: Event, context: Context) -> bool:
        """Return whether this press is the same once more."""
        in_time = event.t_ms - self.end_ms <= KEY_GAP_MS
        return in_time and not self.ended and keys == self.names and same_window(self.latest, context)

    def action(self) -> PressKeys:
        """Return the key step."""
        return PressKeys(self.names, self.repeat)


class OpenScroll(OpenAction):
    """A run of wheel notches in one direction."""

    def __init__(self, event: Event, context: Context, notch: Scroll) -> None:
        super().__init__(event, context)
        self._first = notch
        self._dx = notch.dx
        self._dy = notch.dy

    def goes_on_with(self, notch: Scroll, event: Event, context: Context) -> bool:
        """Return whether this notch belongs to the run."""
        first = self._first
        same_way = (_sign(notch.dx), _sign(notch.dy)) == (_sign(first.dx), _sign(first.dy))
        in_time = event.t_ms - self.end_ms <= SCROLL_GAP_MS
        return same_way and in_time and notch.mods == first.mods and same_window(self.latest, context)

    def add(self, notch: Scroll) -> None:
        """Count one more notch."""
        self._dx += notch.dx
        self._dy += notch.dy

    def action(self) -> ScrollBy:
        """Return the whole run at the place of its first notch."""
        first = self._first
        return ScrollBy(first.x, first.y, self._dx, self._dy, first.mods)


def _sign(value: int) -> int:
    """Return -1, 0 or 1."""
    return (value > 0) - (value < 0)


class OpenSwitch(OpenAction):
    """The focus went to another application."""

    def action(self) -> SwitchApp:
        """Return the switch."""
        return SwitchApp(self.context.app)


class OpenPress(OpenAction):
    """A pointer button: clicks at one place, or a drag once press and release lie apart.

    A press without release counts up to where the pointer was last seen.
    """

    def __init__(self, event: Event, context: Context, down: ButtonDown) -> None:
        super().__init__(event, context)
        self._first = down
        self._clicks = 0
        self._press(event, down)

    def _press(self, event: Event, down: ButtonDown) -> None:
        """Note a press, and what the action would be without it."""
        self._without = (self.last_seq, self.end_ms)
        self._press_event = event
        self._down = down
        self._path = [(down.x, down.y)]
        self._pressed = True
        self._clicks += 1

    @property
    def dragged(self) -> bool:
        """Whether the pointer stands, or was let go, away from where the button was pressed."""
        return _apart(*self._path[0], *self._path[-1])

    @property
    def splits(self) -> bool:
        """Whether the last of several clicks turned out to be a drag, which is an action of its own."""
        return self._clicks > 1 and self.dragged

    def goes_on_with(self, down: ButtonDown, event: Event, context: Context) -> bool:
        """Return whether this press makes it a double or triple click."""
        last = self._down
        if self._pressed or self.dragged or self._clicks == MOST_CLICKS:
            return False
        if event.t_ms - self._press_event.t_ms > CLICK_GAP_MS or _apart(last.x, last.y, down.x, down.y):
            return False
        return (down.button, down.mods) == (last.button, last.mods) and same_window(self.latest, context)

    def click_again(self, down: ButtonDown, event: Event, context: Context) -> None:
        """Take in one more press at the same place."""
        self._press(event, down)
        self.extend(event, context)

    def holds(self, button: Button) -> bool:
        """Return whether that button is still down."""
        return self._pressed and button is self._down.button

    def move(self, path: PointerPath, event: Event) -> None:
        """Follow the pointer while the button is down."""
        if not self._pressed:
            return
        x, y, at_ms = path.x, path.y, event.t_ms
        self._path.append((x, y))
        for dt_ms, dx, dy in path.points:
            x, y, at_ms = x + dx, y + dy, at_ms + dt_ms
            self._path.append((x, y))
        if self.dragged:
            self.own(event)
            self.end_ms = at_ms

    def release(self, up: ButtonUp, event: Event) -> None:
        """Take in the release."""
        self._path.append((up.x, up.y))
        self._pressed = False
        self.own(event)
        self.end_ms = event.t_ms

    def split(self) -> "OpenPress":
        """Take the last press out of this action and return it as one of its own."""
        drag = OpenPress(self._press_event, self.context, self._down)
        drag._path, drag._pressed = self._path, self._pressed
        drag.last_seq, drag.end_ms = self.last_seq, self.end_ms
        self.last_seq, self.end_ms = self._without
        self._clicks -= 1
        self._path, self._pressed = self._path[:1], False
        return drag

    def action(self) -> Click | Drag:
        """Return the clicks or the drag."""
        first, path = self._first, tuple(self._path)
        if self.dragged:
            x, y = path[-1]
            return Drag(first.x, first.y, x, y, first.button, first.mods, path)
        return Click(first.x, first.y, first.button, self._clicks, first.mods)
