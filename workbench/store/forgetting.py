"""Forgetting: everything from one moment on leaves a session file, rows, pictures and free pages.

The wish is stored beside the file first and goes last, so that a kill in between leaves nothing undone: whoever
opens the file next finishes it. Numbers go on rising afterwards, by a leap that does not tell how much was
forgotten; keys and buttons that were down at the border get their release there.
"""

import contextlib
import errno
import json
from dataclasses import asdict, dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Any

import apsw

from workbench.errors import SessionFileError
from workbench.model.events import Button, ButtonUp, Event, KeyUp, PointerPath, body_from_fields
from workbench.model.gaps import Gap, GapReason
from workbench.model.session import Recording
from workbench.store import records
from workbench.store.changing import transaction
from workbench.store.frames import split_ids
from workbench.store.private_files import create_private, sync_folder
from workbench.store.session_paths import preview_path, wish_path

LEAP = 10_000
LONGEST_ROW_MS = 1000
NEWEST = 400
NUMBERED = {"events": "seq", "contexts": "id", "frames": "id"}
POINTING = ("path", "button_down", "button_up")

_HELD = """SELECT max(seq), kind, context, data FROM events
    WHERE kind IN ('key_down', 'key_up', 'button_down', 'button_up')
    GROUP BY kind LIKE 'key%', coalesce(json_extract(data, '$.key'), json_extract(data, '$.button'))
    ORDER BY kind LIKE 'button%', max(seq)"""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be forgotten, in session time."""

    since_ms: int
    """The border: what happened from here on goes."""
    until_ms: int
    """When it was asked for; the gap that stays ends here."""
    secrets: tuple[int, ...] = ()
    """Beginnings of secrets' gaps that reach across the border although nothing secret was typed before it."""


class Left(Enum):
    """What is still there when forgetting failed."""

    EVERYTHING = auto()
    """All of it, and the wish could not be stored either."""
    ROWS = auto()
    """All of it, until the file is opened next."""
    TRACES = auto()
    """Nothing that can be read, but perhaps bytes in free pages or in the log."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """The highest numbers that were given."""

    events: int
    """Of an event."""
    contexts: int
    """Of a context."""
    frames: int
    """Of a frame."""

    def beyond(self, given: "Numbers") -> "Numbers":
        """Return these, moved on by the same leap however many numbers beyond them were given."""
        pairs = zip(asdict(self).values(), asdict(given).values(), strict=True)
        return Numbers(*(kept + LEAP * max(1, -(-(most - kept) // LEAP)) for kept, most in pairs))


@dataclass(frozen=True, slots=True)
class Remainder:
    """What the session holds after forgetting, as far as its recorder remembers it."""

    numbers: Numbers
    """After which numbers the next ones begin."""
    events: int
    """How many events there are."""
    frames: int
    """How many pictures."""
    tiles: frozenset[bytes]
    """Ids of the tiles that are stored."""
    newest: Recording
    """All contexts and gaps, and the newest events; no frames."""


def ask(path: Path, wish: Wish) -> None:
    """Store the wish durably; raises `OSError` where the disk takes nothing."""
    wish_path(path).unlink(missing_ok=True)
    create_private(wish_path(path), json.dumps(asdict(wish)).encode())


def asked(path: Path) -> Wish | None:
    """Return the wish that is not fulfilled yet; one that was cut off while it was stored is none."""
    try:
        shape = json.loads(wish_path(path).read_bytes())
        return Wish(shape["since_ms"], shape["until_ms"], tuple(shape["secrets"]))
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def withdraw(path: Path) -> None:
    """Take the wish away: it is fulfilled, or was never stored whole."""
    wish_path(path).unlink(missing_ok=True)
    sync_folder(path.parent)


def highest(connection: apsw.Connection) -> Numbers:
    """Return the highest numbers in the file."""
    found = (
        connection.execute(f"SELECT max({column}) FROM {table}").get  # noqa: S608  (fixed names)
        for table, column in NUMBERED.items()
    )
    return Numbers(*(number or 0 for number in found))


def forget_rows(connection: apsw.Connection, wish: Wish) -> Numbers:
    """Take everything out and put the gap in; return after which numbers the next ones begin.

    The caller has begun a transaction. Doing it twice is the same as once.
    """
    given, since = highest(connection), (wish.since_ms,)
    connection.execute("DELETE FROM elements WHERE seq IN (SELECT seq FROM events WHERE t_ms >= ?)", since)
    connection.execute("DELETE FROM events WHERE t_ms >= ?", since)
    connection.execute("DELETE FROM health WHERE t_ms >= ?", since)
    connection.execute("DELETE FROM steps_cache")
    # Contexts are numbered as they come: one before the last that a kept event has was there before the border.
    connection.execute("DELETE FROM contexts WHERE id > coalesce((SELECT max(context) FROM events), 0)")
    _cut_paths(connection, wish.since_ms)
    _forget_pictures(connection, wish.since_ms)
    _forget_gaps(connection, wish)
    numbers = highest(connection).beyond(given)
    released = _release(connection, wish.since_ms, numbers.events)
    return Numbers(numbers.events + released, numbers.contexts, numbers.frames)


def look(connection: apsw.Connection, numbers: Numbers) -> Remainder:
    """Return what there is after forgetting."""
    events, frames = _rows(connection, "SELECT (SELECT count(*) FROM events), (SELECT count(*) FROM frames)")[0]
    tiles = frozenset(row[0] for row in _rows(connection, "SELECT id FROM tiles"))
    return Remainder(numbers, events, frames, tiles, records.read_newest(connection, NEWEST))


def wipe(path: Path, connection: apsw.Connection) -> None:
    """Leave nothing of what was taken out in any page of the file or of its log; raises `apsw.Error`."""
    preview_path(path).unlink(missing_ok=True)
    try:
        connection.execute("VACUUM")
    finally:
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").get
    if busy[0]:
        raise apsw.BusyError


def finish_forgetting(path: Path, connection: apsw.Connection) -> None:
    """Do what a recorder was asked for and could not finish; the caller holds the session's lock.

    Raises `SessionFileError` where what was to be forgotten can still be read and the disk does not let it go.
    Traces that cannot be wiped yet are left to the next time.
    """
    wish = asked(path)
    if wish is not None:
        try:
            with transaction(connection):
                forget_rows(connection, wish)
        except apsw.Error as error:
            raise SessionFileError(still_there(path, Left.ROWS, error)) from error
        with contextlib.suppress(apsw.BusyError, apsw.LockedError):
            wipe(path, connection)
            withdraw(path)
    elif wish_path(path).exists():
        withdraw(path)


def still_there(path: Path, left: Left, error: Exception) -> str:
    """Say that not everything could be forgotten, what is still there, and what to do."""
    why, cure = _reason(error)
    session = f"Session {path.stem}"
    match left:
        case Left.TRACES:
            return (
                f"{session} no longer holds what was to be forgotten, but its file may hold traces of it, "
                f"because {why}: {cure} and open it, which wipes them, or remove it."
            )
        case Left.ROWS:
            cure = f"{cure} and open it, which forgets that first, or remove it"
        case Left.EVERYTHING:
            cure = "remove it, or drop those steps in its review before anything leaves"
    return f"{session} still holds what was to be forgotten, because {why}: {cure}."


def _reason(error: Exception) -> tuple[str, str]:
    """Return what was in the way, and what to do about it."""
    if isinstance(error, apsw.FullError) or getattr(error, "errno", None) == errno.ENOSPC:
        return "the disk is full", "free some space"
    if isinstance(error, (apsw.BusyError, apsw.LockedError)):
        return "another program is reading it", "close that one"
    return "the disk does not take any change", "check the disk"


def _cut_paths(connection: apsw.Connection, since_ms: int) -> None:
    """Leave of the pointer's path what came before the border."""
    query = "SELECT seq, t_ms, data FROM events WHERE kind = 'path' AND t_ms > ?"
    for seq, t_ms, data in _rows(connection, query, since_ms - LONGEST_ROW_MS):
        path = body_from_fields("path", json.loads(data))
        if isinstance(path, PointerPath):
            row = records.event_row(Event(seq, t_ms, None, path.before(since_ms - t_ms)))
            connection.execute("UPDATE events SET data = ? WHERE seq = ?", (row[-1], seq))


