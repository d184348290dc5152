"""Looking into a corpus: which sessions there are, one of them to annotate, all of them for a release."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from workbench.bundle.read import Bundle
from workbench.corpus.annotations import Annotation, Annotator, require_another, rows_of, standing
from workbench.corpus.connection import Corpus, reading
from workbench.corpus.sessions import (
    SubmittedSession,
    all_sessions,
    find_session,
    require_session,
    stored_bundle,
)
from workbench.errors import NotFoundError
from workbench.model.session import Recording
from workbench.model.steps import Step


@dataclass(frozen=True, slots=True)
class CorpusSession:
    """A submitted session with everything that was said of it, as a release wants it."""

    row: SubmittedSession
    """Its row."""
    bundle: Bundle
    """What was submitted, the contributor's labels included."""
    annotations: tuple[Annotation, ...]
    """Labels of annotators and curators that count, in order."""


@dataclass(frozen=True, slots=True)
class AnnotatorView:
    """A submitted session as somebody sees it who labels it: nobody else's labels, nobody's pseudonym."""

    recording: Recording
    """Everything but the pixels."""
    steps: tuple[Step, ...]
    """What was done, without any label."""
    picture: Callable[[int], bytes]
    """From a frame's number to its RGB bytes, row by row; raises `KeyError` for one that is not there."""
    own: tuple[Annotation, ...]
    """The annotator's own labels that count, in order."""


def sessions(corpus: Corpus) -> tuple[SubmittedSession, ...]:
    """Return the row of every session, in the order in which they came."""
    with reading(corpus) as db:
        return all_sessions(db)


def resolve(corpus: Corpus, reference: str) -> str:
    """Return the id of a session by its id, its receipt, an unambiguous end of its id, or `last`."""
    with reading(corpus) as db:
        found = find_session(db, reference)
        ids = [session.id for session in all_sessions(db)]
    if found:
        return found.id
    ends = ids[-1:] if reference == "last" else [one for one in ids if reference and one.endswith(reference)]
    if len(ends) != 1:
        message = (
            f"{reference!r} is the end of {len(ends)} session ids in this corpus; `workbench annotate` lists "
            "those that you can label."
        )
        raise NotFoundError(message)
    return ends[0]


def sessions_of_others(corpus: Corpus, annotator: Annotator) -> tuple[tuple[SubmittedSession, bool], ...]:
    """Return the sessions that somebody may label, and whether they did, those they did not first."""
    with reading(corpus) as db:
        done = {note.session for row in all_sessions(db) for note in rows_of(db, row.id, annotator.name)}
        own = {annotator.name, annotator.pseudonym}
        found = [(row, row.id in done) for row in all_sessions(db) if row.contributor not in own]
    return tuple(sorted(found, key=lambda entry: entry[1]))


def session_to_annotate(corpus: Corpus, session_id: str, annotator: Annotator) -> AnnotatorView:
    """Return a session of somebody else, blind: raises `UsageError` for the annotator's own."""
    with reading(corpus) as db:
        require_another(db, session_id, annotator)
        bundle = stored_bundle(db, session_id)
        own = standing(rows_of(db, session_id, annotator.name))
    steps = tuple(replace(step, label={}) for step in bundle.steps)
    return AnnotatorView(bundle.recording(), steps, _pictures(bundle), own)


def _pictures(bundle: Bundle) -> Callable[[int], bytes]:
    """Return what gives a bundle's pictures and shows nothing else of it."""

    def picture(frame_id: int) -> bytes:
        """Return a frame's RGB bytes, row by row."""
        return bundle.picture(frame_id)

    return picture


def submitted_sessions(corpus: Corpus) -> Iterator[CorpusSession]:
    """Yield every session that stands, one at a time, in the order in which they came."""
    for row in sessions(corpus):
        with reading(corpus) as db:
            if find_session(db, row.id) is None:  # withdrawn since
                continue
            notes = standing(rows_of(db, row.id))
            session = CorpusSession(require_session(db, row.id), stored_bundle(db, row.id), notes)
        yield session
