"""Session keys in files."""

import json

import pytest

from tests.store.examples import Place, random_key
from workbench.errors import SessionFileError
from workbench.store.identity import new_session_id
from workbench.store.keys import KEY_BYTES, KeyStore


def test_a_key_is_there_for_the_next_process_before_any_session_file_exists(place: Place) -> None:
    session_id = new_session_id()
    key = place.keys.create(session_id)
    assert len(key) == KEY_BYTES
    assert KeyStore(place.home, "file").find(session_id) == key
    assert not place.library.path(session_id).exists()


def test_keys_and_folders_are_readable_by_their_owner_alone(place: Place) -> None:
    session_id = new_session_id()
    place.keys.create(session_id)
    assert (place.home.keys / session_id).stat().st_mode & 0o777 == 0o600
    for folder in (place.home.root, place.home.keys, place.home.sessions):
        assert folder.stat().st_mode & 0o777 == 0o700


def test_the_check_tells_the_right_key_from_another_and_holds_no_secret(place: Place) -> None:
    session_id = new_session_id()
    key = place.keys.create(session_id)
    check = (place.home.sessions / f"{session_id}.check").read_bytes()
    assert place.keys.matches(session_id, key)
    assert not place.keys.matches(session_id, random_key())
    assert key not in check
    assert key.hex().encode() not in check
    assert set(json.loads(check)) == {"key_id", "check"}


def test_every_session_has_a_key_and_a_check_of_its_own(place: Place) -> None:
    ids = [new_session_id() for _ in range(20)]
    assert len({place.keys.create(session_id) for session_id in ids}) == 20
    assert len({(place.home.sessions / f"{session_id}.check").read_bytes() for session_id in ids}) == 20


def test_a_destroyed_key_is_gone_from_every_byte_of_the_home(place: Place) -> None:
    session_id = new_session_id()
    key = place.keys.create(session_id)
    place.keys.destroy(session_id)
    assert place.keys.find(session_id) is None
    assert [path for path in place.home.root.rglob("*") if path.is_file()] == []
    assert key != place.keys.create(session_id)


@pytest.mark.parametrize("wrong", [b"", b"short", b"x" * 33])
def test_a_key_file_that_holds_no_key_is_said_to_hold_none_and_not_to_be_missing(
    place: Place, wrong: bytes
) -> None:
    session_id = new_session_id()
    place.keys.create(session_id)
    (place.home.keys / session_id).write_bytes(wrong)
    with pytest.raises(SessionFileError, match=f"session {session_id} is no key .* put a copy") as caught:
        place.keys.find(session_id)
    assert "remove" not in str(caught.value)


def test_a_key_file_that_cannot_be_opened_is_not_said_to_be_missing(place: Place) -> None:
    session_id = new_session_id()
    place.keys.create(session_id)
    (place.home.keys / session_id).unlink()
    (place.home.keys / session_id).mkdir()
    with pytest.raises(SessionFileError, match=f"key of session {session_id} cannot be opened") as caught:
        place.keys.find(session_id)
    assert "remove" not in str(caught.value)


def test_an_unreadable_check_speaks_against_no_key(place: Place) -> None:
    session_id = new_session_id()
    key = place.keys.create(session_id)
    check = place.home.sessions / f"{session_id}.check"
    for content in (b"{torn", b"[]", b"{}"):
        check.write_bytes(content)
        assert place.keys.matches(session_id, key)


SESSION_ID = new_session_id()


def test_a_renewed_key_waits_until_it_is_put_in_force(place: Place) -> None:
    old = place.keys.create(SESSION_ID)
    assert not place.keys.renewing(SESSION_ID)
    new = place.keys.renew(SESSION_ID)
    assert place.keys.renewing(SESSION_ID)
    assert (place.keys.find(SESSION_ID), place.keys.renewed(SESSION_ID)) == (old, new)
    place.keys.put_in_force(SESSION_ID)
    assert (place.keys.find(SESSION_ID), place.keys.renewed(SESSION_ID)) == (new, None)
    assert place.keys.matches(SESSION_ID, new)
    assert not place.keys.matches(SESSION_ID, old)
    assert not place.keys.renewing(SESSION_ID)


def test_a_renewed_key_that_is_given_up_leaves_the_old_one(place: Place) -> None:
    old = place.keys.create(SESSION_ID)
    place.keys.renew(SESSION_ID)
    place.keys.give_up(SESSION_ID)
    assert (place.keys.find(SESSION_ID), place.keys.renewing(SESSION_ID)) == (old, False)
    assert [path.name for path in place.home.keys.iterdir()] == [SESSION_ID]


def test_a_renewed_key_that_was_cut_short_is_none(place: Place) -> None:
    old = place.keys.create(SESSION_ID)
    place.keys.renew(SESSION_ID)
    (place.home.keys / f"{SESSION_ID}.next").write_bytes(b"short")
    assert (place.keys.find(SESSION_ID), place.keys.renewed(SESSION_ID)) == (old, None)


def test_a_renewed_key_goes_with_its_session(place: Place) -> None:
    place.keys.create(SESSION_ID)
    place.keys.renew(SESSION_ID)
    place.keys.destroy(SESSION_ID)
    assert list(place.home.keys.iterdir()) == []
    assert list(place.home.sessions.iterdir()) == []
