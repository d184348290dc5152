"""Every stored field has a row in docs/fields.md, and every row a field."""

import re
from dataclasses import fields
from pathlib import Path

import apsw

from workbench.model.events import BODIES
from workbench.model.scope import Scope
from workbench.model.session import Platform
from workbench.store.schema import migrate

PAGE = Path(__file__).parent.parent / "docs" / "fields.md"
ROW = re.compile(r"^\| (\w+\.[\w.]+) \| (.+) \| (.+) \| (.+) \| (.+) \|$", re.M)
CATEGORIES = {"content", "behaviour", "context", "consent", "technical"}
STAYS = {"session", "applied", "derived"}
LEAVES = {"never", "submitted", "rounded"}


def stored() -> set[str]:
    """Return every column of every table, and every field of the JSON that some of them hold."""
    connection = apsw.Connection(":memory:")
    migrate(connection)
    query = "SELECT t.name || '.' || c.name FROM pragma_table_list t, pragma_table_info(t.name) c"
    columns = {str(name) for (name,) in connection.execute(query) if not str(name).startswith("sqlite_")}
    connection.close()
    inside = {f"events.data.{field.name}" for body in BODIES.values() for field in fields(body)}
    inside |= {f"session.scope.{field.name}" for field in fields(Scope)}
    return columns | inside | {f"session.platform.{field.name}" for field in fields(Platform)}


def rows() -> list[tuple[str, ...]]:
    """Return the page's rows."""
    return ROW.findall(PAGE.read_text(encoding="utf-8"))


def test_every_stored_field_is_explained_and_nothing_else_is() -> None:
    explained = [row[0] for row in rows()]
    assert sorted(explained) == sorted(stored())


def test_every_row_says_its_purpose_category_retention_and_whether_it_leaves() -> None:
    for field, purpose, category, stays, leaves in rows():
        assert len(purpose.split()) >= 2, field
        assert category in CATEGORIES, field
        assert stays in STAYS, field
        assert leaves in LEAVES, field


def test_what_is_made_for_this_machine_alone_never_leaves_it() -> None:
    leaves = {row[0]: row[4] for row in rows()}
    private = [
        field for field in leaves if field.split(".")[0] in {"health", "steps_cache", "edits", "findings"}
    ]
    assert {leaves[field] for field in (*private, "session.tile_salt", "session.wall_ms", "contexts.pid")} == {
        "never"
    }
