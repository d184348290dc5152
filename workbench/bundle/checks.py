"""The checks that a bundle has to pass, by name; a refusal carries the name of the first one that failed."""

from enum import StrEnum

from workbench.errors import BundleError


class Check(StrEnum):
    """What is checked; the names are for good."""

    FILE = "file"
    SIZE = "size"
    MEMBERS = "members"
    DUPLICATE = "duplicate"
    STORED = "stored"
    CONTAINER = "container"
    FORMAT = "format"
    HASH = "hash"
    LINE = "line"
    DEPTH = "depth"
    JSON = "json"
    NUMBER = "number"
    CANONICAL = "canonical"
    FIELDS = "fields"
    VALUE = "value"
    TEXT = "text"
    ORDER = "order"
    TIMES = "times"
    REFERENCES = "references"
    TILES = "tiles"
    LABELS = "labels"
    CONSENT = "consent"
    COUNTS = "counts"


def refused(check: Check, what: str) -> BundleError:
    """Return the refusal; `what` says which part failed, in words of this program alone."""
    message = f"The bundle was refused by the check “{check}”: {what}. Nothing of it was taken; build it anew."
    return BundleError(message, str(check))
