"""Consent: the notice in plain words, questions about it, and the volunteer's agreement to exactly that text.

Nothing records without it. Another text has another hash, and then needs another agreement.
"""

import json
import uuid
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from workbench.errors import ConsentError
from workbench.model.notice import NOTICE, NOTICE_HASH
from workbench.paths import Home
from workbench.store.private_files import create_private, sync_folder

__all__ = [
    "NOTICE",
    "NOTICE_HASH",
    "QUESTIONS",
    "Consent",
    "Question",
    "agree",
    "current_consent",
    "require_consent",
]


@dataclass(frozen=True, slots=True)
class Question:
    """One question that shows whether the notice was understood."""

    text: str
    """The question."""
    choices: tuple[str, ...]
    """The answers to choose from."""
    right: int
    """Index of the one that is true."""
    because: str
    """What to say after a wrong answer."""


QUESTIONS = (
    Question(
        "You record mousepad and answer a message in another window. What of it is kept?",
        ("Its text, but no picture", "Nothing but a gap without content", "Everything on the screen"),
        1,
        "Only what you chose is kept; everything else leaves a gap that says why, and nothing else.",
    ),
    Question(
        "A web page that you record asks for a card number, in an ordinary field. What should you do?",
        ("Type it: secrets are recognised", "Type it quickly", "Pause before typing it"),
        2,
        "Password fields are recognised; what you type into an ordinary field is kept unless you pause.",
    ),
    Question(
        "Who can see a recording when it is finished?",
        ("Only you, until you submit it", "Everyone in the team", "Whoever made this program"),
        0,
        "It stays on this machine, encrypted; only you can submit a copy of it, to a corpus that you name.",
    ),
)


@dataclass(frozen=True, slots=True)
class Consent:
    """A volunteer's agreement to one exact text."""

    id: str
    """A random number of its own; every session names the one that covers it."""
    text_hash: str
    """SHA-256 of the notice that was agreed to, in hex."""
    agreed_at: str
    """UTC, ISO 8601, whole seconds."""


def current_consent(home: Home) -> Consent | None:
    """Return the agreement to the notice in force; none where nobody agreed, or agreed to another text."""
    try:
        consent = Consent(**json.loads(home.consent_file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError) as error:
        message = (
            f"The agreement in {home.consent_file} cannot be read, so nothing may be recorded: remove that "
            "file and agree again."
        )
        raise ConsentError(message) from error
    return consent if consent.text_hash == NOTICE_HASH else None


def agree(home: Home) -> Consent:
    """Note durably that the volunteer agrees to the notice in force; one that holds is kept as it is."""
    held = current_consent(home)
    if held:
        return held
    consent = Consent(str(uuid.uuid4()), NOTICE_HASH, datetime.now(UTC).isoformat(timespec="seconds"))
    home.ensure()
    draft = home.consent_file.with_name(f".consent-{consent.id}")
    create_private(draft, json.dumps(asdict(consent)).encode())
    draft.replace(home.consent_file)
    sync_folder(home.root)
    return consent


def require_consent(home: Home) -> Consent:
    """Return the agreement in force, or raise `ConsentError` with the sentence that says how to give it."""
    consent = current_consent(home)
    if consent:
        return consent
    message = (
        "Nothing was recorded, because nobody has agreed to the notice in force: agree to it in the "
        "workbench, where n leads to it, or with `workbench record --consent`."
    )
    raise ConsentError(message)
