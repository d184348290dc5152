"""Kept previews: the bundle as it was last built for a session, encrypted, its key made from the session's own.

It stands beside the session file and goes with it, with its key, and with every apply. One that was cut off
while it was written, or built from something else than what stands now, is as good as none.
"""

import hmac
from pathlib import Path

import apsw

from workbench.errors import SessionFileError
from workbench.paths import Home
from workbench.settings import load_settings
from workbench.store.connection import file_uri
from workbench.store.keys import KeyStore
from workbench.store.private_files import create_private
from workbench.store.session_paths import SESSION_SUFFIX, preview_path

_TABLE = "CREATE TABLE preview (basis TEXT NOT NULL, data BLOB NOT NULL) STRICT"


class KeptPreviews:
    """The previews of one home's sessions."""

    def __init__(self, home: Home, keys: KeyStore) -> None:
        self._home = home
        self._keys = keys

    @classmethod
    def of(cls, home: Home) -> "KeptPreviews":
        """Return those of a home, with its keys where the settings say."""
        return cls(home, KeyStore(home, load_settings(home).key_store))

    def keep(self, session_id: str, basis: str, data: bytes) -> None:
        """Keep a bundle and what it was built from instead of the one before; one without a key is not kept."""
        path, key = self._path(session_id), self._key(session_id)
        path.unlink(missing_ok=True)
        if key is None:
            return
        try:
            create_private(path)
            _write(path, key, basis, data)
        except (apsw.Error, OSError) as error:
            path.unlink(missing_ok=True)
            message = (
                f"The preview of session {session_id} could not be kept, because the disk does not take it; "
                "the session is safe: free some space and try again."
            )
            raise SessionFileError(message) from error

    def find(self, session_id: str, basis: str) -> bytes | None:
        """Return the kept bundle where it was built from the same; none otherwise."""
        path, key = self._path(session_id), self._key(session_id)
        if key is None or not path.exists():
            return None
        try:
            connection = _opened(path, key)
        except apsw.Error:
            return None
        try:
            data: bytes | None = connection.execute("SELECT data FROM preview WHERE basis = ?", (basis,)).get
        except apsw.Error:
            return None
        finally:
            connection.close()
        return data

    def _path(self, session_id: str) -> Path:
        return preview_path(self._home.sessions / f"{session_id}{SESSION_SUFFIX}")

    def _key(self, session_id: str) -> bytes | None:
        """Return a key that only the session's own leads to; gone when that is destroyed."""
        key = self._keys.find(session_id)
        return hmac.digest(key, b"preview " + session_id.encode(), "sha256") if key else None


def _write(path: Path, key: bytes, basis: str, data: bytes) -> None:
    connection = _opened(path, key)
    try:
        with connection:
            connection.execute(_TABLE)
            connection.execute("INSERT INTO preview VALUES (?, ?)", (basis, data))
    finally:
        connection.close()


def _opened(path: Path, key: bytes) -> apsw.Connection:
    """Open a kept preview; it leaves no other file beside it, whatever happens."""
    connection = apsw.Connection(file_uri(path), flags=apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_URI)
    connection.pragma("key", f"raw:{key.hex()}")
    connection.pragma("journal_mode", "memory")
    connection.pragma("temp_store", "memory")
    connection.pragma("synchronous", "full")
    return connection
