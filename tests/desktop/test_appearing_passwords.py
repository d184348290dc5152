"""A login that opens in a large page with its password filled in: its dots are in no picture.

Such a page takes long to search for password fields, and the login shows before it is found.
"""

import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from tests.desktop.leaving import WebLeaving
from tests.desktop.stage import Stage
from tests.desktop.volunteer import Volunteer, frames
from tests.patience import require_shown
from tests.soak import rounds_of_soak_alone

pytestmark = [pytest.mark.display, pytest.mark.soak, pytest.mark.timeout(600)]
LINKS = 2500
PAGE = """<!doctype html><meta charset=utf-8><title>Leaving form</title>
<style>body{font:18px monospace;margin:20px}#open{position:fixed;left:20px;top:10px}
#name{position:fixed;left:20px;top:60px}#all{margin-top:80px}
#login{position:fixed;left:20px;top:120px;width:500px;height:200px;background:#0f0}
#login input{font-size:40px;background:#ff0;width:400px}</style>
<input id=name><button id=open>Log in</button><div id=all></div>
<script>
const at = id => document.getElementById(id);
let number = 0;
for (let link = 0; link < LINKS; link++)
  at("all").insertAdjacentHTML("beforeend", `<p>text <a href=x>link ${link}</a>`);
function tell() {
  const places = {};
  for (const id of ["name", "open"]) {
    const box = at(id).getBoundingClientRect();
    places[id] = [box.x + box.width / 2, outerHeight - innerHeight + box.y + box.height / 2];
  }
  fetch("/told", {method: "POST", body: JSON.stringify({number: number++, places, values: {}})});
}
function login() {
  const box = document.createElement("div");
  box.id = "login";
  box.innerHTML = "<input type=password value=secretsecret>";
  document.body.append(box);
  if (HOW !== "over the page") document.title = "Leaving form " + number;
  if (HOW === "new page") at("all").remove();
}
at("open").onclick = () => at("login") ? at("login").remove() : setTimeout(login, DELAY);
setInterval(tell, 300);
</script>"""


def open_login(stage: Stage, form: WebLeaving, delay_ms: int) -> None:
    """Do something, open the login and click about while it may not have been found yet; close it again."""
    stage.click(*form.place("name"))
    time.sleep(2.5)
    stage.type("a")
    time.sleep(0.3)
    stage.click(*form.place("open"))
    time.sleep((delay_ms + 350) / 1000)
    for number in range(5):
        stage.click(form.window.x + 560, form.window.y + 200 + 7 * number)
        time.sleep(0.4)
    stage.click(*form.place("open"))
    time.sleep(1)


def count_frames(session: Path) -> tuple[int, int, int]:
    """Return how many frames there are, how many show the login's border, and how many its field."""
    pictures = [np.asarray(picture).astype(int) for _, picture in frames(session)]
    light = [(p[:, :, 0], p[:, :, 1] > 200, p[:, :, 2] < 80) for p in pictures]
    green = [((red < 80) & bright & blue).sum() > 200 for red, bright, blue in light]
    yellow = [((red > 200) & bright & blue).sum() > 200 for red, bright, blue in light]
    return len(pictures), sum(green), sum(yellow)


@pytest.mark.parametrize("delay_ms", [0, 600])
@pytest.mark.parametrize("how", ["over the page", "with a title", "new page"])
def test_a_filled_in_password_that_appears_in_a_large_page_is_in_no_picture(
    stage: Stage, tmp_path: Path, how: str, delay_ms: int, figure: Callable[[str], None]
) -> None:
    count = rounds_of_soak_alone(6)
    page = PAGE.replace("LINKS", str(LINKS)).replace("HOW", f'"{how}"').replace("DELAY", str(delay_ms))
    volunteer = Volunteer(stage, tmp_path / "home")
    with closing(WebLeaving(stage, page=page)) as form, volunteer.recording("--app", form.app):
        for _ in range(1 if how == "new page" else count):
            open_login(stage, form, delay_ms)
    number, with_login, with_field = count_frames(volunteer.export(tmp_path / "login.session"))
    what = f"a login {how}, {delay_ms} ms later"
    figure(f"{what}: {number} frames, {with_login} with it, {with_field} with its field")
    assert with_field == 0
    require_shown(with_login, "a picture of the login")
