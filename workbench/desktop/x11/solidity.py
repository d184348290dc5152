"""Where a window hides what lies below it: its shape, and its opaque part where a compositor blends windows.

What shows through a hole or a translucent part belongs to the windows below, so it is theirs to be shown.
"""

from typing import Any

from Xlib import error
from Xlib.ext import shape

from workbench.desktop.x11.connection import Connection, note_error, read_property, window_of
from workbench.desktop.x11.stack import TopLevel
from workbench.model.geometry import Rect

Solid = tuple[Rect, ...] | None
"""Rectangles on the window, from its outer top left; none = all of it."""
OPAQUE_REGION, OPACITY = "_NET_WM_OPAQUE_REGION", "_NET_WM_WINDOW_OPACITY"
PROPERTIES = (OPAQUE_REGION, OPACITY)
FULL_OPACITY = 0xFFFFFFFF
ALPHA_DEPTH = 32


class SolidityReader:
    """Asks on one connection; used under its owner's lock."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._has_shapes = bool(connection.has_extension("SHAPE"))
        self._manager = connection.intern_atom(f"_NET_WM_CM_S{connection.get_default_screen()}")
        self.notify: int | None = None
        """The event that tells of a new shape."""
        if self._has_shapes:
            first: Any = connection.extension_event.ShapeNotify
            self.notify = int(first)

    def composited(self) -> bool:
        """Return whether a compositor blends windows."""
        try:
            owner = self._connection.get_selection_owner(self._manager)
        except error.XError as problem:
            note_error(problem)
            return True  # windows may be translucent then
        return bool(getattr(owner, "id", owner))

    def watch(self, window: int) -> None:
        """Ask to be told when a window's shape changes."""
        if self._has_shapes:
            window_of(self._connection, window).shape_select_input(1)

    def solid(self, top: TopLevel, *, composited: bool) -> Solid:
        """Return where a top-level hides what lies below; nowhere, where it is gone or nobody can tell."""
        try:
            shaped = self._shape(top)
            opaque = self._opaque(top) if composited else None
        except error.XError:
            return ()
        if shaped is None or opaque is None:
            return opaque if shaped is None else shaped
        parts = (one.clip(other) for one in shaped for other in opaque)
        return tuple(part for part in parts if not part.empty)

    def _shape(self, top: TopLevel) -> Solid:
        if not self._has_shapes:
            return None
        window = window_of(self._connection, top.id)
        if not window.shape_query_extents().bounding_shaped:
            return None
        border = window.get_geometry().border_width
        found = window.shape_get_rectangles(shape.SK.Bounding).rectangles
        return tuple(Rect(each.x + border, each.y + border, each.width, each.height) for each in found)

    def _opaque(self, top: TopLevel) -> Solid:
        opacity = [read_property(self._connection, window, OPACITY) for window in {top.id, top.subject}]
        if any(value is not None and len(value) and value[0] < FULL_OPACITY for value in opacity):
            return ()
        place = window_of(self._connection, top.id).get_geometry()
        if place.depth != ALPHA_DEPTH and self._depth(top.subject) != ALPHA_DEPTH:
            return None
        said = read_property(self._connection, top.subject, OPAQUE_REGION)
        numbers = [] if said is None else [int(number) for number in said]
        x, y = self._offset(top)
        return tuple(
            Rect(numbers[at] + x, numbers[at + 1] + y, numbers[at + 2], numbers[at + 3])
            for at in range(0, len(numbers) - 3, 4)
        )

    def _depth(self, window: int) -> int:
        return int(window_of(self._connection, window).get_geometry().depth)

    def _offset(self, top: TopLevel) -> tuple[int, int]:
        """Return where a client lies inside its frame."""
        client = window_of(self._connection, top.subject)
        at = client.translate_coords(window_of(self._connection, top.id), 0, 0)
        border = window_of(self._connection, top.id).get_geometry().border_width
        return border - int(at.x), border - int(at.y)
