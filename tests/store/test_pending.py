"""Rows that wait for the next commit."""

import apsw

from tests.store.examples import a_context, typed
from workbench.store.connection import SCHEMA_VERSION
from workbench.store.pending import Pending
from workbench.store.records import context_row, event_row
from workbench.store.schema import migrate


def test_what_is_referred_to_goes_in_before_what_refers_to_it() -> None:
    connection = apsw.Connection(":memory:")
    connection.pragma("foreign_keys", 1)
    migrate(connection, SCHEMA_VERSION)
    pending = Pending()
    assert pending.empty
    pending.events.extend(event_row(event) for event in typed("Ada"))
    pending.contexts.append(context_row(a_context()))
    assert not pending.empty
    pending.insert(connection)
    assert connection.execute("SELECT count(*) FROM events").get == 6
    connection.close()
