"""What is typed into an in-scope window: whether the field or the terminal there lets it be kept."""

from workbench.capture.echo import EchoHistory
from workbench.capture.focus_changes import UNHANDLED_MS, FocusChanges, may_move_focus
from workbench.capture.submissions import Submissions
from workbench.capture.timing import HOLD_MS
from workbench.capture.verdict import Withheld
from workbench.desktop.accessibility import Fields, FieldState
from workbench.desktop.emulators import is_terminal
from workbench.desktop.port import EchoState, KeyInput
from workbench.model.gaps import GapCause, GapReason
from workbench.model.key_roles import is_modifier
from workbench.model.windows import WindowInfo

SHOWN = frozenset({EchoState.ECHO, EchoState.LINE})


class Secrecy:
    """Judges by what was known of field and terminal from 300 ms before a key to 300 ms after it."""

    def __init__(self, fields: Fields, echoes: EchoHistory) -> None:
        self._fields = fields
        self._echoes = echoes
        self.submissions = Submissions()
        self.focus_changes = FocusChanges()

    def of_key(self, window: WindowInfo, at_ms: int) -> Withheld | None:
        """Return why a key must not be kept; none where it may be.

        A key that a shell's line editor was sure to read stays out of the prompt that opened behind it.
        """
        if window.pid is None:
            return _withheld(GapCause.NO_FIELDS, window)
        echo = self._echoes.read_as_line(window.pid, at_ms, self.submissions)
        return self._judge(window, at_ms, echo or self._echoes.verdict(window.pid, at_ms))

    def of_quick_change(self, window: WindowInfo, item: KeyInput) -> Withheld | None:
        """Return why a key must not be kept that was typed between quick changes of focus; none otherwise.

        It may have gone into a password field, so that not even its time is kept. What moves the focus by
        itself, such as Tab, is no part of a secret.
        """
        if not item.down or may_move_focus(item) or is_modifier(item.key) or is_terminal(window):
            return None
        trace = self._fields.trace(window, item.at_ms - UNHANDLED_MS, item.at_ms + HOLD_MS)
        if not self.focus_changes.in_doubt(item, trace):
            return None
        return Withheld(GapReason.SECRET, GapCause.NO_ANSWER, window.app)

    def hides_all(self, window: WindowInfo, at_ms: int) -> Withheld | None:
        """Return why nothing at all may be kept while that window has the keyboard: a secret is asked for."""
        if window.pid is None:
            return None
        found = self._judge(window, at_ms, self._echoes.verdict(window.pid, at_ms))
        return found if found is not None and found.secret else None

    def _judge(self, window: WindowInfo, at_ms: int, echo: EchoState) -> Withheld | None:
        field = self._fields.state(window, at_ms)
        if field is FieldState.PASSWORD:
            return _withheld(GapCause.PASSWORD_FIELD, window)
        if echo is EchoState.SECRET:
            return _withheld(GapCause.TERMINAL_PROMPT, window)
        if field is FieldState.NO_ANSWER:
            return _withheld(GapCause.NO_ANSWER, window)
        if echo is EchoState.UNKNOWN:
            return _withheld(GapCause.OTHER_TERMINAL, window)
        if field is FieldState.NO_FIELDS and not (echo in SHOWN and is_terminal(window)):
            return _withheld(GapCause.NO_FIELDS, window)
        return None


def _withheld(cause: GapCause, window: WindowInfo) -> Withheld:
    secret = cause in {GapCause.PASSWORD_FIELD, GapCause.TERMINAL_PROMPT}
    return Withheld(GapReason.SECRET if secret else GapReason.UNKNOWN_TARGET, cause, window.app)
