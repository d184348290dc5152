"""Labels that annotators and curators give to submitted sessions: rows that are added and never changed.

Of several rows of one author about the same field of the same target the latest counts; a value of none takes
the label back. Who labels sees no label but their own, and nobody labels a session of their own.

Adding the same labels again adds no row: a label is recognised by its idempotency key, which was made where it
was typed, and a label that repeats what its author's latest row says is left out.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlite_utils import Database

from workbench.corpus.connection import Corpus, reading, writing
from workbench.corpus.moments import now
from workbench.corpus.sessions import require_session, stored_bundle
from workbench.errors import UsageError
from workbench.model.edits import LabelKind, LabelTarget
from workbench.model.labels import LABEL_SCHEMA, check_label
from workbench.model.steps import Step

ANNOTATOR = "annotator"
KEY = re.compile(r"[A-Za-z0-9-]{16,64}")


@dataclass(frozen=True, slots=True)
class Annotator:
    """Who labels: a name to tell rows apart, and the pseudonym under which they may have submitted."""

    name: str
    """The name that stands at the labels."""
    pseudonym: str | None = None
    """Their own pseudonym as a contributor of this corpus; none where they have none."""


@dataclass(frozen=True, slots=True)
class NewLabel:
    """Something that an annotator says of a session."""

    target: LabelTarget
    """The task, a step or a stretch of steps."""
    field: str
    """A field of the label schema."""
    value: Any
    """What is said; none takes an earlier label back."""
    idempotency_key: str | None = None
    """A random text that is this label's alone; none where nothing sends it a second time."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """One row: who said what of what, when."""

    id: int
    """Its number in the corpus; rows are added in this order."""
    session: str
    """The session's id."""
    target: LabelTarget
    """The task, a step or a stretch of steps."""
    field: str
    """A field of the label schema."""
    value: Any
    """What was said."""
    author: str
    """Who said it."""
    role: str
    """As what: `annotator` or `curator`."""
    schema_version: str
    """The label schema that it follows."""
    made_at: str
    """UTC, ISO 8601, whole seconds."""

    def to_json(self) -> dict[str, Any]:
        """Return the public shape."""
        target = {name: value for name, value in asdict(self.target).items() if value is not None}
        return asdict(self) | {"target": target}


def add_annotations(
    corpus: Corpus, session_id: str, annotator: Annotator, labels: Iterable[NewLabel], role: str = ANNOTATOR
) -> tuple[Annotation, ...]:
    """Add what an annotator says of a session and return the new rows: all of it, or nothing if one is wrong.

    What the corpus has already adds no row. Of several labels for one field of one target the last is added.
    """
    with writing(corpus) as db:
        require_another(db, session_id, annotator)
        steps = stored_bundle(db, session_id).steps
        last = {(label.target, label.field): label for label in [_checked(one, steps) for one in labels]}
        before = {
            (note.target, note.field): note.value
            for note in rows_of(db, session_id, annotator.name)
            if note.role == role
        }
        added = []
        for place, label in last.items():
            if before.get(place) != label.value and not _is_stored(db, session_id, annotator, label):
                said = {"session": session_id, "author": annotator.name, "role": role}
                added.append(db.table("annotations").insert(_row(label) | said).last_pk)
        return tuple(note for note in _rows(db, session_id) if note.id in added)


def stored_keys(corpus: Corpus, session_id: str) -> frozenset[str]:
    """Return the idempotency keys of a session's labels; empty where the session is not in the corpus."""
    query = "SELECT idempotency_key FROM annotations WHERE session = ? AND idempotency_key IS NOT NULL"
    with reading(corpus) as db:
        return frozenset(str(key) for (key,) in db.execute(query, (session_id,)).fetchall())


def _checked(label: NewLabel, steps: tuple[Step, ...]) -> NewLabel:
    """Return a label with its value as it is stored; raises `UsageError` for a wrong place, value or key."""
    _require_place(label.target, steps)
    if label.idempotency_key is not None and not KEY.fullmatch(label.idempotency_key):
        message = (
            "An idempotency key has 16 to 64 letters, digits and hyphens; make a random one for each label."
        )
        raise UsageError(message)
    return replace(label, value=check_label(label.target.kind, label.field, label.value))


