"""Session keys: 32 random bytes each, durable before the session file exists, destroyed before it goes.

A key is kept in the operating system's keyring where that works, else in a file of the keys folder.
Beside each session, a check file tells a missing or wrong key from a damaged session; it holds no secret.
"""

import hashlib
import hmac
import json
import os
from pathlib import Path

from workbench.errors import SessionFileError
from workbench.paths import Home
from workbench.store.keyring_access import SystemKeyring, silence
from workbench.store.private_files import create_private, overwrite_and_remove, sync_folder

KEY_BYTES = 32
CHECK_SUFFIX = ".check"
NEXT_SUFFIX = ".next"


class KeyStore:
    """Where the keys of one home are kept."""

    def __init__(self, home: Home, key_store: str, keyring: SystemKeyring | None = None) -> None:
        self._home = home
        self._new_in_keyring = key_store == "auto"
        self._keyring = keyring or SystemKeyring()

    def create(self, session_id: str) -> bytes:
        """Make and keep a session's key; it and its check are on the disk when this returns."""
        self._home.ensure()
        key = os.urandom(KEY_BYTES)
        place = self._keep(session_id, key)
        check = {"key_id": f"{place}:{session_id}", "check": _check_value(session_id, key)}
        create_private(self._check_path(session_id), json.dumps(check).encode())
        return key

    def find(self, session_id: str) -> bytes | None:
        """Return a session's key, none where it is gone; raises `SessionFileError` where it cannot be got."""
        try:
            key = self._key_path(session_id).read_bytes()
        except FileNotFoundError:
            return self._find_in_keyring(session_id)
        except OSError as error:
            message = (
                f"The key of session {session_id} cannot be opened ({error.strerror}), so nobody can read it; "
                "nothing was changed: make its file in the keys folder readable for you again."
            )
            raise SessionFileError(message) from error
        if len(key) != KEY_BYTES:
            message = (
                f"The key file of session {session_id} is no key (it holds {len(key)} bytes instead of "
                f"{KEY_BYTES}), so nobody can read the session; nothing was changed: put a copy of that file "
                "back into the keys folder."
            )
            raise SessionFileError(message)
        return key

    def matches(self, session_id: str, key: bytes) -> bool:
        """Return whether this is the key that the session was made with, as far as its check file tells."""
        stored = self._check(session_id).get("check")
        return stored is None or hmac.compare_digest(stored, _check_value(session_id, key))

    def renew(self, session_id: str) -> bytes:
        """Make another key for a session that is about to be rewritten, and keep it beside the one in force."""
        self.give_up(session_id)
        key, name = os.urandom(KEY_BYTES), _next(session_id)
        in_keyring = self._kept_in_keyring(session_id) and self._keyring.keeps(name, key.hex())
        if not in_keyring:
            create_private(self._key_path(name), key)
        place = "keyring" if in_keyring else "file"
        check = {"key_id": f"{place}:{session_id}", "check": _check_value(session_id, key)}
        create_private(self._check_path(name), json.dumps(check).encode())
        return key

    def renewing(self, session_id: str) -> bool:
        """Return whether a renewed key, or a part of it, was neither put in force nor given up."""
        name = _next(session_id)
        return self._check_path(name).exists() or self._key_path(name).exists()

    def renewed(self, session_id: str) -> bytes | None:
        """Return the renewed key, none where it stands in the place of the old one already or was cut short."""
        path = self._key_path(_next(session_id))
        whole = not path.exists() or path.stat().st_size == KEY_BYTES
        return self.find(_next(session_id)) if whole else None

    def replaced_by(self, session_id: str, key: bytes) -> bool:
        """Return whether this is the renewed key, so that only its check is missing at the old one's place."""
        stored = self._check(_next(session_id)).get("check")
        return stored is not None and hmac.compare_digest(stored, _check_value(session_id, key))

    def put_in_force(self, session_id: str) -> None:
        """Destroy the old key and put the renewed one in its place; interrupted, it can be called again."""
        name = _next(session_id)
        key = self.renewed(session_id)
        if key is not None and self._kept_in_keyring(name):
            if not self._keyring.keeps(session_id, key.hex()):
                raise silence(session_id)
            self._keyring.delete(name)
        elif key is not None:
            overwrite_and_remove(self._key_path(session_id))
            self._key_path(name).rename(self._key_path(session_id))
            sync_folder(self._home.keys)
        if self._kept_in_keyring(session_id) and not self._kept_in_keyring(name):
            self._keyring.delete(session_id)
        self._check_path(name).replace(self._check_path(session_id))
        sync_folder(self._home.sessions)

    def give_up(self, session_id: str) -> None:
        """Destroy a renewed key, also one whose check was never written; the one in force stays."""
        name = _next(session_id)
        overwrite_and_remove(self._key_path(name))
        if self._kept_in_keyring(name) or self._kept_in_keyring(session_id):
            self._keyring.delete(name)
        self._check_path(name).unlink(missing_ok=True)

    def destroy(self, session_id: str) -> None:
        """Make a session unreadable for good: its key goes first, then the check file."""
        self.give_up(session_id)
        overwrite_and_remove(self._key_path(session_id))
        if self._kept_in_keyring(session_id):
            self._keyring.delete(session_id)
        self._check_path(session_id).unlink(missing_ok=True)
        sync_folder(self._home.sessions)

    def _keep(self, session_id: str, key: bytes) -> str:
        if self._new_in_keyring and self._keyring.keeps(session_id, key.hex()):
            return "keyring"
        create_private(self._key_path(session_id), key)
        return "file"

    def _find_in_keyring(self, session_id: str) -> bytes | None:
        if not self._kept_in_keyring(session_id):
            return None
        text = self._keyring.find(session_id)
        return bytes.fromhex(text) if text else None

    def _kept_in_keyring(self, session_id: str) -> bool:
        return str(self._check(session_id).get("key_id", "")).startswith("keyring:")

    def _check(self, session_id: str) -> dict[str, str]:
        try:
            check = json.loads(self._check_path(session_id).read_bytes())
        except (FileNotFoundError, ValueError):
            return {}
        return {str(name): str(value) for name, value in check.items()} if isinstance(check, dict) else {}

    def _key_path(self, session_id: str) -> Path:
        return self._home.keys / session_id

    def _check_path(self, session_id: str) -> Path:
        return self._home.sessions / f"{session_id}{CHECK_SUFFIX}"


def _next(session_id: str) -> str:
    """Return the name under which a renewed key waits."""
    return f"{session_id}{NEXT_SUFFIX}"


def _check_value(session_id: str, key: bytes) -> str:
    """Return what proves the key without telling it: a keyed hash of the session's id."""
    return hmac.new(key, b"session key check " + session_id.encode(), hashlib.sha256).hexdigest()[:32]
