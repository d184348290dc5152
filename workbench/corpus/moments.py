"""This moment, as rows have it."""

from datetime import UTC, datetime


def now() -> str:
    """Return this moment: UTC, ISO 8601, whole seconds."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
