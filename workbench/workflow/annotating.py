"""Annotating: labelling submitted sessions of others, blind to what anybody else said of them."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from workbench.corpus.annotations import Annotation, Annotator, NewLabel, add_annotations, stored_keys
from workbench.corpus.database import Corpus, info
from workbench.corpus.query import AnnotatorView, resolve, session_to_annotate, sessions_of_others
from workbench.corpus.tombstones import was_withdrawn
from workbench.errors import NotFoundError, UsageError, WorkbenchError
from workbench.model.edits import TASK, LabelKind, LabelTarget
from workbench.model.labels import check_label
from workbench.model.steps import Step
from workbench.paths import Home
from workbench.store.label_drafts import DraftPlace, LabelDrafts
from workbench.workflow.contributor import find_contributor
from workbench.workflow.corpora import use_corpus
from workbench.workflow.drafting import LabelDraft, open_draft
from workbench.workflow.waiting import PIECE_MS, StillWaiting, while_locked

SHAPE = '{"field": …, "value": …}, with "step": N or "steps": [FIRST, LAST] where it is not about the task'


@dataclass(frozen=True, slots=True)
class AnnotationTask:
    """A session that somebody can label."""

    id: str
    """The session's id."""
    received_at: str
    """When it was submitted: UTC, ISO 8601, whole seconds."""
    labelled: bool
    """Whether they labelled it already."""

    def to_json(self) -> dict[str, Any]:
        """Return the public shape."""
        return asdict(self)


def annotator_of(home: Home, corpus: Corpus, name: str | None = None) -> Annotator:
    """Return who labels: under that name, or under this home's own pseudonym in the corpus."""
    contributor = find_contributor(home, info(corpus).id)
    pseudonym = contributor.pseudonym if contributor else None
    chosen = name or pseudonym
    if not chosen:
        message = "Labels need a name to stand under; give one with --as NAME."
        raise UsageError(message)
    return Annotator(chosen, pseudonym)


def annotation_tasks(
    home: Home, corpus: str | Path | None = None, name: str | None = None
) -> tuple[AnnotationTask, ...]:
    """Return the sessions that somebody can label, those they did not label yet first."""
    with use_corpus(home, corpus) as opened:
        found = sessions_of_others(opened, annotator_of(home, opened, name))
    return tuple(AnnotationTask(row.id, row.received_at, labelled) for row, labelled in found)


def open_to_annotate(
    home: Home, reference: str, corpus: str | Path | None = None, name: str | None = None
) -> AnnotatorView:
    """Return a session as its annotator sees it: steps, pictures and their own labels."""
    with use_corpus(home, corpus) as opened:
        return session_to_annotate(opened, resolve(opened, reference), annotator_of(home, opened, name))


def own_labels(
    home: Home, reference: str, corpus: str | Path | None = None, name: str | None = None
) -> tuple[Annotation, ...]:
    """Return somebody's own labels of a session that count."""
    return open_to_annotate(home, reference, corpus, name).own


def submit_labels(
    home: Home,
    reference: str,
    labels: Iterable[Mapping[str, Any]],
    corpus: str | Path | None = None,
    name: str | None = None,
    still_waiting: StillWaiting | None = None,
) -> tuple[Annotation, ...]:
    """Add labels, each a shape as `SHAPE` says it, and return the new ones: all of them, or none.

    What the corpus has already is not added again. While the corpus is locked, `still_waiting` is asked a few
    times a second whether to go on; without it, the wait is one piece.
    """
    shapes = list(labels)

    def attempt(busy_ms: int | None = None) -> tuple[Annotation, ...]:
        with use_corpus(home, corpus, busy_ms) as opened:
            annotator, session_id = annotator_of(home, opened, name), resolve(opened, reference)
            steps = session_to_annotate(opened, session_id, annotator).steps
            return add_annotations(opened, session_id, annotator, list(_labels(shapes, steps)))

    return attempt() if still_waiting is None else while_locked(partial(attempt, PIECE_MS), still_waiting)


