"""A receipt: what a corpus answers to a submission."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the corpus answers to a submission; the same for the same bundle, however often it comes."""

    id: str
    """The receipt's own name."""
    session: str
    """The session's id."""
    sha256: str
    """The hash of the bundle that the corpus holds, in hex."""
    corpus_id: str
    """The corpus."""
    corpus_name: str
    """What people call it."""
    received_at: str
    """UTC, ISO 8601, whole seconds."""
    policy: str
    """The policy it was taken under."""

    def to_json(self) -> dict[str, Any]:
        """Return the public shape."""
        return asdict(self)
