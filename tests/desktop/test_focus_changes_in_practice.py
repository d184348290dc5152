"""Secrets typed between two quick changes of focus, whatever moves it: none is kept, in four toolkits."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.desktop.leaving import Gtk3Leaving, Gtk4Leaving, LeavingForm, QtLeaving, WebLeaving
from tests.desktop.stage import Stage
from tests.desktop.typist import DIGITS, PUBLIC, SETTLE_S, Stint, Typist, judge, more_of
from tests.desktop.volunteer import Volunteer
from tests.soak import rounds

pytestmark = [pytest.mark.display, pytest.mark.soak, pytest.mark.timeout(3000)]
Tell = Callable[[str], None]
WAYS = ("Escape", "Return", "click", "script")
TOOLKITS = (WebLeaving, Gtk3Leaving, Gtk4Leaving, QtLeaving)


class Visits:
    """Visits the second field of a form for some milliseconds, again and again."""

    def __init__(self, form: LeavingForm, typist: Typist) -> None:
        self._form, self._typist = form, typist
        self._stage, self._dice = typist.stage, typist.dice

    def round(self, way: str) -> None:
        """Type into the first field for a while, then Tab, a secret and what moves the focus on, at once."""
        self._stage.click_into(self._form.window, self._form.place("name"))
        time.sleep(SETTLE_S)
        self._typist.told(self._typist.sample(PUBLIC, 6), settled=True)
        before = self._form.values()
        note = self._form.place("note")
        letters = self._typist.sample(PUBLIC, 4)
        digits = self._typist.sample(DIGITS, self._dice.randint(1, 8))
        began = time.monotonic_ns() // 1_000_000
        for key in (*letters[:2], "Tab", *digits, *(["z"] if way == "script" else []), way, *letters[2:]):
            if key == "click":
                self._stage.click(*note)
            elif key != "script":
                self._stage.press(key)
            time.sleep(self._dice.randint(0, 20) / 1000)
        ended = time.monotonic_ns() // 1_000_000
        time.sleep(2 * SETTLE_S)
        gained = {name: more_of(text, before[name]) for name, text in self._form.values().items()}
        secret = gained.pop("password").replace("z", "")
        self._typist.note(Stint(began, ended, "".join(gained.values()), secret, settled=False))


@pytest.mark.parametrize("toolkit", TOOLKITS)
def test_no_key_of_a_quick_visit_to_a_password_field_is_kept(
    stage: Stage, tmp_path: Path, toolkit: Callable[[Stage], LeavingForm], figure: Tell
) -> None:
    form = toolkit(stage)
    typist = Typist(stage, form.values)
    visits = Visits(form, typist)
    volunteer = Volunteer(stage, tmp_path / "home")
    with volunteer.recording("--app", form.app):
        for number in range(rounds(250, reduced=8)):
            visits.round(WAYS[number % len(WAYS)])
    session = volunteer.export(tmp_path / "visits.session")
    figures = judge(volunteer.events(), session, typist.stints)
    figure(figures.words(type(form).__name__))
    assert figures.leaked == []
    assert figures.secret
    figures.require_enough()
