"""Volunteers with sessions that can be submitted, each in a home of their own."""

from dataclasses import dataclass, replace
from pathlib import Path

from tests.store.examples import SALT, Place, a_place, a_session, fill
from workbench.model.notice import NOTICE_HASH
from workbench.store.identity import new_session_id
from workbench.store.journal import Journal
from workbench.workflow.editing import label_task

INSTRUCTION = "Write a letter to Ada Example"


@dataclass(frozen=True)
class Volunteer(Place):
    """A home whose sessions were recorded under the notice in force."""

    def session(self, text: str = "Hi Ada", *, labelled: bool = True, consent_hash: str = NOTICE_HASH) -> str:
        """Return the id of a finished session with a click, a text, a picture and a gap."""
        session = replace(a_session(new_session_id()), consent_hash=consent_hash)
        key = self.keys.create(session.id)
        journal = Journal.create(self.library.path(session.id), key, session, SALT)
        fill(journal, text)
        journal.finish(4000)
        if labelled:
            label_task(self.library, session.id, {"instruction": INSTRUCTION, "outcome": "success"})
        return session.id


def a_volunteer(root: Path) -> Volunteer:
    """Return a volunteer with an empty home."""
    place = a_place(root)
    return Volunteer(place.home, place.keys, place.library)
