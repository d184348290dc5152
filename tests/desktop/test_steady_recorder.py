"""A long recording: the recorder's memory stays flat, nothing is lost, and it stops at once."""

import time
from pathlib import Path

import pytest

from tests.desktop.measuring import cpu_s, peak_mb, rss_mb, slope
from tests.desktop.stage import Stage, StageWindow
from tests.desktop.volunteer import Volunteer, child_of
from tests.patience import require_shown
from tests.soak import rounds

pytestmark = [pytest.mark.display, pytest.mark.soak, pytest.mark.timeout(2700)]

FOR_S = rounds(1800, reduced=1)
REST_S = 0.5
MOST_MB, GROWTH_MB = 150, 15


def work(stage: Stage, window: StageWindow, number: int) -> None:
    """Move, click, type, scroll and press a chord: some 2.5 seconds."""
    x, y = window.centre
    for step in range(100):
        stage.move(window.x + 20 + step * 4, window.y + 20 + (step + number) % 100)
        time.sleep(0.008)
    stage.click(x, y, times=1 + number % 2)
    stage.type(f"Line {number} of many\n", gap_ms=50)
    stage.scroll(-3)
    stage.press("ctrl+l")


def test_memory_stays_flat_while_somebody_works(stage: Stage, tmp_path: Path) -> None:
    volunteer = Volunteer(stage, tmp_path / "home")
    window = stage.open_xterm("cat", geometry="90x30+100+80")
    seen: list[tuple[float, float]] = []
    with volunteer.recording("--app", "xterm", "--for", "3600") as process:
        recorder = child_of(process.pid)
        stage.click_into(window)
        time.sleep(0.4)
        began, cpu, number = time.monotonic(), cpu_s(recorder), 0
        while (elapsed := time.monotonic() - began) < FOR_S:
            number += 1
            work(stage, window, number)
            time.sleep(REST_S)
            seen.append((elapsed, rss_mb(recorder)))
        used, peak = (cpu_s(recorder) - cpu) / elapsed * 60, peak_mb(recorder)
        asked = time.monotonic()
    stopped = time.monotonic() - asked
    settled = [point for point in seen if point[0] > FOR_S / 4]
    growth = slope(settled) * 1800 if len(settled) > 10 else 0.0
    counters = volunteer.lines("sessions", "show", "last")[0]["counters"]
    figures = f"{used:.1f} CPU s a minute, peak {peak:.0f} MB, {growth:+.1f} MB in half an hour, {counters}"
    print(f"{elapsed:.0f} s of work: {figures}; {stopped:.1f} s to the end of the command")  # noqa: T201  (figures)
    assert peak <= MOST_MB
    assert growth <= GROWTH_MB
    assert counters["echo_failures"] == 0
    require_shown((counters["lost"], counters["blind_ms"]) == (0, 0), f"all that was done: {counters}")
    typed = "".join(volunteer.typed())
    for each in range(1, number + 1):
        require_shown(f"Line {each} of many" in typed, f"line {each}")
