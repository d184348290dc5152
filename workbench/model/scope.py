"""Scope: what a volunteer chose to have recorded. Whatever it does not name is withheld."""

import re
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any, Self

from workbench.errors import UsageError
from workbench.model.denied import ON_THE_LIST, always_denied, check_entries, denied_name, listed
from workbench.model.geometry import Rect
from workbench.model.sites import check_site, covers, is_browser
from workbench.model.windows import WindowInfo

NOTHING_NAMED = "The scope names nothing, so nothing would be recorded: name an application with --app."
SITES_ALONE = (
    "The scope names a site and no browser, so nothing would be recorded: name the browser as well, as in "
    "--app chromium --url example.com."
)


class KeyChannel(StrEnum):
    """Which keys are kept inside the scope."""

    ALL = "all"
    SHORTCUTS = "shortcuts"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Scope:
    """Applications and windows (a union), narrowed by monitor and region, with the channels that are on."""

    apps: tuple[str, ...] = ()
    """Names compared, ignoring case, with WM_CLASS instance, WM_CLASS class and executable base name."""
    windows: tuple[str, ...] = ()
    """Regular expressions searched in window titles."""
    monitor: int | None = None
    """Only this monitor, counted from 1 as `doctor` lists them."""
    region: Rect | None = None
    """Only this rectangle of the root window."""
    urls: tuple[str, ...] = ()
    """Only these sites, in browsers that tell their document's address."""
    pointer: bool = True
    """Whether the pointer's path between actions is kept."""
    keys: KeyChannel = KeyChannel.ALL
    """Which keys are kept."""
    pictures: bool = True
    """Whether pictures are taken."""
    elements: bool = True
    """Whether applications are asked what an action is aimed at."""
    denied: tuple[str, ...] = ()
    """Names and `title:` patterns that are never recorded, besides those that never are anywhere."""

    def check(self) -> Self:
        """Return this scope, or raise `UsageError` where it names nothing or a pattern cannot be read."""
        if not self.apps and not self.windows:
            raise UsageError(SITES_ALONE if self.urls else NOTHING_NAMED)
        if not all(name.strip() for name in (*self.apps, *self.windows)):
            text = (
                "The scope holds an empty name, so nothing was recorded: give every --app a name and every "
                "--window a pattern."
            )
            raise UsageError(text)
        for app in self.apps:
            self._refuse_denied(app)
        check_entries(self.denied)
        for site in self.urls:
            check_site(site)
        for pattern in self.windows:
            try:
                re.compile(pattern)
            except re.error as error:
                text = f"The window pattern {pattern!r} cannot be read ({error}); nothing was recorded."
                raise UsageError(text) from error
        return self

    def _refuse_denied(self, app: str) -> None:
        kind = denied_name(app) or (ON_THE_LIST if app.casefold() in map(str.casefold, self.denied) else None)
        if kind is not None:
            text = f"{app} is {kind}, so nothing of it is ever recorded; name another application."
            raise UsageError(text)

    def never(self, window: WindowInfo) -> str | None:
        """Return why this window is never recorded whatever is named, in words; none where it may be."""
        return always_denied(window) or (ON_THE_LIST if listed(self.denied, window) else None)

    def names(self, window: WindowInfo) -> bool:
        """Return whether this window may be recorded: it is named, and it is not one that never is.

        Own windows, unknown ones and those on a list of what is never recorded are not, whatever names them.
        """
        if window.own or not window.names or self.never(window):
            return False
        return self.chooses(window) and self.covers_site(window)

    def chooses(self, window: WindowInfo) -> bool:
        """Return whether applications or patterns of titles name a window."""
        known = {name.casefold() for name in window.names}
        if any(app.casefold() in known for app in self.apps):
            return True
        return any(re.search(pattern, window.title) for pattern in self.windows)

    def by_site(self, window: WindowInfo) -> bool:
        """Return whether it matters which site a window shows."""
        return bool(self.urls) and (window.address is not None or is_browser(window.names))

    def covers_site(self, window: WindowInfo) -> bool:
        """Return whether sites do not matter for a window, or it shows one that is named."""
        if not self.by_site(window):
            return True
        return bool(window.address) and covers(self.urls, window.address or "")

    def without_sites(self) -> Self:
        """Return the same scope as it would be if every site was named: which windows may ever be recorded."""
        return replace(self, urls=())

    def sentence(self) -> str:
        """Say in plain words what will be recorded."""
        chosen = [*self.apps, *(f"windows titled like “{pattern}”" for pattern in self.windows)]
        what = self._channels()
        where = f" on monitor {self.monitor}" if self.monitor else ""
        inside = ""
        if self.region:
            at = self.region
            inside = f" inside {at.width}×{at.height} pixels at {at.x},{at.y}"
        sites = f", in browsers only on {' and '.join(self.urls)}" if self.urls else ""
        left_out = ("" if self.elements else " Buttons and fields are not named.") + (
            "" if self.pictures else " No pictures are taken."
        )
        said = f"{what} of {' and '.join(chosen)}{sites}{where}{inside}."
        idle = "" if self._browsers_named else " No known browser is named, so the sites may change nothing."
        return f"{said}{left_out}{idle} Everything else stays invisible."

    @property
    def _browsers_named(self) -> bool:
        """Whether sites can matter: none are named, or a browser is, or windows by their titles."""
        return not self.urls or bool(self.windows) or any(is_browser((app,)) for app in self.apps)

    def _channels(self) -> str:
        """Name what is kept, as in `Keys, clicks and pictures`."""
        keys = {KeyChannel.ALL: "Keys", KeyChannel.SHORTCUTS: "Shortcuts", KeyChannel.NONE: ""}[self.keys]
        named = [keys, "clicks", "pictures" if self.pictures else ""]
        *first, last = [word for word in named if word]
        words = f"{', '.join(first)} and {last}" if first else last
        return words[0].upper() + words[1:]

    def to_json(self) -> dict[str, Any]:
        """Return a plain shape for the session file and the recorder's orders."""
        shape = asdict(self)
        shape["region"] = self.region.to_list() if self.region else None
        return shape

    @classmethod
    def from_json(cls, shape: dict[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        ready = dict(shape)
        for name in ("apps", "windows", "urls"):
            ready[name] = tuple(ready[name])
        ready["denied"] = tuple(ready.get("denied", ()))
        ready["region"] = Rect.from_list(ready["region"]) if ready["region"] else None
        ready["keys"] = KeyChannel(ready["keys"])
        return cls(**ready)
