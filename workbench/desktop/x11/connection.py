"""Connections to an X server: opened with a clear refusal, silent about windows that vanish meanwhile."""

import logging
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from Xlib import X, display, error
from Xlib.protocol import display as protocol

from workbench.errors import DesktopError

Connection = Any
"""A python-xlib `Display`; the library has no types."""

UNREACHABLE = "The display cannot be reached"
CURE = "start the workbench from a desktop session, or set DISPLAY. Review and submission work here."
LOG = logging.getLogger(__name__)
FIRST_EXTENSION_ERROR = 128
"""Codes below belong to the core protocol."""
EXPECTED = (error.BadWindow, error.BadDrawable, error.BadMatch, error.BadAccess)


def connect(name: str | None) -> Connection:
    """Open a connection of one's own; raises `DesktopError` where there is no display to talk to."""
    _protect_core_errors()
    try:
        connection = display.Display(name)
    except (error.DisplayError, error.XauthError, error.ConnectionClosedError, OSError) as problem:
        _close_what_it_left_open(problem)
        text = f"{UNREACHABLE}, so nothing was recorded: {CURE}"
        raise DesktopError(text) from problem
    connection.set_error_handler(note_error)
    return connection


class ErrorClasses(dict[int, Any]):
    """The classes of X errors by their codes; those of the core protocol stay what they are.

    python-xlib 0.33 enters the errors of extensions by their number inside the extension, from 0 on, in the
    place of the core errors BadRequest and BadValue, with classes that cannot be built from an error.
    """

    def __setitem__(self, code: int, kind: Any) -> None:
        """Enter a class for an extension's error; without one it is an `XError`."""
        if code >= FIRST_EXTENSION_ERROR and issubclass(kind, error.XError):
            super().__setitem__(code, kind)


def _protect_core_errors() -> None:
    """Let all connections of this process, also those of pynput, read X errors as X errors."""
    if not isinstance(protocol.Display.error_classes, ErrorClasses):
        protocol.Display.error_classes = ErrorClasses(error.xerror_class)


def _close_what_it_left_open(problem: BaseException) -> None:
    """Close the socket of a failed attempt: the library leaves it to the garbage collector, with a warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        cause: BaseException | None = problem
        while cause is not None:
            traceback.clear_frames(cause.__traceback__)
            cause = cause.__cause__ or cause.__context__


def server_gone() -> DesktopError:
    """Return the error of a display that went away under a recording."""
    return DesktopError("The display is gone, so recording ended; what was recorded before is safe.")


def note_error(problem: error.XError, *_: object) -> None:
    """Log an X error, without anything that the request was about.

    Windows vanish between an event and the answer to it, so errors about windows are no surprise.
    """
    level = logging.DEBUG if isinstance(problem, EXPECTED) else logging.WARNING
    request = f"{getattr(problem, 'major_opcode', '?')}.{getattr(problem, 'minor_opcode', '?')}"
    LOG.log(level, "X error %s in request %s", type(problem).__name__, request)


@contextmanager
def asking(name: str | None) -> Iterator[Connection]:
    """Open a connection for a few questions; raises `DesktopError` where the display refuses to answer."""
    connection = connect(name)
    try:
        yield connection
    except error.XError as problem:
        note_error(problem)
        kind = type(problem).__name__
        text = f"The display answered with an error ({kind}), so nothing was recorded: try again."
        raise DesktopError(text) from problem
    finally:
        close(connection)


def client_of(connection: Connection) -> int:
    """Return the resource base under which the server knows a connection."""
    return int(connection.display.info.resource_id_base)


def window_of(connection: Connection, window: int) -> Any:
    """Return the python-xlib object of a window's number."""
    return connection.create_resource_object("window", window)


def read_property(connection: Connection, window: int, name: str) -> Any:
    """Return a property's value; none where it is missing or the window is gone."""
    try:
        found = window_of(connection, window).get_full_property(
            connection.intern_atom(name), X.AnyPropertyType, sizehint=64
        )
    except error.XError:
        return None
    return found.value if found else None


def close(connection: Connection) -> None:
    """Let go of a connection, whether or not the server is still there."""
    try:
        connection.close()
    except (error.ConnectionClosedError, OSError):
        LOG.debug("the server closed a connection first")


def drop(connection: Connection) -> None:
    """Close a connection whose replies were read behind the library's back, so that it cannot flush."""
    connection.display.close_internal("client")
