"""The strict reader: a bundle is taken whole, or refused by the name of the check that it failed.

It takes no more memory than some four times the bundle, which cannot be larger than `LARGEST_BUNDLE`, and opens
no file but the one it is given: nothing is unpacked to disk, and a tile only to the size that tiles have.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from workbench.bundle import reading
from workbench.bundle.agreeing import check_agreement
from workbench.bundle.archive import LARGEST_BUNDLE, MEMBERS, parted
from workbench.bundle.checks import Check, refused
from workbench.bundle.content import (
    Bundle,
    BundleConsent,
    BundleContributor,
    BundleCounts,
    BundleFrame,
    BundleLabel,
    Manifest,
)
from workbench.bundle.fields import (
    CONSENT_KIND,
    EVENT_KIND,
    FORMAT,
    FRAME_KIND,
    LABEL_KIND,
    MANIFEST_KIND,
    SESSION_KIND,
    STEP_KIND,
)
from workbench.bundle.lines import read_lines, read_object
from workbench.bundle.tile_file import tiles_parted
from workbench.model.steps import Step

__all__ = [
    "Bundle",
    "BundleConsent",
    "BundleContributor",
    "BundleCounts",
    "BundleFrame",
    "BundleLabel",
    "Manifest",
    "read_bundle",
]

Members = Mapping[str, bytes]


def read_bundle(source: Path | bytes) -> Bundle:
    """Return a bundle from a file or from its bytes; raises `BundleError` naming the check that it failed."""
    data = source if isinstance(source, bytes) else _file(source)
    members = parted(data)
    shape = read_object(members["manifest.json"], _manifest, "manifest.json")
    _check_hashes(shape, members)
    said = read_object(members["consent.json"], CONSENT_KIND, "consent.json")
    session = read_object(members["session.json"], SESSION_KIND, "session.json")
    frames = tuple(map(reading.frame_of, read_lines(members["frames.jsonl"], FRAME_KIND, "frames.jsonl")))
    labels = tuple(map(reading.label_of, read_lines(members["labels.jsonl"], LABEL_KIND, "labels.jsonl")))
    contexts = reading.contexts_of(session)
    consent = reading.consent_of(said)
    bundle = Bundle(
        sha256=hashlib.sha256(data).hexdigest(),
        manifest=reading.manifest_of(shape, said),
        session=reading.session_of(session, consent),
        contexts=contexts,
        steps=_steps(members["steps.jsonl"], contexts, frames, labels),
        events=tuple(map(reading.event_of, read_lines(members["events.jsonl"], EVENT_KIND, "events.jsonl"))),
        frames=frames,
        tiles=tiles_parted(members["tiles.bin"]),
        gaps=reading.gaps_of(session),
        consent=consent,
        labels=labels,
        members=members,
    )
    check_agreement(bundle)
    return bundle


def _file(path: Path) -> bytes:
    """Return a file's bytes, unless there are more than a bundle can have."""
    try:
        if not path.is_file():
            raise refused(Check.FILE, "there is no such file")
        if path.stat().st_size > LARGEST_BUNDLE:
            raise refused(Check.SIZE, f"it is larger than {LARGEST_BUNDLE} bytes")
        with path.open("rb") as file:
            return file.read(LARGEST_BUNDLE + 1)
    except OSError as error:
        raise refused(Check.FILE, "its file cannot be read") from error


def _manifest(value: Any, where: str) -> None:
    """Take a manifest; one of another format is refused by that name, whatever else it holds."""
    if isinstance(value, dict) and value.get("format") != FORMAT:
        raise refused(Check.FORMAT, f"it is not written as {FORMAT}, the one format that is known here")
    MANIFEST_KIND(value, where)


def _check_hashes(manifest: Mapping[str, Any], members: Members) -> None:
    said = [(member["name"], member["size"], member["sha256"]) for member in manifest["members"]]
    for name, entry in zip(MEMBERS[1:], said, strict=False):
        if entry != (name, len(members[name]), hashlib.sha256(members[name]).hexdigest()):
            raise refused(Check.HASH, f"{name} is not what manifest.json says it is")
    if len(said) != len(MEMBERS) - 1:
        raise refused(Check.HASH, "manifest.json does not name every member once")


def _steps(
    member: bytes, contexts: Mapping[int, Any], frames: tuple[BundleFrame, ...], labels: tuple[BundleLabel, ...]
) -> tuple[Step, ...]:
    shapes = read_lines(member, STEP_KIND, "steps.jsonl")
    try:
        return reading.steps_of(shapes, contexts, {entry.frame.id: entry.frame for entry in frames}, labels)
    except KeyError as error:
        raise refused(Check.REFERENCES, "a step refers to a window or a frame that is not there") from error
