"""The library: all sessions of one home, found by id, opened, imported, exported, removed."""

import difflib
from dataclasses import dataclass, replace
from pathlib import Path

import apsw

from workbench.errors import NotFoundError, SessionFileError, sentence_of
from workbench.model.copies import SessionCopy
from workbench.model.session import Session, SessionState
from workbench.paths import Home
from workbench.settings import load_settings
from workbench.store.apply import apply_session, settle
from workbench.store.closing import DISK_TAKES_NOTHING, is_unfinished, leave_one_file, recover
from workbench.store.connection import connect, is_plain
from workbench.store.forgetting import asked
from workbench.store.identity import is_session_id, made_at, new_session_id
from workbench.store.importing import copy_foreign, open_foreign
from workbench.store.keys import KeyStore
from workbench.store.label_drafts import DraftPlace, LabelDrafts
from workbench.store.leftovers import Leftovers
from workbench.store.lock import FileLock
from workbench.store.session_file import SessionFile, damaged
from workbench.store.session_paths import SESSION_SUFFIX, companions, lock_path

LAST = "last"


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """What a list shows of a session."""

    id: str
    """UUIDv7."""
    title: str
    """The task in the volunteer's words; empty where it cannot be read."""
    state: SessionState | None
    """Where it stands on this machine; none where it cannot be read."""
    created_at: str
    """UTC, ISO 8601, whole seconds."""
    duration_ms: int | None
    """How long it took; none while it is recording or cannot be read."""
    size_bytes: int
    """Room it takes on the disk."""
    steps: int | None
    """Counted steps; none where they have to be reduced first."""
    cut_off: bool
    """Whether its recorder was killed."""
    live: bool
    """Whether a recorder is writing it now."""
    problem: str | None
    """Why it cannot be read, as a sentence; none where it can."""
    copies: tuple[SessionCopy, ...] = ()
    """Where it was submitted to, the newest first; receipts tell it, and the library knows none."""


