"""Lines of steps and gaps."""

from dataclasses import replace

from tests.tui.made_sessions import HOSTILE
from tests.tui.test_places import step
from workbench.model.gaps import Gap, GapCause, GapReason
from workbench.model.steps import SwitchApp
from workbench.tui.widgets.step_list import StepList, gap_line, step_line


def test_a_step_shows_number_time_sign_and_sentence() -> None:
    assert step_line(step(12, 33_000)).plain == "   12  0:33 ⏎ press Enter"


def test_marks_are_characters_and_not_only_colours() -> None:
    assert "✂ press Enter" in step_line(replace(step(1, 0), dropped=True)).plain
    assert "▒ press Enter" in step_line(replace(step(1, 0), redacted=True)).plain
    assert "★ press Enter" in step_line(replace(step(1, 0), label={"correct": "yes"})).plain
    assert "▒ ★ press" in step_line(replace(step(1, 0), redacted=True, label={"correct": "yes"})).plain
    assert "⚑ press Enter" in step_line(step(1, 0), marked=True).plain
    assert "⇄" in step_line(replace(step(1, 0), action=SwitchApp("x"))).plain


def test_a_gap_is_a_divider_with_reason_and_length_for_every_reason() -> None:
    assert gap_line(Gap(21_000, 30_500, GapReason.SECRET)).plain == (
        "    ·  0:21 ░ withheld: a secret was typed"
    ), "nobody knows how long a secret took"
    window = Gap(21_000, 30_500, GapReason.OUT_OF_SCOPE, GapCause.OTHER_WINDOW)
    assert gap_line(window).plain == "    ·  0:21 ░ withheld: window outside the scope (0:09)"
    assert all(gap_line(Gap(0, 1000, reason)).plain for reason in GapReason)


def test_hostile_sentences_are_harmless() -> None:
    assert step_line(replace(step(1, 0), sentence=HOSTILE)).plain.isprintable()


def test_the_list_draws_steps_and_gaps_as_they_come() -> None:
    steps = StepList()
    steps._rows = (step(1, 0), Gap(1000, 2000, GapReason.PAUSED))
    assert "⏎ press Enter" in steps.row_content(0, 80).plain
    steps.marked = frozenset({1})
    assert "⏎ ⚑ press Enter" in steps.row_content(0, 80).plain
    assert "withheld: paused" in steps.row_content(1, 80).plain
