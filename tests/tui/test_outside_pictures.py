"""Pictures handed to another program stay private and go when the workbench ends."""

import stat
import sys

import pytest

from workbench.store.frames import Picture
from workbench.tui.outside_pictures import OutsidePictures, opener

PICTURE = Picture(2, 1, b"\x00\x01\x02\x03\x04\x05")


def test_a_picture_is_written_for_its_owner_alone_and_removed() -> None:
    pictures = OutsidePictures()
    path = pictures.write(PICTURE, "step-1-before")
    assert path.read_bytes().startswith(b"\x89PNG")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert pictures.write(PICTURE, "step-1-after").parent == path.parent
    pictures.close()
    assert not path.parent.exists()
    pictures.close()


@pytest.mark.skipif(sys.platform != "linux", reason="asks for an X11 or Wayland display")
def test_without_a_display_nothing_opens_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert opener() is None
