"""The RECORD stream, read as batches of bytes."""

import time
from collections.abc import Iterator

import pytest

from tests.desktop.stage import Stage
from workbench.desktop.x11.connection import close, connect
from workbench.desktop.x11.record_stream import Batch, RecordStream

pytestmark = pytest.mark.display


@pytest.fixture
def stream(stage: Stage) -> Iterator[RecordStream]:
    control = connect(stage.display)
    opened = RecordStream(stage.display, control, [])
    yield opened
    opened.close()
    close(control)


def kinds(batches: list[Batch]) -> list[int]:
    return [byte & 0x7F for batch in batches for byte in bytes(batch.data)[::32]]


def read_to_the_end(stream: RecordStream) -> list[int]:
    found: list[int] = []
    while not stream.ended:
        for batch in stream.read():
            found += kinds([batch])
    return found


def test_the_first_batch_is_empty_and_says_that_it_has_begun(stream: RecordStream) -> None:
    stream.enable()
    batches = list(stream.read())
    assert [len(batch.data) for batch in batches] == [0]
    assert not stream.ended


def test_everything_recorded_before_the_end_arrives_before_it(stage: Stage, stream: RecordStream) -> None:
    stream.enable()
    list(stream.read())
    stage.type("a")
    stage.click(10, 10)
    for number in range(100):
        stage.move(number + 20, 20)
    stage.hands.sync()
    stream.disable()
    found = [kind for kind in read_to_the_end(stream) if kind <= 6]
    assert found == [2, 3, 6, 4, 5, *[6] * 100]


def test_a_stream_that_was_never_asked_ends_when_it_is_closed(stage: Stage) -> None:
    control = connect(stage.display)
    stream = RecordStream(stage.display, control, [])
    began = time.monotonic()
    stream.close()
    close(control)
    assert time.monotonic() - began < 20
