"""Apply: a session file is written anew from the fold, under a new key, and takes the place of the old one.

Only what the fold kept is copied; nothing is deleted from a file that once held it. The old file's key is
destroyed, so that what the disk keeps of it cannot be read. A kill at any moment leaves the old file or the new
one, each with its key: the file changes in one rename, and the key follows when the session is next opened.
"""

import os
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path

import apsw

from workbench.errors import SessionFileError, UsageError
from workbench.model.applied import applied_edits
from workbench.model.edits import StoredEdit
from workbench.model.events import Event
from workbench.model.fold import fold
from workbench.model.folded import Folded, MaskedFrame
from workbench.model.frames import Frame
from workbench.model.leaving import leaving
from workbench.privacy.masks import paint
from workbench.store import records
from workbench.store.changing import changing
from workbench.store.closing import leave_one_file
from workbench.store.connection import connect
from workbench.store.edits import INSERT_EDIT, edit_row, now, read_edits
from workbench.store.frames import read_picture, read_tile_ids, split_ids
from workbench.store.keys import KeyStore
from workbench.store.lock import FileLock
from workbench.store.private_files import sync_folder
from workbench.store.records import PackedFrame
from workbench.store.session_paths import lock_path, preview_path, remove_unfinished, unfinished_path
from workbench.store.steps_cache import rebuild_steps, reduced_steps
from workbench.store.tiles import TilePacker, cut_tiles

LOCK_WAIT_S = 1.0


def apply_session(path: Path, keys: KeyStore, key: bytes | None) -> None:
    """Rewrite a session file at rest from its fold; raises `UsageError` where an edit matches nothing."""
    lock = FileLock(lock_path(path))
    if not lock.acquire(LOCK_WAIT_S):
        message = f"Session {path.stem} is in use and was not changed; stop its recording first, or try again."
        raise SessionFileError(message)
    connection = connect(path, key)
    try:
        _require_one_file(path, connection)
        with changing(path, connection):  # whoever wants to edit meanwhile waits, and then meets the new file
            _replace(path, connection, keys, key)
    finally:
        connection.close()
        lock.release(remove=True)


def _require_one_file(path: Path, connection: apsw.Connection) -> None:
    """Leave WAL mode; what a reader keeps beside the file would be taken for a part of the new one."""
    if connection.pragma("journal_mode") == "wal":
        leave_one_file(connection)
    if connection.pragma("journal_mode") == "wal":
        message = f"Session {path.stem} is being read by another program and was not changed; close that first."
        raise SessionFileError(message)


def _replace(path: Path, connection: apsw.Connection, keys: KeyStore, key: bytes | None) -> None:
    """Write the new file and let it take the old one's place and key."""
    edits = read_edits(connection)
    recording, steps = records.read_recording(connection), reduced_steps(connection)
    folded = fold(recording, steps, edits, read_tile_ids(connection))
    if folded.unmatched:
        message = (
            f"Session {path.stem} was not changed: edit {folded.unmatched[0]} matches nothing; undo it first."
        )
        raise UsageError(message)
    remove_unfinished(path)
    new = unfinished_path(path)
    new_key = None if key is None else keys.renew(path.stem)
    try:
        _write(new, new_key, connection, folded)
    except BaseException:
        remove_unfinished(path)
        keys.give_up(path.stem)
        raise
    put_in_place(path, keys, plain=key is None)


def put_in_place(path: Path, keys: KeyStore, *, plain: bool) -> None:
    """Let the finished file take the place of the old one, destroy the old key, or a plain file's bytes."""
    with path.open("r+b", buffering=0) as old:
        unfinished_path(path).replace(path)
        sync_folder(path.parent)
        preview_path(path).unlink(missing_ok=True)
        if plain:
            _overwrite(old.fileno())
        else:
            keys.put_in_force(path.stem)


def settle(path: Path, keys: KeyStore) -> None:
    """End an apply that was killed: the key that opens the file stays, the other one goes."""
    if not keys.renewing(path.stem):
        return
    lock = FileLock(lock_path(path))
    if not lock.acquire(LOCK_WAIT_S):
        return
    try:
        if keys.renewing(path.stem):
            _settle(path, keys)
    finally:
        lock.release(remove=True)


