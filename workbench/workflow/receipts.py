"""Receipts of what was submitted, kept in this home: hashes, names and dates, nothing of what was recorded."""

import json
import secrets
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Self

from workbench.corpus.receipt import Receipt
from workbench.errors import NotFoundError, WorkbenchError
from workbench.model.copies import CopyState, SessionCopy
from workbench.paths import Home
from workbench.store.private_files import create_private, sync_folder

SUFFIX = ".json"
_OWN_FIELDS = {"receipt", "last_edit", "unfinished", "missing"}


@dataclass(frozen=True, slots=True)
class KeptReceipt:
    """A receipt with what this home knows of it."""

    receipt: Receipt
    """What the corpus answered."""
    corpus_path: str
    """Where the corpus was."""
    bulk: bool
    """Whether the review was confirmed in bulk."""
    last_edit: int | None = None
    """The last edit of the session once it was applied; none until then."""
    withdrawn_at: str | None = None
    """When it was withdrawn: UTC, ISO 8601, whole seconds; none while it stands."""
    unfinished: bool = False
    """Whether a withdrawal began, and this home has not seen yet that the corpus erased every byte."""
    missing: bool = False
    """Whether the corpus has neither the session nor a note that it was withdrawn, as in an older backup."""

    @property
    def state(self) -> CopyState:
        """Where the session stands in this corpus, as far as this home knows."""
        if self.withdrawn_at:
            return CopyState.ERASING if self.unfinished else CopyState.WITHDRAWN
        return CopyState.MISSING if self.missing else CopyState.SUBMITTED

    @property
    def copy(self) -> SessionCopy:
        """The session in this corpus."""
        receipt = self.receipt
        corpus = (receipt.corpus_name, receipt.corpus_id, self.corpus_path)
        return SessionCopy(receipt.id, *corpus, receipt.received_at, self.withdrawn_at, self.state)

    def to_json(self) -> dict[str, Any]:
        """Return the public shape: the receipt's own fields, then what this home knows."""
        known = {name: value for name, value in asdict(self).items() if name not in _OWN_FIELDS}
        return asdict(self.receipt) | {"corpus": self.receipt.corpus_name} | known | {"state": str(self.state)}

    @classmethod
    def from_file(cls, path: Path) -> Self:
        """Read a receipt; raises `WorkbenchError` for a file that is none."""
        try:
            shape = json.loads(path.read_text(encoding="utf-8"))
            return cls(Receipt(**shape.pop("receipt")), **shape)
        except (OSError, ValueError, TypeError, AttributeError) as error:
            message = f"The receipt {path} cannot be read; put back a copy of it, or remove it."
            raise WorkbenchError(message) from error


def keep(home: Home, kept: KeptReceipt) -> KeptReceipt:
    """Write a receipt, or its new state, durably, and return it."""
    home.receipts.mkdir(mode=0o700, parents=True, exist_ok=True)
    final = home.receipts / f"{kept.receipt.id}{SUFFIX}"
    draft = final.with_suffix(f".{secrets.token_hex(4)}.new")  # two processes may note something at once
    try:
        create_private(draft, json.dumps(asdict(kept)).encode())
        draft.replace(final)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    sync_folder(home.receipts)
    return kept


def receipts(home: Home) -> tuple[KeptReceipt, ...]:
    """Return every receipt of this home, the newest first; raises `WorkbenchError` where one cannot be read."""
    found, problems = readable_receipts(home)
    if problems:
        raise problems[0]
    return found


def readable_receipts(home: Home) -> tuple[tuple[KeptReceipt, ...], tuple[WorkbenchError, ...]]:
    """Return the receipts that can be read, the newest first, and what is wrong with each of the others."""
    found: list[KeptReceipt] = []
    problems: list[WorkbenchError] = []
    for path in sorted(home.receipts.glob(f"*{SUFFIX}")):
        try:
            found.append(KeptReceipt.from_file(path))
        except WorkbenchError as error:
            problems.append(error)
    found.sort(key=lambda kept: (kept.receipt.received_at, kept.receipt.session), reverse=True)
    return tuple(found), tuple(problems)


def standing_receipt(home: Home, session_id: str, corpus_id: str) -> KeptReceipt | None:
    """Return the receipt of a session in one corpus that was not withdrawn; none where there is none."""
    return next(
        (
            kept
            for kept in receipts(home)
            if (kept.receipt.session, kept.receipt.corpus_id) == (session_id, corpus_id)
            and not kept.withdrawn_at
        ),
        None,
    )


def find_receipt(home: Home, reference: str) -> KeptReceipt:
    """Return the newest receipt whose id, or whose session's id, ends like this; raises `NotFoundError`.

    One of a copy that is still in its corpus comes first.
    """
    ends = matching_receipts(home, reference)
    return next((kept for kept in ends if kept.state is CopyState.SUBMITTED), ends[0])


def matching_receipts(home: Home, reference: str) -> tuple[KeptReceipt, ...]:
    """Return the receipts of one session, in whatever corpora, the newest first; raises `NotFoundError`.

    The reference is `last`, or the end of the session's id, or the end of a receipt's id, which means that one
    alone.
    """
    known = receipts(home)
    if not known:
        message = "You have submitted nothing, so there is nothing to withdraw."
        raise NotFoundError(message)
    if reference == "last":
        return tuple(kept for kept in known if kept.receipt.session == known[0].receipt.session)
    ends = tuple(
        kept
        for kept in known
        if kept.receipt.id.endswith(reference) or kept.receipt.session.endswith(reference)
    )
    sessions = {kept.receipt.session for kept in ends}
    if not reference or len(sessions) != 1:
        message = (
            f"{reference!r} is the end of {len(sessions)} submissions; `workbench mine` shows all, give more "
            "of one."
        )
        raise NotFoundError(message)
    return ends


def mark_withdrawn(home: Home, kept: KeptReceipt, at: str) -> KeptReceipt:
    """Note that a submission was withdrawn."""
    return keep(home, replace(kept, withdrawn_at=at))
