"""Who gets the keys, from FocusIn and FocusOut in the server's own order: pure.

Details and modes: X Window System Protocol, chapter 11, “Input Focus Events”.
"""

from workbench.desktop.x11.stack import StackModel

NORMAL, GRAB, UNGRAB, WHILE_GRABBED = range(4)
ANCESTOR, VIRTUAL, INFERIOR, NONLINEAR, NONLINEAR_VIRTUAL, POINTER, POINTER_ROOT, NONE = range(8)


class FocusModel:
    """The window that has the keyboard, as far as the events tell.

    A window that is known here gets a FocusOut when the focus leaves it and everything inside it. So as
    long as none came, a FocusIn on some window that is not known is about something inside the holder.
    """

    def __init__(self, stack: StackModel) -> None:
        self._stack = stack
        self.holder: int | None = None
        """The subject that has the focus; an inner window's number where its top-level is not known."""
        self.follows_pointer = False
        """Whether keys go to whatever is under the pointer: the focus is on the root."""
        self.grabbed = False
        """Whether a client grabbed the keyboard, so that the focus tells nothing."""
        self.grab: int | None = None
        """The subject in whose name the keyboard is grabbed, where that is known."""
        self.changes = 0
        """How many focus events have been taken in."""

    def load(self, holder: int | None, *, follows_pointer: bool) -> None:
        """Start over from a snapshot."""
        self.holder, self.follows_pointer = holder, follows_pointer

    def doubt(self) -> None:
        """Take a grab for possible: events were lost, and nobody can be asked about grabs."""
        self.grabbed, self.grab = True, None

    def entered(self, window: int, detail: int, mode: int) -> None:
        """Take in a FocusIn."""
        self.changes += 1
        if detail == POINTER:
            return
        if mode in (GRAB, UNGRAB):
            self._grab_moved(window, detail, mode)
        elif window == self._stack.root:
            self._root_entered(detail)
        else:
            self._hold(window)

    def left(self, window: int, detail: int, mode: int) -> None:
        """Take in a FocusOut."""
        self.changes += 1
        if detail == POINTER:
            return
        if mode == GRAB:
            self.grabbed = True
            if detail == INFERIOR:
                self.grab = self._stack.subject_of(window)
        elif mode == UNGRAB:
            self.grabbed, self.grab = False, None
        elif window == self._stack.root:
            self.follows_pointer = False
        elif detail != INFERIOR and self.holder in (window, self._stack.subject_of(window)):
            self.holder = None

    def answer(self, subject: int) -> None:
        """Learn by other means who has the focus; what events said stands."""
        if subject and self.holder is None and not self.follows_pointer:
            self.holder = subject

    def gone(self, window: int) -> None:
        """Forget a window that was destroyed."""
        if self.holder == window:
            self.holder = None
        if self.grab == window:
            self.grab = None

    def _root_entered(self, detail: int) -> None:
        if detail not in (VIRTUAL, NONLINEAR_VIRTUAL):
            self.follows_pointer = detail != NONE
            self.holder = None

    def _hold(self, window: int) -> None:
        subject = self._stack.subject_of(window)
        if subject is not None:
            self.holder = subject
        elif self.holder is None:
            self.holder = window
        self.follows_pointer = False

    def _grab_moved(self, window: int, detail: int, mode: int) -> None:
        subject = self._stack.subject_of(window)
        if mode == GRAB:
            self.grabbed = True
            if subject is not None:
                self.grab = subject
            return
        self.grabbed, self.grab = False, None
        if subject is not None and self.holder is None and detail not in (POINTER_ROOT, NONE):
            self.holder = subject
