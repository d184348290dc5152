"""What is open on the desktop now, for choosing a scope."""

from dataclasses import dataclass

from workbench.model.scope import Scope
from workbench.model.windows import WindowInfo


@dataclass(frozen=True, slots=True)
class OpenApplication:
    """An application that is open now."""

    app: str
    """The name that a scope would use."""
    titles: tuple[str, ...]
    """The titles of its windows, without those that are never recorded."""
    pid: int | None
    """Its process, where known."""
    own: bool
    """Whether it is the workbench or the terminal that hosts it, which is never recorded."""
    never: str = ""
    """Why it is never recorded, in words; empty where it may be."""
    hidden: int = 0
    """How many of its windows are never recorded although it may be, as private ones."""


def open_applications(denied: tuple[str, ...] = ()) -> tuple[OpenApplication, ...]:
    """Return what is open on the desktop now; raises `DesktopError` where there is none to look at."""
    from workbench.desktop.choose import open_desktop

    desktop = open_desktop()
    try:
        desktop.windows.settle()
        windows = desktop.windows.stack().windows
    finally:
        desktop.close()
    return listed(windows, denied)


def listed(windows: tuple[WindowInfo, ...], denied: tuple[str, ...]) -> tuple[OpenApplication, ...]:
    """Return windows by application; popups and those of which nothing is known are left out."""
    known: dict[tuple[str, bool], list[WindowInfo]] = {}
    for window in windows:
        if window.names and not window.popup:
            known.setdefault((window.app, window.own), []).append(window)
    scope = Scope(denied=denied)
    return tuple(_application(scope, app, group, own=own) for (app, own), group in sorted(known.items()))


def _application(scope: Scope, app: str, group: list[WindowInfo], *, own: bool) -> OpenApplication:
    reasons = [None if own else scope.never(window) for window in group]
    allowed = tuple(window.title for window, reason in zip(group, reasons, strict=True) if reason is None)
    never = "" if allowed else next(filter(None, reasons), "")
    return OpenApplication(app, allowed, group[0].pid, own, never, len(group) - len(allowed) if allowed else 0)
