"""What a corpus is for and what its contributors agree to; those without a policy of their own share one."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlite_utils import Database

from workbench.corpus.connection import Corpus, reading, writing
from workbench.errors import ConsentError, UsageError
from workbench.model.denied import check_entries
from workbench.model.notice import NOTICE, NOTICE_HASH


@dataclass(frozen=True, slots=True)
class Policy:
    """Purpose, readers and retention of a corpus, and the text that its contributors agree to."""

    id: str
    """Its name; sessions carry the one that they were recorded under."""
    purpose: str
    """What the sessions are used for."""
    seen_by: str
    """Who can look at them."""
    kept: str
    """For how long."""
    consent_text: str
    """What contributors agree to, word by word."""
    consent_hash: str
    """SHA-256 of that text, in hex."""
    never_record: tuple[str, ...] = ()
    """Names and `title:` patterns that no recording for this corpus may hold, besides those that none does."""
    idle_limit_s: int | None = None
    """A recording for it pauses at the latest after this many seconds without input; none asks for nothing."""


BUILT_IN = Policy(
    "built-in",
    "train agents that use computers",
    "annotators and curators of this corpus",
    "until you withdraw",
    NOTICE,
    NOTICE_HASH,
)


def add_policy(db: Database, policy: Policy) -> None:
    """Write a policy into a corpus that is being made."""
    db.table("policies").insert(asdict(policy) | {"never_record": json.dumps(policy.never_record)})


def read_policy(corpus: Corpus) -> Policy:
    """Return the policy in force in a corpus."""
    with reading(corpus) as db:
        return policy_in_force(db)


def restrict(
    corpus: Corpus, never: Sequence[str] = (), again: Sequence[str] = (), idle_limit_s: int | None = None
) -> Policy:
    """Put names on the list of what no recording for a corpus may hold, or take them off, and set its limit.

    A limit of 0 asks for nothing, none leaves it as it is. Raises `UsageError` where an entry cannot be read or
    is not there to be taken off; then nothing has changed.
    """
    added = check_entries(tuple(never))
    with writing(corpus) as db:
        policy = policy_in_force(db)
        unknown = next((entry for entry in again if entry not in policy.never_record), None)
        if unknown is not None:
            message = f"{unknown} is not on the list of this corpus, so nothing changed; name one that is."
            raise UsageError(message)
        entries = [entry for entry in dict.fromkeys((*policy.never_record, *added)) if entry not in again]
        limit = policy.idle_limit_s if idle_limit_s is None else idle_limit_s or None
        changed = {"never_record": json.dumps(entries), "idle_limit_s": limit}
        db.table("policies").update(policy.id, changed)
        return policy_in_force(db)


def policy_in_force(db: Database) -> Policy:
    """Return the policy in force, inside a transaction."""
    query = "SELECT policies.* FROM policies JOIN corpus ON corpus.policy = policies.id"
    row = next(db.query(query))
    return Policy(**row | {"never_record": tuple(json.loads(row["never_record"]))})


def require_consent_to(policy: Policy, policy_id: str, text_hash: str) -> None:
    """Raise `ConsentError` where a session was recorded under another policy or another text."""
    if (policy_id, text_hash) == (policy.id, policy.consent_hash):
        return
    message = (
        "The corpus asks for consent to another text than this session was recorded under, so it takes nothing "
        "of it: read and agree to its text with `workbench join`, or name another corpus."
    )
    raise ConsentError(message)
