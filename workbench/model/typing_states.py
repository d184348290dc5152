"""What stood in a field on the way to the text of a step: typed and then deleted again."""

from collections.abc import Iterable

from workbench.model.events import Event, KeyDown, KeyRepeat, KeyUp
from workbench.model.key_roles import deletes_back, writes_text
from workbench.model.typed_text import TypedText


def deleted_texts(events: Iterable[Event]) -> list[str]:
    """Return what the keys of a typed step tell beside its text, where anything was deleted.

    The texts that stood before each deletion come first, then everything that was written, in one piece.
    """
    text, written = TypedText(), TypedText()
    held: dict[str, KeyDown] = {}
    found: list[str] = []
    for event in events:
        match event.body:
            case KeyDown(key=key) as down:
                held[key] = down
                _press(text, written, down, 1, found)
            case KeyRepeat(key=key, count=count) if key in held:
                _press(text, written, held[key], count, found)
            case KeyUp(key=key):
                held.pop(key, None)
    return [*found, str(written)] if found else []


def _press(text: TypedText, written: TypedText, down: KeyDown, count: int, found: list[str]) -> None:
    """Follow `count` presses of a key."""
    if writes_text(down):
        text.write(down.text, count)
        written.write(down.text, count)
    elif deletes_back(down):
        if len(text) and str(text) not in found[-1:]:
            found.append(str(text))
        text.delete_back(count)