def _forget_pictures(connection: apsw.Connection, since_ms: int) -> None:
    """Remove frames and the tiles that no other frame needs; a frame of before holds up to the border."""
    connection.execute("DELETE FROM frames WHERE captured_ms >= ?", (since_ms,))
    connection.execute("UPDATE frames SET valid_ms = ?1 WHERE valid_ms > ?1", (since_ms,))
    needed = {one for (ids,) in _rows(connection, "SELECT tile_ids FROM frames") for one in split_ids(ids)}
    gone = [row for row in _rows(connection, "SELECT id FROM tiles") if row[0] not in needed]
    connection.executemany("DELETE FROM tiles WHERE id = ?", gone)


def _forget_gaps(connection: apsw.Connection, wish: Wish) -> None:
    """Cut gaps at the border and let one take the place of what was forgotten, joined with one before it."""
    since_ms = wish.since_ms
    connection.execute("DELETE FROM gaps WHERE start_ms >= ?", (since_ms,))
    secret = "DELETE FROM gaps WHERE reason = 'secret' AND start_ms = ? AND end_ms >= ?"  # noqa: S105  (a statement)
    connection.executemany(secret, [(start_ms, since_ms) for start_ms in wish.secrets])
    connection.execute("UPDATE gaps SET end_ms = ?1 WHERE end_ms > ?1", (since_ms,))
    joined = "DELETE FROM gaps WHERE reason = 'forgotten' AND end_ms = ? RETURNING start_ms"
    start_ms = min((start for (start,) in _rows(connection, joined, since_ms)), default=since_ms)
    gap = Gap(start_ms, wish.until_ms, GapReason.FORGOTTEN)
    connection.execute(records.INSERT_GAP, records.gap_row(gap))


def _release(connection: apsw.Connection, at_ms: int, number: int) -> int:
    """Let go of every key and button that was down at the border; return how many there were."""
    held = [row for row in _rows(connection, _HELD) if row[1].endswith("_down")]
    where = _pointer(connection)
    for seq, (_, kind, context, data) in enumerate(held, start=number + 1):
        values = json.loads(data)
        body = KeyUp(values["key"]) if kind == "key_down" else ButtonUp(Button(values["button"]), *where)
        row = records.event_row(Event(seq, at_ms, context, body, synthetic=True))
        connection.execute(records.INSERT_EVENT, row)
    return len(held)


def _pointer(connection: apsw.Connection) -> tuple[int, int]:
    """Return where the pointer was seen last."""
    query = "SELECT kind, data FROM events WHERE kind IN (?, ?, ?) ORDER BY seq DESC LIMIT 1"
    for kind, data in _rows(connection, query, *POINTING):
        body: Any = body_from_fields(kind, json.loads(data))
        return body.end if isinstance(body, PointerPath) else (body.x, body.y)
    return 0, 0


def _rows(connection: apsw.Connection, query: str, *values: int | str) -> list[tuple[Any, ...]]:
    return list(connection.execute(query, values))
