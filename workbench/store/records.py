"""How the model's shapes stand in the tables of a session file, row by row."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

import apsw

from workbench.model.contexts import Context
from workbench.model.elements import Element
from workbench.model.events import BODIES, Event, body_from_fields
from workbench.model.frames import Frame
from workbench.model.gaps import Gap, GapCause, GapReason, joined
from workbench.model.geometry import Rect
from workbench.model.scope import Scope
from workbench.model.session import Platform, Recording, Session, SessionState
from workbench.store.schema import stored_version

INSERT_SESSION = f"INSERT INTO session VALUES ({', '.join('?' * 15)})"  # noqa: S608  (question marks only)
INSERT_CONTEXT = "INSERT INTO contexts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
INSERT_EVENT = "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)"
INSERT_ELEMENT = "INSERT INTO elements VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
INSERT_FRAME = "INSERT INTO frames VALUES (?, ?, ?, ?, ?, ?, ?)"
INSERT_TILE = "INSERT OR IGNORE INTO tiles VALUES (?, ?)"
INSERT_GAP = "INSERT INTO gaps (start_ms, end_ms, reason, cause) VALUES (?, ?, ?, ?)"
INSERT_HEALTH = "INSERT INTO health (t_ms, counters) VALUES (?, ?)"
CAUSES_SINCE = 2
"""The version of the tables from which on a gap has its cause."""

Row = tuple[str | int | float | bytes | None, ...]

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))  # made once: 2 µs less for each event
_SESSION_FIELDS = tuple(field.name for field in fields(Session))
_BODY_FIELDS = {kind: tuple(field.name for field in fields(body)) for kind, body in BODIES.items()}


@dataclass(frozen=True, slots=True)
class PackedFrame:
    """A frame with its picture, ready to be stored."""

    frame: Frame
    """What is known of the picture."""
    tile_ids: bytes
    """The 16-byte ids of its tiles, row by row."""
    tiles: dict[bytes, bytes]
    """Compressed tiles by id; those that the session already holds may be left out."""


def session_row(session: Session, tile_salt: bytes) -> Row:
    """Return the row of a session, in the order of its table."""
    scope, platform = _text(session.scope.to_json()), _text(session.platform.to_json())
    made = (session.id, session.created_at, session.tool_version, session.title, str(session.state))
    agreed = (session.consent_id, session.consent_hash, scope, platform)
    clocks = (session.wall_ms, session.monotonic_ms, session.policy_id, session.duration_ms)
    return (*made, *agreed, *clocks, int(session.cut_off), tile_salt)


def context_row(context: Context) -> Row:
    """Return the row of a context."""
    who = (context.id, context.app, context.title, context.url, context.pid)
    return (*who, *context.rect.to_list(), context.monitor)


def event_row(event: Event) -> Row:
    """Return the row of an event; its body's own fields are JSON."""
    body = event.body
    data = _text({name: getattr(body, name) for name in _BODY_FIELDS[body.kind]})
    return (event.seq, event.t_ms, body.kind, event.context, int(event.synthetic), data)


def element_row(seq: int, element: Element) -> Row:
    """Return the row of the target of the action that began with that event."""
    sides: list[int | None] = [*element.rect.to_list()] if element.rect else [None] * 4
    said = (seq, element.role, element.name, _text(element.states))
    return (*said, *sides, _text(element.ancestors))


def frame_row(packed: PackedFrame) -> Row:
    """Return the row of a frame."""
    frame = packed.frame
    times = (frame.captured_ms, frame.valid_ms)
    return (frame.id, frame.monitor, *times, frame.width, frame.height, packed.tile_ids)


def gap_row(gap: Gap) -> Row:
    """Return the row of a gap."""
    return (gap.start_ms, gap.end_ms, str(gap.reason), str(gap.cause))


def health_row(t_ms: int, counters: Mapping[str, Any]) -> Row:
    """Return the row of a look at the recorder's health."""
    return (t_ms, _text(dict(counters)))


def read_session(connection: apsw.Connection) -> Session:
    """Return the session's own row; raises `ValueError` where there is not exactly one that can be read."""
    rows = _rows(connection, f"SELECT {', '.join(_SESSION_FIELDS)} FROM session")  # noqa: S608  (fixed names)
    if len(rows) != 1:
        raise ValueError(len(rows))
    values = dict(zip(_SESSION_FIELDS, rows[0], strict=True))
    values["state"] = SessionState(values["state"])
    values["scope"] = Scope.from_json(json.loads(values["scope"]))
    values["platform"] = Platform.from_json(json.loads(values["platform"]))
    values["cut_off"] = bool(values["cut_off"])
    return Session(**values)


