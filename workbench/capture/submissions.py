"""When something was typed that may end a line: until it is read, it is not known who reads what follows."""

from collections import deque

from workbench.desktop.port import ButtonInput, Input, KeyInput
from workbench.model.events import Button, Modifier
from workbench.model.key_names import DEAD_KEY_PREFIX, KeyName
from workbench.model.key_roles import is_modifier

REMEMBERED = 200
COMMANDING = frozenset({Modifier.CTRL, Modifier.ALT, Modifier.META})
EDITING = frozenset(
    {
        KeyName.BACKSPACE, KeyName.DELETE, KeyName.LEFT, KeyName.RIGHT, KeyName.UP, KeyName.DOWN, KeyName.HOME,
        KeyName.END, KeyName.TAB, KeyName.COMPOSE,
    }
)  # fmt: skip
"""Keys without text that only edit a line."""


class Submissions:
    """The times, in the stream's order, of every key that is not sure to stay inside the line it is typed in.

    A paste with the middle button counts as one: what it brings may have line ends in it.
    """

    def __init__(self) -> None:
        self._times: deque[int] = deque(maxlen=REMEMBERED)

    def note(self, item: Input) -> None:
        """Take in an input; those before it have been taken in before."""
        match item:
            case KeyInput(down=True) if not _stays_in_line(item):
                self._times.append(item.at_ms)
            case ButtonInput(button=Button.MIDDLE):
                self._times.append(item.at_ms)

    def missed(self, at_ms: int) -> None:
        """Note that inputs up to that moment were not seen: any of them may have ended a line."""
        self._times.append(at_ms)

    def any_since(self, since_ms: int) -> bool:
        """Return whether something that was taken in so far may have ended a line since then."""
        return bool(self._times) and self._times[-1] >= since_ms


def _stays_in_line(item: KeyInput) -> bool:
    if is_modifier(item.key):
        return True
    if not COMMANDING.isdisjoint(item.mods):
        return False
    if item.key in EDITING or item.key.startswith(DEAD_KEY_PREFIX):
        return True
    return len(item.text) == 1 and item.text.isprintable()
