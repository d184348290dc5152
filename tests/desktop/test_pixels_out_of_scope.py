"""Windows that move, overlap, pop up, close, hide and come back: no pixel of another one in any frame.

Everything outside the scope has a colour of its own that nothing in scope has; frames are lossless, so one
pixel of such a colour in one frame is a leak.
"""

import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from tests.desktop.crowd import INSIDE, OTHER, OUTSIDE, POPUP, ROOT, SECOND
from tests.desktop.stage import DIES_WITH_US, Stage
from tests.desktop.volunteer import Volunteer, frames
from tests.patience import require_shown
from tests.soak import rounds

pytestmark = [pytest.mark.display, pytest.mark.soak, pytest.mark.timeout(1200)]

FRAMES = rounds(500, reduced=8)
TURNS = rounds(60, reduced=30)
OUT_OF_SCOPE = {"root": ROOT, "outside": OUTSIDE, "other": OTHER, "popup": POPUP}


@pytest.fixture
def turn(stage: Stage) -> Iterator[Callable[[], None]]:
    """A function that lets one thing happen to the crowd of windows."""
    command = [*DIES_WITH_US, sys.executable, "-m", "tests.desktop.crowd", stage.display, "4"]
    with subprocess.Popen(
        command, env=stage.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        words, answers = process.stdin, process.stdout
        assert answers.readline() == "ready\n"

        def take_turn() -> None:
            words.write("\n")
            assert answers.readline() == "done\n"

        yield take_turn
        words.close()


def colours(picture: Image.Image) -> NDArray[Any]:
    """Return a picture's pixels as one number each."""
    pixels = np.asarray(picture, np.uint32)
    return pixels[:, :, 0] << 16 | pixels[:, :, 1] << 8 | pixels[:, :, 2]


def test_no_pixel_outside_the_scope_is_in_any_frame(
    stage: Stage, turn: Callable[[], None], tmp_path: Path
) -> None:
    volunteer, choice = Volunteer(stage, tmp_path / "home"), random.Random(4)
    kept, showing, parts = 0, 0, 0
    while kept < FRAMES:
        parts += 1
        with volunteer.recording("--app", "inside", task=f"Part {parts}"):
            for _ in range(TURNS):
                turn()
                time.sleep(choice.choice([0.02, 0.15, 0.35]))
        for captured_ms, picture in frames(volunteer.export(tmp_path / f"{parts}.session")):
            found = colours(picture)
            leaks = {name: int((found == colour).sum()) for name, colour in OUT_OF_SCOPE.items()}
            assert not any(leaks.values()), f"{leaks} pixels at {captured_ms} ms of part {parts}"
            showing += bool(((found == INSIDE) | (found == SECOND)).any())
            kept += 1
    print(f"{kept} frames in {parts} recordings, {showing} of them show something")  # noqa: T201  (a figure)
    share = showing / kept  # the rest was taken while windows moved, and is black to be sure
    require_shown(share > 0.2, f"something in more than {share:.0%} of the frames")
