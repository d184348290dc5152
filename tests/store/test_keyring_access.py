"""Session keys in the system's keyring, with keyrings that work, hang, fail and are missing."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.store.examples import Place
from workbench.errors import SessionFileError
from workbench.store.identity import new_session_id
from workbench.store.keyring_access import TIMEOUT_S, SystemKeyring
from workbench.store.keys import KeyStore

errors = pytest.importorskip("keyring.errors", reason="the keyring extra is not installed")

REFUSED = """
import sys
from pathlib import Path
from workbench.paths import Home
from workbench.store.keys import KeyStore
home = Home(Path(sys.argv[1])).ensure()
key = KeyStore(home, "auto").create(sys.argv[2])
assert (home.keys / sys.argv[2]).read_bytes() == key
assert KeyStore(home, "auto").find(sys.argv[2]) == key
KeyStore(home, "auto").destroy(sys.argv[2])
"""


class DictKeyring:
    """A keyring that keeps its entries in memory."""

    def __init__(self) -> None:
        self.entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.entries[service, username]


class SilentKeyring(DictKeyring):
    """A keyring that waits for somebody to unlock it."""

    def __init__(self) -> None:
        super().__init__()
        self.unlocked = threading.Event()
        self.asked = 0

    def get_password(self, service: str, username: str) -> str | None:
        self.asked += 1
        self.unlocked.wait(100)
        return super().get_password(service, username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.asked += 1
        self.unlocked.wait(100)
        super().set_password(service, username, password)


class FullKeyring(DictKeyring):
    """A keyring that takes nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise errors.PasswordSetError(service, len(username), len(password))


def auto(place: Place, backend: DictKeyring) -> KeyStore:
    """Return a key store that finds this keyring."""
    return KeyStore(place.home, "auto", SystemKeyring(lambda: backend))


def test_a_key_in_the_keyring_leaves_no_key_file(place: Place) -> None:
    backend = DictKeyring()
    keys, session_id = auto(place, backend), new_session_id()
    key = keys.create(session_id)
    assert list(place.home.keys.iterdir()) == []
    assert keys.find(session_id) == key
    keys.destroy(session_id)
    assert backend.entries == {}
    assert keys.find(session_id) is None


def test_a_keyring_that_hangs_costs_two_seconds_once_and_the_key_goes_into_a_file(place: Place) -> None:
    backend = SilentKeyring()
    keys, ids = auto(place, backend), [new_session_id() for _ in range(3)]
    before = time.monotonic()
    created = [keys.create(session_id) for session_id in ids]
    assert time.monotonic() - before < TIMEOUT_S + 20
    assert backend.asked == 1
    assert [(place.home.keys / session_id).read_bytes() for session_id in ids] == created
    backend.unlocked.set()


def test_a_key_in_a_keyring_that_does_not_answer_is_not_called_missing(place: Place) -> None:
    backend = SilentKeyring()
    backend.unlocked.set()
    session_id = new_session_id()
    auto(place, backend).create(session_id)
    backend.unlocked.clear()
    keys = auto(place, backend)
    with pytest.raises(SessionFileError, match="does not answer"):
        keys.find(session_id)
    with pytest.raises(SessionFileError, match="does not answer"):
        keys.destroy(session_id)
    backend.unlocked.set()


def test_a_keyring_that_takes_nothing_is_passed_over(place: Place) -> None:
    keys, session_id = auto(place, FullKeyring()), new_session_id()
    key = keys.create(session_id)
    assert (place.home.keys / session_id).read_bytes() == key


def test_without_a_fit_keyring_keys_are_files(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    command = [sys.executable, "-c", REFUSED, str(tmp_path / "home"), new_session_id()]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_renewed_key_takes_the_old_ones_place_in_the_keyring(place: Place) -> None:
    backend = DictKeyring()
    keys = KeyStore(place.home, "auto", SystemKeyring(lambda: backend))
    session_id = new_session_id()
    old = keys.create(session_id)
    new = keys.renew(session_id)
    assert (keys.find(session_id), keys.renewed(session_id)) == (old, new)
    assert list(place.home.keys.iterdir()) == []
    keys.put_in_force(session_id)
    assert (keys.find(session_id), list(backend.entries.values())) == (new, [new.hex()])
    keys.renew(session_id)
    keys.give_up(session_id)
    assert list(backend.entries.values()) == [new.hex()]
    assert list(place.home.keys.iterdir()) == []


class OneKey(DictKeyring):
    """A keyring that takes one key and no other."""

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.entries:
            raise errors.PasswordSetError(service, username)
        super().set_password(service, username, password)


def test_a_key_in_the_keyring_is_destroyed_when_the_renewed_one_had_to_go_into_a_file(place: Place) -> None:
    backend = OneKey()
    keys, session_id = auto(place, backend), new_session_id()
    old = keys.create(session_id)
    new = keys.renew(session_id)
    assert list(backend.entries.values()) == [old.hex()]
    keys.put_in_force(session_id)
    assert backend.entries == {}
    assert keys.find(session_id) == new
