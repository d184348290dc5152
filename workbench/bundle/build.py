"""The builder: the fold and its pictures become the bytes that are previewed and submitted."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass

from workbench import __version__
from workbench.bundle.archive import MEMBERS, joined
from workbench.bundle.content import BundleConsent, BundleContributor, BundleCounts
from workbench.bundle.fields import CONSENT, FORMAT, MANIFEST, RHYTHM_MS, chosen
from workbench.bundle.lines import written, written_lines
from workbench.bundle.pixels import cut, packed, tile_id, tile_salt
from workbench.bundle.read import read_bundle
from workbench.bundle.rounding import without_rhythm
from workbench.bundle.tile_file import tiles_joined
from workbench.bundle.writing import (
    Numbering,
    Shape,
    event_shape,
    frame_shape,
    label_shapes,
    session_shape,
    step_shapes,
)
from workbench.model.folded import Folded, MaskedFrame
from workbench.model.labels import LABEL_SCHEMA
from workbench.model.leaving import leaving
from workbench.privacy.masks import paint

Pictures = Callable[[int], bytes]
"""From a frame's number in the session to its RGB bytes, row by row."""


@dataclass(frozen=True, slots=True)
class BuiltBundle:
    """A bundle as it would be submitted; the strict reader has taken it."""

    data: bytes
    """Its bytes."""
    sha256: str
    """SHA-256 of them, in hex."""
    counts: BundleCounts
    """How much it holds."""


def build_bundle(
    folded: Folded, pictures: Pictures, consent: BundleConsent, contributor: BundleContributor, policy_id: str
) -> BuiltBundle:
    """Return the bundle of a session: the same fold and pictures give the same bytes.

    Raises `BundleError` where the session holds something that the strict reader would not take.
    """
    folded = without_rhythm(leaving(folded))
    numbering = Numbering(folded)
    tiles: dict[bytes, bytes] = {}
    frames = [_frame(entry, pictures, tiles, folded.session.id, numbering) for entry in folded.frames]
    members = {
        "session.json": written(session_shape(folded, numbering)),
        "steps.jsonl": written_lines(step_shapes(folded, numbering)),
        "events.jsonl": written_lines(event_shape(event, numbering) for event in folded.events),
        "frames.jsonl": written_lines(frames),
        "tiles.bin": tiles_joined(tiles),
        "consent.json": written(_consent(consent, contributor)),
        "labels.jsonl": written_lines(label_shapes(folded)),
    }
    counts = _counts(folded, members, len(tiles))
    members["manifest.json"] = written(_manifest(folded, contributor, policy_id, counts, members))
    data = joined(members)
    return BuiltBundle(data, read_bundle(data).sha256, counts)


def _frame(
    entry: MaskedFrame, pictures: Pictures, tiles: dict[bytes, bytes], session_id: str, numbering: Numbering
) -> Shape:
    """Return the shape of a frame; its masked tiles join the others, each kind once."""
    frame = entry.frame
    rgb = paint(pictures(frame.id), frame.width, frame.height, entry.masks)
    ids = list(_stored(cut(rgb, frame.width, frame.height), tiles, tile_salt(session_id)))
    return frame_shape(frame, ids, numbering)


def _stored(cuts: Iterator[bytes], tiles: dict[bytes, bytes], salt: bytes) -> Iterator[bytes]:
    """Yield the id of every tile; those that are new are kept, packed."""
    for rgb in cuts:
        identity = tile_id(salt, rgb)
        if identity not in tiles:
            tiles[identity] = packed(rgb)
        yield identity


def _consent(consent: BundleConsent, contributor: BundleContributor) -> Shape:
    return chosen(CONSENT, asdict(consent) | {"withdrawal_key_hash": contributor.withdrawal_key_hash})


def _counts(folded: Folded, members: dict[str, bytes], tiles: int) -> BundleCounts:
    steps = folded.steps
    return BundleCounts(
        steps=sum(step.counted for step in steps),
        texts=sum(step.kind == "type" for step in steps),
        redacted_texts=sum(getattr(step.action, "masked", False) for step in steps),
        pictures=len(folded.frames),
        tiles=tiles,
        events=len(folded.events),
        labels=members["labels.jsonl"].count(b"\n"),
    )


def _manifest(
    folded: Folded,
    contributor: BundleContributor,
    policy_id: str,
    counts: BundleCounts,
    members: dict[str, bytes],
) -> Shape:
    hashes = [
        {"name": name, "size": len(members[name]), "sha256": hashlib.sha256(members[name]).hexdigest()}
        for name in MEMBERS[1:]
    ]
    said = {
        "format": FORMAT,
        "session": folded.session.id,
        "contributor": contributor.pseudonym,
        "policy": policy_id,
        "label_schema": LABEL_SCHEMA,
        "tool_version": __version__,
        "rhythm_ms": RHYTHM_MS,
        "counts": asdict(counts),
        "members": hashes,
    }
    return chosen(MANIFEST, said)
