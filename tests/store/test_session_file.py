"""An open session: what it tells, and what it says when a part of it is broken."""

import random

import pytest

from tests.store.examples import TITLE, WINDOW, Place
from workbench.errors import SessionFileError
from workbench.model.edits import DropSpan
from workbench.model.reduce import reduce_recording
from workbench.model.session import SessionState


def test_a_session_tells_its_steps_pictures_and_health(place: Place) -> None:
    session_id = place.recorded()
    with place.library.open(session_id) as file:
        assert file.session.id == session_id
        assert file.session.title == TITLE
        assert file.steps() == reduce_recording(file.recording())
        assert file.step_count() == 2
        assert (file.picture(1).width, file.picture(1).height) == (300, 200)
        assert [t_ms for t_ms, _ in file.health()] == [3700]
        assert not file.live


@pytest.mark.parametrize("damage", ["events", "scope", "reason", "counters"])
def test_a_part_that_cannot_be_read_is_told_without_its_content(place: Place, damage: str) -> None:
    session_id = place.recorded()
    statements = {
        "events": "UPDATE events SET data = '{\"secret canary\"' WHERE seq = 2",
        "scope": "UPDATE session SET scope = '[]'",
        "reason": "UPDATE gaps SET reason = 'secret canary'",
        "counters": "UPDATE health SET counters = 'secret canary'",
    }
    with place.library.open(session_id) as file:
        file._connection.execute(statements[damage])
        reads = {
            "events": file.recording,
            "scope": file.recording,
            "reason": file.recording,
            "counters": file.health,
        }
        with pytest.raises(SessionFileError, match=session_id) as caught:
            reads[damage]()
    assert not any(word in str(caught.value) for word in ("canary", TITLE, WINDOW))


@pytest.mark.parametrize("seed", range(12))
def test_a_flipped_byte_anywhere_is_damage_or_does_not_matter(place: Place, seed: int) -> None:
    session_id = place.recorded()
    path = place.library.path(session_id)
    with place.library.open(session_id) as file:
        whole = (file.recording(), file.steps(), file.picture(1), file.picture(2))
    content = bytearray(path.read_bytes())
    content[random.Random(seed).randrange(len(content))] ^= 0x55
    path.write_bytes(content)
    found = read_again(place, session_id)
    assert found == whole or session_id in str(found), "every page is sealed: nothing wrong is read as right"


def read_again(place: Place, session_id: str) -> object:
    """Return everything that the session tells, or the failure."""
    try:
        with place.library.open(session_id) as file:
            return (file.recording(), file.steps(), file.picture(1), file.picture(2))
    except SessionFileError as error:
        return error


def test_edits_are_on_the_disk_and_in_the_fold_at_once(place: Place) -> None:
    session_id = place.recorded()
    with place.library.open(session_id) as file:
        stored = file.add_edit(DropSpan(1, 3))
        assert [step.dropped for step in file.folded().steps] == [True, False]
    with place.library.open(session_id) as file:
        assert file.edits() == (stored,)
        assert file.undo() == DropSpan(1, 3)
        assert [step.dropped for step in file.folded().steps] == [False, False]
        assert file.redo() == DropSpan(1, 3)
        assert [step.dropped for step in file.folded().steps] == [True, False]


def test_the_state_of_a_session_is_kept(place: Place) -> None:
    session_id = place.recorded()
    with place.library.open(session_id) as file:
        file.set_state(SessionState.SUBMITTED)
        assert file.session.state is SessionState.SUBMITTED
    with place.library.open(session_id) as file:
        assert file.session.state is SessionState.SUBMITTED


def test_every_frame_names_its_tiles(place: Place) -> None:
    with place.library.open(place.recorded()) as file:
        tiles = file.tile_ids()
    assert sorted(tiles) == [1, 2]
    assert {len(ids) for ids in tiles.values()} == {6}
    assert {len(one) for ids in tiles.values() for one in ids} == {16}


def test_a_session_that_is_being_recorded_takes_no_edit(place: Place) -> None:
    journal = place.start()
    with (
        place.library.open("last") as file,
        pytest.raises(SessionFileError, match="being recorded and cannot be edited yet"),
    ):
        file.add_edit(DropSpan(1, 3))
    journal.finish(10)
