"""The monitors of the desktop, as RandR lists them, counted from 1 by their place."""

from workbench.desktop.x11.connection import Connection, read_property
from workbench.model.geometry import Rect
from workbench.model.session import Monitor

NORMAL_DPI = 96.0


def read_monitors(connection: Connection) -> tuple[Monitor, ...]:
    """Return all monitors from left to right, then top to bottom; the whole root where there is no RandR."""
    root = connection.screen().root
    place = root.get_geometry()
    whole = Rect(0, 0, place.width, place.height)
    rects = [whole]
    if connection.has_extension("RANDR"):
        listed = root.xrandr_get_monitors().monitors
        found = {
            Rect(each.x, each.y, each.width_in_pixels, each.height_in_pixels).clip(whole) for each in listed
        }
        rects = [rect for rect in found if not rect.empty] or [whole]
    ordered = sorted(rects, key=lambda rect: (rect.x, rect.y))
    return tuple(Monitor(number, rect) for number, rect in enumerate(ordered, 1))


def read_scale(connection: Connection) -> float:
    """Return physical pixels for one logical pixel: Xft.dpi of the resource database, 1 where it is silent."""
    root = int(connection.screen().root.id)
    resources = read_property(connection, root, "RESOURCE_MANAGER")
    text = resources.decode("latin-1") if isinstance(resources, bytes) else ""
    for line in text.splitlines():
        name, _, value = line.partition(":")
        if name.strip() == "Xft.dpi":
            return _number(value) / NORMAL_DPI
    return 1.0


def _number(value: str) -> float:
    try:
        dpi = float(value)
    except ValueError:
        return NORMAL_DPI
    return dpi if dpi > 0 else NORMAL_DPI


def read_keyboard(connection: Connection) -> str:
    """Return the keyboard layout's name, as `us` or `us,de`; empty where the server does not say."""
    rules = read_property(connection, int(connection.screen().root.id), "_XKB_RULES_NAMES")
    parts = rules.decode("latin-1").split("\0") if isinstance(rules, bytes) else []
    return parts[2] if len(parts) > 2 else ""
