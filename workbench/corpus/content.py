"""A session's content as rows: a bundle's members by line and by tile, and back to the very same bytes.

Rows hold what was submitted and nothing else, so the bundle that they come to has the hash of the receipt.
"""

from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from workbench.bundle.archive import joined
from workbench.bundle.read import Bundle
from workbench.bundle.tile_file import tiles_joined
from workbench.corpus.schema import LINE_TABLES
from workbench.errors import WorkbenchError

TEXTS = ("manifest.json", "session.json", "consent.json")
TILES = "tiles.bin"


def row_of(bundle: Bundle) -> dict[str, str]:
    """Return what a session's row says, as its bundle has it."""
    return {
        "id": bundle.manifest.session,
        "contributor": bundle.manifest.contributor.pseudonym,
        "policy": bundle.manifest.policy,
        "consent_id": bundle.consent.id,
        "consent_hash": bundle.consent.text_hash,
        "tool_version": bundle.manifest.tool_version,
    }


def add_content(db: Database, bundle: Bundle) -> None:
    """Write every row of a bundle's content; raises `WorkbenchError` where they would not give it back."""
    session, members = bundle.manifest.session, bundle.members
    texts = ({"session": session, "name": name, "text": members[name].decode()} for name in TEXTS)
    db.table("members").insert_all(texts)
    for table in LINE_TABLES:
        lines = members[f"{table}.jsonl"].decode().split("\n")[:-1]
        rows = ({"session": session, "position": at, "line": line} for at, line in enumerate(lines))
        db.table(table).insert_all(rows)
    db.table("tiles").insert_all(
        {"session": session, "id": identity, "position": at, "data": data}
        for at, (identity, data) in enumerate(bundle.tiles.items())
    )
    db.table("frame_tiles").insert_all(
        {"session": session, "frame": frame, "position": at, "tile": tile}
        for frame, at, tile in frame_tiles(bundle)
    )
    if stored_bytes(db, session) != joined(members):
        message = f"The corpus could not keep session {session} byte for byte, so nothing of it was taken."
        raise WorkbenchError(message)


def frame_tiles(bundle: Bundle) -> Iterator[tuple[int, int, bytes]]:
    """Yield which tile stands where in which frame."""
    for entry in bundle.frames:
        for at, tile in enumerate(entry.tiles):
            yield entry.frame.id, at, tile


def stored_bytes(db: Database, session_id: str) -> bytes:
    """Return the bundle that a session's rows come to, inside a transaction."""
    texts = {row["name"]: row["text"] for row in _rows(db, "members", session_id, "name")}
    members = {name: str(texts.get(name, "")).encode() for name in TEXTS}
    for table in LINE_TABLES:
        lines = (str(row["line"]) + "\n" for row in _rows(db, table, session_id, "position"))
        members[f"{table}.jsonl"] = "".join(lines).encode()
    tiles = {row["id"]: row["data"] for row in _rows(db, "tiles", session_id, "position")}
    members[TILES] = tiles_joined(tiles)
    return joined(members)


def _rows(db: Database, table: str, session_id: str, order: str) -> Iterator[dict[str, Any]]:
    """Return a session's rows of one table in order."""
    return db.table(table).rows_where("session = ?", [session_id], order_by=order)
