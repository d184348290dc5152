"""A home of its own for every test of the store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.soak import folder_in_memory
from tests.store.examples import Place, a_place


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Return an empty home with its keys in files."""
    return a_place(tmp_path / "home")


@pytest.fixture
def memory() -> Iterator[Path]:
    """Return an empty folder in memory."""
    with folder_in_memory() as folder:
        yield folder
