"""What recording needs of an X server, looked at one by one for `doctor`."""

from collections.abc import Iterator

from Xlib.error import XError

from workbench.desktop.x11.connection import CURE, UNREACHABLE, Connection, close, connect, note_error
from workbench.desktop.x11.devices import own_seat, read_seats, use_xinput
from workbench.desktop.x11.monitors import read_keyboard, read_monitors
from workbench.desktop.x11.xkb import xkb_library
from workbench.errors import DesktopError

Check = tuple[str, bool, str]
"""A name, whether it works, and a sentence."""

NEEDED = {
    "RECORD": "without it the order of keys and windows cannot be known; enable it in the X server",
}
HELPFUL = {
    "XInputExtension": "without it events arrive up to 20 ms late",
    "DAMAGE": "without it the screen is compared ten times a second instead",
    "MIT-SHM": "without it a picture costs ten times as much",
    "RANDR": "without it all monitors count as one",
    "X-Resource": "without it windows are believed when they say to which process they belong",
}


def check_x11(display: str | None) -> Iterator[Check]:
    """Yield one finding after the other."""
    try:
        connection = connect(display)
    except DesktopError:
        yield "display", False, f"{UNREACHABLE}: {CURE}"
        return
    try:
        yield "display", True, f"X11 display {connection.get_display_name()}"
        yield from _extensions(connection)
        yield from _monitors(connection)
        yield _keyboard(connection)
        yield _seats(connection)
    except XError as problem:
        note_error(problem)
        yield "display", False, f"the display answered with an error ({type(problem).__name__}): try again"
    finally:
        close(connection)


def _extensions(connection: Connection) -> Iterator[Check]:
    for name, why in NEEDED.items():
        there = connection.query_extension(name) is not None
        yield name, there, f"{name} is there" if there else f"{name} is missing: {why}"
    for name, why in HELPFUL.items():
        there = connection.query_extension(name) is not None
        yield name, True, f"{name} is there" if there else f"{name} is missing: {why}"


def _monitors(connection: Connection) -> Iterator[Check]:
    for monitor in read_monitors(connection):
        rect = monitor.rect
        name = f"monitor {monitor.number}"
        yield name, True, f"{rect.width}×{rect.height} pixels at {rect.x},{rect.y}"


def _seats(connection: Connection) -> Check:
    """Tell of other keyboards and pointers than the volunteer's."""
    seats = read_seats(connection) if use_xinput(connection) else ()
    own = own_seat(connection, seats)
    others = ", ".join(f"“{seat.name}”" for seat in seats if seat != own)
    if not others:
        return "seats", True, "one keyboard and pointer, yours"
    return (
        "seats",
        True,
        (
            f"another keyboard and pointer are connected here ({others}): what is done with them is not "
            "recorded, and --input pynput records nothing while they are there"
        ),
    )


def _keyboard(connection: Connection) -> Check:
    try:
        xkb_library()
    except DesktopError as problem:
        return "keyboard", False, str(problem)
    layout = read_keyboard(connection)
    return "keyboard", True, f"layout {layout}" if layout else "the layout's name is not known; keys still are"
