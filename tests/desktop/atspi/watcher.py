"""Watches the fields of real applications on a stage: what they say of every key that was typed."""

import time
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from tests.desktop.stage import Stage, wait_for
from tests.patience import KeptTooLittleError
from workbench.desktop.accessibility import FieldState
from workbench.desktop.choose import open_desktop
from workbench.desktop.port import FocusInput, KeyInput, Told
from workbench.model.geometry import Rect
from workbench.model.windows import WindowInfo

JUDGED_S = 0.33
Said = tuple[str, FieldState]


class Watcher:
    """A desktop whose fields hear of every focus and key, as they do while somebody records everything."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.desktop = open_desktop("x11", stage.display)
        self.fields = self.desktop.fields
        self.keys: list[tuple[KeyInput, WindowInfo]] = []
        self._told: int | None = None

    def __enter__(self) -> Self:
        self.fields.start()
        self.desktop.input.start(self._take)
        wait_for(self.fields.listening, "the accessibility bus")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.desktop.close()

    def _take(self, item: Told) -> None:
        if not isinstance(item, FocusInput | KeyInput) or item.window is None:
            return
        infos = self.desktop.windows.describe(item.window, item.at_ms, self.desktop.clock_ms())
        if infos and infos[-1].id != self._told:
            self._told = infos[-1].id
            self.fields.focus_moved(infos[-1], item.at_ms)
        if infos and isinstance(item, KeyInput) and item.down:
            self.fields.key_pressed(infos[-1], item.at_ms)
            self.keys.append((item, infos[-1]))

    def said(self, text: str) -> list[Said]:
        """Return what the fields say of every key that wrote something since the last call."""
        self.stage.hands.sync()
        wait_for(
            lambda: sum(bool(key.text) for key, _ in list(self.keys)) >= len(text), f"the keys of {text!r}"
        )
        time.sleep(JUDGED_S)
        keys, self.keys = self.keys, []
        return [(key.text, self.fields.state(window, key.at_ms)) for key, window in keys if key.text]

    def typed(self, text: str, gap_ms: float = 20) -> list[FieldState]:
        """Type text into what has the focus, once that is 300 ms old, and return what is said of each key."""
        time.sleep(JUDGED_S)
        self.keys.clear()
        self.stage.type(text, gap_ms)
        said = self.said(text)
        assert "".join(key for key, _ in said) == text
        return [state for _, state in said]

    def only(self, text: str, expected: FieldState) -> None:
        """Do the same, where that is to be said of every key."""
        require(self.typed(text), expected)

    def areas(self) -> tuple[Rect, ...]:
        """Return where password fields stand now."""
        now_ms = self.desktop.clock_ms()
        return self.fields.secret_areas(now_ms - 100, now_ms)


def require(states: Sequence[FieldState], expected: FieldState) -> None:
    """Raise where anything else is said of a key, `KeptTooLittleError` where keys are withheld and no more."""
    assert states
    if set(states) == {expected}:
        return
    message = f"expected {expected}, was told {states}"
    if expected is FieldState.PLAIN or set(states) <= {expected, FieldState.NO_ANSWER}:
        raise KeptTooLittleError(message)
    raise AssertionError(message)
