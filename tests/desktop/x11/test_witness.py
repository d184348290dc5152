"""The second witness sees every device of a real server move, with a stream and without."""

import itertools
from collections.abc import Callable

import pytest

from tests.desktop.stage import Stage
from workbench.desktop.x11.witness import DeviceWitness

pytestmark = pytest.mark.display


def test_moves_buttons_and_keys_change_the_signs_and_rest_does_not(stage: Stage) -> None:
    witness = DeviceWitness(stage.display)
    seen = [witness.signs(), witness.signs()]
    assert seen[0] == seen[1] != b""
    changes: tuple[Callable[[], None], ...] = (
        lambda: stage.move(321, 234),
        lambda: stage.hands.key_down("a"),
        lambda: stage.hands.key_up("a"),
        lambda: stage.hands.button(1, down=True),
        lambda: stage.hands.button(1, down=False),
    )
    for change in changes:
        change()
        stage.hands.sync()
        seen.append(witness.signs())
    assert all(before != after for before, after in itertools.pairwise(seen[1:]))
    witness.close()
    assert witness.signs() == b""


def test_a_server_that_is_gone_says_nothing(stage: Stage) -> None:
    witness = DeviceWitness(stage.display)
    stage.kill_server()
    assert witness.signs() == b""
    assert witness.signs() == b""
    witness.close()
