"""A trajectory is looked at key by key; a finding never shows what stands there."""

import copy
from typing import Any

import pytest

from tests.export.examples import demonstration
from workbench.export.agentnet_rows import trajectory
from workbench.export.agentnet_trajectories import text_findings, trajectory_findings


def told() -> tuple[dict[str, Any], dict[str, int]]:
    found = trajectory(demonstration())
    return copy.deepcopy(found.row), found.pictures


def test_a_row_as_it_was_made_is_sound() -> None:
    assert list(trajectory_findings("row", *told())) == []


@pytest.mark.parametrize("steps", [None, [], "steps", {"0": {}}])
def test_a_row_without_steps_is_found(steps: Any) -> None:
    row, pictures = told()
    assert [found.check for found in trajectory_findings("row", row | {"traj": steps}, pictures)] == ["rows"]


def test_a_step_that_is_none_is_found_with_its_number() -> None:
    row, pictures = told()
    row["traj"][1]["value"] = "text"
    assert [(found.check, found.place) for found in trajectory_findings("row", row, pictures)] == [
        ("rows", "row step 1")
    ]


def test_a_row_that_goes_on_after_its_end_is_found() -> None:
    row, pictures = told()
    row["traj"].append({**row["traj"][0], "index": len(row["traj"])})
    assert [found.check for found in trajectory_findings("row", row, pictures)] == ["ending"]


def test_hostile_text_is_found_in_lists_and_names_too_and_not_repeated() -> None:
    for value in ("\x1b", ["a", "\x1b"], {"a": {"\x1b": 1}}):
        (found,) = text_findings("row", {"a": value}, {"a": (str, list, dict)})
        assert found.check == "text"
        assert "\x1b" not in found.sentence
