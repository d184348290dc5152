"""The accessibility service of the session: whether it is there, and switching it on."""

from typing import Any

from workbench.desktop.atspi.addresses import BUS_NAME, ask_session, session_address
from workbench.desktop.atspi.questions import DBUS, PROPERTIES

STATUS = "org.a11y.Status"
CONSEQUENCE = "so nobody can tell which field has the keyboard and typed text is withheld, except in terminals"
Check = tuple[str, bool, str]
"""A name, whether it works, and a sentence."""


def switch_on() -> bool:
    """Tell applications that somebody listens; false where there is no service to tell. It stays on."""
    on: tuple[Any, ...] = (STATUS, "IsEnabled", ("b", True))
    return ask_session("Set", "ssv", on, PROPERTIES) is not None


def check_accessibility() -> Check:
    """Look whether applications can tell which field has the keyboard; starts nothing."""
    name = "fields"
    if session_address() is None:
        cure = "log in to a desktop session, or start the workbench with dbus-run-session"
        return name, False, f"There is no session bus, {CONSEQUENCE}: {cure}."
    if not _offered():
        return name, False, f"The accessibility service is missing, {CONSEQUENCE}: install at-spi2-core."
    cure = "start browsers and other applications that show none with: workbench launch NAME"
    return name, True, f"The accessibility service is there, so applications can show their fields; {cure}"


def _offered() -> bool:
    """Return whether the service runs, or would be started for whoever asks."""
    for method in ("ListNames", "ListActivatableNames"):
        reply = ask_session(method, target=(DBUS, "/org/freedesktop/DBus"), interface=DBUS)
        if reply is not None and BUS_NAME in reply[0]:
            return True
    return False
