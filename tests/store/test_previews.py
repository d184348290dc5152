"""Kept previews: encrypted, found again while they hold, and gone with the session, its key and an apply."""

from pathlib import Path

import pytest

from tests.store.examples import Place
from workbench.errors import SessionFileError
from workbench.store.previews import KeptPreviews
from workbench.store.session_paths import preview_path

DATA = b"Dear Ada, this leaves. " * 50_000


@pytest.fixture
def previews(place: Place) -> KeptPreviews:
    return KeptPreviews(place.home, place.keys)


def test_a_kept_preview_is_found_again_byte_for_byte(place: Place, previews: KeptPreviews) -> None:
    session = place.recorded()
    previews.keep(session, "basis", DATA)
    assert previews.find(session, "basis") == DATA
    assert previews.find(session, "another basis") is None
    previews.keep(session, "later", b"other")
    assert previews.find(session, "basis") is None
    assert previews.find(session, "later") == b"other"


def test_nothing_of_it_can_be_read_and_nothing_else_is_left_beside_it(
    place: Place, previews: KeptPreviews
) -> None:
    session = place.recorded()
    before = {path.name for path in place.home.sessions.iterdir()}
    previews.keep(session, "basis", DATA)
    path = preview_path(place.library.path(session))
    raw = path.read_bytes()
    assert b"Dear Ada, this leaves." not in raw  # three letters alone turn up in ciphertext by chance
    assert b"basis" not in raw
    assert not raw.startswith(b"SQLite")
    assert path.stat().st_mode & 0o777 == 0o600
    assert {path.name for path in place.home.sessions.iterdir()} == before | {path.name}


def test_it_needs_the_sessions_own_key(place: Place, previews: KeptPreviews) -> None:
    session, other = place.recorded(), place.recorded()
    previews.keep(session, "basis", DATA)
    path = preview_path(place.library.path(session))
    path.rename(preview_path(place.library.path(other)))
    assert previews.find(other, "basis") is None
    previews.keep(session, "basis", DATA)
    place.keys.destroy(session)
    assert previews.find(session, "basis") is None
    previews.keep(session, "basis", DATA)
    assert not path.exists()


@pytest.mark.parametrize("left", [0, 1, 100, 5000, 100_000])
def test_one_that_was_cut_off_is_as_good_as_none(place: Place, previews: KeptPreviews, left: int) -> None:
    session = place.recorded()
    previews.keep(session, "basis", DATA)
    path = preview_path(place.library.path(session))
    path.write_bytes(path.read_bytes()[:left])
    assert previews.find(session, "basis") is None
    previews.keep(session, "basis", DATA)
    assert previews.find(session, "basis") == DATA


def test_it_goes_with_the_session_and_with_an_apply(place: Place, previews: KeptPreviews) -> None:
    session = place.recorded()
    previews.keep(session, "basis", DATA)
    place.library.apply(session)
    assert not preview_path(place.library.path(session)).exists()
    previews.keep(session, "basis", DATA)
    place.library.remove(session)
    assert list(place.home.sessions.iterdir()) == []


def test_where_the_disk_takes_nothing_one_sentence_says_so(
    place: Place, previews: KeptPreviews, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = place.recorded()

    def full(path: Path) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr("workbench.store.previews.create_private", full)
    with pytest.raises(SessionFileError, match="the session is safe"):
        previews.keep(session, "basis", DATA)
    assert previews.find(session, "basis") is None
