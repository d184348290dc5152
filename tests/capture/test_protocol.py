"""What workbench and recorder say to each other survives the pipe."""

import json

from workbench.capture.protocol import (
    Ending,
    Message,
    RecentStep,
    RecorderStatus,
    RecordingOrder,
    RecordingResult,
)
from workbench.model.geometry import Rect
from workbench.model.scope import KeyChannel, Scope


def test_an_order_comes_back_as_it_was() -> None:
    scope = Scope(
        ("mousepad",), ("Invoice",), 2, Rect(1, 2, 3, 4), (), pointer=False, keys=KeyChannel.SHORTCUTS
    )
    order = RecordingOrder(
        "id", "file", "00" * 32, "Write\nan invoice", scope, "c", "h", 12.5, "pynput", wait=True
    )
    line = order.line()
    assert line.count("\n") == 1
    assert RecordingOrder.parse(line) == order


def test_a_status_and_a_result_come_back_as_they_were() -> None:
    step = RecentStep(1, "type", 'type "Hello"', "mousepad")
    status = RecorderStatus(state="paused", recent=(step,), warnings=("one",), picture_age_ms=4)
    result = RecordingResult("id", 3, 40, 1, 5000, Ending.LIMIT, "It ended.")
    for shape in (status, result):
        again = Message.parse(Message("x", shape.to_json()).line())
        assert type(shape).from_json(json.loads(json.dumps(again.body))) == shape
