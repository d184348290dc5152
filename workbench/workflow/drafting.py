"""Labels on their way: typed, kept as drafts at every change, sent once, and only then removed."""

from collections.abc import Iterable
from typing import Any

from workbench.errors import WorkbenchError
from workbench.paths import Home
from workbench.store.label_drafts import DraftLabel, DraftPlace, LabelDrafts, new_key

Place = tuple[int | None, str]
"""A step's number, none for the task, and a field."""


class LabelDraft:
    """What somebody typed of one session and did not send yet. Used by one thread at a time.

    A label that is being sent stays here until it is known to have arrived; one that is typed meanwhile in its
    place is another label, with a key of its own, and is not sent with it.
    """

    def __init__(self, drafts: LabelDrafts, place: DraftPlace, labels: Iterable[DraftLabel] = ()) -> None:
        self.problem: str | None = None
        """Why the labels are not kept on this machine; none while they are."""
        self._drafts = drafts
        self._place = place
        self._labels: dict[Place, DraftLabel] = {(label.step, label.field): label for label in labels}
        self._sending: tuple[DraftLabel, ...] = ()
        self._tried: set[Place] = set()

    @property
    def session(self) -> str:
        """The session's id."""
        return self._place.session

    @property
    def sending(self) -> tuple[DraftLabel, ...]:
        """The labels that are being sent now."""
        return self._sending

    @property
    def unsent(self) -> tuple[DraftLabel, ...]:
        """The labels that are neither sent nor being sent."""
        keys = {label.idempotency_key for label in self._sending}
        return tuple(label for label in self._labels.values() if label.idempotency_key not in keys)

    def values(self, step: int | None) -> dict[str, Any]:
        """Return what was typed of a step, or of the task, by field."""
        return {label.field: label.value for label in self._labels.values() if label.step == step}

    def type(self, step: int | None, field: str, value: Any, *, as_before: bool) -> None:
        """Keep a label as it is typed; one that is `as_before`, as it was read, is no longer a draft.

        It stays one where a label of this place may have been sent since it was read.
        """
        place = (step, field)
        before = self._labels.get(place)
        if as_before and place not in self._tried:
            self._remove([before] if before else [])
        elif before is None or before.value != value:
            label = self._labels[place] = DraftLabel(step, field, value, new_key())
            self._keep(self._labels.values() if self.problem else [label])

    def begin_sending(self) -> tuple[DraftLabel, ...]:
        """Return all labels, which are being sent from now on."""
        self._sending = tuple(self._labels.values())
        self._tried |= set(self._labels)
        return self._sending

    def sent(self, labels: Iterable[DraftLabel]) -> None:
        """Remove labels that have arrived; what was typed since stays."""
        self._sending = ()
        self._remove(labels)

    def not_sent(self) -> None:
        """Keep everything: nothing arrived, or nobody knows."""
        self._sending = ()

    def read_again(self) -> None:
        """Note that what the session's labels were has been read again since the last sending."""
        if not self._sending:
            self._tried.clear()

    def saved(self, step: int | None) -> None:
        """Remove what was typed of a step, or of the task, which is saved now."""
        self._remove([label for label in self._labels.values() if label.step == step])

    def discard(self, labels: Iterable[DraftLabel]) -> None:
        """Remove labels that the person does not want."""
        self._remove(labels)

    def close(self) -> None:
        """Close the file of the drafts."""
        self._drafts.close()

    def _remove(self, labels: Iterable[DraftLabel]) -> None:
        gone = {label.idempotency_key: label for label in labels}
        self._labels = {
            place: label for place, label in self._labels.items() if label.idempotency_key not in gone
        }
        try:
            self._drafts.remove(gone.values())
        except WorkbenchError as error:
            self.problem = str(error)

    def _keep(self, labels: Iterable[DraftLabel]) -> None:
        try:
            self._drafts.keep(self._place, labels)
        except WorkbenchError as error:
            self.problem = str(error)
        else:
            self.problem = None


def open_draft(home: Home, place: DraftPlace) -> LabelDraft:
    """Return what was typed there before; where that cannot be read, an empty draft that says so."""
    drafts = LabelDrafts(home)
    try:
        return LabelDraft(drafts, place, drafts.find(place))
    except WorkbenchError as error:
        draft = LabelDraft(drafts, place)
        draft.problem = str(error)
        return draft


def own_draft(home: Home, session_id: str) -> LabelDraft:
    """Return what a volunteer typed of their own session and did not save."""
    return open_draft(home, DraftPlace(session_id))
