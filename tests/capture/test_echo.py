"""A prompt that is over at judging time must still be known."""

from workbench.capture.echo import EchoHistory
from workbench.desktop.port import EchoState

PID = 7


class Prompt:
    """A terminal whose state the test sets, with a clock of its own."""

    def __init__(self) -> None:
        self.state = EchoState.ECHO
        self.now_ms = 0

    def echo(self, pid: int) -> EchoState:
        assert pid == PID
        return self.state

    def clock_ms(self) -> int:
        return self.now_ms


def history(*samples: tuple[int, EchoState]) -> EchoHistory:
    prompt = Prompt()
    echoes = EchoHistory(prompt, prompt.clock_ms)
    for prompt.now_ms, prompt.state in samples:
        echoes.sample(PID)
    return echoes


def test_a_key_without_a_sample_from_before_it_is_unknown() -> None:
    echoes = history((1010, EchoState.ECHO))
    assert echoes.verdict(PID, 1000) is EchoState.UNKNOWN


def test_a_process_that_was_never_looked_at_is_unknown() -> None:
    assert history().verdict(PID, 1000) is EchoState.UNKNOWN


def test_a_prompt_that_closed_before_judging_still_makes_its_keys_secret() -> None:
    echoes = history((900, EchoState.ECHO), (1000, EchoState.SECRET), (1020, EchoState.ECHO))
    assert echoes.verdict(PID, 1005) is EchoState.SECRET


def test_a_prompt_that_opens_within_300_ms_after_a_key_makes_it_secret() -> None:
    echoes = history((1000, EchoState.ECHO), (1290, EchoState.SECRET))
    assert echoes.verdict(PID, 1000) is EchoState.SECRET


def test_the_state_in_force_300_ms_before_a_key_counts_although_its_sample_is_older() -> None:
    echoes = history((600, EchoState.SECRET), (720, EchoState.ECHO), (1000, EchoState.ECHO))
    assert echoes.verdict(PID, 1000) is EchoState.SECRET


def test_between_looks_that_are_far_apart_a_prompt_may_have_come_and_gone() -> None:
    stood_still = history((1000, EchoState.ECHO), (1600, EchoState.ECHO))
    assert stood_still.verdict(PID, 1300) is EchoState.UNKNOWN
    editor = history((1000, EchoState.NO_TERMINAL), (1600, EchoState.NO_TERMINAL))
    assert editor.verdict(PID, 1300) is EchoState.NO_TERMINAL


def test_keys_well_away_from_a_prompt_pass() -> None:
    echoes = history((0, EchoState.SECRET), (100, EchoState.ECHO), (900, EchoState.ECHO))
    assert echoes.verdict(PID, 950) is EchoState.ECHO


def test_a_sample_that_is_too_old_counts_as_unknown() -> None:
    echoes = history((0, EchoState.ECHO))
    assert echoes.verdict(PID, 1500) is EchoState.UNKNOWN


def test_a_secret_outweighs_an_unknown_terminal() -> None:
    echoes = history((990, EchoState.UNKNOWN), (1000, EchoState.SECRET))
    assert echoes.verdict(PID, 1000) is EchoState.SECRET
