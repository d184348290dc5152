"""The model's shapes and their rows: nothing is lost on the way to the disk and back."""

import json
from dataclasses import replace

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.examples import SALT, a_context, a_session
from workbench.model.elements import STATES, Element
from workbench.model.events import (
    Body,
    Button,
    ButtonDown,
    ButtonUp,
    Event,
    Focus,
    KeyDown,
    KeyRepeat,
    KeyUp,
    Mark,
    Modifier,
    PointerPath,
    Scroll,
)
from workbench.model.gaps import Gap, GapReason
from workbench.model.geometry import Rect
from workbench.model.scope import Scope
from workbench.model.session import SessionState
from workbench.store import records
from workbench.store.identity import new_session_id
from workbench.store.schema import migrate

PLACE = st.integers(-(2**31), 2**31)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=5)
MODS = st.lists(st.sampled_from(Modifier), unique=True).map(tuple)
BUTTON = st.sampled_from(Button)
BODY: st.SearchStrategy[Body] = st.one_of(
    st.builds(KeyDown, TEXT, TEXT, MODS),
    st.builds(KeyUp, TEXT),
    st.builds(KeyRepeat, TEXT, PLACE),
    st.builds(ButtonDown, BUTTON, PLACE, PLACE, MODS),
    st.builds(ButtonUp, BUTTON, PLACE, PLACE, MODS),
    st.builds(Scroll, PLACE, PLACE, PLACE, PLACE, MODS),
    st.builds(PointerPath, PLACE, PLACE, st.lists(st.tuples(PLACE, PLACE, PLACE), max_size=3).map(tuple)),
    st.builds(Focus),
    st.builds(Mark),
)


@pytest.fixture
def connection() -> apsw.Connection:
    """Return an empty session file in memory."""
    connection = apsw.Connection(":memory:")
    migrate(connection)
    return connection


def store_session(connection: apsw.Connection) -> None:
    """Store a session's own row."""
    connection.execute(records.INSERT_SESSION, records.session_row(a_session(new_session_id()), SALT))


@given(st.lists(BODY, max_size=8), st.booleans())
def test_every_event_comes_back_as_it_was(bodies: list[Body], synthetic: bool) -> None:  # noqa: FBT001  (drawn)
    connection = apsw.Connection(":memory:")
    migrate(connection)
    store_session(connection)
    connection.execute(records.INSERT_CONTEXT, records.context_row(a_context()))
    events = tuple(Event(at + 1, at * 7, 1, body, synthetic) for at, body in enumerate(bodies))
    connection.executemany(records.INSERT_EVENT, map(records.event_row, events))
    assert records.read_recording(connection).events == events
    connection.close()


def test_gaps_that_touch_are_counted_as_the_one_stretch_that_is_shown(connection: apsw.Connection) -> None:
    store_session(connection)
    assert records.gap_count(connection) == 0
    gaps = [(0, 50), (40, 90), (90, 120), (500, 600)]
    rows = [records.gap_row(Gap(start, end, GapReason.OUT_OF_SCOPE)) for start, end in gaps]
    connection.executemany(records.INSERT_GAP, rows)
    assert records.gap_count(connection) == 2


ELEMENT = st.builds(
    Element,
    TEXT,
    TEXT,
    st.lists(st.sampled_from(STATES), unique=True).map(tuple),
    st.none() | st.builds(Rect, PLACE, PLACE, PLACE, PLACE),
    st.lists(TEXT, max_size=3).map(tuple),
)


@given(st.lists(ELEMENT, max_size=4))
def test_every_element_comes_back_with_its_event(elements: list[Element]) -> None:
    connection = apsw.Connection(":memory:")
    migrate(connection)
    store_session(connection)
    known = dict(enumerate(elements, 1))
    for seq, element in known.items():
        connection.execute(records.INSERT_EVENT, records.event_row(Event(seq, seq, None, Mark())))
        connection.execute(records.INSERT_ELEMENT, records.element_row(seq, element))
    assert records.read_recording(connection).elements == known
    connection.close()


def test_every_field_of_a_session_comes_back(connection: apsw.Connection) -> None:
    session = a_session(new_session_id())
    other = replace(session, scope=Scope(("x",)), state=SessionState.RECORDED, duration_ms=7, cut_off=True)
    for wanted in (session, other):
        connection.execute("DELETE FROM session")
        connection.execute(records.INSERT_SESSION, records.session_row(wanted, SALT))
        assert records.read_session(connection) == wanted
        assert records.read_tile_salt(connection) == SALT


def test_a_file_without_exactly_one_session_is_refused(connection: apsw.Connection) -> None:
    with pytest.raises(ValueError, match="0"):
        records.read_session(connection)
    store_session(connection)
    store_session(connection)
    with pytest.raises(ValueError, match="2"):
        records.read_session(connection)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("key_down", {"key": "a"}),
        ("melt", {}),
        ("mark", {"x": 1}),
        ("key_down", {"key": "a", "text": "a", "mods": 3}),
    ],
)
def test_an_event_that_cannot_be_is_refused_by_its_number_alone(
    connection: apsw.Connection, kind: str, data: dict[str, object]
) -> None:
    store_session(connection)
    connection.execute(records.INSERT_EVENT, (41, 0, kind, None, 0, json.dumps(data)))
    with pytest.raises(ValueError, match="41") as caught:
        records.read_recording(connection)
    assert caught.value.args == (41,)


def test_the_last_moment_is_that_of_whatever_came_last(connection: apsw.Connection) -> None:
    assert records.last_moment_ms(connection) == 0
    connection.execute(records.INSERT_EVENT, records.event_row(Event(1, 10, None, Mark())))
    assert records.last_moment_ms(connection) == 10
    connection.execute(records.INSERT_HEALTH, records.health_row(30, {"lost": 0}))
    connection.execute(records.INSERT_GAP, records.gap_row(Gap(15, 25, GapReason.PAUSED)))
    assert records.last_moment_ms(connection) == 30
