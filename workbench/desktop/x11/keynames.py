"""Canonical names for keys, from X keysym names: one word per key, whatever its side or its shift."""

NAMED = {
    "Return": "enter",
    "Linefeed": "enter",
    "Escape": "esc",
    "BackSpace": "backspace",
    "ISO_Left_Tab": "tab",
    "Prior": "pageup",
    "Next": "pagedown",
    "Page_Up": "pageup",
    "Page_Down": "pagedown",
    "KP_Prior": "pageup",
    "KP_Next": "pagedown",
    "KP_Page_Up": "pageup",
    "KP_Page_Down": "pagedown",
    "KP_Home": "home",
    "KP_End": "end",
    "KP_Left": "left",
    "KP_Right": "right",
    "KP_Up": "up",
    "KP_Down": "down",
    "KP_Insert": "insert",
    "KP_Delete": "delete",
    "Control_L": "ctrl",
    "Control_R": "ctrl",
    "Alt_L": "alt",
    "Alt_R": "alt",
    "Shift_L": "shift",
    "Shift_R": "shift",
    "Super_L": "meta",
    "Super_R": "meta",
    "Meta_L": "alt",
    "Meta_R": "alt",
    "Hyper_L": "meta",
    "Hyper_R": "meta",
    "ISO_Level3_Shift": "altgr",
    "Mode_switch": "altgr",
    "Caps_Lock": "capslock",
    "Num_Lock": "numlock",
    "Scroll_Lock": "scrolllock",
    "Print": "printscreen",
    "Sys_Req": "printscreen",
    "Multi_key": "compose",
    "XF86AudioRaiseVolume": "volumeup",
    "XF86AudioLowerVolume": "volumedown",
    "XF86AudioMute": "volumemute",
    "XF86AudioPlay": "playpause",
    "XF86AudioPause": "playpause",
    "XF86AudioNext": "nexttrack",
    "XF86AudioPrev": "prevtrack",
}
"""Keysym names that are not simply lower-cased."""

CHORD_STATES = ("ctrl", "alt", "meta")
"""Modifiers under which a key writes nothing."""


def key_name(keysym_name: str, glyph: str) -> str:
    """Return the canonical name of an unshifted key: its glyph where it has a visible one."""
    if keysym_name in NAMED:
        return NAMED[keysym_name]
    if keysym_name.startswith("KP_"):
        return keysym_name.lower()
    if len(glyph) == 1 and glyph.isprintable() and not glyph.isspace():
        return glyph.lower()
    return keysym_name.lower()
