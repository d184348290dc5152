"""Canonical names for keys, from X keysym names: one word per key, whatever its side or its shift."""

from workbench.model.key_names import KEYPAD_PREFIX, KeyName

NAMED = {
    "Return": KeyName.ENTER,
    "Linefeed": KeyName.ENTER,
    "ISO_Enter": KeyName.ENTER,
    "Escape": KeyName.ESCAPE,
    "BackSpace": KeyName.BACKSPACE,
    "ISO_Left_Tab": KeyName.TAB,
    "Prior": KeyName.PAGE_UP,
    "Next": KeyName.PAGE_DOWN,
    "Page_Up": KeyName.PAGE_UP,
    "Page_Down": KeyName.PAGE_DOWN,
    "KP_Prior": KeyName.PAGE_UP,
    "KP_Next": KeyName.PAGE_DOWN,
    "KP_Page_Up": KeyName.PAGE_UP,
    "KP_Page_Down": KeyName.PAGE_DOWN,
    "KP_Home": KeyName.HOME,
    "KP_End": KeyName.END,
    "KP_Left": KeyName.LEFT,
    "KP_Right": KeyName.RIGHT,
    "KP_Up": KeyName.UP,
    "KP_Down": KeyName.DOWN,
    "KP_Insert": KeyName.INSERT,
    "KP_Delete": KeyName.DELETE,
    "Control_L": KeyName.CTRL,
    "Control_R": KeyName.CTRL,
    "Alt_L": KeyName.ALT,
    "Alt_R": KeyName.ALT,
    "Shift_L": KeyName.SHIFT,
    "Shift_R": KeyName.SHIFT,
    "Super_L": KeyName.META,
    "Super_R": KeyName.META,
    "Meta_L": KeyName.ALT,
    "Meta_R": KeyName.ALT,
    "Hyper_L": KeyName.META,
    "Hyper_R": KeyName.META,
    "ISO_Level3_Shift": KeyName.ALTGR,
    "Mode_switch": KeyName.ALTGR,
    "Caps_Lock": KeyName.CAPS_LOCK,
    "Num_Lock": KeyName.NUM_LOCK,
    "Scroll_Lock": KeyName.SCROLL_LOCK,
    "Print": KeyName.PRINT_SCREEN,
    "Sys_Req": KeyName.PRINT_SCREEN,
    "Multi_key": KeyName.COMPOSE,
    "XF86AudioRaiseVolume": KeyName.VOLUME_UP,
    "XF86AudioLowerVolume": KeyName.VOLUME_DOWN,
    "XF86AudioMute": KeyName.VOLUME_MUTE,
    "XF86AudioPlay": KeyName.PLAY_PAUSE,
    "XF86AudioPause": KeyName.PLAY_PAUSE,
    "XF86AudioNext": KeyName.NEXT_TRACK,
    "XF86AudioPrev": KeyName.PREVIOUS_TRACK,
}
"""Keysym names that are not simply lower-cased."""


def key_name(keysym_name: str, glyph: str) -> str:
    """Return the canonical name of an unshifted key: its glyph where it has a visible one."""
    if keysym_name in NAMED:
        return NAMED[keysym_name].value
    lowered = keysym_name.lower()
    if lowered.startswith(KEYPAD_PREFIX):
        return lowered
    if len(glyph) == 1 and glyph.isprintable() and not glyph.isspace():
        return glyph.lower()
    return lowered
