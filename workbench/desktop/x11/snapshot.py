"""How the windows stand at one moment: asked once, while the server listens to nobody else."""

from dataclasses import dataclass
from typing import Any

from Xlib import X, error

from workbench.desktop.x11.connection import Connection, read_property, window_of
from workbench.desktop.x11.stack import TopLevel
from workbench.model.geometry import Rect

POINTER_ROOT = 1
DEPTH = 4
"""How deep inside a frame a client is looked for: decorations nest two or three deep."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All children of the root, and who has the keyboard."""

    tops: tuple[TopLevel, ...]
    """Bottom to top."""
    focus: int | None
    """The top-level's subject with the focus; none where nobody (known) has it."""
    follows_pointer: bool
    """Whether keys go to whatever is under the pointer."""


def take_snapshot(connection: Connection) -> Snapshot:
    """Ask for everything; the caller holds the server, so that it is one moment."""
    root = connection.screen().root
    tops = tuple(top for child in root.query_tree().children if (top := _top_level(connection, child)))
    number = focus_number(connection)
    follows = number in (POINTER_ROOT, root.id)
    subject = None if follows else subject_of(connection, number, {top.id: top for top in tops})
    return Snapshot(tops, subject, follows)


def focus_number(connection: Connection) -> int:
    """Return who has the focus: a window, 0 for none or 1 for whatever is under the pointer."""
    focus = connection.get_input_focus().focus
    return int(getattr(focus, "id", focus))


def subject_of(connection: Connection, window: int, tops: dict[int, TopLevel]) -> int | None:
    """Climb from a window to the child of the root that holds it, and return that one's subject."""
    for top in tops.values():
        if top.client == window:
            return window
    while window and window not in tops:
        try:
            parent = window_of(connection, window).query_tree().parent
        except error.XError:
            return None
        window = int(getattr(parent, "id", parent or 0))
    return tops[window].subject if window else None


def _top_level(connection: Connection, child: Any) -> TopLevel | None:
    try:
        place, attributes = child.get_geometry(), child.get_attributes()
    except error.XError:
        return None
    border = 2 * place.border_width
    return TopLevel(
        child.id,
        Rect(place.x, place.y, place.width + border, place.height + border),
        mapped=attributes.map_state != X.IsUnmapped,
        override=bool(attributes.override_redirect),
        client=find_client(connection, child.id),
    )


def find_client(connection: Connection, frame: int) -> int | None:
    """Return the window inside a frame that its window manager calls a client (it has WM_STATE)."""
    if read_property(connection, frame, "WM_STATE") is not None:
        return None
    level = [frame]
    for _ in range(DEPTH):
        level = [child for window in level for child in _children(connection, window)]
        for window in level:
            if read_property(connection, window, "WM_STATE") is not None:
                return window
    return None


def _children(connection: Connection, window: int) -> list[int]:
    try:
        return [child.id for child in window_of(connection, window).query_tree().children]
    except error.XError:
        return []
