"""What a bundle holds, as the strict reader gives it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workbench.bundle.pixels import assembled, unpacked
from workbench.model.contexts import Context
from workbench.model.edits import LabelKind, LabelTarget
from workbench.model.events import Event
from workbench.model.frames import Frame
from workbench.model.gaps import Gap
from workbench.model.session import Recording, Session
from workbench.model.steps import Step


@dataclass(frozen=True, slots=True)
class BundleConsent:
    """The agreement that covers a submission."""

    id: str
    """Which agreement."""
    text_hash: str
    """SHA-256 of the text that was agreed to, in hex."""
    text: str | None = None
    """That text, word by word, where it is known; its hash is `text_hash`."""


@dataclass(frozen=True, slots=True)
class BundleContributor:
    """Who submits, as far as a corpus may know."""

    pseudonym: str
    """A random name for this corpus alone."""
    withdrawal_key_hash: str
    """SHA-256 of the secret key with which the submission can be withdrawn, in hex."""


@dataclass(frozen=True, slots=True)
class BundleCounts:
    """How much a bundle holds."""

    steps: int
    """Counted steps."""
    texts: int
    """Steps that type."""
    redacted_texts: int
    """Steps that type and of which text was redacted."""
    pictures: int
    """Frames."""
    tiles: int
    """Different tiles of those frames."""
    events: int
    """Events."""
    labels: int
    """Labels."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a bundle says of itself."""

    session: str
    """The session's id, which is the submission's as well."""
    contributor: BundleContributor
    """Who submits."""
    policy: str
    """The corpus policy it is submitted under."""
    label_schema: str
    """The schema of its labels."""
    tool_version: str
    """The program that built it."""
    counts: BundleCounts
    """How much it holds."""
    hashes: Mapping[str, str]
    """SHA-256 of every other member, in hex, by name."""


@dataclass(frozen=True, slots=True)
class BundleFrame:
    """A picture and the tiles it is made of."""

    frame: Frame
    """What is known of it."""
    tiles: tuple[bytes, ...]
    """Ids of its tiles, row by row."""


@dataclass(frozen=True, slots=True)
class BundleLabel:
    """One thing that the contributor said."""

    target: LabelTarget
    """Of what: the task, a step, or the steps from one to another, by their events."""
    field: str
    """A field of the label schema."""
    value: Any
    """What was said, as plain JSON."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A whole submission, checked."""

    sha256: str
    """SHA-256 of the bundle's bytes, in hex."""
    manifest: Manifest
    """What it says of itself."""
    session: Session
    """The session's row; what stays on the volunteer's machine is 0 in it."""
    contexts: Mapping[int, Context]
    """Windows by number, without process ids."""
    steps: tuple[Step, ...]
    """What was done, in order, with its labels and sentences."""
    events: tuple[Event, ...]
    """Events of those steps, times rounded down to 50 ms."""
    frames: tuple[BundleFrame, ...]
    """Pictures in order of `captured_ms`."""
    tiles: Mapping[bytes, bytes]
    """Tiles by id, zstd of their RGB bytes, in order of first use."""
    gaps: tuple[Gap, ...]
    """Withheld stretches."""
    consent: BundleConsent
    """The agreement that covers it."""
    labels: tuple[BundleLabel, ...]
    """What the contributor said, in order."""
    members: Mapping[str, bytes]
    """Every member as it came, in order; `archive.joined` makes the same bundle of them."""

    def recording(self) -> Recording:
        """Return everything but the pixels, as the review wants it."""
        frames = tuple(entry.frame for entry in self.frames)
        return Recording(self.session, dict(self.contexts), self.events, frames, self.gaps)

    def task_label(self) -> dict[str, Any]:
        """Return what was said of the whole task, by field."""
        return {label.field: label.value for label in self.labels if label.target.kind is LabelKind.TASK}

    def picture(self, frame_id: int) -> bytes:
        """Return a frame's RGB bytes, row by row; raises `KeyError` for a frame that is not there."""
        entry = {entry.frame.id: entry for entry in self.frames}[frame_id]
        tiles = [unpacked(self.tiles[identity]) for identity in entry.tiles]
        return assembled(entry.frame.width, entry.frame.height, tiles)
