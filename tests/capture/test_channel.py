"""A parent that hangs or dies never holds up the recorder."""

import os

from workbench.capture.channel import Outlet, lines_of, read_commands
from workbench.capture.protocol import Command, Message


def test_statuses_that_do_not_fit_are_left_out_and_the_last_word_is_whole() -> None:
    reading, writing = os.pipe()
    outlet = Outlet(writing)
    big = Message("status", {"text": "x" * 10_000})
    for _ in range(100):
        outlet.offer(big)
    received = b""
    while True:
        os.set_blocking(reading, False)
        try:
            received += os.read(reading, 1 << 20)
        except BlockingIOError:
            break
    outlet.insist(Message("result", {"id": "1"}))
    received += os.read(reading, 1 << 20)
    lines = received.decode().splitlines()
    assert [Message.parse(line).kind for line in lines[:-1]] == ["status"] * (len(lines) - 1)
    assert Message.parse(lines[-1]).kind == "result"
    os.close(reading)
    os.close(writing)


def test_a_reader_that_is_gone_is_noticed_and_raises_nothing() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    outlet = Outlet(writing)
    outlet.offer(Message("status"))
    assert outlet.gone
    os.close(writing)


def test_commands_are_obeyed_in_order_and_the_end_of_the_pipe_means_the_end() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"pause\nresume\n")
    os.close(writing)
    heard: list[str] = []
    read_commands(lines_of(reading), heard.append, lambda: heard.append("end"))
    assert heard == [Command.PAUSE, Command.RESUME, "end"]
    os.close(reading)


def test_a_line_that_is_no_command_ends_the_recording() -> None:
    heard: list[str] = []
    read_commands(["pause", "nonsense", "resume"], heard.append, lambda: heard.append("end"))
    assert heard == [Command.PAUSE, "end"]
