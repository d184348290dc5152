"""What a session from somewhere else must look like; test_importing sends it whole hostile files."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import apsw
import pytest
import zstandard

from tests.store.examples import SALT, a_session
from workbench.model.elements import Element
from workbench.model.events import Event, Focus, KeyDown, KeyRepeat, PointerPath
from workbench.model.geometry import Rect
from workbench.model.session import Recording
from workbench.store import checking
from workbench.store.identity import new_session_id
from workbench.store.schema import migrate


def recording(*events: Event) -> Recording:
    """Return a recording of these events alone."""
    return Recording(a_session(new_session_id()), {}, events, (), ())


def test_our_own_shapes_pass_every_check() -> None:
    connection = apsw.Connection(":memory:")
    migrate(connection)
    checking.check_structure(connection)
    checking.check_session(a_session(new_session_id()), SALT)
    path = PointerPath(1, 2, ((10, -1, 1),))
    checking.check_recording(recording(Event(1, 0, None, path), Event(2, 5, None, KeyDown("a", "ä"))))
    checking.check_recording(recording(Event(1, 0, None, Focus())))
    checking.check_tile_row((bytes(16), zstandard.compress(bytes(128 * 128 * 3))))
    checking.check_frame_row((1, 1, 0, 0, 128, 128, bytes(16)))
    assert not checking.is_session_file(connection)
    connection.close()


@pytest.mark.parametrize(
    "event",
    [
        Event(1, -1, None, Focus()),
        Event(1, 2**60, None, Focus()),
        Event(1, 0, None, KeyRepeat("a", 2**60)),
        Event(1, 0, None, KeyDown("a", "\ud800")),
        Event(1, 0, None, KeyRepeat("a", count=True)),
    ],
)
def test_an_event_that_no_recorder_writes_is_refused(event: Event) -> None:
    assert refused(lambda: checking.check_recording(recording(event)))


@pytest.mark.parametrize(
    "element",
    [
        Element("button", "x" * 201),
        Element("button", "Save", ("haunted",)),
        Element("button", "Save", rect=Rect(2**60, 0, 1, 1)),
        Element("button", "Save", ancestors=("panel",) * 7),
        Element("button", "Save", ancestors=(7,)),  # type: ignore[arg-type]  # what a hostile file could hold
    ],
)
def test_a_target_that_no_recorder_writes_is_refused(element: Element) -> None:
    good = replace(recording(Event(1, 0, None, Focus())), elements={1: Element("button", "Save")})
    assert not refused(lambda: checking.check_recording(good))
    assert refused(lambda: checking.check_recording(replace(good, elements={1: element})))


def test_a_session_row_that_no_recorder_writes_is_refused() -> None:
    session = a_session(new_session_id())
    for wrong in (replace(session, id="x"), replace(session, created_at="?"), replace(session, wall_ms=-1)):
        assert refused(partial(checking.check_session, wrong, SALT))
    assert refused(lambda: checking.check_session(session, b"short"))
    assert not refused(lambda: checking.check_session(session, SALT))


def refused(check: Callable[[], None]) -> bool:
    """Return whether a check finds fault."""
    try:
        check()
    except ValueError:
        return True
    return False
