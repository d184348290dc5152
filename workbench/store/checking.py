"""What a session file from somewhere else must look like before its rows are taken over.

Everything here raises `ValueError` (or the `TypeError` and `KeyError` of reading it) for what cannot be.
"""

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime
from typing import Any

import apsw
import zstandard

from workbench.model.elements import LONGEST_NAME, MOST_ANCESTORS, STATES, Element
from workbench.model.events import Button, Event
from workbench.model.scope import Scope
from workbench.model.session import Recording, Session
from workbench.model.tiles import TILE_ID_BYTES, TILE_PX
from workbench.store.connection import APPLICATION_ID
from workbench.store.frames import CHANNELS, check_frame
from workbench.store.identity import is_session_id
from workbench.store.records import event_row
from workbench.store.schema import described, expected, stored_version
from workbench.store.tiles import SALT_BYTES

LARGEST = 2**53
FIELD_TYPES = {
    **dict.fromkeys(("key", "text"), str),
    **dict.fromkeys(("count", "x", "y", "dx", "dy"), int),
    **dict.fromkeys(("mods", "points"), tuple),
    "button": Button,
}


def is_session_file(connection: apsw.Connection) -> bool:
    """Return whether the file calls itself a session."""
    return bool(connection.pragma("application_id") == APPLICATION_ID and stored_version(connection) > 0)


def check_structure(connection: apsw.Connection) -> None:
    """Refuse anything but exactly our own tables, then pages that do not hold together."""
    if described(connection) != expected(stored_version(connection)):
        raise ValueError
    if connection.pragma("quick_check") != "ok":
        raise ValueError


def check_session(session: Session, tile_salt: bytes) -> None:
    """Refuse a session row that this program would not have written."""
    if not is_session_id(session.id) or len(tile_salt) != SALT_BYTES:
        raise ValueError
    datetime.fromisoformat(session.created_at)
    _check_times((session.wall_ms, session.monotonic_ms, session.duration_ms or 0))
    _check_scope(session.scope)
    if not (isinstance(session.platform.system, str) and isinstance(session.platform.keyboard, str)):
        raise ValueError
    float(session.platform.scale)


def check_recording(recording: Recording) -> None:
    """Refuse events and times that a recorder cannot have written."""
    for event in recording.events:
        _check_event(event)
    for element in recording.elements.values():
        _check_element(element)
    _check_times(event.t_ms for event in recording.events)
    _check_times(frame.captured_ms for frame in recording.frames)
    _check_times(gap.end_ms for gap in recording.gaps)


def check_frame_row(row: tuple[Any, ...]) -> None:
    """Refuse a frame whose size and number of tiles do not fit each other."""
    *_known, width, height, ids = row
    check_frame(width, height, ids)


def check_tile_row(row: tuple[Any, ...]) -> None:
    """Refuse a tile that claims more room than a tile takes."""
    identity, data = row
    size = zstandard.frame_content_size(data)
    if len(identity) != TILE_ID_BYTES or not 0 < size <= TILE_PX * TILE_PX * CHANNELS:
        raise ValueError(size)


def _check_event(event: Event) -> None:
    for field in fields(event.body):
        value = getattr(event.body, field.name)
        if type(value) is not FIELD_TYPES[field.name]:
            raise ValueError(event.seq)
        _check_numbers(value)
    str(event_row(event)[-1]).encode()


def _check_element(element: Element) -> None:
    words = (element.role, element.name, *element.states, *element.ancestors)
    if len(element.ancestors) > MOST_ANCESTORS or not set(element.states) <= set(STATES):
        raise ValueError
    if any(type(word) is not str or len(word) > LONGEST_NAME for word in words):
        raise ValueError
    _check_numbers((tuple(element.rect.to_list()),) if element.rect else ())


def _check_numbers(value: Any) -> None:
    numbers = value if isinstance(value, int) else 0
    points = value if isinstance(value, tuple) else ()
    if abs(numbers) > LARGEST:
        raise ValueError
    if any(
        type(part) is not int or abs(part) > LARGEST
        for point in points
        if isinstance(point, tuple)
        for part in point
    ):
        raise ValueError


def _check_scope(scope: Scope) -> None:
    names = (*scope.apps, *scope.windows, *scope.urls, *scope.denied)
    switches = (scope.pointer, scope.pictures, scope.elements)
    if not all(isinstance(name, str) for name in names) or not all(isinstance(on, bool) for on in switches):
        raise ValueError


def _check_times(times: Iterable[int]) -> None:
    if any(not 0 <= time <= LARGEST for time in times):
        raise ValueError
