"""Session files as the first released format had them, made with its own statements."""

from pathlib import Path

import apsw

from tests.store.examples import Place
from workbench.store.connection import APPLICATION_ID, file_uri
from workbench.store.schema import MIGRATIONS

INSERT_GAP = "INSERT INTO gaps (start_ms, end_ms, reason) VALUES (?, ?, ?)"
COPIED = ("session", "contexts", "events", "frames", "tiles", "edits", "health")


def version_1_of(place: Place, target: Path, key: bytes | None) -> None:
    """Write the library's newest session as the first format had it; without a key as a plain file."""
    plain = target.with_name("newer.session")
    place.library.export(place.library.resolve("last"), plain)
    newer = apsw.Connection(file_uri(plain), flags=apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI)
    older = apsw.Connection(str(target))
    if key is not None:
        older.pragma("key", f"raw:{key.hex()}")
    older.pragma("application_id", APPLICATION_ID)
    with older:
        for statement in MIGRATIONS[0]:
            older.execute(statement)
        older.pragma("user_version", 1)
        for table in COPIED:
            names = [name for (name,) in older.execute("SELECT name FROM pragma_table_info(?)", (table,))]
            rows = newer.execute(f"SELECT {', '.join(names)} FROM {table}")  # noqa: S608  (fixed names)
            insert = f"INSERT INTO {table} VALUES ({', '.join('?' * len(names))})"  # noqa: S608  (fixed names)
            older.executemany(insert, rows)
        older.execute(INSERT_GAP, (3200, 3600, "out_of_scope"))
        older.execute(INSERT_GAP, (3700, 3900, "secret"))
    for connection in (older, newer):
        connection.close()
    plain.unlink()
