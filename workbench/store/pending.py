"""Rows that wait in memory for the next commit."""

from dataclasses import dataclass, field

import apsw

from workbench.store import records
from workbench.store.frames import split_ids
from workbench.store.records import Row


@dataclass(slots=True)
class Pending:
    """What was added since the last commit, table by table."""

    contexts: list[Row] = field(default_factory=list)
    """Rows of contexts."""
    events: list[Row] = field(default_factory=list)
    """Rows of events."""
    elements: list[Row] = field(default_factory=list)
    """Rows of elements, after their events."""
    gaps: list[Row] = field(default_factory=list)
    """Rows of gaps."""
    tiles: list[Row] = field(default_factory=list)
    """Tiles by id."""
    frames: list[Row] = field(default_factory=list)
    """Rows of frames."""
    health: list[Row] = field(default_factory=list)
    """Rows of health."""

    @property
    def empty(self) -> bool:
        """Whether nothing waits."""
        rows = (self.contexts, self.events, self.elements, self.gaps, self.frames, self.tiles, self.health)
        return not any(rows)

    def forget(self, since_ms: int) -> None:
        """Let go of everything from that moment on, and of what only that refers to."""
        self.events = _before(self.events, 1, since_ms)
        self.frames = _before(self.frames, 2, since_ms)
        self.health = _before(self.health, 0, since_ms)
        self.gaps = _before(self.gaps, 0, since_ms)
        kept, used = {row[0] for row in self.events}, {row[3] for row in self.events}
        self.elements = [row for row in self.elements if row[0] in kept]
        self.contexts = [row for row in self.contexts if row[0] in used]
        ids = b"".join(row[6] for row in self.frames if isinstance(row[6], bytes))
        needed = set(split_ids(ids))
        self.tiles = [row for row in self.tiles if row[0] in needed]

    def insert(self, connection: apsw.Connection) -> None:
        """Insert everything, what is referred to first; the caller has begun a transaction."""
        connection.executemany(records.INSERT_CONTEXT, self.contexts)
        connection.executemany(records.INSERT_EVENT, self.events)
        connection.executemany(records.INSERT_ELEMENT, self.elements)
        connection.executemany(records.INSERT_GAP, self.gaps)
        connection.executemany(records.INSERT_TILE, self.tiles)
        connection.executemany(records.INSERT_FRAME, self.frames)
        connection.executemany(records.INSERT_HEALTH, self.health)


def _before(rows: list[Row], column: int, since_ms: int) -> list[Row]:
    """Return the rows whose time, in that column, lies before a moment."""
    return [row for row in rows if isinstance(at_ms := row[column], int) and at_ms < since_ms]
