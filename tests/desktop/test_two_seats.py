"""Two people, or a person and an agent, at one display: only the volunteer's own seat is recorded."""

import random
import string
import threading
import time
from pathlib import Path

import pytest

from tests.desktop.second_seat import Masters, SeatHands
from tests.desktop.stage import Stage, StageWindow, wait_for
from tests.desktop.volunteer import Volunteer, plain_bytes, spellings
from tests.patience import KeptTooLittleError
from tests.soak import rounds

pytestmark = pytest.mark.display
SECRETS = rounds(500, reduced=25)
LENGTH = 8
MINE, THEIRS = string.ascii_lowercase[:10], string.ascii_lowercase[10:]
"""The letters that the volunteer types, and those of the other seat."""
KEPT = 0.98
WORDS = "nother keyboard and pointer are connected here (“tv remote”)"


class Agent(threading.Thread):
    """Types secrets at a second seat, which comes and goes, into a window outside the scope."""

    def __init__(self, stage: Stage, masters: Masters, window: StageWindow) -> None:
        super().__init__(name="agent", daemon=True)
        self._stage, self._masters, self._window = stage, masters, window
        self._chance = random.Random(8)
        self.secrets = ["".join(self._chance.choices(THEIRS, k=LENGTH)) for _ in range(SECRETS)]
        self.failed = True

    def run(self) -> None:
        """Type all secrets; the seat is made anew five times."""
        turn = max(1, len(self.secrets) // 5)
        for start in range(0, len(self.secrets), turn):
            if start:
                self._masters.remove("agent")
                self._masters.add("agent")
            hands = SeatHands(self._stage.display, self._masters, "agent")
            hands.focus(self._window.id)
            for secret in self.secrets[start : start + turn]:
                hands.move(*self._window.centre)
                hands.type(secret, gap_ms=self._chance.choice((0, 2, 10)))
                time.sleep(self._chance.uniform(0, 0.1))
            hands.close()
        self.failed = False


@pytest.mark.soak
@pytest.mark.timeout(1200)
def test_of_two_seats_only_the_volunteers_is_kept(stage: Stage, tmp_path: Path) -> None:
    volunteer, masters = Volunteer(stage, tmp_path / "home"), Masters(stage.display)
    editor = stage.open_mousepad()
    terminal = stage.open_xterm("cat", geometry="40x14+985+420")
    masters.add("agent")
    chance, sent = random.Random(9), ""
    with volunteer.recording("--app", "mousepad"):
        stage.click_into(editor, (editor.x + 150, editor.y + 150))
        time.sleep(2)  # the editor must have said that it has the keyboard, also on a busy machine
        agent = Agent(stage, masters, terminal)
        agent.start()
        while agent.is_alive():
            letter = chance.choice(MINE)
            stage.type(letter)
            sent += letter
            time.sleep(chance.uniform(0.02, 0.08))
        time.sleep(0.5)
    masters.close()
    assert not agent.failed
    kept = "".join(volunteer.typed())
    causes = [gap["cause"] or gap["reason"] for gap in volunteer.gaps()]
    print(f"{len(kept)} of {len(sent)} keys kept beside {SECRETS} secrets; {causes}")  # noqa: T201  (a figure)
    assert not set(kept) & set(THEIRS)
    if len(kept) < min(KEPT * len(sent), len(sent) - 1):
        message = f"{len(kept)} of {len(sent)} keys kept: {causes}"
        raise KeptTooLittleError(message)
    stored = plain_bytes(volunteer.export(tmp_path / "plain.session")) + volunteer.everything_stored()
    for secret in agent.secrets:
        assert not any(spelling in stored for spelling in spellings(secret)), secret
    assert "agent" in volunteer.said()


def test_the_second_seat_is_named_while_recording_and_by_doctor(stage: Stage, tmp_path: Path) -> None:
    volunteer, masters = Volunteer(stage, tmp_path / "home"), Masters(stage.display)
    stage.open_mousepad()
    with volunteer.recording("--app", "mousepad"):
        masters.add("tv remote")
        wait_for(lambda: WORDS in volunteer.said(), "it")
    found = {row["name"]: row["sentence"] for row in volunteer.lines("doctor")}
    assert WORDS in found["seats"]
    masters.close()
