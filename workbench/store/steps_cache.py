"""Steps as they were reduced, kept beside the events; never the truth, rebuilt when the reducer has changed."""

import json
from typing import Any

import apsw

from workbench.model.reduce import REDUCER_VERSION, reduce_recording
from workbench.model.step_shape import step_from_record, step_record
from workbench.model.steps import UNCOUNTED_KINDS, Step
from workbench.store.edits import read_applied
from workbench.store.records import read_recording


def cached_steps(connection: apsw.Connection) -> tuple[Step, ...] | None:
    """Return the steps of this reducer, or none where the file has none of it."""
    query = "SELECT record FROM steps_cache WHERE reducer_version = ? ORDER BY position"
    rows: list[tuple[Any, ...]] = connection.execute(query, (REDUCER_VERSION,)).fetchall()
    return tuple(step_from_record(json.loads(record)) for (record,) in rows) or None


def cached_step_count(connection: apsw.Connection) -> int | None:
    """Return how many counted steps the file has, without reading them; none where that is not known."""
    marks = ", ".join("?" * len(UNCOUNTED_KINDS))
    query = f"SELECT sum(kind NOT IN ({marks})) FROM steps_cache WHERE reducer_version = ?"  # noqa: S608  (marks only)
    count: int | None = connection.execute(query, (*sorted(UNCOUNTED_KINDS), REDUCER_VERSION)).get
    return count


def reduced_steps(connection: apsw.Connection) -> tuple[Step, ...]:
    """Return the steps of the recording as it stands now, without storing them.

    Once edits are applied, events alone no longer tell them: those that were kept stand with the apply itself.
    """
    applied = read_applied(connection)
    return applied.steps if applied else reduce_recording(read_recording(connection))


def rebuild_steps(connection: apsw.Connection) -> tuple[Step, ...]:
    """Reduce the recording, store its steps in place of older ones, and return them."""
    steps = reduced_steps(connection)
    rows = [
        (REDUCER_VERSION, step.index, step.kind, json.dumps(step_record(step), ensure_ascii=False))
        for step in steps
    ]
    with connection:
        connection.execute("DELETE FROM steps_cache")
        connection.executemany("INSERT INTO steps_cache VALUES (?, ?, ?, ?)", rows)
    return steps
