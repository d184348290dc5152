"""Which processes are registered on the accessibility bus as applications."""

import asyncio
import time

from workbench.desktop.atspi.answers import read_refs
from workbench.desktop.atspi.bus import Bus
from workbench.desktop.atspi.questions import REGISTRY, ROOT_PATH, Ref, children_of

FRESH_S = 0.25


class Registered:
    """The registry's list, asked again at most four times a second. On the bus's loop only."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._listed_s = 0.0
        self._listing = asyncio.Lock()

    async def root(self, pid: int) -> Ref | None:
        """Return a process's root object; none where it is not registered. Raises `TimeoutError`."""
        async with self._listing:
            if self._bus.name_of(pid) is None and time.monotonic() - self._listed_s > FRESH_S:
                await self._list()
        name = self._bus.name_of(pid)
        return Ref(name, ROOT_PATH) if name is not None else None

    def clear(self) -> None:
        """Ask anew: the bus is another one."""
        self._listed_s = 0.0

    async def _list(self) -> None:
        reply = await self._bus.ask(children_of(REGISTRY))
        refs = read_refs(reply)
        if refs is None:
            raise TimeoutError(reply.outcome.value)
        await asyncio.gather(*(self._bus.pid(ref.bus) for ref in refs))
        self._listed_s = time.monotonic()
