"""Making a release of a corpus: what is submitted and not withdrawn, as training data; and verifying one.

A release is written whole beside its place, noted in the corpus, and only then given its name: a session that
is withdrawn meanwhile stops it, and one that is withdrawn later is known to be in it.
"""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from workbench.bundle.fields import FORMAT
from workbench.corpus.connection import Corpus
from workbench.corpus.moments import now
from workbench.corpus.query import submitted_sessions
from workbench.corpus.releases import Release, add_release, releases
from workbench.corpus.tombstones import tombstones
from workbench.errors import UsageError, WorkbenchError
from workbench.export.agentnet import AgentNetSummary, write_agentnet
from workbench.export.demonstrations import Demonstration, demonstration
from workbench.export.manifest import ReleaseOrder, manifest_json
from workbench.export.release_folder import WITHDRAWALS, ReleaseFolder
from workbench.export.verifying import FORMATS, Verification, verify_folder
from workbench.model.labels import LABEL_SCHEMA

__all__ = ["INCLUDABLE", "MadeRelease", "ReleaseOrder", "create_release", "verify_release"]

INCLUDABLE: Final = {
    "submitted": frozenset({"submitted", "in_annotation", "annotated", "adjudicating", "ready", "accepted"}),
}
"""What can be included, and the states that it means: all but returned, rejected and quarantined."""
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


@dataclass(frozen=True, slots=True)
class MadeRelease:
    """What came of making a release."""

    name: str
    """What it is called in the corpus."""
    folder: Path
    """Where it is."""
    sha256: str
    """The hash of its list of hashes, in hex: the corpus knows the release by it."""
    summary: AgentNetSummary
    """What is in it and what is not."""
    withdrawn: int
    """How many withdrawn sessions it lists."""

    def to_json(self) -> dict[str, Any]:
        """Return the public shape."""
        summary = self.summary
        counts = {"trajectories": len(summary.included), "steps": summary.steps, "pictures": len(summary.sizes)}
        left_out = {"withdrawn": self.withdrawn, "refused": [asdict(refusal) for refusal in summary.refused]}
        place = {"name": self.name, "folder": str(self.folder), "sha256": self.sha256}
        return place | counts | left_out | {"lossy": {name: n for name, n in summary.losses.items() if n}}


def create_release(corpus: Corpus, order: ReleaseOrder, out: Path, *, shared: bool = False) -> MadeRelease:
    """Make a release in a folder that does not exist yet, readable by its owner alone unless it is shared.

    The same order on the same corpus gives the same bytes; it may be made again under its own name, elsewhere.
    """
    _require_order(order)
    try:
        with ReleaseFolder(out, shared=shared) as folder:
            made = _write(corpus, order, out, folder)
            _note(corpus, order, made)
            folder.publish()
    except OSError as error:
        text = (
            f"The release could not be written to {out} ({error.strerror}); nothing of it is left there and "
            "the corpus is safe: make room or name another folder."
        )
        raise WorkbenchError(text) from error
    return made


def verify_release(folder: Path) -> Verification:
    """Look at every file of a release, trusting nothing; raises `NotFoundError` where there is none."""
    return verify_folder(folder)


def _require_order(order: ReleaseOrder) -> None:
    """Refuse what cannot be made."""
    if not _NAME.fullmatch(order.name):
        text = "A release's name is up to 64 letters, digits, dots, dashes and underscores; choose such a name."
        raise UsageError(text)
    if order.format not in FORMATS:
        text = f"There is no format {order.format} yet; choose one of: {', '.join(FORMATS)}."
        raise UsageError(text)
    unknown = [state for state in order.include if state not in INCLUDABLE]
    if unknown or not order.include:
        text = f"Only sessions that are {' or '.join(INCLUDABLE)} can be included; say --include submitted."
        raise UsageError(text)


def _write(corpus: Corpus, order: ReleaseOrder, out: Path, folder: ReleaseFolder) -> MadeRelease:
    """Write everything that a release is made of."""
    summary = write_agentnet(folder, _demonstrations(corpus, order))
    withdrawn = folder.write_rows(WITHDRAWALS, (stone.to_json() for stone in tombstones(corpus)))
    schemas = {"bundle": FORMAT, "labels": LABEL_SCHEMA}
    digest = folder.finish(manifest_json(order, summary, schemas, folder.files, withdrawn))
    return MadeRelease(order.name, out, digest, summary, withdrawn)


def _demonstrations(corpus: Corpus, order: ReleaseOrder) -> Iterator[Demonstration]:
    """Return what is to be included, one session after the other, in the order in which they came."""
    states = frozenset[str]().union(*(INCLUDABLE[word] for word in order.include))
    for session in submitted_sessions(corpus):
        if session.row.state in states:
            yield demonstration(session.bundle, session.annotations)


def _note(corpus: Corpus, order: ReleaseOrder, made: MadeRelease) -> None:
    """Note the release in the corpus, unless it is there already with the very same content."""
    release = Release(order.name, order.format, ",".join(order.include), now(), made.sha256)
    known = {(other.name, other.sha256) for other in releases(corpus)}
    if (release.name, release.sha256) not in known:
        add_release(corpus, release, made.summary.included.items())
