"""What is printed after an edit."""

import json

import pytest

from workbench.cli.edited import tell
from workbench.workflow.editing import Edited

FIRST, SECOND = Edited("abc", 3, "1 label set", 1), Edited("abc", 4, "2 labels set", 2)


def test_several_edits_are_told_as_one(capsys: pytest.CaptureFixture[str]) -> None:
    tell([FIRST, SECOND], as_json=True)
    assert json.loads(capsys.readouterr().out) == {
        "id": "abc",
        "edit": 4,
        "sentence": "1 label set; 2 labels set",
        "count": 3,
    }


def test_people_read_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    tell([FIRST], as_json=False)
    assert capsys.readouterr().out == "abc: 1 label set.\n"
