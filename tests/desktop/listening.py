"""A desktop under test, with all that its input has told so far."""

import time
from types import TracebackType
from typing import Self, TypeVar

from tests.desktop.stage import Stage, wait_for
from workbench.desktop.choose import open_desktop
from workbench.desktop.port import (
    ButtonInput,
    FocusInput,
    Input,
    KeyInput,
    MissedInput,
    MotionInput,
    ScrollInput,
)
from workbench.model.windows import WindowInfo

Kind = TypeVar("Kind", KeyInput, ButtonInput, ScrollInput, MotionInput, FocusInput)


class Listening:
    """Opens the X11 desktop of a stage and keeps its inputs."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.desktop = open_desktop("x11", stage.display)
        self.heard: list[Input] = []
        self.missed: list[MissedInput] = []
        self.desktop.input.start(self.hear)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.desktop.close()

    def hear(self, item: Input | MissedInput) -> None:
        """Keep one input, or the word of missing ones."""
        if isinstance(item, MissedInput):
            self.missed.append(item)
        else:
            self.heard.append(item)

    def settled(self, quiet_s: float = 0.15) -> Self:
        """Wait until nothing new has come for a while."""
        self.stage.hands.sync()
        count = -1
        while count != len(self.heard):
            count = len(self.heard)
            time.sleep(quiet_s)
        self.desktop.windows.settle()
        return self

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
