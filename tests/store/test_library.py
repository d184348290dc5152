"""The library: finding, opening, removing."""

import errno
import time
from pathlib import Path

import pytest

from tests.store.examples import TITLE, Place, fill, random_key
from workbench.errors import NotFoundError, SessionFileError
from workbench.model.session import SessionState
from workbench.store.library import Library


def test_an_empty_library_lists_nothing_and_says_how_to_begin(place: Place) -> None:
    assert place.library.summaries() == ()
    with pytest.raises(NotFoundError, match="workbench record"):
        place.library.open("last")


def test_a_list_tells_of_every_session_newest_first(place: Place) -> None:
    ids = [place.recorded() for _ in range(3)]
    journal = place.start()
    fill(journal)
    summaries = place.library.summaries()
    assert [summary.id for summary in summaries[1:]] == ids[::-1]
    live, done = summaries[0], summaries[1]
    assert (live.live, live.state, live.duration_ms, live.steps) == (True, SessionState.RECORDING, None, None)
    assert (done.live, done.state, done.duration_ms, done.steps) == (False, SessionState.RECORDED, 4000, 2)
    assert done.title == TITLE
    assert done.created_at == "2026-11-22T10:00:00Z"
    assert done.size_bytes == place.library.path(done.id).stat().st_size
    assert (done.cut_off, done.problem) == (False, None)
    journal.finish(1)


def test_the_library_of_a_home_follows_its_settings(place: Place) -> None:
    place.home.settings_file.write_text('key_store = "file"\n')
    session_id = place.recorded()
    assert Library.of(place.home).resolve("last") == session_id


def test_a_session_is_found_by_its_id_its_end_or_as_the_last(place: Place) -> None:
    first, second = place.recorded(), place.recorded()
    assert place.library.resolve("last") == second
    assert place.library.resolve(first) == first
    assert place.library.resolve(first[-8:]) == first
    assert place.library.summary(first[-8:]).id == first


def test_an_id_that_does_not_exist_names_the_nearest(place: Place) -> None:
    first, second = place.recorded(), place.recorded()
    for wanted, other in ((first, second), (second, first)):
        typo = wanted[:-1] + ("0" if wanted[-1] != "0" else "1")
        for reference in (typo, typo[-8:]):
            with pytest.raises(NotFoundError) as caught:
                place.library.resolve(reference)
            assert wanted in str(caught.value)
            assert other not in str(caught.value)
    with pytest.raises(NotFoundError, match="no session ''"):
        place.library.resolve("")
    with pytest.raises(NotFoundError, match="nearest"):
        place.library.resolve("../../etc/passwd")


def test_an_end_that_several_ids_share_names_them(place: Place) -> None:
    session_id = place.recorded()
    twin = ("0" if session_id[0] != "0" else "1") + session_id[1:]
    place.library.path(twin).write_bytes(b"x")
    with pytest.raises(NotFoundError) as caught:
        place.library.resolve(session_id[-6:])
    assert session_id in str(caught.value)
    assert twin in str(caught.value)


def test_a_missing_key_a_wrong_key_and_a_damaged_file_are_told_apart(place: Place) -> None:
    keyless, wrong, damaged, whole = (place.recorded() for _ in range(4))
    (place.home.keys / keyless).unlink()
    (place.home.keys / wrong).write_bytes(random_key())
    file = place.library.path(damaged)
    file.write_bytes(file.read_bytes()[:100] + b"scratch" * 500)
    problems = {summary.id: summary.problem for summary in place.library.summaries()}
    assert problems[whole] is None
    assert "key of session" in str(problems[keyless])
    assert "is missing" in str(problems[keyless])
    assert "not the one it was recorded with" in str(problems[wrong])
    assert "damaged" in str(problems[damaged])
    for session_id in (keyless, wrong, damaged):
        assert session_id in str(problems[session_id])
        with pytest.raises(SessionFileError, match=session_id):
            place.library.open(session_id)
        place.library.remove(session_id)
    assert [summary.id for summary in place.library.summaries()] == [whole]


def test_a_key_file_of_wrong_bytes_stands_in_the_list_as_what_it_is(place: Place) -> None:
    torn, whole = place.recorded(), place.recorded()
    (place.home.keys / torn).write_bytes(b"no key")
    problems = {summary.id: summary.problem for summary in place.library.summaries()}
    assert problems[whole] is None
    assert "is no key" in str(problems[torn])
    assert "remove" not in str(problems[torn])
    place.library.remove(torn)
    assert [summary.id for summary in place.library.summaries()] == [whole]


def test_a_file_that_the_system_refuses_hides_no_other_session(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused, no_file, whole = (place.recorded() for _ in range(3))
    read_bytes = Path.read_bytes

    def denied(path: Path) -> bytes:
        if path.name == refused:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", denied)
    place.library.path(no_file).unlink()
    place.library.path(no_file).mkdir()
    problems = {summary.id: summary.problem for summary in place.library.summaries()}
    assert list(problems) == [whole, no_file, refused]
    assert problems[whole] is None
    assert f"key of session {refused} cannot be opened (Permission denied)" in str(problems[refused])
    assert "Is a directory" in str(problems[no_file])
    with pytest.raises(SessionFileError, match="cannot be opened"):
        place.library.open(refused)


def test_removing_destroys_the_key_and_every_file(place: Place) -> None:
    kept, gone = place.recorded(), place.recorded()
    key = place.keys.find(gone)
    place.library.remove(gone)
    files = [path for path in place.home.root.rglob("*") if path.is_file()]
    assert not any(gone in path.name for path in files)
    assert key is not None
    assert not any(key in path.read_bytes() for path in files)
    assert [summary.id for summary in place.library.summaries()] == [kept]


def test_a_session_that_is_being_recorded_is_not_removed(place: Place) -> None:
    journal = place.start()
    fill(journal)
    with pytest.raises(SessionFileError, match="being recorded"):
        place.library.remove("last")
    journal.finish(4000)
    place.library.remove("last")
    assert place.library.summaries() == ()


def test_looking_at_a_session_changes_no_byte_of_it(place: Place) -> None:
    path = place.library.path(place.recorded())
    before = path.read_bytes()
    with place.library.open("last") as file:
        file.steps()
        file.recording()
    place.library.summaries()
    assert path.read_bytes() == before


def test_a_plain_file_that_lies_in_the_library_opens_too(place: Place) -> None:
    session_id = place.recorded()
    place.library.export(session_id, place.home.root / "plain")
    place.library.remove(session_id)
    (place.home.root / "plain").rename(place.library.path(session_id))
    with place.library.open(session_id) as file:
        assert file.session.title == TITLE


def test_files_that_are_no_sessions_are_passed_over(place: Place) -> None:
    for name in ("notes.session", "..session", "x.check", "last.session"):
        (place.home.sessions / name).touch()
    assert place.library.summaries() == ()


def test_thirty_sessions_are_listed_at_once(place: Place) -> None:
    session_id = place.recorded()
    place.library.export(session_id, place.home.root / "plain")
    for _ in range(30):
        place.library.import_file(place.home.root / "plain", new_id=True)
    before = time.process_time()
    assert len(place.library.summaries()) == 31
    assert (time.process_time() - before) / 31 < 0.01, "seconds for each session"