def read_tile_salt(connection: apsw.Connection) -> bytes:
    """Return the salt that the session's tile ids are keyed with."""
    salt: bytes = connection.execute("SELECT tile_salt FROM session").get
    return salt


def read_recording(connection: apsw.Connection) -> Recording:
    """Return everything but the pixels, as it stood at one moment; raises `ValueError` for impossible rows."""
    connection.execute("SAVEPOINT reading")
    try:
        session = read_session(connection)
        contexts = {context.id: context for context in _contexts(connection)}
        events, frames = tuple(_events(connection)), tuple(_frames(connection))
        elements = dict(_elements(connection))
        return Recording(session, contexts, events, frames, tuple(_gaps(connection)), elements)
    finally:
        connection.execute("RELEASE reading")


def read_newest(connection: apsw.Connection, most: int) -> Recording:
    """Return contexts, gaps and the newest events alone, with their elements."""
    newest = f"SELECT * FROM (SELECT * FROM events ORDER BY seq DESC LIMIT {most:d}) ORDER BY seq"  # noqa: S608  (a number)
    events = tuple(_events(connection, newest))
    seqs = {event.seq for event in events}
    contexts = {context.id: context for context in _contexts(connection)}
    elements = {seq: element for seq, element in _elements(connection) if seq in seqs}
    return Recording(read_session(connection), contexts, events, (), tuple(_gaps(connection)), elements)


def read_health(connection: apsw.Connection) -> list[tuple[int, dict[str, Any]]]:
    """Return the recorder's looks at itself, in order."""
    rows = _rows(connection, "SELECT t_ms, counters FROM health ORDER BY id")
    return [(t_ms, json.loads(counters)) for t_ms, counters in rows]


def read_marks(connection: apsw.Connection) -> tuple[int, ...]:
    """Return the moments that the volunteer marked, in session time."""
    return tuple(
        t_ms for (t_ms,) in _rows(connection, "SELECT t_ms FROM events WHERE kind = 'mark' ORDER BY seq")
    )


def last_moment_ms(connection: apsw.Connection) -> int:
    """Return the last moment that anything was stored about."""
    columns = (("t_ms", "events"), ("captured_ms", "frames"), ("end_ms", "gaps"), ("t_ms", "health"))
    queries = (f"SELECT max({column}) FROM {table}" for column, table in columns)  # noqa: S608  (fixed names)
    return max((connection.execute(query).get or 0 for query in queries), default=0)


def _contexts(connection: apsw.Connection) -> Iterable[Context]:
    for number, app, title, url, pid, *rect, monitor in _rows(connection, "SELECT * FROM contexts ORDER BY id"):
        yield Context(number, app, title, url, pid, Rect.from_list(rect), monitor)


def _events(connection: apsw.Connection, query: str = "SELECT * FROM events ORDER BY seq") -> Iterable[Event]:
    for seq, t_ms, kind, context, synthetic, data in _rows(connection, query):
        try:
            body = body_from_fields(kind, json.loads(data))
        except (KeyError, TypeError) as error:
            raise ValueError(seq) from error
        yield Event(seq, t_ms, context, body, bool(synthetic))


def _elements(connection: apsw.Connection) -> Iterable[tuple[int, Element]]:
    for seq, role, name, state, *sides, ancestors in _rows(connection, "SELECT * FROM elements ORDER BY seq"):
        rect = None if None in sides else Rect.from_list(sides)
        yield seq, Element(role, name, tuple(json.loads(state)), rect, tuple(json.loads(ancestors)))


def _frames(connection: apsw.Connection) -> Iterable[Frame]:
    query = "SELECT id, monitor, captured_ms, valid_ms, width, height FROM frames ORDER BY captured_ms, id"
    return (Frame(*row) for row in _rows(connection, query))


def gap_count(connection: apsw.Connection) -> int:
    """Return how many withheld stretches a session shows: what overlaps or touches is one."""
    return len(joined(_gaps(connection)))


def _gaps(connection: apsw.Connection) -> Iterable[Gap]:
    cause = "cause" if stored_version(connection) >= CAUSES_SINCE else "''"
    rows = _rows(connection, f"SELECT start_ms, end_ms, reason, {cause} FROM gaps ORDER BY start_ms, id")  # noqa: S608  (fixed names)
    return (Gap(start, end, GapReason(reason), GapCause(cause)) for start, end, reason, cause in rows)


def _rows(connection: apsw.Connection, query: str) -> list[tuple[Any, ...]]:
    return list(connection.execute(query))


def _text(shape: Any) -> str:
    return _ENCODER.encode(shape)
