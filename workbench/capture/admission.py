"""Whether a scope can be recorded as things stand: it lies on the screen, and something in it is open."""

from collections.abc import Sequence
from dataclasses import replace

from workbench.capture.guard import allowed_area
from workbench.errors import NotFoundError, UsageError
from workbench.model.denied import always_denied
from workbench.model.geometry import Rect
from workbench.model.scope import Scope
from workbench.model.session import Monitor
from workbench.model.windows import WindowInfo, WindowStack


def check_area(scope: Scope, monitors: tuple[Monitor, ...]) -> None:
    """Raise `UsageError` where the scope's monitor is not there, or its region covers no pixel that is."""
    chosen = [monitor.rect for monitor in monitors if scope.monitor in {None, monitor.number}]
    if scope.monitor is not None and not chosen:
        text = (
            f"There is no monitor {scope.monitor} here; `workbench doctor` lists {len(monitors)}. "
            "Nothing was recorded."
        )
        raise UsageError(text)
    if scope.region is not None and not allowed_area(scope, monitors):
        where = f"monitor {scope.monitor}" if scope.monitor else "the screen"
        text = (
            f"That rectangle lies outside {where} ({in_words(chosen)}), so nothing was recorded; "
            "choose one inside it."
        )
        raise UsageError(text)


def in_words(screens: Sequence[Rect]) -> str:
    """Return the sizes of screens, and the places of those that do not begin at the corner."""
    return " and ".join(
        f"{rect.width}×{rect.height}" + (f" at {rect.x},{rect.y}" if (rect.x, rect.y) != (0, 0) else "")
        for rect in screens
    )


def check_applications(scope: Scope, stack: WindowStack) -> None:
    """Raise `NotFoundError` where nothing in scope is open, `UsageError` where only the own terminal is."""
    scope = scope.without_sites()
    if any(scope.names(window) for window in stack.windows):
        return
    if any(scope.names(without_own(window)) for window in stack.windows if window.own):
        text = (
            "The scope names only the terminal that the workbench runs in, which is never recorded; "
            "name another application, or open a second terminal."
        )
        raise UsageError(text)
    listed = open_names(scope, stack)
    text = (
        "Nothing that the scope names is open, so nothing was recorded. "
        f"Open now: {', '.join(listed) or 'nothing'}. Open the application first, or use --wait."
    )
    raise NotFoundError(text)


def without_own(window: WindowInfo) -> WindowInfo:
    """Return the window as if it were somebody else's, and not titled as the workbench titles its terminal."""
    title = "" if always_denied(replace(window, own=False)) else window.title
    return replace(window, own=False, title=title)


def open_names(scope: Scope, stack: WindowStack) -> list[str]:
    """Return the names of the applications that a scope could name now, without titles and what never is."""
    windows = (window for window in stack.windows if not window.popup and not scope.never(window))
    return sorted({window.app for window in windows if window.names})
