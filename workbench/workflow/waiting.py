"""Waiting for a corpus that another program has locked, in short pieces, so that a person can stop the wait."""

import time
from collections.abc import Callable
from typing import TypeVar

from workbench.corpus.failures import is_locked
from workbench.errors import WorkbenchError

PIECE_MS = 250
"""How long one attempt waits: how soon the wait is shown, and how soon it ends where it is stopped."""
PATIENCE_S = 30.0

Result = TypeVar("Result")
StillWaiting = Callable[[float], bool]
"""Takes the seconds waited so far and returns whether to go on."""


def while_locked(attempt: Callable[[], Result], still_waiting: StillWaiting) -> Result:
    """Call `attempt`, which changes all or nothing, until it finds the corpus unlocked, and return its result.

    Between attempts `still_waiting` is asked. Once it says no, or after `PATIENCE_S`, the error of the last
    attempt is raised.
    """
    began = time.monotonic()
    while True:
        try:
            return attempt()
        except WorkbenchError as error:
            waited_s = time.monotonic() - began
            if not is_locked(error) or waited_s >= PATIENCE_S or not still_waiting(waited_s):
                raise
