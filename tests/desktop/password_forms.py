"""Forms with a password field that an eye icon reveals, in five toolkits, each field in a colour of its own."""

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image

from tests.desktop.stage import Stage, StageWindow, need, wait_for
from workbench.model.geometry import Rect

Rgb = tuple[int, int, int]
NAME_RGB, SECRET_RGB, EYE_RGB = (136, 255, 136), (255, 136, 255), (136, 136, 255)
TITLE = "Password form"
SYSTEM_PYTHON = "/usr/bin/python3"
GTK_CSS = """
entry, .secret { border: none; border-radius: 0; box-shadow: none; padding: 0; min-height: 32px;
  font: 16px "DejaVu Sans"; background-image: none; color: #202060; }
.name { background-color: #88ff88; } .secret { background-color: #ff88ff; }
"""

GTK4 = """
import gi, sys
gi.require_version("Gtk", "4.0")
from gi.repository import Gdk, GLib, Gtk
GLib.set_prgname("gtk4form")
CSS = sys.argv[1]
def activate(application):
    style = Gtk.CssProvider()
    style.load_from_data(CSS, -1) if Gtk.get_minor_version() >= 10 else style.load_from_data(CSS.encode())
    Gtk.StyleContext.add_provider_for_display(Gdk.Display.get_default(), style, 800)
    window = Gtk.ApplicationWindow(application=application, title="Password form")
    window.set_default_size(420, 300)
    column = Gtk.Box(orientation=Gtk.Orientation.VERTICAL, spacing=20)
    for side in ("top", "start", "end"):
        getattr(column, "set_margin_" + side)(30)
    name, secret, note = Gtk.Entry(), Gtk.PasswordEntry(show_peek_icon=True), Gtk.Entry()
    for field, kind in ((name, "name"), (secret, "secret"), (note, "note")):
        field.add_css_class(kind)
        column.append(field)
    window.set_child(column)
    window.present()
application = Gtk.Application()
application.connect("activate", activate)
application.run([])
"""

GTK3 = """
import gi, sys
gi.require_version("Gdk", "3.0"); gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, GLib, Gtk
GLib.set_prgname("gtk3form")
style = Gtk.CssProvider()
style.load_from_data(sys.argv[1].encode())
Gtk.StyleContext.add_provider_for_screen(Gdk.Screen.get_default(), style, 800)
window = Gtk.Window(title="Password form", default_width=420, default_height=300)
column = Gtk.Box(orientation=Gtk.Orientation.VERTICAL, spacing=20, margin=30)
name, secret, note = Gtk.Entry(), Gtk.Entry(visibility=False), Gtk.Entry()
secret.set_icon_from_icon_name(Gtk.EntryIconPosition.SECONDARY, "view-reveal-symbolic")
secret.connect("icon-press", lambda field, *_: field.set_visibility(not field.get_visibility()))
for field, kind in ((name, "name"), (secret, "secret"), (note, "note")):
    field.get_style_context().add_class(kind)
    column.pack_start(field, False, False, 0)
window.add(column)
window.connect("destroy", Gtk.main_quit)
window.show_all()
Gtk.main()
"""

QT = """
import sys
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
application = QApplication(["qtform"])
window = QWidget(); window.setWindowTitle("Password form"); window.resize(420, 300)
column = QVBoxLayout(window)
name, secret, note, eye = QLineEdit(), QLineEdit(), QLineEdit(), QPushButton("")
secret.setEchoMode(QLineEdit.EchoMode.Password)
eye.setCheckable(True)
modes = QLineEdit.EchoMode.Password, QLineEdit.EchoMode.Normal
eye.toggled.connect(lambda on: secret.setEchoMode(modes[on]))
STYLE = "border: none; padding: 0; color: #202060; font: 16px 'DejaVu Sans'; background: "
for field, colour in ((name, "#88ff88"), (secret, "#ff88ff"), (note, "#ffffff"), (eye, "#8888ff")):
    field.setStyleSheet(STYLE + colour)
    field.setMinimumHeight(32)
    column.addWidget(field)
window.show()
application.exec()
"""

PAGE = """<!doctype html><meta charset=utf-8><title>Password form</title><style>body { margin: 0 }
input, button { position: absolute; left: 40px; width: 300px; height: 32px; border: 0; padding: 0; outline: 0;
  font: 16px "DejaVu Sans"; color: #202060; border-radius: 0 }</style>
<input style="top: 40px; background: #88ff88" autofocus>
<input id=secret type=password style="top: 100px; background: #ff88ff" autocomplete=off>
<button style="top: 100px; left: 360px; width: 40px; background: #8888ff"
  onclick="secret.type = secret.type == 'password' ? 'text' : 'password'"></button>
<input style="top: 160px; background: #ffffff">"""

CHROMIUM = (
    "chromium --no-sandbox --disable-gpu --no-first-run --no-default-browser-check --disable-sync --test-type "
    "--disable-background-networking --disable-component-update --disable-extensions --password-store=basic "
    "--window-position=40,40 --window-size=620,520"
)
FIREFOX_SETTINGS = {
    "browser.aboutwelcome.enabled": "false",
    "browser.shell.checkDefaultBrowser": "false",
    "browser.startup.homepage_override.mstone": '"ignore"',
    "datareporting.policy.dataSubmissionEnabled": "false",
    "signon.rememberSignons": "false",
    "browser.formfill.enable": "false",
}


