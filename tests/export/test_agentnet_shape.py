"""The shape of AgentNet's rows is the one that its readers look for."""

import pytest

from workbench.export.agentnet_shape import METADATA_ROW, ROW, STEP, VALUE, fits


def test_the_least_that_opencua_reads_is_there() -> None:
    assert {"task_id", "instruction", "traj"} <= set(ROW)
    assert {"index", "image", "value"} == set(STEP)
    assert {"code", "last_step_correct", "last_step_redundant"} <= set(VALUE)
    assert {"task_id", "system"} <= set(METADATA_ROW)


@pytest.mark.parametrize(
    "row",
    [
        None,
        [],
        {},
        {"index": 0, "image": "a.png"},
        {"image": "a.png", "index": 0, "value": {}},
        {"index": 0, "image": "a.png", "value": {}, "more": 1},
        {"index": True, "image": "a.png", "value": {}},
        {"index": "0", "image": "a.png", "value": {}},
        {"index": 0, "image": None, "value": {}},
        {"index": 0, "image": "a.png", "value": []},
    ],
)
def test_keys_order_and_kinds_have_to_fit(row: object) -> None:
    assert fits({"index": 0, "image": "a.png", "value": {}}, STEP)
    assert not fits(row, STEP)
