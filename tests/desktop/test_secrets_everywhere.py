"""Secrets typed into the fields of three toolkits, by every way there: none is kept, what is around them is."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.desktop.forms import GtkForm, QtForm, WebForm, until_ended
from tests.desktop.stage import Stage, StageWindow, wait_for
from tests.desktop.typist import (
    DIGITS,
    PUBLIC,
    SECRET,
    SETTLE_S,
    Stint,
    Typist,
    began_at_ms,
    found_in_bytes,
    judge,
    more_of,
)
from tests.desktop.volunteer import Volunteer, frames
from tests.soak import rounds

pytestmark = [pytest.mark.display, pytest.mark.soak, pytest.mark.timeout(1800)]
Tell = Callable[[str], None]
ENTRIES = ((PUBLIC, 9), (SECRET, 8), (PUBLIC, 9))
"""What is typed into a dialog's name, password and note."""
WAYS = ("popup", "filled in", "there and back", "switch", "mouse", "tab", "stall", "alt+Tab")


class Walk:
    """Goes through a form's fields in a random order of ways."""

    def __init__(self, form: QtForm | WebForm, other: StageWindow, typist: Typist) -> None:
        self._form, self._other, self._typist = form, other, typist
        self._stage = typist.stage

    def round(self, way: str) -> None:
        """Type something public, go to a secret field, type there at once."""
        self._into(self._typist.dice.choice(("name", "note")))
        self._typist.told(self._typist.sample(PUBLIC, 9), settled=True)
        if way == "popup":
            self._popup()
            return
        if way == "filled in":
            self._into("name")
            self._typist.told(f"u\t{self._typist.sample(SECRET, 8)}\tn", settled=False)
            return
        self._go(way)
        if way == "stall":
            self._while_it_stands_still()
        self._typist.told(self._typist.sample(SECRET, 8), settled=False)
        if way == "there and back":
            self._back()

    def _into(self, name: str) -> None:
        self._stage.click_into(self._form.window, self._form.place(name))
        time.sleep(SETTLE_S)

    def _go(self, way: str) -> None:
        if way == "mouse":
            self._stage.click(*self._form.place("password"))
        elif way in {"switch", "alt+Tab"}:
            self._into("password")
            self._stage.hands.focus(self._other.id)
            time.sleep(SETTLE_S)
            if way == "alt+Tab":
                self._stage.press(way)  # the window manager may miss a tap as short as this
                time.sleep(0.2)
            self._stage.hands.focus(self._form.window.id)
            self._wait_focus()
        else:
            self._into("name")
            self._stage.press("Tab")

    def _wait_focus(self) -> None:
        until = time.monotonic() + 10
        while not self._stage.hands.has_focus(self._form.window.id):
            assert time.monotonic() < until, "the form did not get the focus"
            time.sleep(0.001)

    def _while_it_stands_still(self) -> None:
        """Go from field to field and type while the application does not run."""
        self._into("name")
        pid = self._form.window.pid
        assert pid is not None
        os.kill(pid, signal.SIGSTOP)
        try:
            self._stage.press("Tab")
            letters = self._typist.sample(SECRET, 4)
            before = self._form.values()["password"]
            began, ended = self._typist.keys(letters)
            time.sleep(self._typist.dice.choice((0.05, 0.35, 1.0)))
        finally:
            os.kill(pid, signal.SIGCONT)
        time.sleep(2 * SETTLE_S)
        received = more_of(self._form.values()["password"], before)
        self._typist.note(Stint(began, ended, "", received, settled=False))

    def _back(self) -> None:
        """Leave the secret field and come back within 50 ms, typing all the while."""
        self._stage.press("shift+Tab")
        self._typist.told(self._typist.sample(PUBLIC, 2), settled=False)
        self._stage.press("Tab")
        self._typist.stage.press("shift+Tab")
        self._typist.stage.press("Tab")
        self._typist.told(self._typist.sample(SECRET, 4), settled=False)

    def _popup(self) -> None:
        """Type while a dialog opens that takes five letters and closes by itself."""
        self._form.ask("popup 5")
        time.sleep(self._typist.dice.randint(0, 250) / 1000)
        missing = 5 - len(self._typist.told(self._typist.sample(DIGITS, 10), settled=False).secret)
        if missing > 0:
            self._typist.told(self._typist.sample(SECRET, missing), settled=False)


@contextmanager
def recorded(stage: Stage, tmp_path: Path, *apps: str) -> Iterator[Volunteer]:
    """Record these applications while the block runs."""
    volunteer = Volunteer(stage, tmp_path / "home")
    with volunteer.recording(*[word for app in apps for word in ("--app", app)]):
        yield volunteer


def check(volunteer: Volunteer, typist: Typist, target: Path, tell: Callable[[str], None]) -> None:
    """Compare what was kept with what the fields received, byte by byte."""
    session = volunteer.export(target)
    figures = judge(volunteer.events(), session, typist.stints)
    tell(figures.words(target.stem))
    assert figures.leaked == []
    assert figures.secret
    assert found_in_bytes(session, typist.stints) == []
    figures.require_enough()


@pytest.mark.parametrize("toolkit", [QtForm, WebForm])
def test_no_key_that_a_secret_field_received_is_kept(
    stage: Stage, tmp_path: Path, toolkit: type[QtForm] | type[WebForm], figure: Tell
) -> None:
    other = stage.open_mousepad()
    form = toolkit(stage)
    typist = Typist(stage, form.values)
    walk = Walk(form, other, typist)
    with recorded(stage, tmp_path, "mousepad", form.app) as volunteer:
        for number in range(rounds(75, reduced=3)):
            walk.round(WAYS[number % len(WAYS)])
    check(volunteer, typist, tmp_path / f"{toolkit.__name__}.session", figure)


