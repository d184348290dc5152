"""Secrets typed between two quick changes of focus, whatever moves it: none is kept, in four toolkits."""

import time
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

import pytest

from tests.desktop.leaving import Gtk3Leaving, Gtk4Leaving, LeavingForm, QtLeaving, WebLeaving
from tests.desktop.stage import Stage
from tests.desktop.typist import DIGITS, PUBLIC, SETTLE_S, Figures, Stint, Typist, judge, more_of
from tests.desktop.volunteer import Volunteer
from tests.soak import rounds, rounds_of_soak_alone

pytestmark = [pytest.mark.display, pytest.mark.soak, pytest.mark.timeout(3000)]
Tell = Callable[[str], None]
OpenForm = Callable[..., LeavingForm]
WAYS = ("Escape", "Return", "click", "script")
TOOLKITS = (WebLeaving, Gtk3Leaving, Gtk4Leaving, QtLeaving)


class Visits:
    """Goes from field to field of a form, again and again."""

    def __init__(self, stage: Stage, form: LeavingForm) -> None:
        self._stage, self._form = stage, form
        self.typist = Typist(stage, form.values)
        self._dice = self.typist.dice

    def quick(self, way: str) -> None:
        """Type into the first field for a while, then Tab, a secret and what moves the focus on, at once."""
        self._begin()
        letters = self.typist.sample(PUBLIC, 4)
        digits = self.typist.sample(DIGITS, self._dice.randint(1, 8))
        keys = (*letters[:2], "Tab", *digits, *(["z"] if way == "script" else []), way, *letters[2:])
        self._press(keys, (0, 20), 2 * SETTLE_S)

    def busy(self) -> None:
        """Go on to the password field and type there, at a person's pace, while the page stands still."""
        self._begin()
        self._press(("Tab", *self.typist.sample(DIGITS, 4)), (50, 110))

    def two_tabs(self, busy_ms: int) -> None:
        """Go over a button to the password field; the second Tab comes just before the first is announced."""
        self._begin()
        pauses_ms = (busy_ms + self._dice.randint(-10, 110), self._dice.randint(20, 250))
        self._press(("Tab",), (pauses_ms[0], pauses_ms[0]), 0)
        self._press(("Tab",), (pauses_ms[1], pauses_ms[1]), 0)
        self._press(self.typist.sample(DIGITS, 6), (20, 120), 5 * SETTLE_S)

    def harmless(self, *moving: str) -> None:
        """Type into the first field, go on to the note and type there, at a person's pace."""
        self._begin()
        letters = self.typist.sample(PUBLIC, 10)
        self._press((*letters[:5], *moving, *letters[5:]), (70, 160))

    def _begin(self) -> None:
        self._stage.click_into(self._form.window, self._form.place("name"))
        time.sleep(SETTLE_S)
        self.typist.told(self.typist.sample(PUBLIC, 6), settled=True)

    def _press(self, keys: Iterable[str], gap_ms: tuple[int, int], settled_s: float = 1.5) -> None:
        before, note = self._form.values(), self._form.place("note")
        began = time.monotonic_ns() // 1_000_000
        for key in keys:
            if key == "click":
                self._stage.click(*note)
            elif key != "script":
                self._stage.press(key)
            time.sleep(self._dice.randint(*gap_ms) / 1000)
        ended = time.monotonic_ns() // 1_000_000
        time.sleep(settled_s)
        gained = {name: more_of(text, before[name]) for name, text in self._form.values().items()}
        secret = gained.pop("password").replace("z", "")
        self.typist.note(Stint(began, ended, "".join(gained.values()), secret, settled=False))


def judged(volunteer: Volunteer, visits: Visits, target: Path) -> Figures:
    """Compare what was kept with what the fields received."""
    return judge(volunteer.events(), volunteer.export(target), visits.typist.stints)


@pytest.mark.parametrize("toolkit", TOOLKITS)
def test_no_key_of_a_quick_visit_to_a_password_field_is_kept(
    stage: Stage, tmp_path: Path, toolkit: OpenForm, figure: Tell
) -> None:
    volunteer = Volunteer(stage, tmp_path / "home")
    with closing(toolkit(stage)) as form:
        visits = Visits(stage, form)
        with volunteer.recording("--app", form.app):
            for number in range(rounds(250, reduced=4)):
                visits.quick(WAYS[number % len(WAYS)])
    figures = judged(volunteer, visits, tmp_path / "visits.session")
    figure(figures.words(type(form).__name__))
    assert figures.leaked == []
    assert figures.secret
    figures.require_enough()


def test_a_password_that_waits_in_a_busy_page_is_not_kept(stage: Stage, tmp_path: Path, figure: Tell) -> None:
    volunteer = Volunteer(stage, tmp_path / "home")
    with closing(WebLeaving(stage)) as form:
        form.busy(700)
        visits = Visits(stage, form)
        with volunteer.recording("--app", form.app):
            for _ in range(rounds(50, reduced=2)):
                visits.busy()
    figures = judged(volunteer, visits, tmp_path / "busy.session")
    figure(figures.words("a busy page"))
    assert figures.leaked == []
    assert figures.secret
    figures.require_enough()


def test_a_password_behind_two_tabs_in_a_busy_page_is_not_kept(
    stage: Stage, tmp_path: Path, figure: Tell
) -> None:
    count = rounds_of_soak_alone(60)
    volunteer = Volunteer(stage, tmp_path / "home")
    with closing(WebLeaving(stage, between="<p><button>Show</button>")) as form:
        form.busy(450)
        visits = Visits(stage, form)
        with volunteer.recording("--app", form.app):
            for _ in range(count):
                visits.two_tabs(450)
    figures = judged(volunteer, visits, tmp_path / "tabs.session")
    figure(figures.words("two Tabs in a busy page"))
    assert figures.leaked == []
    assert figures.secret


@pytest.mark.parametrize("kind", ["plain", "password"])
@pytest.mark.parametrize("toolkit", TOOLKITS)
def test_what_a_person_types_from_field_to_field_is_mostly_kept(
    stage: Stage, tmp_path: Path, toolkit: OpenForm, kind: str, figure: Tell
) -> None:
    count = rounds_of_soak_alone(30)
    volunteer = Volunteer(stage, tmp_path / "home")
    with closing(toolkit(stage, kind)) as form:
        visits = Visits(stage, form)
        with volunteer.recording("--app", form.app):
            for number in range(count):
                visits.harmless(*(("Tab", "Tab") if kind == "plain" and number % 2 else ("click",)))
    figures = judged(volunteer, visits, tmp_path / "harmless.session")
    figure(figures.words(f"{type(form).__name__} with a {kind} field"))
    figures.require_enough()
    assert figures.hasty[1] > 0.5 * figures.hasty[0]
