"""`workbench record`: what it refuses, and, on a display, what it brings home."""

import json
import signal
import subprocess
import time
from collections.abc import Callable

import pytest
from click.testing import Result

from tests.cli.conftest import Shell, one_sentence
from tests.desktop.stage import Stage
from tests.desktop.volunteer import BEGUN
from tests.patience import require_shown
from workbench.workflow.consent import NOTICE_HASH, agree, current_consent
from workbench.workflow.recording import SECRETS_NOTICE

Invoke = Callable[..., Result]
RESULT = {"id", "steps", "events", "gaps", "duration_ms", "ended"}


def test_without_agreement_it_shows_the_notice_and_records_nothing(shell: Shell, invoke: Invoke) -> None:
    result = invoke("record", "--task", "Write a letter", "--app", "mousepad")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "WHAT NEVER IS" in result.stderr
    assert one_sentence(result.stderr.splitlines()[-1])
    assert "--consent" in result.stderr.splitlines()[-1]
    assert list(shell.place.home.sessions.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ([], "--app"),
        (["--url", "example.com"], "name the browser as well, as in --app chromium --url example.com"),
        (["--app", "chromium", "--url", "two words"], "two words"),
        (["--window", "("], "pattern"),
        (["--app", "mousepad", "--region", "1,2,3"], "region"),
        (["--app", "mousepad", "--region", "0,0,0,10"], "region"),
        (["--app", "mousepad", "--monitor", "0"], "--monitor"),
        (["--app", ""], "an empty name"),
        (["--app", "KeePassXC"], "KeePassXC is a password manager"),
        (["--app", "mousepad", "--app", "i3lock"], "i3lock is a lock screen"),
        (["--app", "mousepad", "--for", "0"], "--for"),
        (["--app", "mousepad", "--keys", "some"], "--keys"),
        (["--app", "mousepad", "--input", "magic"], "--input"),
    ],
)
def test_a_scope_that_cannot_hold_is_refused_as_used_wrongly(
    shell: Shell, invoke: Invoke, options: list[str], word: str
) -> None:
    agree(shell.place.home)
    result = invoke("record", "--task", "Write a letter", *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert one_sentence(result.stderr), result.stderr
    assert word in result.stderr


def test_an_application_on_ones_own_list_is_refused(shell: Shell, invoke: Invoke) -> None:
    agree(shell.place.home)
    shell.place.home.settings_file.write_text('never_record = ["Mousepad"]')
    result = invoke("record", "--task", "Write a letter", "--app", "mousepad")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "mousepad is on the list of what is never recorded" in result.stderr.splitlines()[-1]
    assert list(shell.place.home.sessions.iterdir()) == []


def test_the_task_is_required(invoke: Invoke) -> None:
    result = invoke("record", "--app", "mousepad")
    assert result.exit_code == 2
    assert "--task" in result.stderr


def test_without_a_display_it_says_so_and_leaves_no_trace(shell: Shell) -> None:
    done = shell.run("record", "--task", "Write a letter", "--app", "mousepad", "--consent")
    assert (done.returncode, done.stdout) == (1, "")
    assert SECRETS_NOTICE in done.stderr
    assert one_sentence(done.stderr.splitlines()[-1])
    assert list(shell.place.home.sessions.iterdir()) == []
    assert list(shell.place.home.keys.iterdir()) == []


def test_consent_that_is_given_here_covers_the_notice_in_force(shell: Shell) -> None:
    shell.run("record", "--task", "Write a letter", "--app", "mousepad", "--consent")
    consent = current_consent(shell.place.home)
    assert consent is not None
    assert consent.text_hash == NOTICE_HASH


@pytest.fixture
def stage_shell(shell: Shell, stage: Stage) -> Shell:
    shell.environment.update(stage.environment)
    return shell


def begun(process: "subprocess.Popen[str]") -> bool:
    """Wait until the command says that it records: nothing is kept from before."""
    assert process.stderr is not None
    return any(BEGUN in line for line in process.stderr)


@pytest.mark.display
def test_a_limit_ends_a_recording_and_its_steps_are_what_was_typed(stage_shell: Shell, stage: Stage) -> None:
    pad = stage.open_mousepad()
    words = ("record", "--task", "Write a letter", "--app", "mousepad", "--consent", "--for", "10", "--json")
    process = stage_shell.start(*words)
    assert begun(process)
    stage.click_into(pad)
    time.sleep(0.5)  # until the editor has said which field has the keyboard
    stage.type("Dear Ada", gap_ms=20)
    printed, told = process.communicate(timeout=60)
    assert process.returncode == 0, told
    shape = json.loads(printed.splitlines()[-1])
    assert set(shape) == RESULT
    assert shape["ended"] == "limit"
    steps = [json.loads(line) for line in stage_shell.run("steps", shape["id"], "--json").stdout.splitlines()]
    require_shown("Dear Ada" in [step["text"] for step in steps], "what was typed")


@pytest.mark.display
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_recording_and_prints_its_id(
    stage_shell: Shell, stage: Stage, number: signal.Signals
) -> None:
    stage.open_mousepad()
    process = stage_shell.start("record", "--task", "Write a letter", "--app", "mousepad", "--consent")
    assert begun(process)
    process.send_signal(number)
    printed, told = process.communicate(timeout=60)
    assert process.returncode == 0, told
    assert [summary.id for summary in stage_shell.place.library.summaries()] == [printed.strip()]


@pytest.mark.display
def test_an_application_that_is_not_open_is_refused_with_what_is(stage_shell: Shell, stage: Stage) -> None:
    stage.open_mousepad()
    done = stage_shell.run("record", "--task", "Sums", "--app", "calculator", "--consent", "--for", "2")
    assert (done.returncode, done.stdout) == (1, "")
    assert "mousepad" in done.stderr.splitlines()[-1].lower()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--monitor", "7", "--wait"], "There is no monitor 7 here; `workbench doctor` lists 1."),
        (["--region", "5000,5000,10,10"], "That rectangle lies outside the screen (1280×800)"),
        (["--monitor", "1", "--region", "0,800,10,10"], "That rectangle lies outside monitor 1 (1280×800)"),
    ],
)
def test_a_place_that_is_not_there_is_refused_before_anything_is_recorded(
    stage_shell: Shell, options: list[str], sentence: str
) -> None:
    words = ["record", "--task", "Write a letter", "--app", "mousepad", "--consent", "--for", "2"]
    done = stage_shell.run(*words, *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert one_sentence(done.stderr.splitlines()[-1])
    assert sentence in done.stderr
    assert list(stage_shell.place.home.sessions.iterdir()) == []
    assert list(stage_shell.place.home.keys.iterdir()) == []
