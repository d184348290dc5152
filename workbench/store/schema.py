"""The tables of a session file, version by version; a released version is never edited: a new one follows."""

import apsw

_FIRST = (
    """CREATE TABLE session (
        id TEXT PRIMARY KEY, created_at TEXT NOT NULL, tool_version TEXT NOT NULL, title TEXT NOT NULL,
        state TEXT NOT NULL, consent_id TEXT NOT NULL, consent_hash TEXT NOT NULL, scope TEXT NOT NULL,
        platform TEXT NOT NULL, wall_ms INTEGER NOT NULL, monotonic_ms INTEGER NOT NULL,
        policy_id TEXT NOT NULL, duration_ms INTEGER, cut_off INTEGER NOT NULL, tile_salt BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE contexts (
        id INTEGER PRIMARY KEY, app TEXT NOT NULL, title TEXT NOT NULL, url TEXT, pid INTEGER,
        x INTEGER NOT NULL, y INTEGER NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,
        monitor INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE events (
        seq INTEGER PRIMARY KEY, t_ms INTEGER NOT NULL, kind TEXT NOT NULL,
        context INTEGER REFERENCES contexts(id), synthetic INTEGER NOT NULL, data TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE elements (
        seq INTEGER PRIMARY KEY REFERENCES events(seq), role TEXT NOT NULL, name TEXT NOT NULL,
        state TEXT NOT NULL, x INTEGER, y INTEGER, width INTEGER, height INTEGER, ancestors TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE frames (
        id INTEGER PRIMARY KEY, monitor INTEGER NOT NULL, captured_ms INTEGER NOT NULL,
        valid_ms INTEGER NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL, tile_ids BLOB NOT NULL
    ) STRICT""",
    "CREATE TABLE tiles (id BLOB PRIMARY KEY, data BLOB NOT NULL) STRICT",
    """CREATE TABLE gaps (
        id INTEGER PRIMARY KEY, start_ms INTEGER NOT NULL, end_ms INTEGER NOT NULL, reason TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE edits (
        id INTEGER PRIMARY KEY, made_at TEXT NOT NULL, kind TEXT NOT NULL, data TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE findings (
        id INTEGER PRIMARY KEY, detector TEXT NOT NULL, data TEXT NOT NULL, resolution TEXT
    ) STRICT""",
    "CREATE TABLE health (id INTEGER PRIMARY KEY, t_ms INTEGER NOT NULL, counters TEXT NOT NULL) STRICT",
    """CREATE TABLE steps_cache (
        reducer_version INTEGER NOT NULL, position INTEGER NOT NULL, kind TEXT NOT NULL, record TEXT NOT NULL,
        PRIMARY KEY (reducer_version, position)
    ) STRICT""",
)

_CAUSES_OF_GAPS = ("ALTER TABLE gaps ADD COLUMN cause TEXT NOT NULL DEFAULT ''",)

MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST, _CAUSES_OF_GAPS)
SCHEMA_VERSION = len(MIGRATIONS)


def migrate(connection: apsw.Connection, target: int = SCHEMA_VERSION) -> None:
    """Bring a file from its own version to the target, in one transaction; 0 is a file without tables."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        for version in range(stored_version(connection), target):
            for statement in MIGRATIONS[version]:
                connection.execute(statement)
        connection.pragma("user_version", target)
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def stored_version(connection: apsw.Connection) -> int:
    """Return the schema version that the file says it has."""
    return int(connection.pragma("user_version"))


def described(connection: apsw.Connection) -> frozenset[tuple[str, str, str]]:
    """Return every object of the file by type, name and the statement that made it."""
    rows = connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_schema")
    return frozenset((str(kind), str(name), str(sql)) for kind, name, sql in rows)


def expected(version: int) -> frozenset[tuple[str, str, str]]:
    """Return what `described` says of a file of that version that nobody tampered with."""
    connection = apsw.Connection(":memory:")
    try:
        migrate(connection, version)
        return described(connection)
    finally:
        connection.close()
