"""Power failures while something is forgotten: once that was acknowledged, no byte of it comes back."""

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.soak import rounds
from tests.store.examples import a_context, a_place, a_session, bytes_below
from tests.store.faults import on
from tests.store.faults_calls import NEVER, Call, FailingDisk, Failure, failing
from tests.store.faults_power import Cut, LosingDisk
from workbench.errors import JournalError, SessionFileError
from workbench.model.events import Event, KeyDown
from workbench.store.journal import Journal

pytestmark = [pytest.mark.soak, pytest.mark.timeout(1800)]
Figure = Callable[[str], None]

FAILURES = rounds(500, reduced=15)
SESSION = "01940000-0000-7000-8000-000000000001"
BORDER_MS, ASKED_MS = 2000, 4000
BEFORE = tuple(Event(n, n * 40, 1, KeyDown("k", f"before{n:03d}canary")) for n in range(1, 50))
LATER = tuple(Event(n, n * 40, 1, KeyDown("k", f"erased{n:03d}canary")) for n in range(50, 100))
GONE = b"erased"


@dataclass
class Told:
    """What a recorder knows."""

    safe: int = 0
    """Events that a commit acknowledged."""
    added: int = 0
    """Events that were added."""
    asked: bool = False
    """Whether it was asked to forget."""
    forgotten: bool = False
    """Whether that was acknowledged."""
    refused: bool = False
    """Whether something was refused."""


def record(folder: Path, told: Told) -> None:
    """Record a plain file, so that its bytes can be read, forget the second half, and go on."""
    place = a_place(folder)
    journal = Journal.create(place.library.path(SESSION), None, a_session(SESSION), bytes(16))
    try:
        journal.add_context(a_context())
        for event in (*BEFORE, *LATER):
            journal.add_event(event)
            told.added = event.seq
            if event.seq % 10 == 0:
                journal.commit()
                told.safe = event.seq
        told.asked = True
        kept = journal.forget(BORDER_MS, ASKED_MS)
        told.forgotten = True
        journal.add_event(Event(kept.numbers.events + 1, ASKED_MS + 10, 1, KeyDown("k", "after")))
        journal.commit()
        journal.finish(5000)
    finally:
        journal.close()


def check(folder: Path, told: Told) -> None:
    """Open what is left: what came before is there, and what was forgotten is in no byte."""
    library = a_place(folder).library
    if not library.summaries():
        assert told.safe == 0
        return
    with library.open(SESSION) as file:
        events = file.recording().events
        assert file._connection.pragma("integrity_check") == "ok"
    texts = [event.body.text for event in events if isinstance(event.body, KeyDown)]
    before = [event.body.text for event in BEFORE if isinstance(event.body, KeyDown)]
    assert texts[: len(before)] == before[: len(texts)]
    assert len(texts) >= min(told.safe, len(before))
    left = [text for text in texts if text.startswith("erased")]
    assert not (told.forgotten and left)
    assert not left or len(texts) >= told.safe
    if told.forgotten or (told.asked and not left):
        assert GONE not in bytes_below(folder)


def copy_of(told: Told) -> Told:
    return Told(**vars(told))


def test_what_was_forgotten_does_not_come_back_after_a_power_failure(memory: Path, figure: Figure) -> None:
    done = forgotten = seed = 0
    while done < FAILURES:
        folder, told, chance = memory / str(seed), Told(), random.Random(seed)
        home = a_place(folder / "home").home.root
        disk: LosingDisk[Told] = LosingDisk(home, folder / "cuts", lambda at=told: copy_of(at), chance)  # type: ignore[misc]  # bound to this turn
        disk.often = 0.2
        with on(disk):
            record(home, told)
            disk.cut()
        disk.close()
        late = [cut for cut in disk.cuts if cut.known.asked]
        chosen: list[Cut[Told]] = chance.sample(late, min(25, len(late), FAILURES - done))
        for cut in chosen:
            check(cut.root, cut.known)
        forgotten += sum(cut.known.forgotten for cut in chosen)
        done, seed = done + len(chosen), seed + 1
        shutil.rmtree(folder)
    figure(
        f"{done} power failures while forgetting, {forgotten} of them after it was acknowledged: 0 came back"
    )


def test_what_is_said_to_be_forgotten_is_whatever_call_fails(memory: Path, figure: Figure) -> None:
    counted = [FailingDisk(call, NEVER, Failure.FULL, lasting=False) for call in (Call.WRITE, Call.SYNC)]
    for disk in counted:
        with failing(disk):
            record(memory / disk.call, Told())
    ways = [
        (call, number, failure, lasting)
        for call, times in (counted[0].calls | counted[1].calls).items()
        for number in range(1, times + 1)
        for failure in Failure
        for lasting in (False, True)
        if call is Call.WRITE or failure is not Failure.SHORT
    ]
    chosen = random.Random(3).sample(ways, min(len(ways), rounds(1 << 20, reduced=15)))
    refused = 0
    for number, (call, at, failure, lasting) in enumerate(chosen):
        told = Told()
        with failing(FailingDisk(call, at, failure, lasting=lasting)):
            try:
                record(memory / str(number), told)
            except (JournalError, SessionFileError):
                told.refused = True
        check(memory / str(number), told)
        refused += told.refused
    figure(f"{len(chosen)} of {len(ways)} failing calls around a wish to forget: {refused} told, 0 not kept")