def test_no_key_that_a_gtk_dialog_s_secret_field_received_is_kept(
    stage: Stage, tmp_path: Path, figure: Tell
) -> None:
    pad = stage.open_mousepad()
    typist = Typist(stage)
    with recorded(stage, tmp_path, "mousepad", "zenity") as volunteer:
        for number in range(rounds(60, reduced=2)):
            if number % 3:
                fill_dialog(stage, typist, number)
            else:
                surprise(stage, typist, pad)
    check(volunteer, typist, tmp_path / "gtk.session", figure)


def fill_dialog(stage: Stage, typist: Typist, number: int) -> None:
    """Open a form, type into its plain field as soon as it has settled, then into the others."""
    form = GtkForm(stage, f"Gtk form {number}")
    time.sleep(SETTLE_S)
    name, password, note = (typist.sample(letters, count) for letters, count in ENTRIES)
    typist.taken(name, secret=False)
    if number % 2:
        stage.press("Tab")
    else:
        stage.click(*form.place("password"))
    began, ended = typist.keys(password)
    time.sleep(SETTLE_S)
    stage.click(*form.place("note"))
    time.sleep(SETTLE_S)
    typist.taken(note, secret=False)
    form.send()
    values = form.values()
    assert sorted("".join(values.values())) == sorted(name + password + note)
    astray = "".join(letter for letter in password if letter not in values["password"])  # a click may lag
    typist.note(Stint(began, ended, astray, values["password"], settled=False))


def surprise(stage: Stage, typist: Typist, pad: StageWindow) -> None:
    """Type into the editor while a dialog opens and takes the keyboard away."""
    stage.click_into(pad)
    time.sleep(SETTLE_S)
    told = stage.home / "surprise.told"
    with told.open("wb") as file:
        process = stage.start("zenity", "--password", "--title=Surprise", stdout=file)
    digits = typist.sample(DIGITS, 10)
    began = time.monotonic_ns() // 1_000_000
    for digit in digits:
        stage.type(digit)
        time.sleep(typist.dice.randint(10, 50) / 1000)
    window = stage.wait_window("Surprise")
    stage.type("".join(rest := typist.sample(SECRET, 6)))
    time.sleep(SETTLE_S)
    stage.click_into(window)
    until_ended(process, lambda: stage.press("Return"))
    received = told.read_text(encoding="utf-8").strip()
    ended = time.monotonic_ns() // 1_000_000
    public = "".join(letter for letter in digits + rest if letter not in received)
    typist.note(Stint(began, ended, public, received, settled=False))


@pytest.mark.parametrize("toolkit", [QtForm, WebForm])
def test_a_password_that_a_switch_reveals_is_black_in_every_picture(
    stage: Stage, tmp_path: Path, toolkit: type[QtForm] | type[WebForm]
) -> None:
    form = toolkit(stage)
    with recorded(stage, tmp_path, form.app) as volunteer:
        stage.click_into(form.window, form.place("password"))
        stage.type(SECRET, gap_ms=20)
        time.sleep(SETTLE_S)
        form.ask("show")
        revealed_ms = time.monotonic_ns() // 1_000_000
        for name in ("name", "note"):
            time.sleep(SETTLE_S)
            stage.click_into(form.window, form.place(name))
            time.sleep(SETTLE_S)
            stage.type("public", gap_ms=20)
        time.sleep(SETTLE_S)
        secret, plain = text_of(form, "password"), text_of(form, "name")
        shown = {stage.pixel(x, secret[1] + 6) for x in range(secret[0], secret[2])}
    session = volunteer.export(tmp_path / "plain.session")
    after = [picture for at_ms, picture in frames(session) if at_ms + began_at_ms(session) > revealed_ms]
    assert len(after) > 1
    assert len(shown) > 1
    for picture in after:
        assert picture.crop(secret).getextrema() == ((0, 0),) * 3
        assert picture.crop(plain).getextrema() != ((0, 0),) * 3


@pytest.mark.parametrize("toolkit", ["chromium", "gtk"])
def test_a_password_in_a_window_that_does_not_get_the_keyboard_is_black_in_every_picture(
    stage: Stage, tmp_path: Path, toolkit: str
) -> None:
    form = WebForm(stage) if toolkit == "chromium" else GtkForm(stage, "Gtk form")
    time.sleep(SETTLE_S)
    stage.click_into(form.window, form.place("password"))
    stage.type(3 * SECRET)
    x, y = form.place("password")
    dots = (x - 30, y - 5, x + 30, y + 5) if toolkit == "gtk" else (x - 110, y - 5, x - 50, y + 5)
    terminal = stage.open_xterm("cat", geometry="40x6+700+640")
    stage.click_into(terminal)
    time.sleep(SETTLE_S)

    def shown() -> bool:
        return len({stage.pixel(left, y) for left in range(dots[0], dots[2])}) > 1

    wait_for(shown, "dots that stand there to be seen")
    with recorded(stage, tmp_path, "xterm", form.app) as volunteer:
        for word in ("one", "two"):
            stage.type(word, gap_ms=20)
            time.sleep(SETTLE_S)
            stage.press("Return")
            time.sleep(SETTLE_S)
    taken = [picture for _, picture in frames(volunteer.export(tmp_path / "plain.session"))]
    whole = (form.window.x, form.window.y, form.window.rect.right, form.window.rect.bottom)
    assert taken
    for picture in taken:
        assert picture.crop(dots).getextrema() == ((0, 0),) * 3
        assert picture.crop(whole).getextrema() != ((0, 0),) * 3, "the rest of it is shown"


def text_of(form: QtForm | WebForm, field: str) -> tuple[int, int, int, int]:
    """Return the box in which a field's text begins."""
    x, y = form.place(field)
    return x - form.half_width, y - 6, x, y + 6
