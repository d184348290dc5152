"""What doctor hears of an X server."""

import pytest

from tests.desktop.stage import Stage
from workbench.desktop.x11.checks import check_x11


@pytest.mark.display
def test_a_complete_server_is_found_complete(stage: Stage) -> None:
    found = {name: (ok, sentence) for name, ok, sentence in check_x11(stage.display)}
    assert all(ok for ok, _ in found.values())
    assert found["monitor 1"] == (True, "1280×800 pixels at 0,0")
    assert found["keyboard"] == (True, "layout us")
    assert found["seats"] == (True, "one keyboard and pointer, yours")
    assert all("missing" not in sentence for _, sentence in found.values())


@pytest.mark.display
def test_what_is_missing_is_said_with_what_that_means() -> None:
    server = ["-extension", "RECORD", "-extension", "DAMAGE"]
    with Stage(640, 480, server=server, window_manager=False) as stage:
        found = {name: (ok, sentence) for name, ok, sentence in check_x11(stage.display)}
    assert found["RECORD"][0] is False
    assert "enable it in the X server" in found["RECORD"][1]
    assert found["DAMAGE"] == (
        True,
        "DAMAGE is missing: without it the screen is compared ten times a second instead",
    )


def test_no_server_at_all_is_one_finding() -> None:
    ((name, ok, sentence),) = check_x11(":4711")
    assert (name, ok) == ("display", False)
    assert sentence.startswith("The display cannot be reached: start the workbench from a desktop session")
