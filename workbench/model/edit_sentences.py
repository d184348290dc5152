"""Edits in plain words, without any content: for toasts, lists and reports."""

from collections import Counter

from workbench.model.edit_log import parts
from workbench.model.edits import (
    Applied,
    DropSpan,
    Edit,
    RedactBox,
    RedactElement,
    RedactTask,
    RedactText,
    RedactTitle,
    Redo,
    SetLabel,
    Undo,
)

TAKEN_BACK = "taken back"
_NAMES: dict[type[Edit] | str, tuple[str, str]] = {
    RedactText: ("text redacted", "texts redacted"),
    RedactTitle: ("title redacted", "titles redacted"),
    RedactTask: ("name of the session redacted", "names of the session redacted"),
    RedactBox: ("box redacted", "boxes redacted"),
    RedactElement: ("name of a target redacted", "names of targets redacted"),
    DropSpan: ("stretch dropped", "stretches dropped"),
    SetLabel: ("label set", "labels set"),
    TAKEN_BACK: ("label taken back", "labels taken back"),
}


def edit_sentence(edit: Edit) -> str:
    """Say what an edit does, by how much of what, as in `2 texts redacted, 1 title redacted`."""
    if isinstance(edit, Undo | Redo):
        return f"edit {edit.edit_id} {'undone' if isinstance(edit, Undo) else 'redone'}"
    if isinstance(edit, Applied):
        return "edits applied"
    counted = Counter(_kind(part) for part in parts(edit))
    said = [
        f"{counted[kind]} {one if counted[kind] == 1 else many}"
        for kind, (one, many) in _NAMES.items()
        if counted[kind]
    ]
    return ", ".join(said) or "nothing changed"


def _kind(part: Edit) -> type[Edit] | str:
    return TAKEN_BACK if isinstance(part, SetLabel) and part.value is None else type(part)
