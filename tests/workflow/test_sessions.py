"""What a person does with finished sessions, as both front ends do it."""

import json
from pathlib import Path

import pytest

from tests.store.examples import TITLE, WINDOW, Place, a_place
from workbench.errors import NotFoundError, SessionFileError
from workbench.workflow import sessions
from workbench.workflow.editing import redact_pattern


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Return an empty home with its keys in files."""
    return a_place(tmp_path / "home")


def test_a_line_of_the_list_is_json(place: Place) -> None:
    session_id = place.recorded()
    shapes = [sessions.summary_json(summary) for summary in sessions.list_sessions(place.library)]
    assert json.loads(json.dumps(shapes)) == shapes
    assert shapes[0] | {"size_bytes": 0} == {
        "id": session_id,
        "title": TITLE,
        "state": "recorded",
        "created_at": "2026-11-22T10:00:00Z",
        "duration_ms": 4000,
        "size_bytes": 0,
        "steps": 2,
        "cut_off": False,
        "live": False,
        "problem": None,
    }


def test_a_session_that_cannot_be_read_is_a_line_too(place: Place) -> None:
    session_id = place.recorded()
    (place.home.keys / session_id).unlink()
    shape = sessions.summary_json(sessions.list_sessions(place.library)[0])
    assert shape["state"] is None
    assert "missing" in shape["problem"]


def test_showing_a_session_tells_its_scope_and_counts_but_not_its_content(place: Place) -> None:
    session_id = place.recorded("Secret letter")
    shape = sessions.show_session(place.library, "last")
    assert shape["id"] == session_id
    assert (shape["steps"], shape["events"], shape["frames"], shape["gaps"]) == (2, 29, 2, {"out_of_scope": 1})
    assert shape["health"].startswith("nothing lost, never blind")
    assert (shape["counters"]["lost"], shape["counters"]["lag_ms"]) == (0, 3)
    assert shape["scope"]["apps"] == ("mousepad",) or shape["scope"]["apps"] == ["mousepad"]
    assert "Secret" not in json.dumps(shape)
    assert WINDOW not in json.dumps(shape)


def test_export_import_and_remove_go_round(place: Place, tmp_path: Path) -> None:
    session_id = place.recorded()
    target = tmp_path / "out.session"
    assert sessions.export_session(place.library, session_id[-6:], target) == {
        "id": session_id,
        "file": str(target),
    }
    with pytest.raises(SessionFileError):
        sessions.import_session(place.library, target)
    new = sessions.import_session(place.library, target, new_id=True)["id"]
    assert new != session_id
    assert sessions.remove_session(place.library, session_id) == {"id": session_id}
    assert sessions.import_session(place.library, target) == {"id": session_id}
    with pytest.raises(NotFoundError):
        sessions.remove_session(place.library, "nobody")


def test_a_redacted_task_shows_neither_in_the_list_nor_in_the_details(place: Place) -> None:
    session_id = place.recorded()
    redact_pattern(place.library, session_id, "Ada Example|letter")
    assert sessions.list_sessions(place.library)[0].title == "Write to █ at ada@example.com"
    shape = sessions.show_session(place.library, session_id)
    assert "Ada Example" not in str(shape)
    assert "letter" not in str(shape)


def test_what_was_taken_out_is_held_until_it_is_applied(place: Place) -> None:
    session_id = place.recorded("Hello goodbye")
    assert not sessions.holds_what_was_taken_out(place.library, session_id)
    redact_pattern(place.library, session_id, "goodbye")
    assert sessions.holds_what_was_taken_out(place.library, "last")
    place.library.apply(session_id)
    assert not sessions.holds_what_was_taken_out(place.library, session_id)
