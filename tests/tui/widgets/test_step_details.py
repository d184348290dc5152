"""What is known of a step, in words."""

from dataclasses import replace

from tests.tui.made_sessions import HOSTILE
from tests.tui.test_places import step
from workbench.model.elements import Element
from workbench.model.gaps import Gap, GapCause, GapReason
from workbench.model.steps import StepFrame, TypeText
from workbench.tui.widgets.step_details import gap_details, step_details

BEFORE, AFTER = StepFrame(1, 14, 640, 400), StepFrame(2, 320, 640, 400)


def test_a_step_says_sentence_window_time_and_picture() -> None:
    shown = replace(step(7, 9_044), end_ms=9_100, frame=BEFORE, after=AFTER)
    assert step_details(shown, after=False).plain.split("\n") == [
        "7 press Enter",
        "window    mousepad",
        "time      00:00:09.044, 56 ms long",
        "picture   ▸ before: 14 ms old   after: 320 ms later   640×400",
    ]


def test_the_picture_that_is_shown_is_marked() -> None:
    shown = replace(step(7, 0), frame=BEFORE, after=AFTER)
    assert "▸ after: 320 ms later   before: 14 ms old" in step_details(shown, after=True).plain
    assert "▸ before: none   after: none" in step_details(step(7, 0), after=False).plain


def test_text_and_element_stand_there_where_they_are_known() -> None:
    shown = replace(step(7, 0), action=TypeText("Dear Jane"), element=Element("text", "Document"))
    said = step_details(shown, after=False).plain
    assert "text      Dear Jane" in said
    assert "element   Document (text)" in said


def test_hostile_text_is_harmless() -> None:
    place = replace(step(1, 0).context, app=HOSTILE, title=HOSTILE)
    shown = replace(
        step(7, 0), action=TypeText(HOSTILE), sentence=HOSTILE, element=Element(HOSTILE, HOSTILE), context=place
    )
    assert step_details(shown, after=False).plain.replace("\n", "").isprintable()


def test_a_withheld_stretch_is_good_news() -> None:
    away = gap_details(Gap(21_000, 30_000, GapReason.PAUSED, GapCause.AWAY)).plain
    assert "░ Kept out: paused, nobody was there" in away
    assert "00:00:21.000, 0:09" in away
    said = gap_details(Gap(21_000, 30_000, GapReason.SECRET)).plain
    assert "░ Kept out: a secret was typed" in said
    assert "00:00:21.000, only the steps around it are known" in said
    assert "Nothing of what was withheld is stored. w lists them all." in said
