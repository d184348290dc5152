"""Pictures handed to another program: files in a private folder that is removed when the workbench ends."""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.store.frames import Picture


def opener() -> str | None:
    """Return the program that opens files here; none where there is none, or no display to open them on."""
    if sys.platform == "darwin":
        return shutil.which("open")
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return None
    return shutil.which("xdg-open")


class OutsidePictures:
    """Owns the folder (0700) and the files in it (0600)."""

    def __init__(self) -> None:
        self._folder: Path | None = None

    @property
    def folder(self) -> Path | None:
        """The private folder, once a picture was written."""
        return self._folder

    def write(self, picture: "Picture", name: str) -> Path:
        """Write a picture as PNG and return its path."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="workbench-"))
        path = self._folder / f"{name}.png"
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(number, "wb") as stream:
            picture.png(stream)
        return path

    def open(self, path: Path, program: str) -> None:
        """Let that program show the file, without waiting for it."""
        viewer = subprocess.Popen(
            [program, str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        threading.Thread(target=viewer.wait, name="viewer of a picture", daemon=True).start()

    def close(self) -> None:
        """Remove every picture that was handed out."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None
