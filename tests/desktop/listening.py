"""A desktop under test, with all that its input has told so far."""

import time
from contextlib import suppress
from types import TracebackType
from typing import Self, TypeVar

from tests.desktop.stage import Stage, wait_for
from tests.patience import NotInTimeError
from workbench.desktop.choose import open_desktop
from workbench.desktop.port import (
    ButtonInput,
    FocusInput,
    Input,
    KeyInput,
    MissedInput,
    MotionInput,
    ScrollInput,
    Told,
)
from workbench.desktop.seats import SeatInput
from workbench.model.windows import WindowInfo

Kind = TypeVar("Kind", KeyInput, ButtonInput, ScrollInput, MotionInput, FocusInput)


class Listening:
    """Opens the X11 desktop of a stage and keeps its inputs."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.desktop = open_desktop("x11", stage.display)
        self.heard: list[Input] = []
        self.missed: list[MissedInput] = []
        self.seats: list[SeatInput] = []
        self.desktop.input.start(self.hear)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.desktop.close()

    def hear(self, item: Told) -> None:
        """Keep one input, or what is told of missing ones and of seats."""
        if isinstance(item, MissedInput):
            self.missed.append(item)
        elif isinstance(item, SeatInput):
            self.seats.append(item)
        else:
            self.heard.append(item)

    def settled(self, quiet_s: float = 0.15) -> Self:
        """Wait until everything up to now was told, and nothing new has come for a while."""
        self.stage.hands.sync()
        since_ms = self.desktop.clock_ms()
        if self.desktop.input.alive():
            self._wait_for_the_stream(since_ms)
        count = -1
        while count != len(self.heard):
            count = len(self.heard)
            time.sleep(quiet_s)
        own = self._moves_since(since_ms)
        self.heard[:] = [each for each in self.heard if each not in own]
        self.desktop.windows.settle()
        return self

    def _wait_for_the_stream(self, since_ms: int) -> None:
        """Move the pointer to where it is, and wait until that is told: all before it was told by then."""
        time.sleep(0.002)
        for _ in range(5):  # like any other move it may be lost
            self.stage.hands.stay()
            with suppress(NotInTimeError):
                wait_for(lambda: self._moves_since(since_ms), "a move on the spot", 5)
                return
        wait_for(lambda: self._moves_since(since_ms), "the stream")

    def _moves_since(self, moment_ms: int) -> list[MotionInput]:
        return [move for move in self.of(MotionInput) if move.at_ms > moment_ms]

    def of(self, kind: type[Kind]) -> list[Kind]:
        """Return all inputs of one kind."""
        return [each for each in self.heard if isinstance(each, kind)]

    def presses(self) -> list[KeyInput]:
        return [key for key in self.settled().of(KeyInput) if key.down]

    def text(self) -> str:
        """Return all text that was typed."""
        return "".join(key.text for key in self.presses())

    def forget(self) -> None:
        self.settled().heard.clear()

    def focus_is_on(self, window: int) -> None:
        """Wait until the stream has told that this window has the focus."""

        def there() -> bool:
            told = self.of(FocusInput)
            return bool(told) and told[-1].window == window

        wait_for(there, f"the focus on {window}")

    def shown(self, window: int) -> WindowInfo | None:
        """Return a window's entry in the newest stack."""
        self.desktop.windows.settle()
        return next((each for each in self.desktop.windows.stack().windows if each.id == window), None)
