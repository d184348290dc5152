"""What leaves: the bundle of a session for one corpus, built, kept, and shown from the bytes that are sent."""

import contextlib
import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from workbench import __version__
from workbench.bundle.build import build_bundle
from workbench.bundle.lines import written
from workbench.bundle.read import Bundle, BundleConsent, BundleContributor, read_bundle
from workbench.corpus.database import Corpus, info
from workbench.corpus.policy import Policy, read_policy
from workbench.corpus.tombstones import was_withdrawn
from workbench.errors import SessionFileError, UsageError, WorkbenchError
from workbench.model.edit_shape import edit_to_json
from workbench.model.folded import FoldCounts, Folded
from workbench.model.notice import NOTICE, NOTICE_HASH
from workbench.model.reduce import REDUCER_VERSION
from workbench.model.session import Session
from workbench.paths import Home
from workbench.store.frames import Picture
from workbench.store.library import Library
from workbench.store.previews import KeptPreviews
from workbench.store.private_files import create_private, publish
from workbench.store.session_file import SessionFile
from workbench.workflow.contributor import Contributor, contributor_for
from workbench.workflow.leaving_texts import LeavingText, leaving_texts


@dataclass(frozen=True, slots=True)
class LeavingPicture:
    """One picture that leaves, at the first step that shows it."""

    frame: int
    """Its number in the bundle."""
    step: int
    """The step's index."""
    after: bool
    """Whether it stands after the step."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What would leave the machine, for one corpus."""

    session: str
    """The session's id."""
    data: bytes
    """The bundle: what submitting sends."""
    sha256: str
    """SHA-256 of those bytes, in hex; the receipt carries the same."""
    counts: FoldCounts
    """How much there is, and how much was taken out."""
    texts: tuple[LeavingText, ...]
    """Every text that leaves."""
    pictures: tuple[LeavingPicture, ...]
    """Every picture that leaves, in order."""
    missing: tuple[str, ...]
    """Labels that the task still needs before it can be submitted."""
    corpus: str
    """What people call the corpus."""
    policy: Policy
    """What the corpus uses it for, who sees it, for how long."""
    bundle: Bundle
    """The same bytes, read back."""
    withdrawn: bool
    """Whether it was withdrawn from this corpus, which takes it no second time."""

    def picture(self, frame: int) -> Picture:
        """Return a picture's pixels as they leave; raises `KeyError` for one that is not in the bundle."""
        size = next(entry.frame for entry in self.bundle.frames if entry.frame.id == frame)
        return Picture(size.width, size.height, self.bundle.picture(frame))

    def to_json(self) -> dict[str, Any]:
        """Return the public shape: hash and counts, no content."""
        counts = asdict(self.counts) | {"texts": len(self.texts), "pictures": len(self.pictures)}
        return {
            "id": self.session,
            "sha256": self.sha256,
            "bytes": len(self.data),
            "corpus": self.corpus,
            "missing": list(self.missing),
        } | counts


def preview(home: Home, reference: str, corpus: Corpus) -> Preview:
    """Return what would leave; built anew only where the session, its edits or the corpus's terms changed."""
    library = Library.of(home)
    session_id = library.resolve(reference)
    about, policy = info(corpus), read_policy(corpus)
    contributor = contributor_for(home, about.id)
    with library.open(session_id) as file:
        if file.live:
            message = f"Session {session_id} is being recorded; stop the recording first, then look at it."
            raise SessionFileError(message)
        folded = file.folded()
        data = _kept_or_built(home, file, folded, policy, contributor)
    bundle = read_bundle(data)
    return Preview(
        session=session_id,
        data=data,
        sha256=bundle.sha256,
        counts=folded.counts,
        texts=tuple(leaving_texts(bundle)),
        pictures=tuple(_pictures(bundle)),
        missing=folded.missing_labels(),
        corpus=about.name,
        policy=policy,
        bundle=bundle,
        withdrawn=was_withdrawn(corpus, session_id),
    )


def write_preview(shown: Preview, target: Path) -> None:
    """Write the bundle into a new file, byte for byte; raises `UsageError` instead of replacing one."""
    draft = target.with_name(f".{target.name}.new")
    try:
        draft.unlink(missing_ok=True)
        create_private(draft, shown.data)
        publish(draft, target)
    except FileExistsError as error:
        draft.unlink()
        message = f"{target.name} exists and stays as it is; name another file for the preview."
        raise UsageError(message) from error
    except OSError as error:
        with contextlib.suppress(OSError):  # a place that took no draft has none to remove
            draft.unlink(missing_ok=True)
        message = f"The preview cannot be written to {target} ({error.strerror}); name another place for it."
        raise WorkbenchError(message) from error


def _kept_or_built(
    home: Home, file: SessionFile, folded: Folded, policy: Policy, contributor: Contributor
) -> bytes:
    """Return the bundle that was kept if it was built from the same, else build and keep it."""
    consent = _consent(file.session, policy)
    basis = _basis(file, policy, contributor, consent)
    previews = KeptPreviews.of(home)
    kept = previews.find(file.session.id, basis)
    if kept is not None:
        return kept
    owner = BundleContributor(contributor.pseudonym, contributor.key_hash)
    built = build_bundle(folded, lambda frame: file.picture(frame).rgb, consent, owner, policy.id)
    previews.keep(file.session.id, basis, built.data)
    return built.data


def _basis(file: SessionFile, policy: Policy, contributor: Contributor, consent: BundleConsent) -> str:
    """Return a hash of all that a bundle is made from; what was recorded changes with an apply alone."""
    edits = [[edit.id, edit_to_json(edit.edit)] for edit in file.edits()]
    terms = [policy.id, asdict(consent), contributor.pseudonym, contributor.key_hash]
    made_by = [__version__, REDUCER_VERSION, file.session.id]
    return hashlib.sha256(written([made_by, terms, edits])).hexdigest()


def _consent(session: Session, policy: Policy) -> BundleConsent:
    """Return the session's own agreement, with the text where it is one that is known here."""
    texts = {NOTICE_HASH: NOTICE, policy.consent_hash: policy.consent_text}
    return BundleConsent(session.consent_id, session.consent_hash, texts.get(session.consent_hash))


def _pictures(bundle: Bundle) -> Iterator[LeavingPicture]:
    seen: set[int] = set()
    for step in bundle.steps:
        for frame, after in ((step.frame, False), (step.after, True)):
            if frame and frame.id not in seen:
                seen.add(frame.id)
                yield LeavingPicture(frame.id, step.index, after)