def _is_stored(db: Database, session_id: str, annotator: Annotator, label: NewLabel) -> bool:
    """Return whether this very label has a row; raises `UsageError` where its key is that of another label."""
    found = db.execute(
        """SELECT session, author, target, first_seq, last_seq, field, value
        FROM annotations WHERE idempotency_key = ?""",
        (label.idempotency_key,),
    ).fetchone()
    if found is None:
        return False
    own = _row(label)
    names = ("target", "first_seq", "last_seq", "field", "value")
    if tuple(found) != (session_id, annotator.name, *(own[name] for name in names)):
        message = (
            f"The idempotency key {label.idempotency_key} belongs to another label of this corpus, so nothing "
            "was added; make a new random key for each label."
        )
        raise UsageError(message)
    return True


def _row(label: NewLabel) -> dict[str, Any]:
    """Return the columns of a label that do not depend on who gives it."""
    return {
        "target": str(label.target.kind),
        "first_seq": label.target.first_seq,
        "last_seq": label.target.last_seq,
        "field": label.field,
        "value": json.dumps(label.value, ensure_ascii=False),
        "idempotency_key": label.idempotency_key,
        "schema_version": LABEL_SCHEMA,
        "made_at": now(),
    }


def annotations(corpus: Corpus, session_id: str, author: str | None = None) -> tuple[Annotation, ...]:
    """Return the labels of a session in the order in which they were given: one author's, or everybody's."""
    with reading(corpus) as db:
        require_session(db, session_id)
        return rows_of(db, session_id, author)


def rows_of(db: Database, session_id: str, author: str | None = None) -> tuple[Annotation, ...]:
    """Return labels as `annotations` does, inside a transaction."""
    return tuple(note for note in _rows(db, session_id) if author in {None, note.author})


def standing(notes: Iterable[Annotation]) -> tuple[Annotation, ...]:
    """Return what counts: the latest of each author, target and field, without what was taken back."""
    latest = {(note.author, note.target, note.field): note for note in notes}
    return tuple(note for note in latest.values() if note.value is not None)


def require_another(db: Database, session_id: str, annotator: Annotator) -> None:
    """Raise `UsageError` where somebody would label a session of their own, or has no name."""
    if not annotator.name.strip():
        message = "Labels need a name to stand under; give one with --as NAME."
        raise UsageError(message)
    if require_session(db, session_id).contributor in {annotator.pseudonym, annotator.name}:
        message = f"Session {session_id} is your own, and nobody labels their own; choose another one."
        raise UsageError(message)


def problem_of(note: Annotation, steps: tuple[Step, ...], contributor: str) -> str | None:
    """Return why a row cannot be right, none where it can."""
    if note.author == contributor:
        return "is by the session's own contributor."
    try:
        _require_place(note.target, steps)
        held = check_label(note.target.kind, note.field, note.value)
    except UsageError as error:
        return f"does not hold: {error}"
    return None if held == note.value else "is not as the schema has it."


def _require_place(target: LabelTarget, steps: tuple[Step, ...]) -> None:
    """Raise `UsageError` where a label is about events that are no step and no stretch of steps."""
    if target.kind is LabelKind.TASK:
        holds = (target.first_seq, target.last_seq) == (None, None)
    elif target.kind is LabelKind.STEP:
        holds = any((step.first_seq, step.last_seq) == (target.first_seq, target.last_seq) for step in steps)
    else:
        firsts = [at for at, step in enumerate(steps) if step.first_seq == target.first_seq]
        lasts = [at for at, step in enumerate(steps) if step.last_seq == target.last_seq]
        holds = bool(firsts and lasts) and firsts[0] <= lasts[0]
    if not holds:
        message = f"There is no such {target.kind} in this session; look at its steps and choose one of them."
        raise UsageError(message)


def _rows(db: Database, session_id: str) -> tuple[Annotation, ...]:
    found = db.execute(
        """SELECT id, target, first_seq, last_seq, field, value, author, role, schema_version, made_at
        FROM annotations WHERE session = ? ORDER BY id""",
        (session_id,),
    )
    return tuple(
        Annotation(
            number, session_id, LabelTarget(LabelKind(kind), first, last), field, json.loads(value), *rest
        )
        for number, kind, first, last, field, value, *rest in found.fetchall()
    )
