"""Session ids: UUIDv7, so that they sort by the time they were made."""

import uuid
from datetime import UTC, datetime

import uuid_utils

LATEST_S = 253_402_300_799  # the end of the year 9999, the last that a date can show


def new_session_id() -> str:
    """Return a fresh id for a session."""
    return str(uuid_utils.uuid7())


def is_session_id(text: str) -> bool:
    """Return whether the text is a UUID as ids are written here; anything else never becomes a file name."""
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


def made_at(session_id: str) -> str:
    """Return when a UUIDv7 was made: UTC, ISO 8601, whole seconds."""
    milliseconds = int(uuid.UUID(session_id).hex[:12], 16)
    seconds = min(milliseconds // 1000, LATEST_S)
    return datetime.fromtimestamp(seconds, tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
