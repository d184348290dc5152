"""Marks, as they are read from the stream."""

import struct

from workbench.desktop.x11.marks import FOCUS_ANSWERED, Mark, read_mark


def message(size: int, window: int, atom: int, kind: int, value: int) -> bytes:
    return struct.pack("=BBHIIII12x", 33 | 0x80, size, 0, window, atom, kind, value)


def test_a_mark_says_what_it_was_sent_with() -> None:
    assert read_mark(message(32, 7, 300, FOCUS_ANSWERED, 9), 300) == Mark(7, FOCUS_ANSWERED, 9)


def test_other_messages_are_no_marks() -> None:
    assert read_mark(message(32, 7, 301, FOCUS_ANSWERED, 9), 300) is None
    assert read_mark(message(8, 7, 300, FOCUS_ANSWERED, 9), 300) is None
