"""Names of the files beside a session."""

from pathlib import Path

from tests.store.examples import Place, fill
from workbench.store.session_paths import companions, preview_path, remove_unfinished


def test_every_file_that_a_recording_makes_is_known_as_its_companion(place: Place) -> None:
    journal = place.start()
    fill(journal)
    path = place.library.path(place.library.resolve("last"))
    known = {path, *companions(path), path.with_suffix(".check")}
    assert set(place.home.sessions.iterdir()) <= known
    journal.finish(1)


def test_no_companion_is_taken_for_a_session() -> None:
    assert not any(file.suffix == ".session" for file in companions(Path("x.session")))


def test_what_an_interrupted_making_left_goes_and_the_session_stays(tmp_path: Path) -> None:
    path = tmp_path / "x.session"
    for file in (path, *companions(path)):
        file.write_bytes(b"")
    remove_unfinished(path)
    left = {file.name for file in tmp_path.iterdir()}
    assert not [name for name in left if name.startswith("x.new")]
    assert {"x.session", "x.session-journal", preview_path(path).name} <= left
