"""`workbench mine`."""

import json
from collections.abc import Callable

from click.testing import Result

from tests.workflow.volunteers import Volunteer

Invoke = Callable[..., Result]


def test_submissions_are_listed_newest_first_with_how_they_stand(volunteer: Volunteer, invoke: Invoke) -> None:
    ids = [volunteer.session(), volunteer.session()]
    for session_id in ids:
        invoke("submit", session_id, "--yes")
    invoke("withdraw", ids[0], "--yes")
    shapes = [json.loads(line) for line in invoke("mine", "--json").stdout.splitlines()]
    assert {shape["session"]: bool(shape["withdrawn_at"]) for shape in shapes} == {ids[0]: True, ids[1]: False}
    head, *rows = invoke("mine").stdout.splitlines()
    assert head.split()[:3] == ["receipt", "session", "submitted"]
    assert sorted(row.split("corpus", 1)[1].split()[0] for row in rows) == ["in", "withdrawn"]


def test_an_empty_list_says_how_to_begin(invoke: Invoke) -> None:
    result = invoke("mine")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "workbench submit" in result.stderr
    assert invoke("mine", "--json").stdout == ""


def test_a_receipt_that_cannot_be_read_is_named_beside_the_others(volunteer: Volunteer, invoke: Invoke) -> None:
    session_id = volunteer.session()
    invoke("submit", session_id, "--yes")
    [whole] = volunteer.home.receipts.iterdir()
    (volunteer.home.receipts / "broken.json").mkdir()
    listed = invoke("mine", "--json")
    assert listed.exit_code == 0
    assert [json.loads(line)["session"] for line in listed.stdout.splitlines()] == [session_id]
    assert "broken.json cannot be read" in listed.stderr
    whole.unlink()
    alone = invoke("mine")
    assert (alone.exit_code, alone.stdout) == (0, "")
    assert "broken.json cannot be read" in alone.stderr
    assert "Nothing was submitted" not in alone.stderr
