"""The recording screen's newest steps are those that the reducer would make."""

from pathlib import Path

from tests.capture.rehearsal import EDITOR, Rehearsal, steps_of


def test_the_newest_steps_are_shown_as_they_will_be_reduced(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path)
    rehearsal.focus(EDITOR.id)
    rehearsal.advance(100)
    rehearsal.click(50, 50)
    rehearsal.advance(900)
    rehearsal.type("Hello")
    rehearsal.press("enter")
    rehearsal.advance(500)
    shown = rehearsal.pipeline.recent.shown()
    steps = steps_of(rehearsal.end())
    assert [(step.t_ms, step.sentence) for step in shown] == [(step.start_ms, step.sentence) for step in steps]
    assert rehearsal.pipeline.recent.begun == len(steps)


def test_only_twelve_are_shown(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path)
    for number in range(20):
        rehearsal.click(20 + number * 20, 50)
        rehearsal.advance(700)
    assert len(rehearsal.pipeline.recent.shown()) == 12
