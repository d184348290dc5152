"""The few kinds of failure that a person meets, each carrying one clear sentence.

A message says what happened, to which thing, what is safe, and what to do next.
Front ends turn these into an exit code and a line on stderr, or into a notice on the screen.
"""

import errno


class WorkbenchError(Exception):
    """Something failed; the text is one sentence for the person, ending with what they can do."""

    exit_code = 1
    session_left = False
    """Whether a session has left for the corpus all the same."""


class UsageError(WorkbenchError):
    """The request itself was wrong: an unknown option value, an empty scope, a bad rectangle."""

    exit_code = 2


class NotFoundError(WorkbenchError):
    """A session, step, frame or application that was named does not exist; the text names the nearest."""


class DesktopError(WorkbenchError):
    """This desktop cannot be recorded: no display, no RECORD extension, Wayland, a second recorder."""


class SessionFileError(WorkbenchError):
    """A session file is damaged, too new, locked, or its key is missing; the text says which."""


class ConsentError(WorkbenchError):
    """Nothing may be recorded, because nobody has agreed to the notice in force."""


class JournalError(WorkbenchError):
    """A running recording can no longer be written: a full disk, a file limit, an I/O error."""


class BundleError(WorkbenchError):
    """A bundle is not what it has to be; nothing of it is taken."""

    def __init__(self, message: str, check: str) -> None:
        super().__init__(message)
        self.check = check
        """The name of the first check that it failed."""


def sentence_of(error: BaseException) -> str:
    """Say what failed in one sentence; what nobody foresaw is named by its kind, without what was in hand."""
    if isinstance(error, WorkbenchError):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return system_sentence(error)
    return f"Something unexpected failed ({type(error).__name__}); your sessions are safe: try it again."


def system_sentence(error: OSError) -> str:
    """Say what the system refused, and to which file where it named one."""
    thing = f"{error.filename}: " if error.filename else ""
    if error.errno == errno.ENOSPC:
        return f"{thing}{error.strerror}; free some space and try again."
    return f"{thing}{error.strerror}; {'look at that place and ' if thing else ''}try again."
