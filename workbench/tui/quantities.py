"""Numbers as people read them, always with their unit."""

from datetime import UTC, datetime

BRIEF_MS = 1000
"""Shorter stretches are told in tenths of a second."""
AROUND_A_SECRET = "only the steps around it are known"  # noqa: S105  (what is said of its length)


def clock(duration_ms: int) -> str:
    """Return hours, minutes and seconds: `00:02:14`."""
    seconds = max(0, duration_ms) // 1000
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def short_clock(duration_ms: int) -> str:
    """Return minutes and seconds, with hours only where there are some: `2:14`."""
    seconds = max(0, duration_ms) // 1000
    hours, minutes = seconds // 3600, seconds // 60 % 60
    return f"{hours}:{minutes:02d}:{seconds % 60:02d}" if hours else f"{minutes}:{seconds % 60:02d}"


def spoken(duration_ms: int) -> str:
    """Return a duration as one would say it: `2 min 14 s`."""
    seconds = max(0, duration_ms) // 1000
    parts = [(seconds // 3600, "h"), (seconds // 60 % 60, "min"), (seconds % 60, "s")]
    said = [f"{number} {unit}" for number, unit in parts if number]
    return " ".join(said) or "0 s"


def length(duration_ms: int | None) -> str:
    """Return how long a stretch was: `0.7 s`, `2:14`; a secret's length is none, and nobody knows it."""
    if duration_ms is None:
        return "length unknown"
    return f"{duration_ms // 100 / 10} s" if duration_ms < BRIEF_MS else short_clock(duration_ms)


def told_length(duration_ms: int | None) -> str:
    """Return how long a stretch was, where there is room to say what is known of a secret's."""
    return AROUND_A_SECRET if duration_ms is None else length(duration_ms)


def size(number: int) -> str:
    """Return a size on disk: `3.1 MB`."""
    for unit, factor in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if number >= factor:
            return f"{number / factor:.1f} {unit}"
    return f"{number} B"


def count(number: int, word: str, many: str = "") -> str:
    """Return a number with its word: `1 step`, `31 steps`."""
    return f"{number} {word if number == 1 else many or word + 's'}"


def local_time(created_at: str) -> str:
    """Return a session's UTC time on this machine's clock: `2026-11-22 14:02`; unreadable ones are left out."""
    try:
        moment = datetime.fromisoformat(created_at)
    except ValueError:
        return ""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone().strftime("%Y-%m-%d %H:%M")
