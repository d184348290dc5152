"""Homes with sessions that can be edited and submitted, and a corpus beside them."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.tui import made_sessions
from tests.tui.conftest import Workplace
from tests.tui.made_sessions import HOSTILE, session_id, session_row
from workbench.model.notice import NOTICE_HASH
from workbench.model.session import Session
from workbench.paths import Home
from workbench.store.library import Library
from workbench.workflow.editing import label_task
from workbench.workflow.submitting import submit

INSTRUCTION = "Write an invoice to Jane"
LABELS = {"instruction": INSTRUCTION, "outcome": "success"}


def agreed_row(number: int, title: str) -> Session:
    """Return a session's row as it is recorded under the notice in force."""
    row = session_row(number, title)
    return replace(row, consent_hash=NOTICE_HASH, created_at=row.created_at.replace("+00:00", "Z"))


def an_empty_home(root: Path) -> Home:
    """Return a home without sessions."""
    home = Home(root).ensure()
    home.settings_file.write_text('key_store = "file"\n', encoding="utf-8")
    return home


def a_volunteer(root: Path, patch: pytest.MonkeyPatch, *, hostile: bool = False) -> Workplace:
    """Return a place with one session, recorded under the notice in force."""
    patch.setattr(made_sessions, "session_row", agreed_row)
    home = an_empty_home(root)
    made_sessions.invoice(home, 1, HOSTILE if hostile else "Write an invoice")
    return Workplace(home)


def submitted(place: Workplace, number: int = 1) -> None:
    """Label the session and submit it to the home's own corpus."""
    label_task(Library.of(place.home), session_id(number), LABELS)
    submit(place.home, session_id(number))
