"""Structure events of the root window, from the wire into a stack model.

Layouts: X Window System Protocol, appendix B, “Events”. All are 32 bytes in the connection's byte order.
"""

import struct
from collections.abc import Callable

from workbench.desktop.x11.stack import StackModel
from workbench.model.geometry import Rect

CREATE, DESTROY, UNMAP, MAP, REPARENT, CONFIGURE, GRAVITY, CIRCULATE = 16, 17, 18, 19, 21, 22, 24, 26

_CREATE = struct.Struct("=8xIhhHHHB")
_PARENT = struct.Struct("=4xI")
_WINDOW = struct.Struct("=8xI")
_REPARENT = struct.Struct("=8xIIhhB")
_CONFIGURE = struct.Struct("=8xIIhhHHHB")
_GRAVITY = struct.Struct("=8xIhh")
_CIRCULATE = struct.Struct("=8xI4xB")


def _outer(x: int, y: int, width: int, height: int, border: int) -> Rect:
    return Rect(x, y, width + 2 * border, height + 2 * border)


def _create(model: StackModel, data: bytes) -> int:
    window, x, y, width, height, border, override = _CREATE.unpack_from(data)
    model.created(window, _outer(x, y, width, height, border), override=bool(override))
    return int(window)


def _destroy(model: StackModel, data: bytes) -> int:
    (window,) = _WINDOW.unpack_from(data)
    model.destroyed(window)
    return int(window)


def _map(model: StackModel, data: bytes) -> int:
    (window,) = _WINDOW.unpack_from(data)
    model.mapped(window, shown=data[0] & 0x7F == MAP)
    return int(window)


def _reparent(model: StackModel, data: bytes) -> int:
    window, parent, x, y, override = _REPARENT.unpack_from(data)
    known = model.top_of(window)
    size = (known.rect.width, known.rect.height) if known else (0, 0)
    model.reparented(window, parent, Rect(x, y, *size), override=bool(override))
    return int(window)


def _configure(model: StackModel, data: bytes) -> int:
    window, above, x, y, width, height, border, _ = _CONFIGURE.unpack_from(data)
    model.configured(window, _outer(x, y, width, height, border), above)
    return int(window)


def _gravity(model: StackModel, data: bytes) -> int:
    window, x, y = _GRAVITY.unpack_from(data)
    model.moved(window, x, y)
    return int(window)


def _circulate(model: StackModel, data: bytes) -> int:
    window, place = _CIRCULATE.unpack_from(data)
    model.circulated(window, to_top=place == 0)
    return int(window)


READERS: dict[int, Callable[[StackModel, bytes], int]] = {
    CREATE: _create,
    DESTROY: _destroy,
    UNMAP: _map,
    MAP: _map,
    REPARENT: _reparent,
    CONFIGURE: _configure,
    GRAVITY: _gravity,
    CIRCULATE: _circulate,
}


def apply_structure(model: StackModel, data: bytes) -> int | None:
    """Take one 32-byte event of the root into the model; return its window, none where it was no such event.

    Events that a client sent are ignored: only the server knows what became of a window.
    """
    reader = READERS.get(data[0])
    if reader is None or _PARENT.unpack_from(data)[0] != model.root:
        return None
    return reader(model, data)
