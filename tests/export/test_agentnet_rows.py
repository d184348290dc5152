"""A demonstration becomes a row, with every loss counted."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.export.actions import actions
from tests.export.examples import NOTE, STEPS, demonstration, hostile, step
from workbench.export.agentnet_reading import read_code
from workbench.export.agentnet_rows import trajectory
from workbench.export.agentnet_shape import METADATA_ROW, ROW, STEP, VALUE, fits
from workbench.export.agentnet_trajectories import trajectory_findings
from workbench.model.events import Button
from workbench.model.steps import Click, StepFrame, SwitchApp, TypeText


def test_a_row_has_exactly_the_keys_of_the_format() -> None:
    told = trajectory(demonstration())
    assert fits(told.row, ROW)
    assert fits(told.metadata, METADATA_ROW)
    assert all(fits(one, STEP) and fits(one["value"], VALUE) for one in told.row["traj"])


def test_every_action_has_the_picture_before_it_and_the_end_has_the_last() -> None:
    traj = trajectory(demonstration()).row["traj"]
    assert [one["index"] for one in traj] == [0, 1, 2, 3]
    assert [one["image"] for one in traj] == [f"{NOTE}_{frame:06d}.png" for frame in (1, 2, 3, 4)]
    assert [one["value"]["code"] for one in traj] == [
        "pyautogui.click(x=0.5, y=0.5)",
        "pyautogui.write(message='Dear \"Ann\",\\nit\\'s 茶 time')",
        "pyautogui.hotkey(keys=['ctrl', 's'])",
        "computer.terminate(status='success')",
    ]


def test_labels_of_steps_go_where_the_format_has_a_place_for_them() -> None:
    values = [one["value"] for one in trajectory(demonstration()).row["traj"]]
    assert [value["action"] for value in values] == [
        "Click into the note",
        'type "Dear "Ann",\nit\'s 茶 time"',
        "press Ctrl+S",
        "End: the task is done",
    ]
    assert [value["thought"] for value in values] == [None, "She asked for it", None, None]
    assert [value["last_step_correct"] for value in values] == [True, None, False, None]
    assert [value["last_step_redundant"] for value in values] == [False, None, True, None]
    assert trajectory(demonstration()).drafted == 2


def test_labels_of_the_task_go_where_the_format_has_a_place_for_them() -> None:
    row = trajectory(demonstration(alignment=5, efficiency=4, notes="Quick")).row
    assert row["instruction"] == row["actual_task"] == row["natural_language_task"]
    assert (row["task_completed"], row["domain"], row["reason"]) == (True, "work/office", "Quick")
    assert (row["task_difficulty"], row["alignment_score"], row["efficiency_score"]) == (2, 10, 8)


@pytest.mark.parametrize("outcome", ["partial", "failure", "infeasible", "abandoned"])
def test_what_was_not_done_ends_as_a_failure(outcome: str) -> None:
    row = trajectory(demonstration(outcome=outcome)).row
    assert row["task_completed"] is False
    assert row["traj"][-1]["value"]["code"] == "computer.terminate(status='failure')"


def test_a_task_that_nobody_judged_is_neither_done_nor_undone() -> None:
    assert trajectory(demonstration(outcome=None)).row["task_completed"] is None


def test_switches_and_steps_without_a_picture_are_left_out_and_counted() -> None:
    blind = step(5, TypeText("x"), None)
    told = trajectory(demonstration(steps=(*STEPS, blind)))
    assert (told.losses["switch"], told.losses["no_picture"]) == (1, 1)
    assert len(told.row["traj"]) == 4
    assert told.metadata["lossy"] == dict(told.losses)


def test_a_step_is_placed_in_its_own_picture() -> None:
    other = replace(step(1, Click(100, 50, Button.LEFT, 1), 1), frame=StepFrame(9, 0, 400, 400))
    assert trajectory(demonstration(steps=(other,))).row["traj"][0]["value"]["code"] == (
        "pyautogui.click(x=0.25, y=0.125)"
    )


def test_a_point_outside_its_picture_refuses_the_session_and_names_the_step() -> None:
    astray = step(7, Click(300, 50, Button.LEFT, 1), 1)
    with pytest.raises(ValueError, match="outside_picture at step 7"):
        trajectory(demonstration(steps=(*STEPS, astray)))


@pytest.mark.parametrize("steps", [(), (step(1, SwitchApp("xterm"), None),), (step(1, TypeText("x"), None),)])
def test_a_session_without_any_picture_is_refused(steps: tuple[()]) -> None:
    with pytest.raises(ValueError, match="no_pictures"):
        trajectory(demonstration(steps=steps))


def test_apps_are_those_of_the_steps_unless_somebody_named_them() -> None:
    assert trajectory(demonstration()).metadata["apps"] == ["mousepad"]
    assert trajectory(demonstration(apps=["Mousepad", "XTerm"])).metadata["apps"] == ["Mousepad", "XTerm"]


@given(st.text(min_size=1, max_size=60))
def test_hostile_text_is_harmless_in_every_place_and_whole_in_what_is_typed(text: str) -> None:
    told = trajectory(hostile(text))
    assert list(trajectory_findings("row", told.row, told.pictures)) == []
    assert read_code(told.row["traj"][0]["value"]["code"])[0].values == {"message": text}


@given(st.lists(actions, max_size=5))
def test_whatever_was_done_the_row_is_sound(done: list[TypeText]) -> None:
    steps = [
        replace(step(number, action, 1), frame=StepFrame(number, 0, 1920, 1080))
        for number, action in enumerate(done, 1)
    ]
    first = replace(step(99, Click(0, 0, Button.LEFT, 1), 1), frame=StepFrame(99, 0, 1920, 1080))
    told = trajectory(demonstration(steps=(first, *steps)))
    assert list(trajectory_findings("row", told.row, told.pictures)) == []
    lost = len(steps) + 2 - len(told.row["traj"])
    assert lost <= sum(told.losses.values())
