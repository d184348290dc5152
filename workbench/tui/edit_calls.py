"""What the screens do to a session: every call is one edit, which is on the disk when it returns."""

import re
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any

from workbench.model.geometry import Rect
from workbench.store.library import Library
from workbench.workflow import editing
from workbench.workflow.editing import Edited


class EditCalls:
    """Edits of one home's sessions. Make the calls in thread workers; they wait for one another."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._turn = Lock()

    def drop(self, session_id: str, index: int) -> Edited:
        """Leave a step out."""
        return self._one_at_a_time(lambda: editing.drop_steps(self._library, session_id, str(index)))

    def redact_text(self, session_id: str, index: int, part: str | None = None) -> Edited:
        """Redact what a step types, or one part of it, given as it stands there."""
        pattern = None if part is None else re.escape(part)
        return self._one_at_a_time(lambda: editing.redact_step(self._library, session_id, index, pattern))

    def redact_everywhere(self, session_id: str, text: str) -> Edited:
        """Redact a text wherever it was typed or stands in a title or a label."""
        return self._one_at_a_time(lambda: editing.redact_pattern(self._library, session_id, re.escape(text)))

    def redact_title(self, session_id: str, index: int) -> Edited:
        """Redact the title of a step's window."""
        return self._one_at_a_time(lambda: editing.redact_title(self._library, session_id, index))

    def redact_box(self, session_id: str, index: int, rect: Rect) -> Edited:
        """Redact a rectangle of a step's pictures."""
        return self._one_at_a_time(lambda: editing.redact_box(self._library, session_id, index, rect))

    def label_task(self, session_id: str, labels: Mapping[str, Any]) -> Edited:
        """Label the task."""
        return self._one_at_a_time(lambda: editing.label_task(self._library, session_id, labels))

    def label_step(self, session_id: str, index: int, labels: Mapping[str, Any]) -> Edited:
        """Label a step."""
        return self._one_at_a_time(lambda: editing.label_step(self._library, session_id, index, labels))

    def undo(self, session_id: str) -> Edited:
        """Take back the last edit."""
        return self._one_at_a_time(lambda: editing.undo(self._library, session_id))

    def redo(self, session_id: str) -> Edited:
        """Do again what was taken back last."""
        return self._one_at_a_time(lambda: editing.redo(self._library, session_id))

    def _one_at_a_time(self, make: Callable[[], Edited]) -> Edited:
        with self._turn:
            return make()
