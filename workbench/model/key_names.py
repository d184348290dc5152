"""The canonical names of keys, as events carry them and files store them.

Letters, digits and signs are named by their character (`a`, `1`, `+`). Function keys are `f1` to `f35`.
Keys of the keypad and dead keys have a prefix. Any other key is named by its X keysym in lower case.
"""

from enum import StrEnum
from typing import Final

DEAD_KEY_PREFIX: Final = "dead_"
KEYPAD_PREFIX: Final = "kp_"
GROUP_KEY_PREFIX: Final = "iso_"
"""Keys that switch between levels and groups of the layout."""


class KeyName(StrEnum):
    """A key that the program treats in a way of its own."""

    CTRL = "ctrl"
    ALT = "alt"
    SHIFT = "shift"
    META = "meta"
    ALTGR = "altgr"
    CAPS_LOCK = "capslock"
    NUM_LOCK = "numlock"
    SCROLL_LOCK = "scrolllock"
    SHIFT_LOCK = "shift_lock"
    COMPOSE = "compose"

    ENTER = "enter"
    KEYPAD_ENTER = "kp_enter"
    ESCAPE = "esc"
    TAB = "tab"
    SPACE = "space"
    BACKSPACE = "backspace"
    DELETE = "delete"
    INSERT = "insert"
    HOME = "home"
    END = "end"
    PAGE_UP = "pageup"
    PAGE_DOWN = "pagedown"
    LEFT = "left"
    RIGHT = "right"
    UP = "up"
    DOWN = "down"
    MENU = "menu"
    PAUSE = "pause"
    PRINT_SCREEN = "printscreen"
    KEYPAD_EQUAL = "kp_equal"

    VOLUME_UP = "volumeup"
    VOLUME_DOWN = "volumedown"
    VOLUME_MUTE = "volumemute"
    PLAY_PAUSE = "playpause"
    NEXT_TRACK = "nexttrack"
    PREVIOUS_TRACK = "prevtrack"
    STOP_PLAYING = "xf86audiostop"
    EJECT = "xf86eject"
    BROWSER_BACK = "xf86back"
    BROWSER_FAVORITES = "xf86favorites"
    BROWSER_FORWARD = "xf86forward"
    BROWSER_HOME = "xf86homepage"
    BROWSER_REFRESH = "xf86refresh"
    BROWSER_RELOAD = "xf86reload"
    BROWSER_SEARCH = "xf86search"
    BROWSER_STOP = "xf86stop"
    MAIL = "xf86mail"
    SLEEP = "xf86sleep"


FUNCTION_KEYS: Final = frozenset(f"f{number}" for number in range(1, 36))
