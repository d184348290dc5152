"""Which corpus is meant: the one that is named, else the one of the environment, else this home's own."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import UsageError
from workbench.paths import Home

if TYPE_CHECKING:
    from workbench.corpus.database import Corpus

CORPUS_VARIABLE = "WORKBENCH_CORPUS"


def corpus_path(home: Home, named: str | Path | None = None) -> Path:
    """Return where the corpus is; raises `UsageError` for an empty name, or an address instead of a file."""
    if named is not None and not str(named).strip():
        message = (
            "The corpus that is named has an empty name; name its file, or leave it out for the usual one."
        )
        raise UsageError(message)
    chosen = str(named or os.environ.get(CORPUS_VARIABLE) or home.corpus_file)
    if "://" in chosen:
        message = f"The corpus {chosen} is an address, and only files can be used yet; name a corpus file."
        raise UsageError(message)
    return Path(chosen)


def use_corpus(home: Home, named: str | Path | None = None, busy_ms: int | None = None) -> "Corpus":
    """Open the corpus that is meant; this home's own is made on first use, any other has to be there.

    `busy_ms` is how long a locked corpus is waited for; none means as long as the corpus itself does.
    """
    from workbench.corpus.database import (
        BUSY_MS,
        open_corpus,
    )  # late: a place can be named without half a second

    path = corpus_path(home, named)
    own = path == home.corpus_file
    if own:
        home.ensure()
    return open_corpus(path, create=own, busy_ms=BUSY_MS if busy_ms is None else busy_ms)
