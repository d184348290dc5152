"""The X11 desktop, put together from its parts."""

from collections.abc import Callable
from typing import Protocol

from workbench.desktop.accessibility import Elements, Fields, Sites
from workbench.desktop.notices import notify
from workbench.desktop.port import Desktop, InputStream
from workbench.desktop.pty_watch import PtyWatch
from workbench.desktop.seats import SeatState
from workbench.desktop.terminal import PtyTerminals
from workbench.desktop.x11.clock import ServerClock, monotonic_ms
from workbench.desktop.x11.connection import asking
from workbench.desktop.x11.hotkeys import X11Hotkeys
from workbench.desktop.x11.input import X11Input
from workbench.desktop.x11.monitors import read_keyboard, read_scale
from workbench.desktop.x11.presence import X11Presence
from workbench.desktop.x11.screen import X11Screen
from workbench.desktop.x11.windows import X11Windows
from workbench.desktop.x11.witness import DeviceWitness
from workbench.errors import DesktopError
from workbench.model.session import Platform


def open_x11(display: str | None, own_pids: frozenset[int]) -> Desktop:
    """Open everything but the input, which its owner starts; raises `DesktopError`."""
    clock = _measure(display)
    windows = X11Windows(display, own_pids)
    return assemble(display, windows, X11Input(display, clock, (windows.marker,)))


class SeatedStream(InputStream, Protocol):
    """An input stream that knows from which seat its inputs come."""

    def seats(self) -> SeatState:
        """Return what is known of other seats."""


def assemble(display: str | None, windows: X11Windows, stream: SeatedStream) -> Desktop:
    """Put a desktop together around its windows and its input."""
    try:
        screen = X11Screen(display, windows)
    except DesktopError:
        windows.close()
        raise
    fields, elements, sites = _accessibility(display, windows)
    platform = _platform(display, screen)
    hotkeys = X11Hotkeys(display)
    ptys, witness = PtyWatch(), DeviceWitness(display)
    presence = X11Presence(display, windows.stack, platform.monitors)
    presence.start()
    ends = (stream.stop, fields.stop, hotkeys.give_up, presence.stop, ptys.close, witness.close)
    return Desktop(
        input=stream,
        windows=windows,
        screen=screen,
        terminals=PtyTerminals(ptys.names),
        fields=fields,
        elements=elements,
        sites=sites,
        hotkeys=hotkeys,
        presence=presence,
        notify=notify,
        platform=platform,
        clock_ms=monotonic_ms,
        close=lambda: _close_all(*ends, screen.close, windows.close),
        signs=witness.signs,
        seats=stream.seats,
    )


def _accessibility(display: str | None, windows: X11Windows) -> tuple[Fields, Elements, Sites]:
    """Return what listens to applications, all on one bus."""
    from workbench.desktop.atspi.addresses import accessibility_addresses
    from workbench.desktop.atspi.bus import Bus
    from workbench.desktop.atspi.elements import AtspiElements
    from workbench.desktop.atspi.fields import AtspiFields
    from workbench.desktop.atspi.sites import AtspiSites

    bus = Bus(lambda: accessibility_addresses(display), monotonic_ms)
    fields = AtspiFields(bus, windows, monotonic_ms)
    return fields, AtspiElements(bus, monotonic_ms), AtspiSites(bus, monotonic_ms)


def _platform(display: str | None, screen: X11Screen) -> Platform:
    with asking(display) as connection:
        return Platform("x11", screen.monitors(), read_scale(connection), read_keyboard(connection))


def _close_all(*ends: Callable[[], object]) -> None:
    """End every part, in that order."""
    for end in ends:
        end()


def _measure(display: str | None) -> ServerClock:
    with asking(display) as connection:
        return ServerClock.measure(connection)
