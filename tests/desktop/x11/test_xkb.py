"""The libraries behind the keymap."""

import ctypes

import pytest

from workbench.desktop.x11 import xkb
from workbench.errors import DesktopError

pytestmark = pytest.mark.display


def test_symbols_have_names_and_text() -> None:
    library = xkb.xkb_library()
    assert xkb.text_of(library.xkb_keysym_get_name, 0xFF0D) == "Return"
    assert xkb.text_of(library.xkb_keysym_to_utf8, 0xE4) == "ä"


def test_a_missing_library_is_named_with_the_package_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: str) -> None:
        raise OSError

    xkb.xkb_library.cache_clear()
    with monkeypatch.context() as patched:
        patched.setattr(ctypes, "CDLL", missing)
        with pytest.raises(DesktopError, match="install libxkbcommon-x11-0"):
            xkb.xkb_library()
    xkb.xkb_library.cache_clear()
