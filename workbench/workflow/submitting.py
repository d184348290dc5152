"""Submitting a session to a corpus: what was previewed goes, a receipt comes back and is kept here.

Nothing of the session changes before the corpus has answered. Submitting again what was submitted gives the
same receipt, also after a kill between the corpus's answer and this home's note of it.
"""

from dataclasses import replace
from pathlib import Path

from workbench.corpus.connection import reading
from workbench.corpus.database import Corpus, info
from workbench.corpus.policy import read_policy, require_consent_to
from workbench.corpus.presence import presence
from workbench.corpus.receipt import Receipt
from workbench.corpus.sessions import stored_bundle
from workbench.corpus.submit import submit_bundle, submitted_receipt
from workbench.errors import UsageError, WorkbenchError
from workbench.model.folded import Folded
from workbench.model.session import SessionState
from workbench.paths import Home
from workbench.store.library import Library
from workbench.store.session_file import SessionFile
from workbench.workflow.copies import is_elsewhere, note
from workbench.workflow.corpora import use_corpus
from workbench.workflow.previewing import preview
from workbench.workflow.receipts import KeptReceipt, keep, readable_receipts, standing_receipt

RECORDED_MEMBERS = ("session.json", "consent.json", "events.jsonl", "frames.jsonl", "tiles.bin", "labels.jsonl")
"""What was recorded and said; the other members are derived, and a newer program may write them otherwise."""


def submit(
    home: Home,
    reference: str,
    corpus: str | Path | None = None,
    *,
    bulk: bool = False,
    keep_originals: bool = False,
    shown: str | None = None,
) -> KeptReceipt:
    """Submit a session, named by its id or an end of it, and rewrite its file from the fold.

    `bulk` says that the review was confirmed as a whole, `keep_originals` that the file stays as it is; `shown`
    is the hash of the preview that the person saw, and nothing else is sent.
    """
    library = Library.of(home)
    session_id = library.resolve(reference)
    try:
        with use_corpus(home, corpus) as opened:
            kept = _standing(home, session_id, opened) or _sent(
                home, library, session_id, opened, bulk=bulk, shown=shown
            )
    except UsageError:
        raise
    except WorkbenchError as error:
        raise _not_submitted(session_id, error) from error
    return _settled(home, library, kept, keep_originals=keep_originals)


def require_finished(file: SessionFile) -> None:
    """Raise `UsageError` while the session is being recorded, whatever else it still lacks."""
    if file.live:
        message = (
            f"Session {file.session.id} was not submitted, because it is being recorded; "
            "stop the recording first."
        )
        raise UsageError(message)


def require_submittable(folded: Folded) -> None:
    """Raise `UsageError` where a label is missing or an edit matches nothing."""
    missing = folded.missing_labels()
    if missing:
        options = " ".join(f"--{name} …" for name in missing)
        message = (
            f"Session {folded.session.id} was not submitted, because its task has no "
            f"{' and no '.join(missing)} yet: say it with `workbench label {folded.session.id} {options}`."
        )
        raise UsageError(message)
    if folded.unmatched:
        message = (
            f"Session {folded.session.id} was not submitted, because edit {folded.unmatched[0]} matches "
            "nothing any more: undo it, or make it again."
        )
        raise UsageError(message)


def mine(home: Home) -> tuple[KeptReceipt, ...]:
    """Return what was submitted from this home, the newest first, also what was withdrawn.

    Receipts that cannot be read are left out; `unreadable` tells of them.
    """
    return readable_receipts(home)[0]


def unreadable(home: Home) -> tuple[str, ...]:
    """Return a sentence for every receipt of this home that cannot be read."""
    return tuple(map(str, readable_receipts(home)[1]))


def _standing(home: Home, session_id: str, corpus: Corpus) -> KeptReceipt | None:
    """Return the receipt that this home has of the session in this corpus; refuse one that changed since."""
    kept = standing_receipt(home, session_id, info(corpus).id)
    if kept is None:
        return None
    if submitted_receipt(corpus, session_id) != kept.receipt:
        _require_no_other_file(kept, corpus)
        note(home, kept, presence(corpus, session_id), corpus.path)
        return None
    if _differs(home, session_id, corpus):
        raise _changed(session_id, kept.receipt)
    return kept


