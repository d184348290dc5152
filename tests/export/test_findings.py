"""What is wrong with a release is said by check and place, and never by what stands there."""

import json
from collections.abc import Callable
from dataclasses import astuple
from pathlib import Path
from typing import Any

import pytest

from tests.export.examples import hostile, release
from workbench.export.agentnet_verifying import agentnet_findings

CANARY = "canary4711"
Row = dict[str, Any]


def first_value(row: Row) -> Row:
    """Return what is said of the first step of a trajectory."""
    value: Row = row["traj"][0]["value"]
    return value


FORGED: dict[str, Callable[[Row], object]] = {
    "text": lambda row: row.update(instruction=f"{CANARY}\x1b[2J"),
    "actions": lambda row: first_value(row).update(code=f"os.system({CANARY!r})"),
    "rows": lambda row: row.update({CANARY: CANARY}),
    "pictures": lambda row: row["traj"][0].update(image="elsewhere.png"),
    "ids": lambda row: row.update(task_id=CANARY),
    "ending": lambda row: first_value(row).update(code="computer.terminate(status='success')"),
}


@pytest.mark.parametrize(("check", "forge"), FORGED.items(), ids=FORGED.keys())
def test_a_finding_names_its_check_and_its_place_and_shows_nothing_that_stands_there(
    tmp_path: Path, check: str, forge: Callable[[Row], object]
) -> None:
    folder = tmp_path / "spring"
    release(folder, hostile(CANARY))
    rows = folder / "agentnet.jsonl"
    row = json.loads(rows.read_text("utf-8"))
    forge(row)
    rows.write_text(json.dumps(row) + "\n")
    findings = list(agentnet_findings(folder, json.loads((folder / "manifest.json").read_bytes())))
    assert [finding.check for finding in findings] == [check]
    for finding in findings:
        assert CANARY not in str(astuple(finding))
        assert (folder / finding.place.split(":")[0]).is_file()
        assert finding.sentence[0].islower()
        assert not finding.sentence.endswith(".")