def _settle(path: Path, keys: KeyStore) -> None:
    """Find out by the file itself which key holds; where none opens it, everything stays as it is."""
    renewed = keys.renewed(path.stem)
    in_place = renewed is not None and _opens(path, renewed)
    if not in_place:
        key = keys.find(path.stem)
        if key is None or not _opens(path, key):
            return
        in_place = keys.replaced_by(path.stem, key)
    if in_place:
        preview_path(path).unlink(missing_ok=True)
        keys.put_in_force(path.stem)
    else:
        remove_unfinished(path)
        keys.give_up(path.stem)


def _opens(path: Path, key: bytes) -> bool:
    """Return whether the key opens the file."""
    try:
        connect(path, key, readonly=True).close()
    except SessionFileError:
        return False
    return True


def _overwrite(descriptor: int) -> None:
    """Overwrite a file that has lost its name; the medium itself may keep older copies."""
    left = os.fstat(descriptor).st_size
    os.lseek(descriptor, 0, os.SEEK_SET)
    while left > 0:
        left -= os.write(descriptor, os.urandom(min(left, 1 << 20)))
    os.fsync(descriptor)


def _write(new: Path, key: bytes | None, source: apsw.Connection, folded: Folded) -> None:
    """Write a complete session file that holds what the fold kept and nothing else."""
    left = leaving(folded)
    target = connect(new, key, create=True)
    try:
        with changing(new, target):
            salt = records.read_tile_salt(source)
            target.execute(records.INSERT_SESSION, records.session_row(left.session, salt))
            target.executemany(records.INSERT_CONTEXT, map(records.context_row, left.contexts.values()))
            target.executemany(records.INSERT_EVENT, map(records.event_row, left.events))
            target.executemany(records.INSERT_GAP, map(records.gap_row, left.gaps))
            rows = _left_elements(source, folded, zip(folded.events, left.events, strict=True))
            target.executemany(records.INSERT_ELEMENT, rows)
            for picture in left.frames:
                _copy_frame(source, target, picture, salt)
            made = [StoredEdit(number, now(), edit) for number, edit in enumerate(applied_edits(left), start=1)]
            target.executemany(INSERT_EDIT, map(edit_row, made))
        rebuild_steps(target)
    finally:
        target.close()


def _left_elements(
    source: apsw.Connection, folded: Folded, events: Iterable[tuple[Event, Event]]
) -> Iterator[records.Row]:
    """Yield what is left of the targets of kept steps, by the new numbers of the events they belong to."""
    numbers = {was.seq: now_is.seq for was, now_is in events}
    stored = [seq for (seq,) in source.execute("SELECT seq FROM elements ORDER BY seq") if seq in numbers]
    for step in folded.kept_steps():
        own = stored[bisect_left(stored, step.first_seq) : bisect_right(stored, step.last_seq)]
        if step.element and own:
            yield records.element_row(numbers[own[0]], step.element)


def _copy_frame(source: apsw.Connection, target: apsw.Connection, picture: MaskedFrame, salt: bytes) -> None:
    """Copy a frame; one with masks is painted and cut anew."""
    packed = _painted(source, picture, salt) if picture.masks else _stored(source, picture.frame)
    target.executemany(records.INSERT_TILE, packed.tiles.items())
    target.execute(records.INSERT_FRAME, records.frame_row(packed))


def _stored(source: apsw.Connection, frame: Frame) -> PackedFrame:
    """Return a frame with its tiles as they are stored."""
    ids: bytes = source.execute("SELECT tile_ids FROM frames WHERE id = ?", (frame.id,)).get
    query = "SELECT data FROM tiles WHERE id = ?"
    return PackedFrame(frame, ids, {one: source.execute(query, (one,)).get for one in set(split_ids(ids))})


def _painted(source: apsw.Connection, picture: MaskedFrame, salt: bytes) -> PackedFrame:
    """Return a frame with its masks painted over."""
    import numpy as np

    whole = read_picture(source, picture.frame.id)
    rgb = paint(whole.rgb, whole.width, whole.height, picture.masks)
    screen = np.frombuffer(rgb, np.uint8).reshape(whole.height, whole.width, 3)
    packer = TilePacker(salt)
    pairs = [packer.pack(tile) for tile in cut_tiles(screen)]
    return PackedFrame(picture.frame, b"".join(identity for identity, _ in pairs), dict(pairs))
