"""One open connection to a D-Bus, on an asyncio loop: questions out, replies and signals in."""

import asyncio
from collections.abc import Callable, Sequence
from itertools import count
from typing import Any

from jeepney import DBusAddress, HeaderFields, Message, MessageType, Parser, new_method_call
from jeepney.bus import get_connectable_addresses
from jeepney.io.blocking import prep_socket

from workbench.desktop.atspi.questions import DBUS, MESSAGE_BUS, Outcome, Question, Reply

OPENING_S = 1.0
BACKLOG_BYTES = 1 << 20
"""What may wait for a bus that does not read: more, and the connection is given up."""

SignalSink = Callable[[Message], None]


class Link(asyncio.Protocol):
    """A connection that has said hello. It never blocks: what cannot be sent yet waits in memory."""

    def __init__(self, on_signal: SignalSink) -> None:
        self._on_signal = on_signal
        self._parser = Parser()
        self._serials = count(1)
        self._waiting: dict[int, asyncio.Future[Reply]] = {}
        self._transport: asyncio.WriteTransport | None = None
        self.lost = asyncio.Event()
        self.late = 0

    @classmethod
    async def open(cls, address: str, on_signal: SignalSink) -> "Link":
        """Connect and say hello; raises `ConnectionError` where nobody answers there."""
        loop = asyncio.get_running_loop()
        try:
            path = next(get_connectable_addresses(address))
            socket = prep_socket(path, timeout=OPENING_S)
        except (OSError, RuntimeError, ValueError) as problem:
            raise ConnectionError from problem
        _, link = await loop.create_unix_connection(lambda: cls(on_signal), sock=socket)
        hello = await link.ask(Question(MESSAGE_BUS, DBUS, "Hello", timeout_s=OPENING_S))
        if hello.outcome is not Outcome.ANSWERED:
            link.close()
            raise ConnectionError
        return link

    async def ask(self, question: Question) -> Reply:
        """Ask, and wait no longer than the question allows. Any number may be under way at once."""
        if self._transport is None or self.lost.is_set():
            return Reply(Outcome.GONE)
        serial = next(self._serials)
        reply: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._waiting[serial] = reply
        try:
            self._send(question, serial)
            async with asyncio.timeout(question.timeout_s):
                return await reply
        except TimeoutError:
            self.late += 1
            return Reply(Outcome.LATE)
        finally:
            self._waiting.pop(serial, None)

    async def ask_all(self, questions: Sequence[Question]) -> list[Reply]:
        """Ask several questions at once."""
        return await asyncio.gather(*(self.ask(question) for question in questions))

    def close(self) -> None:
        """Let go; every open question is answered with `GONE`."""
        if self._transport is not None:
            self._transport.abort()
        self._end()

    def _send(self, question: Question, serial: int) -> None:
        transport = self._transport
        if transport is None:
            return
        transport.write(message_of(question).serialise(serial=serial))
        if transport.get_write_buffer_size() > BACKLOG_BYTES:
            self.close()

    def _end(self) -> None:
        self.lost.set()
        for reply in self._waiting.values():
            if not reply.done():
                reply.set_result(Reply(Outcome.GONE))

    def connection_made(self, transport: Any) -> None:
        """Take the transport that asyncio made."""
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  (asyncio's protocol)
        """Answer what is still open."""
        self._end()

    def data_received(self, data: bytes) -> None:
        """Take in messages; what is no D-Bus message ends the connection."""
        self._parser.add_data(data)
        try:
            while (message := self._parser.get_next_message()) is not None:
                self._dispatch(message)
        except Exception:  # noqa: BLE001  (whatever an application sends, the connection ends and text is withheld)
            self.close()

    def _dispatch(self, message: Message) -> None:
        kind = message.header.message_type
        if kind is MessageType.signal:
            self._on_signal(message)
            return
        reply = self._waiting.get(message.header.fields.get(HeaderFields.reply_serial, -1))
        if reply is None or reply.done():
            return
        answered = kind is MessageType.method_return
        reply.set_result(Reply(Outcome.ANSWERED if answered else Outcome.REFUSED, tuple(message.body)))


def message_of(question: Question) -> Message:
    """Return a question as a D-Bus message."""
    remote = DBusAddress(question.ref.path, question.ref.bus, question.interface)
    return new_method_call(remote, question.method, question.signature, question.body)
