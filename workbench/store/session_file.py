"""One session of the library, open: what it recorded, its steps, its pictures."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import apsw

from workbench.errors import SessionFileError
from workbench.model.edit_log import parts
from workbench.model.edits import Edit, RedactTask, StoredEdit
from workbench.model.fold import fold
from workbench.model.folded import Folded
from workbench.model.session import Recording, Session, SessionState
from workbench.model.steps import Step
from workbench.store import edits, records
from workbench.store.changing import changing
from workbench.store.closing import DISK_TAKES_NOTHING, at_rest
from workbench.store.exporting import export_plain
from workbench.store.frames import Picture, read_picture, read_tile_ids
from workbench.store.session_paths import preview_path
from workbench.store.steps_cache import cached_step_count, cached_steps, rebuild_steps, reduced_steps

Read = TypeVar("Read")


class SessionFile:
    """An open session file; live ones, which a recorder is still writing, can only be read."""

    def __init__(self, path: Path, connection: apsw.Connection, *, live: bool) -> None:
        self.live = live
        """Whether a recorder holds the session's lock."""
        self._path = path
        self._connection = connection
        try:
            session = self._read(records.read_session)
            self.session: Session = session if live else self._read(lambda reader: at_rest(session, reader))
            """The session's own row, as it stood when the file was opened."""
        except SessionFileError:
            connection.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def shown_session(self) -> Session:
        """Return the session's own row without what of its title and scope was redacted."""
        redacted = (isinstance(part, RedactTask) for stored in self.edits() for part in parts(stored.edit))
        return self.folded().session if any(redacted) else self.session

    def recording(self) -> Recording:
        """Return everything but the pixels, as it stands now."""
        return self._read(records.read_recording)

    def steps(self) -> tuple[Step, ...]:
        """Return the steps of this program's reducer, from the file where it has them."""
        if self.live:
            return self._read(reduced_steps)
        return self._read(cached_steps) or self._read(_rebuilt_where_possible)

    def step_count(self) -> int | None:
        """Return how many counted steps there are, where the file knows without reducing."""
        return self._read(cached_step_count)

    def picture(self, frame_id: int) -> Picture:
        """Return a frame's pixels; raises `NotFoundError` for a frame that is not there."""
        return self._read(lambda connection: read_picture(connection, frame_id))

    def health(self) -> list[tuple[int, dict[str, Any]]]:
        """Return the recorder's looks at itself: session time and counters."""
        return self._read(records.read_health)

    def marks(self) -> tuple[int, ...]:
        """Return the moments that the volunteer marked, in session time."""
        return self._read(records.read_marks)

    def export(self, target: Path) -> None:
        """Write everything that the file holds into a new plain file."""
        self._read(lambda connection: export_plain(connection, target))

    def tile_ids(self) -> dict[int, tuple[bytes, ...]]:
        """Return the ids of every frame's tiles, row by row."""
        return self._read(read_tile_ids)

    def edits(self) -> tuple[StoredEdit, ...]:
        """Return every edit that was made, in order."""
        return self._read(edits.read_edits)

    def folded(self) -> Folded:
        """Return the session with every edit folded in."""
        return fold(self.recording(), self.steps(), self.edits(), self.tile_ids())

    def add_edit(self, edit: Edit) -> StoredEdit:
        """Add an edit and return it; it is on the disk when this returns, and no older preview is any more."""
        preview_path(self._path).unlink(missing_ok=True)
        return self._change(lambda connection: edits.append_edit(connection, edit))

    def undo(self) -> Edit:
        """Undo the last edit and return it; raises `UsageError` where none was made since the last apply."""
        return self._change(edits.append_undo)

    def redo(self) -> Edit:
        """Redo what was undone last and return it; raises `UsageError` where nothing was undone."""
        return self._change(edits.append_redo)

    def set_state(self, state: SessionState) -> None:
        """Store where the session stands on this machine."""
        self._change(lambda connection: connection.execute("UPDATE session SET state = ?", (str(state),)))
        self.session = replace(self.session, state=state)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _change(self, change: Callable[[apsw.Connection], Read]) -> Read:
        """Change the file in one transaction; raises `SessionFileError` while it is being recorded."""
        if self.live:
            message = f"Session {self._path.stem} is being recorded and cannot be edited yet; stop it first."
            raise SessionFileError(message)
        with changing(self._path, self._connection):
            return change(self._connection)

    def _read(self, read: Callable[[apsw.Connection], Read]) -> Read:
        """Read, and turn what a damaged file makes of it into one sentence."""
        try:
            return read(self._connection)
        except (apsw.Error, ValueError, TypeError, KeyError) as error:
            raise damaged(self._path) from error


def damaged(path: Path) -> SessionFileError:
    """Return the sentence for a file of which a part cannot be read."""
    message = (
        f"Session {path.stem} is damaged: a part of it cannot be read; nothing was changed: "
        "put back a copy of it, or remove the session."
    )
    return SessionFileError(message)


def _rebuilt_where_possible(connection: apsw.Connection) -> tuple[Step, ...]:
    try:
        return rebuild_steps(connection)
    except DISK_TAKES_NOTHING:
        return reduced_steps(connection)
