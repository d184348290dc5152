"""Two annotators type and send labels, the corpus is locked now and then, they are killed: nothing is lost."""

import json
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from os import kill
from pathlib import Path
from threading import Event, Thread

import pytest
from pysqlite3 import dbapi2 as sqlite3

from tests.soak import rounds
from tests.workflow.killed_annotator import PLACES
from tests.workflow.volunteers import Volunteer, a_volunteer
from workbench.corpus.annotations import annotations, standing
from workbench.corpus.database import create_corpus, open_corpus
from workbench.corpus.query import AnnotatorView
from workbench.model.edits import TASK
from workbench.workflow.annotating import draft_to_annotate, open_to_annotate
from workbench.workflow.submitting import submit

KILLS = rounds(500, reduced=8)


@contextmanager
def locked_now_and_then(corpus: Path) -> Iterator[None]:
    """Lock the corpus for moments of up to a third of a second, as another program does."""
    over, chance = Event(), random.Random(7)

    def lock() -> None:
        with closing(sqlite3.connect(str(corpus), isolation_level=None, timeout=60)) as other:
            while not over.wait(chance.uniform(0, 0.1)):
                other.execute("BEGIN IMMEDIATE")
                over.wait(chance.uniform(0, 0.3))
                other.execute("ROLLBACK")

    thread = Thread(target=lock)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


class Person:
    """One annotator: a process that starts them again and again, and what they have been told is kept."""

    def __init__(self, person: Volunteer, corpus: Path, session: str, name: str, notes: Path) -> None:
        self.volunteer, self.corpus, self.session, self.name, self.notes = person, corpus, session, name, notes
        self.number = 0
        self.taken: dict[int, int] = {}
        command = [sys.executable, "-m", "tests.workflow.killed_annotator"]
        self.starter = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.child = 0

    def tell(self) -> str:
        assert self.starter.stdout is not None
        return self.starter.stdout.readline()

    def start(self) -> None:
        """Let them go on."""
        assert self.starter.stdin is not None
        order = {
            "home": str(self.volunteer.home.root),
            "corpus": str(self.corpus),
            "session": self.session,
            "name": self.name,
            "number": self.number,
            "notes": str(self.notes),
        }
        self.starter.stdin.write(json.dumps(order) + "\n")
        self.starter.stdin.flush()
        self.child = int(self.tell())

    def kill(self, how: signal.Signals) -> None:
        """Kill them and read what they noted until then."""
        kill(self.child, how)
        assert self.tell() == "ended\n"
        lines = self.notes.read_text().splitlines() if self.notes.exists() else []
        assert "problem" not in lines
        for place, number in (map(int, line.split()) for line in lines):
            self.taken[place] = number
            self.number = max(self.number, number)
        self.number += 1  # one more may have been kept and not noted

    def require_all(self) -> None:
        """Check that every label that was taken is in the corpus or offered again, and none of them twice."""
        draft = draft_to_annotate(self.volunteer.home, self.session, self.corpus, self.name)
        steps = {step.index: step.first_seq for step in self.view().steps}
        with open_corpus(self.corpus) as corpus:
            rows = annotations(corpus, self.session, self.name)
        stored = {(note.target.first_seq, note.field): note.value for note in standing(rows)}
        for at, number in self.taken.items():
            step, field = PLACES[at]
            first_seq = TASK.first_seq if step is None else steps[step]
            found = draft.values(step).get(field) or stored.get((first_seq, field))
            assert found is not None, f"{self.name}: label {number} of {PLACES[at]} is lost"
            assert int(found) >= number, f"{self.name}: label {number} of {PLACES[at]} is lost: {found}"
        twice = [value for value, times in Counter(note.value for note in rows).items() if times > 1]
        assert twice == [], f"{self.name}: these are there twice"
        assert not {label.value for label in draft.unsent} & {note.value for note in rows}
        draft.close()

    def view(self) -> AnnotatorView:
        """Return the session as they see it."""
        return open_to_annotate(self.volunteer.home, self.session, self.corpus, self.name)

    def end(self) -> None:
        """End the process that starts them."""
        assert self.starter.stdin is not None
        assert self.starter.stdout is not None
        self.starter.stdin.close()
        self.starter.kill()
        self.starter.wait()
        self.starter.stdout.close()


@pytest.mark.soak
@pytest.mark.timeout(3000)
def test_no_label_is_lost_and_none_is_there_twice(tmp_path: Path, figure: Callable[[str], None]) -> None:
    corpus, chance = tmp_path / "team.db", random.Random(2026)
    create_corpus(corpus).close()
    ada = a_volunteer(tmp_path / "ada")
    session = submit(ada.home, ada.session(), corpus).receipt.session
    homes = {name: a_volunteer(tmp_path / name) for name in ("Ann", "Ben")}
    people = [
        Person(person, corpus, session, name, tmp_path / f"{name}.notes") for name, person in homes.items()
    ]
    ways: Counter[str] = Counter()
    try:
        with locked_now_and_then(corpus):
            for _ in range(KILLS // len(people)):
                for person in people:
                    person.start()
                for person in chance.sample(people, len(people)):
                    time.sleep(chance.uniform(0.05, 0.5))
                    how = chance.choice([signal.SIGKILL, signal.SIGHUP])
                    person.kill(how)
                    ways[how.name] += 1
                    person.require_all()
    finally:
        for person in people:
            person.end()
    with open_corpus(corpus) as opened:
        sent = len(annotations(opened, session))
    typed = sum(person.number for person in people)
    assert sent > KILLS / 8
    figure(f"{dict(ways)}: {typed} labels typed, {sent} rows sent, 0 lost, 0 there twice")
