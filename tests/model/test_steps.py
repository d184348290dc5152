"""Steps."""

import pytest

from tests.model.streams import EDITOR
from workbench.model.events import Button
from workbench.model.steps import Action, Click, Drag, PressKeys, ScrollBy, Step, StepFrame, SwitchApp, TypeText


@pytest.mark.parametrize(
    ("action", "kind", "counted"),
    [
        (Click(1, 2, Button.LEFT, 1), "click", True),
        (Drag(1, 2, 3, 4, Button.LEFT), "drag", True),
        (ScrollBy(1, 2, 0, 1), "scroll", True),
        (TypeText("a"), "type", True),
        (PressKeys(("enter",)), "key", True),
        (SwitchApp("xterm"), "switch", False),
    ],
)
def test_a_step_has_the_kind_of_its_action_and_only_switches_go_uncounted(
    action: Action, kind: str, *, counted: bool
) -> None:
    step = Step(1, 0, 10, 1, 2, EDITOR, action, "…")
    assert (step.kind, step.counted) == (kind, counted)


def test_only_typing_has_text() -> None:
    assert Step(1, 0, 10, 1, 2, EDITOR, TypeText(""), "…").text == ""
    assert Step(1, 0, 10, 1, 2, EDITOR, PressKeys(("a",)), "…").text is None


def test_the_public_shape_of_a_picture_is_small() -> None:
    assert StepFrame(3, 20, 640, 480).to_json() == {"id": 3, "age_ms": 20, "width": 640, "height": 480}
