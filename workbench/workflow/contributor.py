"""Who submits, as far as a corpus may know: a random pseudonym for each, and a secret key to withdraw with.

Both are made for the first bundle that is built for a corpus, and kept with the keys. The corpus learns the
hash of the key alone; whoever loses the key cannot withdraw by it.
"""

import hashlib
import json
import re
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from workbench.errors import WorkbenchError
from workbench.paths import Home
from workbench.store.private_files import create_private, publish

_CORPUS_ID = re.compile(r"[A-Za-z0-9-]{1,64}")


@dataclass(frozen=True, slots=True)
class Contributor:
    """One volunteer in one corpus."""

    pseudonym: str
    """A random name that nothing else leads to."""
    withdrawal_key: str
    """32 random bytes, in hex; never leaves this home."""

    @property
    def key_hash(self) -> str:
        """What a corpus may know of the withdrawal key: SHA-256 of its bytes, in hex."""
        return hashlib.sha256(bytes.fromhex(self.withdrawal_key)).hexdigest()


def find_contributor(home: Home, corpus_id: str) -> Contributor | None:
    """Return who this home is in a corpus; none where nothing was ever built for it."""
    path = _path(home, corpus_id)
    try:
        contributor = Contributor(**json.loads(path.read_text(encoding="utf-8")))
        if len(bytes.fromhex(contributor.withdrawal_key)) != 32:
            raise ValueError(path)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as error:
        message = (
            f"The name and key in {path} cannot be read, so nothing can be submitted to that corpus or "
            "withdrawn from it: put back a copy of that file."
        )
        raise WorkbenchError(message) from error
    return contributor


def contributor_for(home: Home, corpus_id: str) -> Contributor:
    """Return who this home is in a corpus; a name and a key are made, durably, where there are none yet."""
    known = find_contributor(home, corpus_id)
    if known:
        return known
    home.ensure()
    made = Contributor(f"c-{secrets.token_hex(8)}", secrets.token_hex(32))
    path = _path(home, corpus_id)
    draft = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    create_private(draft, json.dumps(asdict(made)).encode())
    try:
        publish(draft, path)
    except FileExistsError:
        draft.unlink()
    return find_contributor(home, corpus_id) or made


def _path(home: Home, corpus_id: str) -> Path:
    if not _CORPUS_ID.fullmatch(corpus_id):
        message = "The corpus has an id that no corpus of this program has; nothing was submitted."
        raise WorkbenchError(message)
    return home.keys / f"contributor-{corpus_id}.json"
