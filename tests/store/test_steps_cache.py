"""Cached steps: the same as reduced ones, and never older than the reducer."""

from tests.store.examples import Place, fill
from workbench.model.reduce import REDUCER_VERSION, reduce_recording
from workbench.store.steps_cache import cached_step_count, cached_steps, rebuild_steps, reduced_steps


def test_finishing_caches_the_steps_that_the_reducer_makes(place: Place) -> None:
    place.recorded("Hi Ada")
    with place.library.open("last") as file:
        connection = file._connection
        assert cached_steps(connection) == reduce_recording(file.recording()) == reduced_steps(connection)
        assert [step.kind for step in file.steps() if step.counted] == ["click", "type"]
        assert file.steps()[-1].text == "Hi Ada"
        assert cached_step_count(connection) == 2


def test_steps_of_another_reducer_are_not_used_but_replaced(place: Place) -> None:
    place.recorded()
    with place.library.open("last") as file:
        connection, steps = file._connection, file.steps()
        connection.execute("UPDATE steps_cache SET reducer_version = ?", (REDUCER_VERSION + 1,))
        assert cached_steps(connection) is None
        assert cached_step_count(connection) is None
        assert file.steps() == steps
        assert cached_step_count(connection) == 2
        assert connection.execute("SELECT count(DISTINCT reducer_version) FROM steps_cache").get == 1


def test_rebuilding_twice_changes_nothing(place: Place) -> None:
    place.recorded()
    with place.library.open("last") as file:
        assert rebuild_steps(file._connection) == rebuild_steps(file._connection)


def test_steps_of_a_live_session_are_reduced_without_writing(place: Place) -> None:
    journal = place.start()
    fill(journal)
    with place.library.open("last") as file:
        assert file.live
        assert file.step_count() is None
        assert [step.kind for step in file.steps() if step.counted] == ["click", "type"]
    journal.finish(4000)
