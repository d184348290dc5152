"""What a key does: hold a modifier, begin a composed character, write text, or act by itself."""

import unicodedata

from workbench.model.events import KeyDown, Modifier, Modifiers
from workbench.model.key_names import DEAD_KEY_PREFIX, GROUP_KEY_PREFIX, KeyName

_MODIFIERS: dict[str, Modifier] = {
    KeyName.CTRL: Modifier.CTRL,
    KeyName.ALT: Modifier.ALT,
    KeyName.SHIFT: Modifier.SHIFT,
    KeyName.META: Modifier.META,
    "control": Modifier.CTRL,
    "super": Modifier.META,
    "cmd": Modifier.META,
    "win": Modifier.META,
}
"""Modifiers by their names; the last four are those of other recorders."""
_OTHER_MODIFIERS = frozenset(
    {
        KeyName.ALTGR, KeyName.CAPS_LOCK, KeyName.NUM_LOCK, KeyName.SCROLL_LOCK, KeyName.SHIFT_LOCK,
        "alt_gr", "hyper", "fn", "xf86fn", "group", "modeswitch",
    }
)  # fmt: skip
_COMPOSE = frozenset({KeyName.COMPOSE, "multi_key"})
_TAPPED = frozenset({Modifier.META, Modifier.ALT})
_CHORDING = frozenset({Modifier.CTRL, Modifier.ALT, Modifier.META})


def _without_side(key: str) -> str:
    """Return the key's name without telling left from right."""
    return key[:-2] if key.endswith(("_l", "_r")) else key


def is_modifier(key: str) -> bool:
    """Return whether the key only changes what others do; such keys are no steps by themselves."""
    name = _without_side(key)
    return name in _MODIFIERS or name in _OTHER_MODIFIERS or name.startswith(GROUP_KEY_PREFIX)


def tapped(key: str) -> str | None:
    """Return the modifier's name where a lone tap of it does something: `meta` and `alt` open menus."""
    modifier = _MODIFIERS.get(_without_side(key))
    return modifier.value if modifier in _TAPPED else None


def composing_keys(down: KeyDown) -> int:
    """Return how many keys may follow until the character stands: 1 after a dead key, 2 after Compose."""
    if down.text:
        return 0
    if down.key.startswith(DEAD_KEY_PREFIX):
        return 1
    return 2 if down.key in _COMPOSE else 0


def writes_text(down: KeyDown) -> bool:
    """Return whether the key writes printable text; what AltGr or Option compose is text, chords are not."""
    if not down.text or any(unicodedata.category(character) == "Cc" for character in down.text):
        return False
    return not _CHORDING.intersection(down.mods) or _composed_with_alt(down)


def _composed_with_alt(down: KeyDown) -> bool:
    """Return whether Alt (AltGr on Windows, Option on macOS) gave another character than the key's own."""
    if Modifier.ALT not in down.mods or Modifier.META in down.mods or len(down.key) != 1:
        return False
    if Modifier.SHIFT in down.mods and down.text.isascii():
        return False
    return down.text.casefold() != down.key.casefold()


def deletes_back(down: KeyDown) -> bool:
    """Return whether the key deletes one character to the left; Shift, often let go late, changes nothing."""
    return down.key == KeyName.BACKSPACE and not _CHORDING.intersection(down.mods)


def chord(down: KeyDown) -> tuple[str, ...] | None:
    """Return the keys of a key step, modifiers first; none for a key that neither writes nor commands."""
    if len(down.key) == 1 and not _CHORDING.intersection(down.mods):
        return None
    return (*_in_order(down.mods), down.key)


def _in_order(mods: Modifiers) -> tuple[str, ...]:
    """Return the modifiers' names in their one order."""
    return tuple(str(mod) for mod in Modifier if mod in mods)
