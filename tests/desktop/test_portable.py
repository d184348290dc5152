"""pynput behind the same protocol, in a process of its own because importing it opens the display."""

import json
import sys

import pytest

from tests.desktop.second_seat import Masters, SeatHands
from tests.desktop.stage import Stage, wait_for
from workbench.model.key_names import FUNCTION_KEYS, KeyName

pytestmark = pytest.mark.display
LISTENER = """
import dataclasses, json, sys
from workbench.desktop.choose import open_desktop
desktop = open_desktop("pynput")
def tell(heard):
    print(json.dumps({"kind": type(heard).__name__, **dataclasses.asdict(heard)}), flush=True)
desktop.input.start(tell)
print(json.dumps({"kind": "ready", "alive": desktop.input.alive()}), flush=True)
sys.stdin.read()
"""


def test_keys_clicks_and_notches_come_with_the_windows_of_the_moment(stage: Stage) -> None:
    pad = stage.open_xterm("cat")
    stage.click_into(pad)
    file = stage.home / "heard"
    with file.open("w") as heard:
        stage.start(sys.executable, "-c", f"{LISTENER}\nimport time\ntime.sleep(60)", stdout=heard)

    def told(kind: str) -> list[dict[str, object]]:
        rows = [json.loads(line) for line in file.read_text().splitlines() if line.endswith("}")]
        return [row for row in rows if row["kind"] == kind]

    wait_for(lambda: told("ready"), "the listener")
    assert told("ready")[0]["alive"] is True
    stage.type("Ab!", gap_ms=30)
    stage.press("ctrl+s")
    stage.press("Escape")
    wait_for(lambda: [row for row in told("KeyInput") if row["key"] == "esc" and not row["down"]], "Escape")
    stage.click(*pad.centre)
    stage.scroll(-1)
    wait_for(lambda: told("ScrollInput"), "the wheel")
    downs = [row for row in told("KeyInput") if row["down"]]
    written = [(row["key"], row["text"]) for row in downs if row["key"] not in {"shift", "ctrl"}]
    assert written[:4] == [("a", "A"), ("b", "b"), ("!", "!"), ("s", "")]
    assert written[-1] == ("esc", "")
    assert {row["window"] for row in downs[:6]} == {pad.id}
    releases = [str(row["key"]) for row in told("KeyInput") if not row["down"]]
    assert sorted(releases) == sorted(str(row["key"]) for row in downs)
    assert [(row["button"], row["down"], row["window"]) for row in told("ButtonInput")] == [
        ("left", True, pad.id),
        ("left", False, pad.id),
    ]
    assert told("ScrollInput")[0]["dy"] == -1


NAMES = """
from pynput.keyboard import Key
from workbench.desktop.portable import _named
print("\\n".join(_named(key)[0] for key in Key))
"""


def test_pynput_s_keys_have_the_names_that_the_ordered_stream_gives_them(stage: Stage) -> None:
    told = stage.run(sys.executable, "-c", NAMES).split()
    assert len(told) > len(FUNCTION_KEYS) // 2
    assert set(told) - {key.value for key in KeyName} - FUNCTION_KEYS == set()


def test_nothing_is_told_while_there_is_a_second_seat(stage: Stage) -> None:
    """pynput does not say from which keyboard a key comes."""
    pad, masters = stage.open_xterm("cat"), Masters(stage.display)
    stage.click_into(pad)
    file = stage.home / "heard"
    with file.open("w") as heard:
        stage.start(sys.executable, "-c", f"{LISTENER}\nimport time\ntime.sleep(60)", stdout=heard)

    def keys() -> list[str]:
        rows = [json.loads(line) for line in file.read_text().splitlines() if line.endswith("}")]
        return [row["key"] for row in rows if row["kind"] == "KeyInput" and row["down"]]

    wait_for(lambda: "ready" in file.read_text(), "the listener")
    stage.type("a", gap_ms=30)
    wait_for(lambda: keys() == ["a"], "the first key")
    masters.add("agent")
    second = SeatHands(stage.display, masters, "agent")
    second.focus(pad.id)
    second.type("b", gap_ms=30)
    stage.type("c", gap_ms=30)
    second.close()
    wait_for(lambda: '"known": false' in file.read_text(), "word of the second seat")
    masters.remove("agent")
    stage.type("d", gap_ms=30)
    wait_for(lambda: keys() == ["a", "d"], "the key after the second seat")
    assert '"known": true' in file.read_text()
    masters.close()
