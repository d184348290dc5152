"""Sites: which addresses a scope covers, and what of an address is kept.

A pattern is a host, with a scheme before it and a path behind it where those are wanted:

- `example.com` covers that host and every host below it, with any scheme and port;
- `*.example.com` covers the hosts below it alone;
- `example.com:8080` covers that port alone, `https://example.com` that scheme alone;
- `example.com/team` covers that page and everything below it, and in `example.com/team/*/notes` a star stands
  for anything; paths tell capitals apart;
- `file:///srv/manual` covers files.

Queries and fragments are no part of an address here: they are neither compared nor kept.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from workbench.errors import UsageError

LONGEST_ADDRESS = 2000
DEFAULT_PORTS = {"http": 80, "https": 443}
BROWSERS = frozenset(
    {
        "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "google-chrome-beta",
        "google-chrome-unstable", "chrome", "firefox", "firefox-esr", "navigator", "librewolf", "waterfox",
        "floorp", "zen", "zen-browser", "brave", "brave-browser", "vivaldi", "vivaldi-stable", "vivaldi-bin",
        "opera", "microsoft-edge", "microsoft-edge-stable", "msedge", "epiphany", "org.gnome.epiphany",
        "falkon", "konqueror", "qutebrowser", "midori", "palemoon", "seamonkey", "tor browser",
        "ungoogled-chromium", "thorium-browser", "mullvad browser", "icecat", "surf", "nyxt", "min",
    }
)  # fmt: skip
"""Names of browsers, folded: their windows need an address where a scope names sites."""

_PATTERN = re.compile(r"(?:([a-z][a-z0-9+.-]*)://)?([^/]*)(/.*)?", re.I)


@dataclass(frozen=True, slots=True)
class Site:
    """The parts of a pattern or an address."""

    scheme: str
    """As `https`; empty = any."""
    host: str
    """As `example.com`, in ASCII and lower case."""
    port: int | None
    """A number; none = any, or the scheme's own."""
    path: str
    """As `/team`; empty = any."""


def is_browser(names: tuple[str, ...]) -> bool:
    """Return whether a window of these names is a browser's; Chromium adds its profile's folder to one."""
    folded = {name.casefold() for name in names}
    return not BROWSERS.isdisjoint(folded | {name.split(" (")[0] for name in folded})


def check_site(pattern: str) -> str:
    """Return a pattern that can be used, or raise `UsageError`."""
    if _read_pattern(pattern) is None:
        text = (
            f"{pattern!r} is no site; write a host as example.com, with a path as example.com/team where only "
            "a part of it counts."
        )
        raise UsageError(text)
    return pattern


def kept_address(address: str) -> str:
    """Return scheme, host and path of an address: no name, no password, no query, no fragment; empty = none."""
    site = _read_address(address)
    if site is None:
        return ""
    port = "" if site.port in {None, DEFAULT_PORTS.get(site.scheme)} else f":{site.port}"
    return f"{site.scheme}://{site.host}{port}{site.path}"[:LONGEST_ADDRESS]


def covers(patterns: tuple[str, ...], address: str) -> bool:
    """Return whether one of these patterns covers an address; one that cannot be read is never covered."""
    site = _read_address(address)
    return site is not None and any(_covers(pattern, site) for pattern in patterns)


def _covers(pattern: str, site: Site) -> bool:
    wanted = _read_pattern(pattern)
    if wanted is None or (wanted.scheme and wanted.scheme != site.scheme):
        return False
    if not wanted.scheme and site.scheme not in DEFAULT_PORTS:
        return False
    own_port = site.port or DEFAULT_PORTS.get(site.scheme)
    if wanted.port is not None and wanted.port != own_port:
        return False
    return _covers_host(wanted.host, site.host) and _covers_path(wanted.path, site.path)


def _covers_host(wanted: str, host: str) -> bool:
    if wanted.startswith("*."):
        return host.endswith(wanted[1:])
    return host == wanted or host.endswith(f".{wanted}")


def _covers_path(wanted: str, path: str) -> bool:
    """Return whether a path is the one that is wanted, or below it; a step up in it is covered by nothing."""
    if not wanted or wanted == "/":
        return True
    if ".." in path.split("/"):
        return False
    pattern = ".*".join(map(re.escape, wanted.removesuffix("/").split("*")))
    return re.fullmatch(f"{pattern}(?:/.*)?", path, re.S) is not None


@lru_cache(maxsize=256)
def _read_pattern(pattern: str) -> Site | None:
    found = _PATTERN.fullmatch(pattern.strip())
    if found is None or re.search(r"[\s?#@\\]", pattern.strip()):
        return None
    scheme, authority, path = (found[1] or "").lower(), found[2], found[3] or ""
    if scheme == "file":
        return Site(scheme, "", None, path) if path and not authority else None
    host, port = _host_and_port(authority)
    bare = host.removeprefix("*.")
    if not bare or "*" in bare or port == -1:
        return None
    return Site(scheme, host, port, path)


@lru_cache(maxsize=1024)
def _read_address(address: str) -> Site | None:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    host = _ascii(parts.hostname or "")
    if not scheme or (not host and scheme != "file") or re.search(r"[\s\\]", parts.netloc):
        return None
    return Site(scheme, host, port, parts.path or "/")


def _host_and_port(authority: str) -> tuple[str, int | None]:
    """Return host and port of a pattern; -1 for a port that is no number."""
    host, colon, number = authority.rpartition(":")
    if not colon or authority.endswith("]"):
        return _ascii(authority.strip("[]")), None
    return _ascii(host.strip("[]")), int(number) if number.isascii() and number.isdigit() else -1


def _ascii(host: str) -> str:
    """Return a host as it is compared: lower case, no dot at its end, other alphabets as browsers send them."""
    folded = host.rstrip(".").casefold()
    if folded.isascii():
        return folded
    try:
        return folded.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
