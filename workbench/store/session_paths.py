"""Names of the files that belong to one session."""

from pathlib import Path

SESSION_SUFFIX = ".session"
SIDES = ("-wal", "-shm", "-journal")


def lock_path(session_file: Path) -> Path:
    """Return the file whose lock says that a recorder is at work."""
    return session_file.with_suffix(".lock")


def reserve_path(session_file: Path) -> Path:
    """Return the file that sets room aside."""
    return session_file.with_suffix(".reserve")


def unfinished_path(session_file: Path) -> Path:
    """Return the name under which a session file is made before it is complete enough to be found."""
    return session_file.with_suffix(".new")


def preview_path(session_file: Path) -> Path:
    """Return the file that keeps the bundle as it was last previewed, encrypted."""
    return session_file.with_suffix(".preview")


def wish_path(session_file: Path) -> Path:
    """Return the file that stands there while something of the session is being forgotten."""
    return session_file.with_suffix(".forget")


def remove_unfinished(session_file: Path) -> None:
    """Remove what an interrupted making of a session file left; its journal would spoil the next one."""
    new = unfinished_path(session_file)
    for file in (new, *(Path(f"{new}{side}") for side in SIDES)):
        file.unlink(missing_ok=True)


def companions(session_file: Path) -> tuple[Path, ...]:
    """Return every other file that may stand beside a session file, its key check aside."""
    new = unfinished_path(session_file)
    sides = [Path(f"{path}{side}") for path in (session_file, new) for side in SIDES]
    own = (preview_path, reserve_path, lock_path, wish_path)
    return (*sides, new, *(path_of(session_file) for path_of in own))
