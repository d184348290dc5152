"""Secrets typed at terminal prompts: none is kept, also when a prompt is over at judging time; commands are."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.desktop.forms import TerminalForm
from tests.desktop.stage import Stage, wait_for
from tests.desktop.typist import PUBLIC, SECRET, SETTLE_S, Typist, found_in_bytes, judge
from tests.desktop.volunteer import Volunteer
from tests.soak import rounds
from workbench.desktop.port import EchoState
from workbench.desktop.terminal import PtyTerminals

pytestmark = [pytest.mark.display, pytest.mark.soak, pytest.mark.timeout(1800)]
PROMPTS = ("code", "hide", "login", "sudo")
Tell = Callable[[str], None]


class Session:
    """A shell in which commands that ask for secrets are typed."""

    def __init__(self, stage: Stage, *, tmux: bool) -> None:
        self.form = TerminalForm(stage, tmux=tmux)
        self.typist = Typist(stage)
        self.lines: list[str] = []
        self.secrets: list[str] = []
        self._stage = stage
        self._terminals = PtyTerminals()

    def command(self, line: str) -> None:
        """Type a line, public all of it, and send it."""
        self.typist.taken(line, secret=False)
        self._stage.press("Return")
        self.lines.append(line)

    def ask(self, program: str, *, ahead: bool) -> None:
        """Have a secret asked for and type it: when the prompt stands there, or at once."""
        self.command(program)
        if not ahead:
            self._becomes(EchoState.SECRET)
        secret = self.typist.sample(SECRET, 8)
        self.typist.taken(secret, secret=True, settled=False)
        self._stage.press("Return")
        self.secrets.append(secret)
        self._becomes(EchoState.LINE)
        time.sleep(SETTLE_S)

    def _becomes(self, state: EchoState) -> None:
        pid = self.form.window.pid
        assert pid is not None

        def settled() -> bool:
            if self._terminals.echo(pid) is not state:
                return False
            time.sleep(0.15)  # a shell that hands its terminal on passes through modes that it does not stay in
            return self._terminals.echo(pid) is state

        wait_for(settled, state, 15)


@pytest.mark.parametrize("tmux", [False, True], ids=["xterm", "tmux"])
def test_no_key_of_a_secret_is_kept_and_commands_are_whole(
    stage: Stage, tmp_path: Path, figure: Tell, *, tmux: bool
) -> None:
    session = Session(stage, tmux=tmux)
    volunteer = Volunteer(stage, tmp_path / "home")
    with volunteer.recording("--app", "xterm"):
        stage.click_into(session.form.window)
        time.sleep(SETTLE_S)
        for number in range(rounds(32, reduced=2)):
            session.ask(PROMPTS[(number + 2 * tmux) % len(PROMPTS)], ahead=False)
            session.command("echo " + session.typist.sample(PUBLIC, 6))
            time.sleep(SETTLE_S)
    assert session.form.values()["secrets"].split() == session.secrets
    assert session.form.values()["lines"].splitlines() == session.lines
    exported = volunteer.export(tmp_path / "terminal.session")
    figures = judge(volunteer.events(), exported, session.typist.stints)
    kept = [step["action"].get("keys") for step in volunteer.steps() if step["kind"] == "key"]
    sent = f"{len(session.lines)} commands, {kept.count(['enter'])} of them kept with their Enter"
    figure(figures.words("tmux" if tmux else "xterm") + f"; {sent}")
    assert kept.count(["enter"]) >= min(0.9 * len(session.lines), len(session.lines) - 1)
    assert figures.leaked == []
    assert found_in_bytes(exported, session.typist.stints) == []
    figures.require_enough()
    secrets = [gap for gap in volunteer.gaps() if gap["reason"] == "secret"]
    assert len(secrets) == len(session.secrets)
    moments = [event["t_ms"] for event in volunteer.events()]
    for gap in secrets:
        assert gap["cause"] == "terminal_prompt"
        assert gap["start_ms"] in moments
        assert gap["end_ms"] in moments
        assert not [moment for moment in moments if gap["start_ms"] < moment < gap["end_ms"]]


def test_a_secret_that_is_typed_ahead_of_its_prompt_is_withheld(
    stage: Stage, tmp_path: Path, figure: Tell
) -> None:
    session = Session(stage, tmux=False)
    volunteer = Volunteer(stage, tmp_path / "home")
    with volunteer.recording("--app", "xterm"):
        stage.click_into(session.form.window)
        time.sleep(SETTLE_S)
        for _ in range(rounds(20, reduced=2)):
            session.ask("hide", ahead=True)
    exported = volunteer.export(tmp_path / "ahead.session")
    figures = judge(volunteer.events(), exported, session.typist.stints)
    figure(figures.words("typed ahead"))
    assert figures.leaked == []
    figures.require_enough()
