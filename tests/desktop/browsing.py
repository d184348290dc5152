"""A real Chromium on a stage, a web server on loopback that plays several sites, and what its pages saw."""

import json
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from tests.desktop.stage import Stage, StageWindow, wait_for

QUIET = (
    "--no-sandbox --no-first-run --no-default-browser-check --disable-gpu --disable-sync --disable-extensions "
    "--disable-background-networking --disable-component-update --password-store=basic --disable-infobars "
    "--disable-features=Translate,OptimizationHints,MediaRouter --force-renderer-accessibility --test-type"
)

FORM = """<!doctype html><title>{title}</title><body style="font:16px sans-serif;margin:8px">
<h1 id=heading>Orders of {host}</h1>
<p><label>Your name <input id=name></label></p>
<p><label>Password <input id=password type=password></label></p>
<p><input id=agree type=checkbox aria-label="Agree">
<select id=count aria-label="Count"><option>One<option>Two</select></p>
<p><button id=send type=button>Send</button> <a id=help href="/help">Help</a></p>
<p><textarea id=notes aria-label="Notes" rows=3 cols=40></textarea></p>
<script>
const tell = (what, more) =>
  navigator.sendBeacon("/saw", JSON.stringify({{what, host: location.host, ...more}}));
const places = () => Object.fromEntries([...document.querySelectorAll("[id]")].map(one => {{
  const box = one.getBoundingClientRect();
  return [one.id, [box.x, box.y, box.width, box.height].map(Math.round)];
}}));
addEventListener("mousedown", e => {{
  const origin = [e.screenX - e.clientX, e.screenY - e.clientY];
  tell("press", {{id: e.target.id, x: e.screenX, y: e.screenY, origin, places: places()}});
}}, true);
addEventListener("keydown", e => tell("key", {{key: e.key}}), true);
tell("shown", {{path: location.pathname}});
</script>"""


@dataclass
class Web:
    """The server behind every host name that the browser asks for."""

    seen: list[dict[str, Any]] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    """Titles by host; others are called `Orders`."""
    pages: dict[str, str] = field(default_factory=dict)
    """Pages of their own, by path."""

    def __enter__(self) -> Self:
        web = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                host = self.headers.get("Host", "").split(":")[0]
                form = FORM.format(title=web.titles.get(host, "Orders"), host=host)
                page = web.pages.get(self.path.split("?")[0], form).encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(page)

            def do_POST(self) -> None:
                said = self.rfile.read(int(self.headers["Content-Length"]))
                if self.path == "/saw":  # the browser itself has things to tell its maker, too
                    web.seen.append(json.loads(said) | {"at": time.monotonic()})
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def of(self, what: str) -> list[dict[str, Any]]:
        """Return what pages told of one kind."""
        return [said for said in list(self.seen) if said["what"] == what]


def open_chromium(stage: Stage, web: Web, address: str = "http://example.com/", *options: str) -> StageWindow:
    """Open Chromium at an address and wait until its page says that it is shown."""
    place = ("--window-size=900,600", "--window-position=20,20", f"--user-data-dir={stage.home / 'chromium'}")
    rules = f"--host-resolver-rules=MAP * 127.0.0.1:{web.port}"
    before = len(web.of("shown"))
    stage.environment["ACCESSIBILITY_ENABLED"] = "1"  # without it Chromium does not join the bus at all
    stage.start("chromium", *QUIET.split(), *place, rules, *options, address)
    wait_for(lambda: len(web.of("shown")) > before, "the page", 40)
    window = stage.wait_window("chromium")
    time.sleep(1)
    return window


FIREFOX = {
    "app.normandy.enabled": False,
    "app.update.auto": False,
    "browser.aboutwelcome.enabled": False,
    "browser.newtabpage.enabled": False,
    "browser.preonboarding.enabled": False,
    "browser.search.suggest.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.startup.page": 0,
    "browser.urlbar.autoFill": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.security.https_first": False,
    "dom.security.https_first_schemeless": False,
    "extensions.getAddons.cache.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.dns.forceResolve": "127.0.0.1",
    "network.proxy.type": 0,
    "services.settings.server": "data:,none",
    "termsofuse.bypassNotification": True,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
}
"""Preferences of a Firefox that asks nobody on the network and shows nothing at its start but the page."""


def open_firefox(stage: Stage, web: Web, address: str = "http://example.com/") -> StageWindow:
    """Open Firefox, with a profile of its own, at an address and wait until its page says that it is shown."""
    profile = stage.home / "firefox"
    profile.mkdir()
    preferences = FIREFOX | {"network.socket.forcePort": f"80={web.port}"}
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in preferences.items())
    (profile / "user.js").write_text("".join(lines), encoding="utf-8")
    before = len(web.of("shown"))
    stage.environment["GNOME_ACCESSIBILITY"] = "1"  # as `workbench launch` does
    size = ("--width", "900", "--height", "600")
    stage.start("firefox-esr", "--no-remote", "--profile", str(profile), *size, address)
    wait_for(lambda: len(web.of("shown")) > before, "the page", 60)
    window = stage.wait_window("firefox-esr")
    time.sleep(1)
    return window


def go_to(stage: Stage, web: Web, address: str) -> None:
    """Type an address into the browser's own field, and wait until its page says that it is shown."""
    before = len(web.of("shown"))
    for seconds in (6, 6, 20):  # what the field completes by itself may get between the keys
        stage.press("ctrl+l")
        time.sleep(0.1)
        stage.type(f"{address}\n", gap_ms=5)
        with suppress(AssertionError):
            wait_for(lambda: len(web.of("shown")) > before, address, seconds)
            return
    wait_for(lambda: len(web.of("shown")) > before, address, 1)
