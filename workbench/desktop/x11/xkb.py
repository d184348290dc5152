"""libxkbcommon by ctypes: the functions that turn keycodes into symbols and text.

Signatures: xkbcommon.h, xkbcommon-compose.h and xkbcommon-x11.h of libxkbcommon 1.5.
"""

import ctypes
from ctypes import POINTER, c_char_p, c_int, c_int32, c_size_t, c_uint8, c_uint16, c_uint32, c_void_p
from functools import cache
from typing import Any

from workbench.errors import DesktopError

COMPOSING, COMPOSED, CANCELLED = 1, 2, 3

_XCB: dict[str, tuple[Any, ...]] = {
    "xcb_connect": (c_void_p, c_char_p, c_void_p),
    "xcb_connection_has_error": (c_int, c_void_p),
    "xcb_disconnect": (None, c_void_p),
}
_X11: dict[str, tuple[Any, ...]] = {
    "xkb_x11_setup_xkb_extension": (
        c_int, c_void_p, c_uint16, c_uint16, c_int,
        POINTER(c_uint16), POINTER(c_uint16), POINTER(c_uint8), POINTER(c_uint8),
    ),
    "xkb_x11_get_core_keyboard_device_id": (c_int32, c_void_p),
    "xkb_x11_keymap_new_from_device": (c_void_p, c_void_p, c_void_p, c_int32, c_int),
    "xkb_x11_state_new_from_device": (c_void_p, c_void_p, c_void_p, c_int32),
}  # fmt: skip
_KEYS: dict[str, tuple[Any, ...]] = {
    "xkb_context_new": (c_void_p, c_int),
    "xkb_context_unref": (None, c_void_p),
    "xkb_keymap_unref": (None, c_void_p),
    "xkb_state_unref": (None, c_void_p),
    "xkb_state_update_mask": (c_int, c_void_p, *[c_uint32] * 6),
    "xkb_state_key_get_layout": (c_uint32, c_void_p, c_uint32),
    "xkb_keymap_num_layouts_for_key": (c_uint32, c_void_p, c_uint32),
    "xkb_keymap_min_keycode": (c_uint32, c_void_p),
    "xkb_keymap_max_keycode": (c_uint32, c_void_p),
    "xkb_state_key_get_one_sym": (c_uint32, c_void_p, c_uint32),
    "xkb_keymap_key_get_syms_by_level": (
        c_int, c_void_p, c_uint32, c_uint32, c_uint32, POINTER(POINTER(c_uint32)),
    ),
    "xkb_keysym_get_name": (c_int, c_uint32, c_char_p, c_size_t),
    "xkb_keysym_to_utf8": (c_int, c_uint32, c_char_p, c_size_t),
    "xkb_state_key_get_utf8": (c_int, c_void_p, c_uint32, c_char_p, c_size_t),
    "xkb_compose_table_new_from_locale": (c_void_p, c_void_p, c_char_p, c_int),
    "xkb_compose_table_unref": (None, c_void_p),
    "xkb_compose_state_new": (c_void_p, c_void_p, c_int),
    "xkb_compose_state_unref": (None, c_void_p),
    "xkb_compose_state_feed": (c_int, c_void_p, c_uint32),
    "xkb_compose_state_get_status": (c_int, c_void_p),
    "xkb_compose_state_get_utf8": (c_int, c_void_p, c_char_p, c_size_t),
    "xkb_compose_state_reset": (None, c_void_p),
}  # fmt: skip


@cache
def xkb_library() -> Any:
    """Load the three libraries and return their functions; raises `DesktopError` where one is missing."""
    functions: dict[str, Any] = {}
    for file, signatures in (
        ("libxcb.so.1", _XCB),
        ("libxkbcommon.so.0", _KEYS),
        ("libxkbcommon-x11.so.0", _X11),
    ):
        try:
            library = ctypes.CDLL(file)
        except OSError as problem:
            text = (
                f"The library {file} is missing, so keys cannot be told apart and nothing was recorded: "
                "install libxkbcommon-x11-0, or record with --input pynput."
            )
            raise DesktopError(text) from problem
        for name, (result, *arguments) in signatures.items():
            function = library[name]
            function.restype, function.argtypes = result, arguments
            functions[name] = function
    return type("XkbLibrary", (), {name: staticmethod(function) for name, function in functions.items()})


def text_of(function: Any, *arguments: Any) -> str:
    """Call a function that fills a buffer with UTF-8, and return what it wrote."""
    buffer = ctypes.create_string_buffer(64)
    function(*arguments, buffer, 64)
    return buffer.value.decode("utf-8", "replace")