@dataclass(frozen=True, slots=True)
class PasswordForm:
    """A form on a stage, with its fields' places as they were seen on the screen."""

    app: str
    """What a scope calls it."""
    window: StageWindow
    """Its window."""
    name: Rect
    """A plain field."""
    secret: Rect
    """The password field."""
    eye: tuple[int, int]
    """Where a click shows the password, or hides it again."""

    @property
    def note(self) -> tuple[int, int]:
        """A point in the plain field below the password field: as far below it as the name is above."""
        x, y = middle(self.secret)
        return x, 2 * y - middle(self.name)[1]


def middle(rect: Rect) -> tuple[int, int]:
    """Return the point in the middle of a rectangle."""
    return rect.x + rect.width // 2, rect.y + rect.height // 2


def screenshot(stage: Stage) -> Image.Image:
    """Return the whole screen, read without the code under test."""
    need("import")
    command = ["import", "-window", "root", "png:-"]
    done = subprocess.run(command, env=stage.environment, check=True, capture_output=True, timeout=60)
    return Image.open(BytesIO(done.stdout)).convert("RGB")


def place_of(picture: Image.Image, rgb: Rgb) -> Rect | None:
    """Return the rectangle around all pixels of a colour; none without any."""
    rows, columns = np.nonzero((np.asarray(picture) == rgb).all(axis=2))
    if not rows.size:
        return None
    x, y = int(columns.min()), int(rows.min())
    return Rect(x, y, int(columns.max()) + 1 - x, int(rows.max()) + 1 - y)


def open_gtk4(stage: Stage) -> PasswordForm:
    """Open a form of GTK 4; its own eye icon is at the right end of the field."""
    stage.environment["GSK_RENDERER"] = "cairo"
    need_gtk("4.0")
    stage.start(SYSTEM_PYTHON, "-c", GTK4, GTK_CSS)
    return _settled(stage, "gtk4form")


def open_gtk3(stage: Stage) -> PasswordForm:
    """Open a form of GTK 3, whose field has an icon that shows the text."""
    need_gtk("3.0")
    stage.start(SYSTEM_PYTHON, "-c", GTK3, GTK_CSS)
    return _settled(stage, "gtk3form")


def open_qt(stage: Stage) -> PasswordForm:
    """Open a form of Qt with a button that shows the text."""
    stage.environment["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
    stage.open_python(QT)
    return _settled(stage, Path(sys.executable).resolve().name)


def open_chromium(stage: Stage, *, accessible: bool = True) -> PasswordForm:
    """Open a page in Chromium with a button that shows the text."""
    if accessible:
        stage.environment["ACCESSIBILITY_ENABLED"] = "1"
    flag = "--force-renderer-accessibility" if accessible else "--disable-renderer-accessibility"
    profile = f"--user-data-dir={stage.home / 'chromium'}"
    stage.start(*CHROMIUM.split(), flag, profile, f"--app={_page(stage)}")
    return _settled(stage, "chromium")


def open_firefox(stage: Stage, *, accessible: bool = True) -> PasswordForm:
    """Open a page in Firefox with a button that shows the text."""
    if accessible:
        stage.environment["GNOME_ACCESSIBILITY"] = "1"
    profile = stage.home / "firefox"
    profile.mkdir()
    lines = [f'user_pref("{name}", {value});' for name, value in FIREFOX_SETTINGS.items()]
    (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
    size = ("--width", "620", "--height", "520")
    stage.start("firefox-esr", "--no-remote", "--profile", str(profile), *size, _page(stage))
    return _settled(stage, "firefox-esr", f"{TITLE} — Mozilla Firefox")


def need_gtk(version: str) -> None:
    """Skip the test, or fail in CI, where the system's Python has not that version of GTK."""
    need(SYSTEM_PYTHON)
    look = f"import gi; gi.require_version('Gtk', '{version}')"
    if subprocess.run([SYSTEM_PYTHON, "-c", look], capture_output=True, check=False, timeout=60).returncode:
        need(f"gir1.2-gtk-{version}")


def _page(stage: Stage) -> str:
    page = stage.home / "form.html"
    page.write_text(PAGE, encoding="utf-8")
    return page.as_uri()


def _settled(stage: Stage, app: str, title: str = TITLE) -> PasswordForm:
    """Wait until the form shows both fields at the same places twice."""

    window = stage.wait_window(title, 60)

    def place(rgb: Rgb) -> Rect | None:
        rect = stage.look_at(window.id).rect
        found = place_of(screenshot(stage).crop((rect.x, rect.y, rect.right, rect.bottom)), rgb)
        return found.shift(rect.x, rect.y) if found is not None else None

    def places() -> tuple[Rect, Rect] | None:
        name, secret = place(NAME_RGB), place(SECRET_RGB)
        return None if name is None or secret is None else (name, secret)

    seen = wait_for(places, "the fields", 60)
    while True:
        time.sleep(0.5)
        now = wait_for(places, "the fields")
        if now == seen:
            break
        seen = now
    eye = place(EYE_RGB)
    name, secret = seen
    at = middle(eye) if eye is not None else (secret.right - 10, middle(secret)[1])
    return PasswordForm(app, stage.look_at(window.id), name, secret, at)


FORMS: dict[str, Callable[[Stage], PasswordForm]] = {
    "GTK 3": open_gtk3,
    "GTK 4": open_gtk4,
    "Qt": open_qt,
    "Chromium": open_chromium,
    "Firefox": open_firefox,
}
