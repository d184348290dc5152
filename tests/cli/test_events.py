"""`workbench events`."""

import json
from collections.abc import Callable

from click.testing import Result

from tests.cli.conftest import Shell

Invoke = Callable[..., Result]


def test_events_are_json_lines_in_order_with_their_context(shell: Shell, invoke: Invoke) -> None:
    shell.place.recorded("Hi")
    shapes = [json.loads(line) for line in invoke("events", "last", "--json").stdout.splitlines()]
    assert [shape["seq"] for shape in shapes] == list(range(1, 8))
    assert [shape["kind"] for shape in shapes[:4]] == ["path", "button_down", "button_up", "key_down"]
    assert shapes[3]["text"] == "H"
    assert shapes[3]["context"] == {"app": "mousepad", "title": "letter-to-ada.txt - Editor"}


def test_people_read_one_line_for_each_event(shell: Shell, invoke: Invoke) -> None:
    shell.place.recorded("Hi")
    head, *rows = invoke("events", "last").stdout.splitlines()
    assert head.split() == ["seq", "ms", "kind", "in", "what"]
    assert len(rows) == 7
    assert 'text="H"' in rows[3]
