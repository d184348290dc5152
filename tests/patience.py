"""What a machine without a free core may rightly do to a test on a real desktop, so that it is tried once more.

Whatever is kept that must not be kept is none of these: that fails at once.
"""

from collections.abc import Iterable


class NotInTimeError(AssertionError):
    """Something that was waited for did not come."""


class KeptTooLittleError(AssertionError):
    """Less was kept than could be: what nobody answered for in time is withheld, by design."""


def require_shown(shown: object, what: str) -> None:
    """Raise where nothing is there of what pictures or steps could have shown."""
    if not shown:
        message = f"not kept: {what}"
        raise KeptTooLittleError(message)


def require_kept(typed: str, expected: str, why: Iterable[str]) -> None:
    """Raise where a text was not kept as typed; `KeptTooLittleError` where letters are missing and no more."""
    if typed == expected:
        return
    left = iter(expected)
    message = f"kept {typed!r} of {expected!r}; withheld: {', '.join(sorted(set(why)))}"
    if all(letter in left for letter in typed):
        raise KeptTooLittleError(message)
    raise AssertionError(message)
