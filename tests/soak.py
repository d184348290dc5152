"""How often a test that counts in hundreds repeats: a few times in `make test`, in full in `make soak`.

`SOAK=full` asks for all of them, `SOAK=0.2` for a fifth; there is no other switch.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.leftovers import MEMORY, folder_in_memory_prefix


@contextmanager
def folder_in_memory() -> Iterator[Path]:
    """Make a folder for a test that writes a lot and does not depend on a real disk."""
    memory = MEMORY if MEMORY.is_dir() else None
    with TemporaryDirectory(prefix=folder_in_memory_prefix(), dir=memory) as folder:
        yield Path(folder)


def rounds_of_soak_alone(full: int) -> int:
    """Return the number of repetitions of a test that is too long for `make test`, where it is skipped."""
    count = rounds(full, reduced=0)
    if not count:
        pytest.skip("counts in dozens: by SOAK alone")
    return count


def rounds(full: int, *, reduced: int) -> int:
    """Return the number of repetitions for this run, never fewer than the reduced number."""
    asked = os.environ.get("SOAK", "")
    if asked == "full":
        return full
    return max(reduced, round(full * float(asked))) if asked else reduced
