"""The operating system's keyring, where the `keyring` extra is installed; no call may hold the program up."""

import importlib
import importlib.util
import threading
from collections.abc import Callable
from typing import Any

from workbench.errors import SessionFileError

SERVICE = "recording-workbench"
TIMEOUT_S = 2.0


class SystemKeyring:
    """Passwords by session id, in the keyring's own store; after one silent call no other is tried."""

    def __init__(self, find_backend: Callable[[], Any] | None = None) -> None:
        self._find_backend = find_backend or working_backend
        self._silent = False

    def keeps(self, session_id: str, text: str) -> bool:
        """Store the text and return whether it can be read back; false means: keep it elsewhere."""

        def store(keyring: Any) -> bool:
            keyring.set_password(SERVICE, session_id, text)
            return bool(keyring.get_password(SERVICE, session_id) == text)

        return self._call(store) is True

    def find(self, session_id: str) -> str | None:
        """Return what was stored, or none; raises `SessionFileError` where the keyring does not answer."""
        answer = self._call(lambda keyring: (keyring.get_password(SERVICE, session_id),))
        if answer is None:
            raise silence(session_id)
        text: str | None = answer[0]
        return text

    def delete(self, session_id: str) -> None:
        """Remove what was stored; raises `SessionFileError` where the keyring does not answer."""

        def remove(keyring: Any) -> bool:
            if keyring.get_password(SERVICE, session_id) is not None:
                keyring.delete_password(SERVICE, session_id)
            return True

        if self._call(remove) is None:
            raise silence(session_id)

    def _call(self, ask: Callable[[Any], Any]) -> Any:
        """Ask within the time limit; none where there is no keyring, no answer, or an error of its own."""
        backend = None if self._silent else self._find_backend()
        if backend is None:
            return None
        answers: list[Any] = []
        thread = threading.Thread(target=_answer, args=(ask, backend, answers), name="keyring", daemon=True)
        thread.start()
        thread.join(TIMEOUT_S)
        self._silent = not answers
        return answers[0] if answers else None


def _answer(ask: Callable[[Any], Any], backend: Any, answers: list[Any]) -> None:
    """Put the backend's answer into the list; an error of the backend is the answer none."""
    errors = importlib.import_module("keyring.errors")
    try:
        answers.append(ask(backend))
    except (errors.KeyringError, OSError, RuntimeError):
        answers.append(None)


def working_backend() -> Any:
    """Return the keyring's backend, or none where the extra is missing or no backend is fit for use."""
    if importlib.util.find_spec("keyring") is None:
        return None
    backend = importlib.import_module("keyring").get_keyring()
    return backend if backend.priority >= 1 else None


def silence(session_id: str) -> SessionFileError:
    """Return the sentence for a keyring that does not answer."""
    message = (
        f"The key of session {session_id} is in the system's keyring, which does not answer; "
        "the session itself is safe: unlock the keyring and try again."
    )
    return SessionFileError(message)
