"""Tables and their versions."""

import apsw
import pytest

from workbench.store.schema import MIGRATIONS, SCHEMA_VERSION, described, expected, migrate, stored_version


def test_every_version_can_be_reached_from_every_earlier_one() -> None:
    for start in range(len(MIGRATIONS)):
        connection = apsw.Connection(":memory:")
        migrate(connection, start)
        migrate(connection)
        assert stored_version(connection) == SCHEMA_VERSION
        assert described(connection) == expected(SCHEMA_VERSION)
        connection.close()


def test_all_tables_are_strict_and_there_is_no_text_index() -> None:
    statements = [sql for kind, _, sql in expected(SCHEMA_VERSION) if kind == "table"]
    assert statements
    assert all(sql.rstrip().endswith("STRICT") for sql in statements)
    assert not any("VIRTUAL" in sql for sql in statements)


def test_a_migration_that_fails_leaves_the_file_as_it_was() -> None:
    connection = apsw.Connection(":memory:")
    connection.execute("CREATE TABLE gaps (mine)")
    with pytest.raises(apsw.SQLError):
        migrate(connection)
    assert stored_version(connection) == 0
    assert [name for _, name, _ in described(connection)] == ["gaps"]
    connection.close()
