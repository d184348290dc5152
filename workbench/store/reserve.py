"""Room set aside while recording, so that a full disk still leaves enough to close the session."""

from pathlib import Path

from workbench.store.private_files import create_private

RESERVE_BYTES = 256 * 1024


class Reserve:
    """A file of nothing beside the session, given up when the disk is full."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def take(self) -> None:
        """Set the room aside; raises `OSError` where there is not even that much."""
        self.give_up()
        create_private(self._path, bytes(RESERVE_BYTES))

    def give_up(self) -> None:
        """Give the room back to the disk."""
        self._path.unlink(missing_ok=True)
