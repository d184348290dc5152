"""The tables of a corpus, version by version; a released version is never edited: a new one follows."""

from sqlite_utils import Database

STATES = (
    "submitted", "in_annotation", "annotated", "adjudicating", "ready", "accepted", "returned", "rejected",
    "quarantined",
)  # fmt: skip
TARGETS = ("task", "step", "subgoal")
ROLES = ("contributor", "annotator", "curator")
LINE_TABLES = ("steps", "events", "frames", "labels")
"""Tables that hold a member of the bundle line by line, as it was submitted."""


def _choice(column: str, values: tuple[str, ...]) -> str:
    """Return a column that takes one of these words."""
    words = ", ".join(f"'{value}'" for value in values)
    return f"{column} TEXT NOT NULL CHECK ({column} IN ({words}))"


_LINES = """(
        session TEXT NOT NULL REFERENCES sessions(id), position INTEGER NOT NULL, line TEXT NOT NULL,
        PRIMARY KEY (session, position)
    ) STRICT, WITHOUT ROWID"""

_FIRST = (
    """CREATE TABLE policies (
        id TEXT PRIMARY KEY, purpose TEXT NOT NULL, seen_by TEXT NOT NULL, kept TEXT NOT NULL,
        consent_text TEXT NOT NULL, consent_hash TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE corpus (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, made_at TEXT NOT NULL, tool_version TEXT NOT NULL,
        policy TEXT NOT NULL REFERENCES policies(id), erasing INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    """CREATE TABLE contributors (
        pseudonym TEXT PRIMARY KEY, key_hash TEXT NOT NULL, since TEXT NOT NULL
    ) STRICT""",
    f"""CREATE TABLE sessions (
        id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, receipt TEXT NOT NULL UNIQUE, received_at TEXT NOT NULL,
        {_choice("state", STATES)},
        contributor TEXT NOT NULL REFERENCES contributors(pseudonym),
        policy TEXT NOT NULL REFERENCES policies(id), consent_id TEXT NOT NULL, consent_hash TEXT NOT NULL,
        tool_version TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX sessions_by_contributor ON sessions(contributor)",
    """CREATE TABLE members (
        session TEXT NOT NULL REFERENCES sessions(id), name TEXT NOT NULL, text TEXT NOT NULL,
        PRIMARY KEY (session, name)
    ) STRICT, WITHOUT ROWID""",
    *(f"CREATE TABLE {table} {_LINES}" for table in LINE_TABLES),
    """CREATE TABLE tiles (
        session TEXT NOT NULL REFERENCES sessions(id), id BLOB NOT NULL, position INTEGER NOT NULL,
        data BLOB NOT NULL, PRIMARY KEY (session, id), UNIQUE (session, position)
    ) STRICT""",
    """CREATE TABLE frame_tiles (
        session TEXT NOT NULL, frame INTEGER NOT NULL, position INTEGER NOT NULL, tile BLOB NOT NULL,
        PRIMARY KEY (session, frame, position), FOREIGN KEY (session, tile) REFERENCES tiles(session, id)
    ) STRICT, WITHOUT ROWID""",
    f"""CREATE TABLE annotations (
        id INTEGER PRIMARY KEY AUTOINCREMENT, session TEXT NOT NULL REFERENCES sessions(id),
        {_choice("target", TARGETS)}, first_seq INTEGER, last_seq INTEGER,
        field TEXT NOT NULL, value TEXT NOT NULL CHECK (json_valid(value)),
        author TEXT NOT NULL, {_choice("role", ROLES)}, schema_version TEXT NOT NULL,
        made_at TEXT NOT NULL,
        CHECK ((first_seq IS NULL) = (target = 'task') AND (last_seq IS NULL) = (target = 'task'))
    ) STRICT""",
    "CREATE INDEX annotations_by_session ON annotations(session, author)",
    """CREATE TABLE releases (
        name TEXT PRIMARY KEY, format TEXT NOT NULL, included TEXT NOT NULL, made_at TEXT NOT NULL,
        sha256 TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE release_sessions (
        release TEXT NOT NULL REFERENCES releases(name), session_hash TEXT NOT NULL, sha256 TEXT NOT NULL,
        PRIMARY KEY (release, session_hash)
    ) STRICT, WITHOUT ROWID""",
    "CREATE TABLE withdrawals (session_hash TEXT PRIMARY KEY, withdrawn_at TEXT NOT NULL) STRICT",
)

_RULES_OF_POLICIES = (
    "ALTER TABLE policies ADD COLUMN never_record TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(never_record))",
    "ALTER TABLE policies ADD COLUMN idle_limit_s INTEGER",
)

_KEYS_OF_LABELS = (
    "ALTER TABLE annotations ADD COLUMN idempotency_key TEXT",
    "CREATE UNIQUE INDEX annotations_by_idempotency_key ON annotations(idempotency_key)",
)

MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST, _RULES_OF_POLICIES, _KEYS_OF_LABELS)
SCHEMA_VERSION = len(MIGRATIONS)


def stored_version(db: Database) -> int:
    """Return the schema version that the file says it has."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def expected_schema(version: int = SCHEMA_VERSION) -> frozenset[tuple[str, str, str]]:
    """Return what `described` says of a corpus of that version that nobody tampered with."""
    db = Database(memory=True, execute_plugins=False)
    try:
        for statements in MIGRATIONS[:version]:
            for statement in statements:
                db.execute(statement)
        return described(db)
    finally:
        db.close()


def described(db: Database) -> frozenset[tuple[str, str, str]]:
    """Return every object of the file by type, name and the statement that made it."""
    rows = db.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_schema")
    return frozenset((str(kind), str(name), str(sql)) for kind, name, sql in rows)
