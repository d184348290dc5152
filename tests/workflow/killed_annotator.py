"""Annotators who type and send labels until they are killed; run as a process of its own.

Every line on stdin is one annotator: this process forks for it, prints the child's id, and, once the child has
ended, a second line.
"""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path
from threading import Thread

from workbench.errors import WorkbenchError
from workbench.paths import Home
from workbench.workflow.annotating import draft_to_annotate, submit_labels
from workbench.workflow.drafting import LabelDraft

PLACES = ((None, "notes"), (None, "outcome_evidence"), (1, "intent"), (1, "rationale"), (2, "intent"))


def main() -> None:
    """Start annotators one after the other."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # which who runs the tests may have told to be ignored
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            Annotator(**order).work()
        os.write(1, f"{child}\n".encode())
        os.waitpid(child, 0)
        os.write(1, b"ended\n")


class Annotator:
    """Types labels, each a number that comes once, notes every one that was taken, and sends now and then."""

    def __init__(self, home: str, corpus: str, session: str, name: str, number: int, notes: str) -> None:
        self.way = (Home(Path(home)), session, Path(corpus), name)
        self.number = number
        self.notes = os.open(notes, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self.sending: Thread | None = None
        self.arrived = False

    def work(self) -> None:
        """Go on until this process is killed."""
        home, session, corpus, name = self.way
        draft, chance = draft_to_annotate(home, session, corpus, name), random.Random(self.number)
        while True:
            step, field = chance.choice(PLACES)
            self.number += 1
            draft.type(step, field, str(self.number), as_before=False)
            os.write(self.notes, f"{PLACES.index((step, field))} {self.number}\n".encode())
            if draft.problem:
                os.write(self.notes, b"problem\n")
            self.look_after(draft)
            if self.sending is None and chance.random() < 0.2:
                self.send(draft)
            time.sleep(chance.uniform(0, 0.004))

    def send(self, draft: LabelDraft) -> None:
        """Begin to send, as the screen does, beside what goes on being typed."""
        home, session, corpus, name = self.way
        shapes = [label.to_json() for label in draft.begin_sending()]

        def submit() -> None:
            try:
                submit_labels(home, session, shapes, corpus, name, lambda waited_s: waited_s < 0.5)
                self.arrived = True
            except WorkbenchError:
                self.arrived = False

        self.sent = draft.sending
        self.sending = Thread(target=submit)
        self.sending.start()

    def look_after(self, draft: LabelDraft) -> None:
        """Take note of a sending that has ended."""
        if self.sending is None or self.sending.is_alive():
            return
        self.sending = None
        if self.arrived:
            draft.sent(self.sent)
        else:
            draft.not_sent()


if __name__ == "__main__":
    main()
