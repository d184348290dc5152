"""The mixed workload on which recorders are compared: every event kept, every step right, every text exact."""

import time
from pathlib import Path

import pytest

from tests.desktop.stage import Stage, StageWindow
from tests.desktop.volunteer import Volunteer
from tests.patience import require_shown
from tests.soak import rounds

pytestmark = [pytest.mark.display, pytest.mark.soak, pytest.mark.timeout(240)]

MOTION_S = 4.0
MOTION_HZ = 125
ROUNDS = rounds(3, reduced=1)
STEPS = ["click", "click", "type", "key", "scroll", "drag", "click", "key"]


def move_about(stage: Stage, window: StageWindow) -> int:
    """Move inside the window for four seconds, 125 times a second; return how many moves were made."""
    moves = int(MOTION_S * MOTION_HZ)
    start = time.monotonic()
    for number in range(moves):
        x = window.x + 20 + (number * 3) % (window.width - 40)
        y = window.y + 20 + (number * 2) % (window.height - 40)
        stage.hands.move(x, y)
        stage.hands.sync()
        time.sleep(max(0.0, start + (number + 1) / MOTION_HZ - time.monotonic()))
    return moves


def work(stage: Stage, window: StageWindow, number: int) -> int:
    """Do one round; return how many moves it took."""
    x, y = window.centre
    moves = move_about(stage, window)
    stage.click(x, y)
    time.sleep(1.0)
    stage.click(x + 60, y, times=2)
    time.sleep(0.8)
    stage.type(f"Hello World from rep {number}", gap_ms=60)
    time.sleep(0.6)
    stage.press("ctrl+s")
    time.sleep(0.6)
    stage.scroll(-10)
    time.sleep(0.8)
    stage.drag((x - 100, y - 40), (x + 100, y + 40))
    time.sleep(0.8)
    stage.click(x, y, button=3)
    time.sleep(0.6)
    stage.press("Escape")
    time.sleep(0.6)
    clicked, dragged = 3, 11
    return moves + clicked + dragged


def test_43_seconds_of_mixed_input_give_every_event_and_24_steps(stage: Stage, tmp_path: Path) -> None:
    volunteer = Volunteer(stage, tmp_path / "home")
    window = stage.open_xterm("cat", geometry="90x30+100+80")
    with volunteer.recording("--app", "xterm"):
        moves = sum(work(stage, window, number) for number in range(1, ROUNDS + 1))
    steps = [step for step in volunteer.steps() if step["kind"] != "switch"]
    volunteer.require_typed("".join(f"Hello World from rep {number}" for number in range(1, ROUNDS + 1)))
    assert [step["kind"] for step in steps] == STEPS * ROUNDS
    assert volunteer.typed() == [f"Hello World from rep {number}" for number in range(1, ROUNDS + 1)]
    assert [step["action"]["clicks"] for step in steps if step["kind"] == "click"] == [1, 2, 1] * ROUNDS
    assert [step["action"]["dy"] for step in steps if step["kind"] == "scroll"] == [-10] * ROUNDS
    events = volunteer.events()
    kept = sum(1 + len(event["points"]) for event in events if event["kind"] == "path")
    require_shown(kept >= moves, f"{moves - kept} moves")
    assert kept == moves
    counts = {kind: sum(event["kind"] == kind for event in events) for kind in ("button_down", "scroll")}
    assert counts == {"button_down": 5 * ROUNDS, "scroll": 10 * ROUNDS}
    assert_frames_are_no_younger_than_their_actions(steps)


def assert_frames_are_no_younger_than_their_actions(steps: list[dict[str, object]]) -> None:
    assert all(step["frame"] is not None for step in steps)
    ages = sorted(step["frame"]["age_ms"] for step in steps)  # type: ignore[index]
    print(f"age of before-frames: median {ages[len(ages) // 2]} ms, most {ages[-1]} ms")  # noqa: T201  (a figure)
    assert ages[0] >= 0
    require_shown(ages[len(ages) // 2] <= 250, "a picture of right before most actions")
