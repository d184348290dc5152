"""What PyAutoGUI calls the keys.

The names are `pyautogui.KEYBOARD_KEYS` of PyAutoGUI 0.9.54, written down here because importing it
needs a display.
"""

from typing import Final

from workbench.model.key_names import KEYPAD_PREFIX, KeyName

MAC_SYSTEMS: Final = frozenset({"macos", "darwin"})

GLYPHS: Final = frozenset(chr(code) for code in range(0x20, 0x7F) if not chr(code).isupper())
"""The keys that are called by the character they write."""

_NAMES: Final = """
accept add alt altleft altright apps backspace browserback browserfavorites browserforward browserhome
browserrefresh browsersearch browserstop capslock clear command convert ctrl ctrlleft ctrlright decimal del
delete divide down end enter esc escape execute f1 f10 f11 f12 f13 f14 f15 f16 f17 f18 f19 f2 f20 f21 f22
f23 f24 f3 f4 f5 f6 f7 f8 f9 final fn hanguel hangul hanja help home insert junja kana kanji launchapp1
launchapp2 launchmail launchmediaselect left modechange multiply nexttrack nonconvert num0 num1 num2 num3
num4 num5 num6 num7 num8 num9 numlock option optionleft optionright pagedown pageup pause pgdn pgup
playpause prevtrack print printscreen prntscrn prtsc prtscr return right scrolllock select separator shift
shiftleft shiftright sleep space stop subtract tab up volumedown volumemute volumeup win winleft winright
yen
"""

KEY_NAMES: Final = GLYPHS | frozenset(_NAMES.split()) | {"\t", "\n", "\r"}

_OTHERWISE: Final[dict[str, str]] = {
    KeyName.ALTGR: "altright",
    KeyName.MENU: "apps",
    KeyName.KEYPAD_EQUAL: "=",
    KeyName.BROWSER_BACK: "browserback",
    KeyName.BROWSER_FAVORITES: "browserfavorites",
    KeyName.BROWSER_FORWARD: "browserforward",
    KeyName.BROWSER_HOME: "browserhome",
    KeyName.MAIL: "launchmail",
    KeyName.BROWSER_REFRESH: "browserrefresh",
    KeyName.BROWSER_RELOAD: "browserrefresh",
    KeyName.BROWSER_SEARCH: "browsersearch",
    KeyName.SLEEP: "sleep",
    KeyName.BROWSER_STOP: "browserstop",
    KeyName.STOP_PLAYING: "stop",
}
"""Canonical names that are neither PyAutoGUI's nor made from them."""


def pyautogui_key(key: str, system: str) -> str | None:
    """Return PyAutoGUI's name for a canonical key on that system; none where it has no such key."""
    if key == KeyName.META:
        return "command" if system in MAC_SYSTEMS else "win"
    name = _OTHERWISE.get(key) or _keypad(key)
    return name if name in KEY_NAMES else None


def _keypad(key: str) -> str:
    """Return the name of a key of the keypad, or the key as it is."""
    if not key.startswith(KEYPAD_PREFIX):
        return key
    own = key.removeprefix(KEYPAD_PREFIX)
    return f"num{own}" if len(own) == 1 and own in "0123456789" else own
