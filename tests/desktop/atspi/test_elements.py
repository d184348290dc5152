"""What is under the pointer and under the keyboard, in real applications that tell the truth themselves."""

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.desktop.atspi.pointing import QT_FORM, Pointing, known, timely
from tests.desktop.browsing import Web, open_chromium
from tests.desktop.stage import Stage, need, wait_for
from tests.patience import require_shown
from tests.soak import rounds
from workbench.capture.targets import REST_MS
from workbench.desktop.atspi.objects import Object
from workbench.desktop.atspi.questions import Ref
from workbench.desktop.atspi.roles import States

pytestmark = pytest.mark.display
WEB_TRUTH = {
    "heading": ("heading", "Orders of example.com"),
    "name": ("text field", "Your name"),
    "password": ("password field", "Password"),
    "agree": ("check box", "Agree"),
    "count": ("combo box", "Count"),
    "send": ("button", "Send"),
    "help": ("link", "Help"),
    "notes": ("text field", "Notes"),
}
QT_TRUTH = {
    "name": ("text", "Your name"),
    "password": ("password field", "Password"),
    "count": ("combo box", "Count"),
    "send": ("button", "Send"),
}
"""Of a check box Qt says where it can be ticked, and not where it gets a press."""


@pytest.fixture
def speaking(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """A stage on which applications say what they show."""
    with Stage(1280, 800, accessibility=True) as opened:
        opened.environment |= {"QT_ACCESSIBILITY": "1", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", opened.environment["DBUS_SESSION_BUS_ADDRESS"])
        yield opened


def test_a_page_in_chromium_agrees_with_what_was_found_at_each_click_and_key(
    speaking: Stage, figure: Callable[[str], None]
) -> None:
    need("chromium")
    dice = random.Random(4)
    with Web() as web:
        window = open_chromium(speaking, web)
        with Pointing(speaking, "chromium") as pointing:
            pointing.click(*window.centre)
            found = {}
            for _ in range(rounds(300, reduced=8)):
                x, y = somewhere(web, dice)
                found[x, y] = known(pointing.click(x, y, rest_s=dice.choice((0.02, 0.12, 0.3))))
                speaking.press("Escape")
            pointing.click(window.x + 130, window.y + 185)
            assert known(timely(pointing.type("Jane"))) == WEB_TRUTH["name"]
            speaking.press("Tab")
            time.sleep(0.2)
            assert known(timely(pointing.type("s"))) == WEB_TRUTH["password"]
        hit = {(press["x"], press["y"]): press["id"] for press in web.of("press")}
    aimed = {point: name for point, name in hit.items() if point in found and name}
    right = rightly({point: (found[point], WEB_TRUTH[name]) for point, name in aimed.items()})
    figure(f"Chromium: {right}; answers {pointing.times()}")


def somewhere(web: Web, dice: random.Random) -> tuple[int, int]:
    """Return a point of something on the page, as the page itself told when it was last clicked."""
    told = web.of("press")[-1]
    x, y, width, height = told["places"][dice.choice(list(WEB_TRUTH))]
    left, top = told["origin"]
    return left + x + dice.randint(2, max(2, min(width - 3, 120))), top + y + dice.randint(
        2, max(2, height - 3)
    )


def rightly(compared: dict[tuple[int, int], tuple[object, object]]) -> str:
    """Say how many targets were found rightly; fail for a wrong one, or where most came too late."""
    late = [point for point, pair in compared.items() if pair[0] is None]
    wrong = {point: pair for point, pair in compared.items() if pair[0] not in {None, pair[1]}}
    assert compared
    assert not wrong
    require_shown(len(late) <= 0.5 * len(compared), "an element for half of the clicks")
    return f"{len(compared) - len(late)} of {len(compared)} clicks have the right element, the others none"


def test_a_qt_form_agrees_and_no_value_is_taken_for_a_label(
    speaking: Stage, figure: Callable[[str], None]
) -> None:
    dice = random.Random(5)
    with tempfile.TemporaryFile("w+") as said:
        speaking.start(sys.executable, "-c", QT_FORM, stdout=said)
        window = speaking.wait_window("Orders in Qt")
        time.sleep(1)
        with Pointing(speaking, Path(sys.executable).resolve().name) as pointing:
            found = {}
            for _ in range(rounds(200, reduced=8)):
                x, y = window.x + dice.randint(110, 280), window.y + dice.randint(5, 160)
                found[x, y] = known(pointing.click(x, y, rest_s=dice.choice((0.02, 0.12))))
                speaking.press("Escape")
        said.seek(0)
        lines = [line.split() for line in said.read().splitlines()]
    hit = {(int(x), int(y)): name for x, y, name in lines}
    aimed = {point: name for point, name in hit.items() if point in found and name in QT_TRUTH}
    right = rightly({point: (found[point], QT_TRUTH[name]) for point, name in aimed.items()})
    figure(f"Qt: {right}; answers {pointing.times()}")
    assert not [name for name in found.values() if name and "secret" in name[1]]


def test_a_gtk_form_its_menus_and_its_text_are_found(speaking: Stage) -> None:
    words = ("--text=Orders", "--add-entry=Name", "--add-password=Secret", "--add-combo=Count")
    speaking.start("zenity", "--forms", "--title=Orders in GTK", *words, "--combo-values=One|Two")
    form = speaking.wait_window("Orders in GTK")
    time.sleep(0.7)
    form = speaking.look_at(form.id)
    truth = {0.25: "text", 0.45: "password field", 0.65: "combo box", 0.9: "button"}
    with Pointing(speaking, "zenity") as pointing:
        for share, role in truth.items():
            element = pointing.click(form.x + form.width - 70, form.y + round(form.height * share))
            assert timely(element).role == role
            if role == "combo box":
                speaking.press("Escape")
                time.sleep(0.3)
    with Pointing(speaking, "mousepad") as pointing:
        pad = speaking.open_mousepad()
        element = timely(pointing.click(pad.x + 200, pad.y + 200))
        assert (element.role, "editable" in element.states) == ("text", True)
        assert known(timely(pointing.type("Dear Jane"))) == ("text", "")
        for _ in range(3):  # an answer that is late is none
            menu = pointing.click(pad.x + 20, pad.y + 12)
            chosen = pointing.click(pad.x + 40, pad.y + 40, rest_s=REST_MS / 1000 + 0.5)
            if menu is not None and chosen is not None:
                break
        assert known(timely(menu)) == ("menu", "File")
        chosen = timely(chosen)
        assert (chosen.role, chosen.name, chosen.ancestors) == ("menu item", "New", ("menu File",))


DOTTED = """<!doctype html><title>Dots</title><body style="margin:0">
<input type=password id=secret autofocus style="position:absolute;left:20px;top:20px;width:200px">
<button id=show aria-labelledby=secret style="position:absolute;left:20px;top:80px;width:200px;height:60px">
Show</button>
<fieldset aria-labelledby=secret style="position:absolute;left:20px;top:180px;width:300px;height:120px">
<button id=send style="width:200px;height:60px">* Send</button></fieldset>
<script>
const tell = (what, more) => navigator.sendBeacon("/saw", JSON.stringify({what, ...more}));
const places = () => Object.fromEntries([...document.querySelectorAll("[id]")].map(one => {
  const box = one.getBoundingClientRect();
  return [one.id, [box.x + box.width / 2, box.y + box.height / 2]];
}));
addEventListener("mousedown", e => tell("press", {
  origin: [e.screenX - e.clientX, e.screenY - e.clientY], places: places(),
  letters: document.querySelector("#secret").value.length}));
tell("shown");
</script>"""


def test_dots_that_tell_how_long_a_password_is_are_no_name(speaking: Stage) -> None:
    need("chromium")
    with Web(pages={"/dots": DOTTED}) as web:
        window = open_chromium(speaking, web, "http://example.com/dots")
        with Pointing(speaking, "chromium") as pointing:
            speaking.click(window.x + 500, window.y + 400)
            told = wait_for(lambda: web.of("press"), "the press")[-1]

            def at(name: str) -> tuple[int, int]:
                return tuple(
                    round(sum(pair)) for pair in zip(told["origin"], told["places"][name], strict=True)
                )

            speaking.click(*at("secret"))
            speaking.type("example", gap_ms=20)
            show = timely(pointing.click(*at("show")))
            send = timely(pointing.click(*at("send")))
        wait_for(lambda: web.of("press")[-1]["letters"] == len("example"), "a password in the page")
    assert (show.role, show.name) == ("button", "")
    assert (send.role, send.name) == ("button", "* Send")
    assert not [words for words in (*show.ancestors, *send.ancestors) if "•" in words]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("•••••••", False),
        ("Password ●●●", False),
        ("**", False),
        ("Show ∗⚫", False),
        ("* required", True),
        ("Save *", True),
        ("Rate * or • here", True),
        ("", True),
    ],
)
def test_only_a_run_of_dots_takes_a_name_away(name: str, *, kept: bool) -> None:
    assert Object(Ref("", ""), 0, name, States(), None).label == (name if kept else "")