def _require_no_other_file(kept: KeptReceipt, corpus: Corpus) -> None:
    """Raise `UsageError` where a corpus is a copy of the file that has the session."""
    if is_elsewhere(kept, corpus.path):
        message = (
            f"Session {kept.receipt.session} was not submitted to {corpus.path.name}, because that file is a "
            f"copy of the corpus {kept.receipt.corpus_name} at {kept.corpus_path}, which has it or cannot be "
            "opened; make a corpus of its own with `workbench corpus init`."
        )
        raise UsageError(message)


def _differs(home: Home, session_id: str, corpus: Corpus) -> bool:
    """Return whether a session would leave with other content than the corpus has of it.

    Numbers of edits do not tell: rewriting the file for another corpus numbers them anew.
    """
    leaving = preview(home, session_id, corpus).bundle.members
    with reading(corpus) as db:
        held = stored_bundle(db, session_id).members
    return any(held[name] != leaving[name] for name in RECORDED_MEMBERS)


def _sent(
    home: Home, library: Library, session_id: str, corpus: Corpus, *, bulk: bool, shown: str | None
) -> KeptReceipt:
    """Send what was previewed, and keep the receipt."""
    with library.open(session_id) as file:
        require_finished(file)
        session, folded = file.session, file.folded()
    require_submittable(folded)
    require_consent_to(read_policy(corpus), session.policy_id, session.consent_hash)
    leaving = preview(home, session_id, corpus)
    if shown not in {None, leaving.sha256}:
        message = (
            f"Session {session_id} was not submitted, because it changed since it was shown: look at it again."
        )
        raise UsageError(message)
    answered = submitted_receipt(corpus, session_id)
    if answered and answered.sha256 != leaving.sha256:  # a kill kept this home from noting the answer
        keep(home, KeptReceipt(answered, str(corpus.path.absolute()), bulk, last_edit=0))
        raise _changed(session_id, answered)
    receipt = submit_bundle(corpus, leaving.data)
    return keep(home, KeptReceipt(receipt, str(corpus.path.absolute()), bulk))


def _settled(home: Home, library: Library, kept: KeptReceipt, *, keep_originals: bool) -> KeptReceipt:
    """Rewrite the session's file from the fold and mark it as submitted, where that is not done yet."""
    if kept.last_edit is not None:
        return kept
    session_id = kept.receipt.session
    try:
        if not keep_originals:
            library.apply(session_id)
        with library.open(session_id) as file:
            file.set_state(SessionState.SUBMITTED)
    except WorkbenchError as error:
        message = (
            f"Session {session_id} was submitted (receipt {kept.receipt.id}), but its own file still holds "
            f"what was taken out: {error} Submitting it again tries once more."
        )
        told = WorkbenchError(message)
        told.session_left = True
        raise told from error
    return keep(home, replace(kept, last_edit=_last_edit(library, session_id)))


def _last_edit(library: Library, session_id: str) -> int:
    with library.open(session_id) as file:
        return max((edit.id for edit in file.edits()), default=0)


def _changed(session_id: str, receipt: Receipt) -> UsageError:
    """Return the failure to submit what the corpus has in another form."""
    message = (
        f"Session {session_id} was submitted already (receipt {receipt.id}) and changed since, and the corpus "
        "keeps what it has: undo the changes, or withdraw it and submit a copy (`sessions export`, then "
        "`sessions import --new-id`), because a withdrawn session is not taken a second time."
    )
    return UsageError(message)


def _not_submitted(session_id: str, error: WorkbenchError) -> WorkbenchError:
    """Return the same failure with what it means for the session."""
    text = str(error)
    told = WorkbenchError(
        f"Session {session_id} was not submitted and is safe here: {text[:1].lower()}{text[1:]}"
    )
    told.exit_code = error.exit_code
    return told
