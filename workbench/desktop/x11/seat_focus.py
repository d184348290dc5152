"""The focus of the volunteer's keyboard, also where other seats have keyboards with a focus of their own."""

from workbench.desktop.x11.focus import GRAB, UNGRAB, FocusModel
from workbench.desktop.x11.stack import StackModel

FOCUS_IN, FOCUS_OUT = 9, 10
"""The same numbers for core events and for XInput 2."""
PASSIVE = {4: GRAB, 5: UNGRAB}
"""Modes that only XInput 2 has: a passive grab was activated, or ended."""


class SeatFocus:
    """Two models of the focus: one from core events, one from XInput 2 events of the volunteer's keyboard.

    Core events tell of all keyboards together and do not say which one they are about, so they count only
    until there is a second seat. Clients get core events of windows that we do not watch yet, so as long as
    there is one seat, they tell more.
    """

    def __init__(self, stack: StackModel) -> None:
        self._core, self._device = FocusModel(stack), FocusModel(stack)
        self._asked = (-1, -1)
        self.now = self._core
        """The model that counts."""

    def follow_device(self) -> None:
        """Let only the events of the volunteer's keyboard count from now on."""
        self.now = self._device

    def core_event(self, kind: int, window: int, detail: int, mode: int) -> None:
        """Take in a core FocusIn or FocusOut."""
        (self._core.entered if kind == FOCUS_IN else self._core.left)(window, detail, mode)

    def device_event(self, kind: int, window: int, detail: int, mode: int) -> None:
        """Take in an XInput 2 event of the volunteer's keyboard; others than of the focus say nothing here."""
        mode = PASSIVE.get(mode, mode)
        if kind == FOCUS_IN:
            self._device.entered(window, detail, mode)
        elif kind == FOCUS_OUT:
            self._device.left(window, detail, mode)

    def load(self, holder: int | None, *, follows_pointer: bool) -> None:
        """Start over from a snapshot."""
        for model in (self._core, self._device):
            model.load(holder, follows_pointer=follows_pointer)

    def doubt(self) -> None:
        """Take a grab for possible."""
        for model in (self._core, self._device):
            model.doubt()

    def asked(self) -> None:
        """Note that the server is asked now who has the focus."""
        self._asked = (self._core.changes, self._device.changes)

    def answered(self, subject: int) -> None:
        """Take in the answer; it holds where no event came since the question."""
        for model, changes in zip((self._core, self._device), self._asked, strict=True):
            if model.changes == changes:
                model.answer(subject)

    def gone(self, window: int) -> None:
        """Forget a window that was destroyed."""
        for model in (self._core, self._device):
            model.gone(window)
