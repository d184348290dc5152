"""The room of a socket is known before it is full."""

import socket

from workbench.desktop.x11.socket_room import FULL, SIZES, SocketRoom, writes_that_fit


def test_many_small_writes_fill_a_socket_that_few_large_ones_fill() -> None:
    room = SocketRoom()
    assert room.share(64) < room.share(1024) < room.share(8192)
    assert writes_that_fit(64) * 64 < writes_that_fit(1024) * 1024


def test_a_socket_is_called_full_when_it_is_and_not_when_it_is_half_full() -> None:
    room = SocketRoom()
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    with ours, theirs:
        ours.settimeout(0)
        taken = 0.0
        try:
            while True:
                size = SIZES[int(taken * 1000) % 5]
                taken += room.share(size) if ours.send(bytes(size)) == size else 0
        except BlockingIOError:
            pass
    assert FULL <= taken < 2
    assert room.share(64) * (writes_that_fit(64) // 2) < FULL