class Library:
    """The sessions of one home."""

    def __init__(self, home: Home, keys: KeyStore) -> None:
        self._home = home
        self._keys = keys

    @classmethod
    def of(cls, home: Home) -> "Library":
        """Return the library of a home, with its keys where the settings say."""
        return cls(home.ensure(), KeyStore(home, load_settings(home).key_store))

    @property
    def home(self) -> Home:
        """The home whose sessions these are."""
        return self._home

    def path(self, session_id: str) -> Path:
        """Return where the session's file is."""
        return self._home.sessions / f"{session_id}{SESSION_SUFFIX}"

    def new_key(self, session_id: str) -> bytes:
        """Make a key for a session that is about to be recorded, and keep it before its file exists."""
        return self._keys.create(session_id)

    def forget(self, session_id: str) -> None:
        """Destroy the key and files of a session whose recording never began."""
        path = self.path(session_id)
        self._keys.destroy(session_id)
        for file in (path, *companions(path)):
            file.unlink(missing_ok=True)
        LabelDrafts(self._home).remove_session(DraftPlace(session_id))

    def leftovers(self) -> Leftovers:
        """Return what interrupted work left behind in this home."""
        return Leftovers(self._home, self._keys)

    def summaries(self) -> tuple[SessionSummary, ...]:
        """Return every session, newest first, those that cannot be read with their problem."""
        return tuple(self._summary(session_id) for session_id in self._ids())

    def summary(self, reference: str) -> SessionSummary:
        """Return one session's line of the list."""
        return self._summary(self.resolve(reference))

    def resolve(self, reference: str) -> str:
        """Return the full id of an id, an unambiguous suffix of one, or `last`."""
        ids = self._ids()
        if not ids:
            message = "There are no sessions yet; record one with `workbench record` or import one."
            raise NotFoundError(message)
        if reference == LAST:
            return ids[0]
        found = [session_id for session_id in ids if reference and session_id.endswith(reference)]
        if len(found) != 1:
            raise NotFoundError(_ambiguous(reference, found) if found else _nearest(reference, ids))
        return found[0]

    def open(self, reference: str) -> SessionFile:
        """Open a session; one whose recorder was killed is recovered first, a live one can only be read."""
        session_id = self.resolve(reference)
        path = self.path(session_id)
        key = self._key(session_id, path)
        if FileLock(lock_path(path)).held():
            return SessionFile(path, connect(path, key, readonly=True), live=True)
        connection = connect(path, key)
        try:
            at_rest = _bring_to_rest(path, connection)
        except BaseException:
            connection.close()
            raise
        if at_rest:
            return SessionFile(path, connection, live=False)
        connection.close()
        return SessionFile(path, connect(path, key, readonly=True), live=True)

    def import_file(self, path: Path, *, new_id: bool = False) -> str:
        """Take a plain session file into the library, under a key of its own, and return its id."""
        source, session = open_foreign(path)
        try:
            if new_id:
                session = replace(session, id=new_session_id())
            target = self.path(session.id)
            if target.exists():
                message = (
                    f"Session {session.id} is in this library already and stays as it is; "
                    "import it a second time with --new-id."
                )
                raise SessionFileError(message)
            self._copy(source, session, target)
        finally:
            source.close()
        return session.id

    def export(self, reference: str, path: Path) -> None:
        """Write a session into a new plain file that any SQLite tool reads."""
        with self.open(reference) as session_file:
            session_file.export(path)

    def apply(self, reference: str) -> None:
        """Rewrite a session from its fold, so that what was redacted or dropped is gone; undo ends there."""
        session_id = self.resolve(reference)
        path = self.path(session_id)
        self.open(session_id).close()
        apply_session(path, self._keys, self._key(session_id, path))

    def remove(self, reference: str) -> None:
        """Destroy a session's key, then its files; raises `SessionFileError` while it is being recorded."""
        session_id = self.resolve(reference)
        path = self.path(session_id)
        lock = FileLock(lock_path(path))
        if not lock.acquire():
            message = f"Session {session_id} is being recorded and stays as it is; stop the recording first."
            raise SessionFileError(message)
        try:
            self.forget(session_id)
        finally:
            lock.release(remove=True)

    def _ids(self) -> list[str]:
        """Return the ids of all session files, newest first."""
        stems = (file.stem for file in self._home.sessions.glob(f"*{SESSION_SUFFIX}"))
        return sorted(filter(is_session_id, stems), reverse=True)

    def _summary(self, session_id: str) -> SessionSummary:
        try:
            with self.open(session_id) as file:
                session, steps = file.shown_session(), file.step_count()
                live = file.live
        except (SessionFileError, OSError) as error:  # one file that the system refuses hides no other session
            return self._unreadable(session_id, sentence_of(error))
        known = (session_id, session.title, session.state, session.created_at, session.duration_ms)
        return SessionSummary(*known, self._size(session_id), steps, session.cut_off, live, problem=None)

    def _unreadable(self, session_id: str, problem: str) -> SessionSummary:
        return SessionSummary(
            session_id,
            title="",
            state=None,
            created_at=made_at(session_id),
            duration_ms=None,
            size_bytes=self._size(session_id),
            steps=None,
            cut_off=False,
            live=False,
            problem=problem,
        )

    def _size(self, session_id: str) -> int:
        path = self.path(session_id)
        files = (path, Path(f"{path}-wal"))
        return sum(file.stat().st_size for file in files if file.exists())

    def _key(self, session_id: str, path: Path) -> bytes | None:
        """Return the key that opens the file, none for a plain one; raises where it is missing or another's."""
        settle(path, self._keys)
        key = None if is_plain(path) else self._keys.find(session_id)
        if key is None:
            return None
        if not self._keys.matches(session_id, key):
            message = (
                f"The key of session {session_id} is not the one it was recorded with, so it cannot be read; "
                "the file is unchanged: put the right key back into the keys folder."
            )
            raise SessionFileError(message)
        return key

    def _copy(self, source: apsw.Connection, session: Session, target: Path) -> None:
        known = self._keys.find(session.id)
        key = known or self._keys.create(session.id)
        try:
            copy_foreign(source, session, target, key)
        except BaseException:
            if known is None:
                self._keys.destroy(session.id)
            raise


def _bring_to_rest(path: Path, connection: apsw.Connection) -> bool:
    """Recover a cut-off session and tidy up after a recorder that could not; false for a live one.

    A disk that takes nothing puts this off until the next time; everything can be read all the same.
    """
    try:
        if is_unfinished(connection) or asked(path):
            return recover(path, connection)
        if connection.pragma("journal_mode") == "wal":
            leave_one_file(connection, patience_s=0)
    except DISK_TAKES_NOTHING:
        return True
    except (apsw.Error, ValueError, KeyError, TypeError) as error:
        raise damaged(path) from error
    return True


def _ambiguous(reference: str, found: list[str]) -> str:
    candidates = ", ".join(sorted(found)[:5])
    return f"{reference!r} is the end of {len(found)} session ids ({candidates}); give more of it."


def _nearest(reference: str, ids: list[str]) -> str:
    tails = {session_id[-max(len(reference), 4) :]: session_id for session_id in ids}
    close = difflib.get_close_matches(reference, [*ids, *tails], n=1, cutoff=0.0)
    nearest = tails.get(close[0], close[0]) if close else ids[0]
    ends = "an id may be shortened to its end, not to its beginning; " if nearest.startswith(reference) else ""
    known = f"{ends}the nearest is {nearest}"
    return f"There is no session {reference!r}; {known}; `workbench sessions list` shows all."
