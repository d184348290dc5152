"""The accessibility bus: one connection, on a thread of its own, for everything that is asked or announced.

Coroutines run on the bus's loop and ask with `await bus.ask(question)`; any other thread uses `run` or `post`
(which return at once) or `call` (which waits). An application that hangs makes only its own questions `LATE`.
"""

import asyncio
import concurrent.futures
import logging
import threading
from collections.abc import Callable, Coroutine, Iterable, Sequence
from typing import Any, TypeVar

from jeepney import HeaderFields, Message

from workbench.desktop.atspi.answers import read_text
from workbench.desktop.atspi.link import Link
from workbench.desktop.atspi.questions import Outcome, Question, Ref, Reply, pid_of, toolkit_of
from workbench.desktop.atspi.topics import Signal, Topic, read_signal

LOG = logging.getLogger(__name__)
RETRIES_S = (5.0, 10.0, 20.0, 40.0, 60.0)
"""How long until the bus is looked for again: each look costs 20 ms of CPU."""
STOP_S = 0.5
CALL_SLACK_S = 0.5
Result = TypeVar("Result")
SignalSink = Callable[[Signal], None]


class Bus:
    """The accessibility bus. Its owner starts it and stops it once; asking works from any thread."""

    def __init__(self, addresses: Callable[[], Iterable[str]], clock_ms: Callable[[], int]) -> None:
        self._addresses = addresses
        self._clock_ms = clock_ms
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=self._run, name="accessibility bus", daemon=True)
        self._link: Link | None = None
        self._topics: list[tuple[Topic, SignalSink]] = []
        self._pids: dict[str, int] = {}
        self._toolkits: dict[str, str] = {}
        self._tasks: set[asyncio.Task[Any]] = set()
        self._main: asyncio.Task[None] | None = None
        self._late = 0
        self._stopping = threading.Event()
        self.failures = 0
        """How many coroutines ended with an error of their own."""
        self.tried = False
        """Whether the first attempt to connect is over: until then nobody knows who is on the bus."""
        self.on_link: list[Callable[[bool], None]] = []
        """Called on the loop: true with every connection, once its topics are listened to; false at its end."""

    @property
    def alive(self) -> bool:
        """Whether there is a connection now."""
        link = self._link
        return link is not None and not link.lost.is_set()

    @property
    def late(self) -> int:
        """How many questions were not answered in time."""
        link = self._link
        return self._late + (link.late if link is not None else 0)

    def start(self) -> None:
        """Begin to connect, and return at once."""
        if self._loop is None and not self._stopping.is_set():
            self._loop = asyncio.new_event_loop()
            self._thread.start()

    def stop(self) -> None:
        """End the connection and the thread."""
        self._stopping.set()
        if self._thread.is_alive():
            self.post(self._cancel)
            self._thread.join(STOP_S)

    def subscribe(self, topic: Topic, sink: SignalSink) -> None:
        """Call `sink` on the loop with every such signal, over reconnections; to be called before `start`."""
        self._topics.append((topic, sink))

    def post(self, work: Callable[..., object], *values: object) -> None:
        """Call that function on the loop soon; from any thread, without waiting; unheard before `start`."""
        if self._loop is None:
            return
        try:
            self._loop.call_soon_threadsafe(work, *values)
        except RuntimeError:
            LOG.debug("the accessibility bus has ended")

    def spawn(self, work: Coroutine[Any, Any, object]) -> None:
        """Run a coroutine beside others; on the loop only."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def run(self, work: Coroutine[Any, Any, Result]) -> "concurrent.futures.Future[Result]":
        """Run a coroutine on the loop, from any other thread, without waiting."""
        if self._loop is None or self._stopping.is_set() or not self._thread.is_alive():
            work.close()
            gone: concurrent.futures.Future[Result] = concurrent.futures.Future()
            gone.cancel()
            return gone
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def call(self, question: Question) -> Reply:
        """Ask and wait for the answer, from any thread but the bus's own."""
        try:
            return self.run(self.ask(question)).result(question.timeout_s + CALL_SLACK_S)
        except concurrent.futures.CancelledError:
            return Reply(Outcome.GONE)
        except TimeoutError:
            return Reply(Outcome.LATE)

    async def ask(self, question: Question) -> Reply:
        """Ask on the loop; the reply tells whether an answer came."""
        link = self._link
        return await link.ask(question) if link is not None else Reply(Outcome.GONE)

    async def ask_all(self, questions: Sequence[Question]) -> list[Reply]:
        """Ask several questions at once."""
        link = self._link
        if link is None:
            return [Reply(Outcome.GONE)] * len(questions)
        return await link.ask_all(questions)

    async def pid(self, name: str) -> int | None:
        """Return the process behind a bus name, asked once; none where the name is gone."""
        if name not in self._pids:
            reply = await self.ask(pid_of(name))
            if reply.outcome is not Outcome.ANSWERED:
                return None
            self._pids[name] = int(reply.value)
        return self._pids[name]

    async def toolkit(self, name: str) -> str:
        """Return what an application is made with, as `gtk`, `Qt`, `Chromium`; empty where it does not say."""
        if name not in self._toolkits:
            said = read_text(await self.ask(toolkit_of(name)))
            if said is None:
                return ""
            self._toolkits[name] = said
        return self._toolkits[name]

    def known_pid(self, name: str) -> int | None:
        """Return the process behind a bus name if it was asked before."""
        return self._pids.get(name)

    def name_of(self, pid: int) -> str | None:
        """Return a name that a process is known to have on the bus."""
        return next((name for name, known in self._pids.items() if known == pid), None)

    def forget(self, name: str) -> None:
        """Forget a name that left the bus."""
        self._pids.pop(name, None)
        self._toolkits.pop(name, None)

    def _run(self) -> None:
        loop = self._loop
        if loop is None:
            return
        asyncio.set_event_loop(loop)
        self._main = loop.create_task(self._keep_connected())
        try:
            loop.run_until_complete(self._main)
        except asyncio.CancelledError:
            LOG.debug("the accessibility bus was stopped")
        finally:
            self._close(loop)

    def _cancel(self) -> None:
        if self._main is not None:
            self._main.cancel()

    def _close(self, loop: asyncio.AbstractEventLoop) -> None:
        left = list(self._tasks)
        for task in left:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()

    async def _keep_connected(self) -> None:
        vain = 0
        while True:
            link = await self._connect()
            self.tried = True
            vain = 0 if link is not None else vain + 1
            if link is not None:
                try:
                    await self._listen(link)
                    await link.lost.wait()
                finally:
                    self._let_go(link)
            else:
                self._tell(connected=False)
            await asyncio.sleep(RETRIES_S[min(vain, len(RETRIES_S) - 1)])

    async def _connect(self) -> Link | None:
        for address in await self._look_up():
            try:
                return await Link.open(address, self._signal)
            except ConnectionError:
                continue
        return None

    async def _look_up(self) -> list[str]:
        """Look for addresses in a thread that nobody waits for at the end: a hung session bus takes seconds."""
        loop = asyncio.get_running_loop()
        found: asyncio.Future[list[str]] = loop.create_future()

        def look() -> None:
            addresses = list(self._addresses())
            self.post(lambda: None if found.done() else found.set_result(addresses))

        threading.Thread(target=look, name="accessibility address", daemon=True).start()
        return await found

    async def _listen(self, link: Link) -> None:
        self._link = link
        self._pids.clear()
        self._toolkits.clear()
        questions = [question for topic, _ in self._topics for question in topic.questions()]
        replies = await link.ask_all(questions)
        if all(reply.outcome is Outcome.ANSWERED for reply in replies):
            self._tell(connected=True)
        else:
            link.close()

    def _let_go(self, link: Link) -> None:
        link.close()
        self._late += link.late
        self._link = None
        self._tell(connected=False)

    def _tell(self, *, connected: bool) -> None:
        for sink in self.on_link:
            sink(connected)

    def _signal(self, message: Message) -> None:
        at_ms = self._clock_ms()
        fields = message.header.fields
        sender = Ref(fields.get(HeaderFields.sender, ""), fields.get(HeaderFields.path, ""))
        signal = read_signal(sender, fields, message.body, at_ms)
        for topic, sink in self._topics:
            if topic.matches(signal):
                sink(signal)

    def _done(self, task: "asyncio.Task[Any]") -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            self.failures += 1
            LOG.warning("a question to an application failed: %s", type(task.exception()).__name__)