def draft_to_annotate(
    home: Home, session_id: str, corpus: str | Path | None = None, name: str | None = None
) -> LabelDraft:
    """Return what an annotator typed of a session and did not send; what arrived all the same is removed."""
    with use_corpus(home, corpus) as opened:
        place = DraftPlace(session_id, info(opened).id, annotator_of(home, opened, name).name)
        arrived = stored_keys(opened, session_id)
    draft = open_draft(home, place)
    draft.discard([label for label in draft.unsent if label.idempotency_key in arrived])
    return draft


def drafted_sessions(
    home: Home, corpus: str | Path | None = None, name: str | None = None
) -> tuple[tuple[str, ...], int]:
    """Return the sessions that an annotator has drafts of; those withdrawn are erased, and only counted."""
    drafts = LabelDrafts(home)
    with use_corpus(home, corpus) as opened, closing(drafts):
        corpus_id, annotator = info(opened).id, annotator_of(home, opened, name).name
        try:
            found = drafts.sessions(corpus_id, annotator)
            withdrawn = [session for session in found if was_withdrawn(opened, session)]
            for session in withdrawn:
                drafts.remove_session(DraftPlace(session, corpus_id, annotator))
        except WorkbenchError:  # drafts that cannot be read hide no session; who opens one is told
            return (), 0
    return tuple(session for session in found if session not in withdrawn), len(withdrawn)


def _labels(shapes: Iterable[Mapping[str, Any]], steps: tuple[Step, ...]) -> Iterator[NewLabel]:
    """Yield labels; the failure of one says which one it is, and that none was added."""
    for number, shape in enumerate(shapes, 1):
        try:
            label = label_from(shape, steps)
            check_label(label.target.kind, label.field, label.value)
        except (UsageError, NotFoundError) as error:
            message = f"Label {number} does not hold, so none was added: {error}"
            raise type(error)(message) from error
        yield label


def label_from(shape: Mapping[str, Any], steps: tuple[Step, ...]) -> NewLabel:
    """Return a label from its shape; raises `UsageError` for another, `NotFoundError` for no such step."""
    if (
        not isinstance(shape, Mapping)
        or not {"field", "value"} <= shape.keys() <= _KEYS
        or shape.keys() >= _PLACES
    ):
        message = f"A label is {SHAPE}; correct it and submit again."
        raise UsageError(message)
    key = shape.get("idempotency_key")
    if not isinstance(key, str | None):
        message = "An idempotency key is a text; make a random one for each label."
        raise UsageError(message)
    return NewLabel(_target(shape, steps), str(shape["field"]), shape["value"], key)


_PLACES = frozenset({"step", "steps"})
_KEYS = _PLACES | {"field", "value", "idempotency_key"}


def _target(shape: Mapping[str, Any], steps: tuple[Step, ...]) -> LabelTarget:
    """Return what a label is about."""
    if "step" in shape:
        step = _step(shape["step"], steps)
        return LabelTarget(LabelKind.STEP, step.first_seq, step.last_seq)
    if "steps" in shape:
        if not isinstance(shape["steps"], list | tuple) or len(shape["steps"]) != 2:
            message = f"A label is {SHAPE}; correct it and submit again."
            raise UsageError(message)
        first, last = (_step(number, steps) for number in shape["steps"])
        return LabelTarget(LabelKind.SUBGOAL, first.first_seq, last.last_seq)
    return TASK


def _step(number: Any, steps: tuple[Step, ...]) -> Step:
    """Return the step with that number."""
    if type(number) is not int:  # true is equal to 1
        message = f"A step is named by its number, as in 3; a label is {SHAPE}."
        raise UsageError(message)
    found = next((step for step in steps if step.index == number), None)
    if found is None:
        numbers = ", ".join(str(step.index) for step in steps[:20]) or "none"
        message = f"There is no step {number!r} in this session; its steps are: {numbers}."
        raise NotFoundError(message)
    return found
