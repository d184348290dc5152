"""Actions become AgentNet's strings; what is lost on the way is named."""

from typing import Any

import pytest
from hypothesis import given

from tests.export.actions import SCREEN, actions, texts, typings
from workbench.export.agentnet_actions import Loss, Screen, agentnet_code, terminate_code
from workbench.export.agentnet_reading import Call, read_code
from workbench.model.events import Button, Modifier
from workbench.model.steps import Action, Click, Drag, PressKeys, ScrollBy, SwitchApp, TypeText


def written(action: Action, screen: Screen = SCREEN) -> str:
    return agentnet_code(action, screen).text


@pytest.mark.parametrize(
    ("action", "code"),
    [
        (Click(960, 540, Button.LEFT, 1), "pyautogui.click(x=0.5, y=0.5)"),
        (Click(1, 1, Button.LEFT, 2), "pyautogui.doubleClick(x=0.0005, y=0.0009)"),
        (Click(0, 0, Button.LEFT, 3), "pyautogui.tripleClick(x=0.0, y=0.0)"),
        (Click(1919, 1079, Button.RIGHT, 1), "pyautogui.rightClick(x=0.9995, y=0.9991)"),
        (Click(192, 108, Button.MIDDLE, 1), "pyautogui.middleClick(x=0.1, y=0.1)"),
        (
            Drag(192, 108, 384, 216, Button.LEFT),
            "pyautogui.moveTo(x=0.1, y=0.1)\npyautogui.dragTo(x=0.2, y=0.2, button='left')",
        ),
        (ScrollBy(192, 108, 0, -3), "pyautogui.moveTo(x=0.1, y=0.1)\npyautogui.scroll(-3)"),
        (
            ScrollBy(192, 108, 2, 1),
            "pyautogui.moveTo(x=0.1, y=0.1)\npyautogui.scroll(1)\npyautogui.hscroll(2)",
        ),
        (TypeText("it's 5 €"), 'pyautogui.write(message="it\'s 5 €")'),
        (TypeText("a\nb\x1b]52;c;eA==\x07"), "pyautogui.write(message='a\\nb\\x1b]52;c;eA==\\x07')"),
        (PressKeys(("enter",)), "pyautogui.press(keys=['enter'])"),
        (PressKeys(("down",), 3), "pyautogui.press(keys=['down', 'down', 'down'])"),
        (PressKeys(("ctrl", "c")), "pyautogui.hotkey(keys=['ctrl', 'c'])"),
        (
            PressKeys(("ctrl", "z"), 2),
            "pyautogui.hotkey(keys=['ctrl', 'z'])\npyautogui.hotkey(keys=['ctrl', 'z'])",
        ),
        (PressKeys(("meta",)), "pyautogui.press(keys=['win'])"),
        (PressKeys(("kp_7",)), "pyautogui.press(keys=['num7'])"),
    ],
)
def test_every_kind_of_action_has_the_spelling_of_the_dialect(action: Action, code: str) -> None:
    assert agentnet_code(action, SCREEN).losses == ()
    assert written(action) == code


@pytest.mark.parametrize(
    ("action", "loss", "kept"),
    [
        (SwitchApp("mousepad"), Loss.SWITCH, False),
        (Click(1, 1, Button.X1, 1), Loss.EXTRA_BUTTON, False),
        (Drag(1, 1, 9, 9, Button.X2), Loss.EXTRA_BUTTON, False),
        (PressKeys(("ctrl", "é")), Loss.UNKNOWN_KEY, False),
        (ScrollBy(1, 1, 0, 0), Loss.NO_EFFECT, False),
        (TypeText(""), Loss.NO_EFFECT, False),
        (TypeText("to █", masked=True), Loss.MASKED_TEXT, True),
        (Click(1, 1, Button.LEFT, 1, (Modifier.CTRL,)), Loss.HELD_MODIFIERS, True),
        (ScrollBy(1, 1, 0, 1, (Modifier.CTRL,)), Loss.HELD_MODIFIERS, True),
        (PressKeys(("delete",), 500), Loss.KEY_REPEATS, True),
        (Drag(0, 0, 100, 0, Button.LEFT, (), ((0, 0), (50, 40), (100, 0))), Loss.DRAG_PATH, True),
        (Drag(0, 0, 100, 0, Button.LEFT, (), ((0, 0), (50, 6), (100, 0))), Loss.DRAG_PATH, True),
        (Drag(7, 7, 7, 7, Button.LEFT, (), ((7, 7), (50, 40), (7, 7))), Loss.DRAG_PATH, True),
        (Drag(7, 7, 7, 7, Button.LEFT, (), ((7, 7), (7, 13), (7, 7))), Loss.DRAG_PATH, True),
    ],
)
def test_what_the_dialect_cannot_say_is_named(action: Action, loss: Loss, *, kept: bool) -> None:
    code = agentnet_code(action, SCREEN)
    assert code.losses == (loss,)
    assert bool(code.statements) is kept


def test_a_drag_that_went_straight_loses_nothing() -> None:
    for there, way in (((100, 0), ((0, 0), (50, 5), (100, 0))), ((0, 0), ((0, 0), (0, 5), (0, 0)))):
        assert agentnet_code(Drag(0, 0, *there, Button.LEFT, (), way), SCREEN).losses == ()


@pytest.mark.parametrize("at", [(-2, 5), (1921, 5), (5, -2), (5, 1081)])
def test_a_point_more_than_a_pixel_outside_the_picture_is_refused(at: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match=r"\d"):
        agentnet_code(Click(*at, Button.LEFT, 1), SCREEN)


@pytest.mark.parametrize(("at", "there"), [((-1, -1), "x=0.0, y=0.0"), ((1920, 1080), "x=1.0, y=1.0")])
def test_a_point_right_at_the_edge_is_drawn_in(at: tuple[int, int], there: str) -> None:
    assert written(Click(*at, Button.LEFT, 1)) == f"pyautogui.click({there})"


def test_meta_is_the_command_key_on_a_mac() -> None:
    assert (
        written(PressKeys(("meta", "c")), Screen(10, 10, "macos")) == "pyautogui.hotkey(keys=['command', 'c'])"
    )


@pytest.mark.parametrize("outcome", ["success", "partial", "failure", "infeasible", "abandoned", ""])
def test_only_a_success_ends_as_one(outcome: str) -> None:
    status = "success" if outcome == "success" else "failure"
    assert read_code(terminate_code(outcome)) == (Call("computer.terminate", {"status": status}),)


@given(texts)
def test_typed_text_comes_back_to_the_character(text: str) -> None:
    if not text:
        return
    code = written(TypeText(text))
    assert code.isprintable()
    assert read_code(code) == (Call("pyautogui.write", {"message": text}),)


@given(typings)
def test_only_masked_text_is_counted_as_masked(typed: TypeText) -> None:
    assert (Loss.MASKED_TEXT in agentnet_code(typed, SCREEN).losses) is typed.masked


@given(actions)
def test_whatever_is_written_is_in_the_dialect_and_does_what_was_done(action: Action) -> None:
    code = agentnet_code(action, SCREEN)
    assert code == agentnet_code(action, SCREEN)
    if not code.statements:
        assert code.losses
        return
    assert all(line.isprintable() for line in code.text.split("\n"))
    assert Hand().play(read_code(code.text)) == told(action)


class Hand:
    """A stand-in for PyAutoGUI that notes what it was made to do, in pixels."""

    def __init__(self) -> None:
        self.at = (0, 0)
        self.done: list[tuple[Any, ...]] = []

    def play(self, calls: tuple[Call, ...]) -> list[tuple[Any, ...]]:
        for call in calls:
            getattr(self, call.name.removeprefix("pyautogui."))(
                **{k or "amount": v for k, v in call.values.items()}
            )
        return self.done

    def moveTo(self, x: float, y: float) -> None:  # noqa: N802  (PyAutoGUI's name)
        self.at = (round(x * SCREEN.width), round(y * SCREEN.height))

    def _clicks(self, button: str, count: int, x: float, y: float) -> None:
        self.moveTo(x, y)
        self.done += [("click", button, *self.at)] * count

    def click(self, x: float, y: float) -> None:
        self._clicks("left", 1, x, y)

    def doubleClick(self, x: float, y: float) -> None:  # noqa: N802  (PyAutoGUI's name)
        self._clicks("left", 2, x, y)

    def tripleClick(self, x: float, y: float) -> None:  # noqa: N802  (PyAutoGUI's name)
        self._clicks("left", 3, x, y)

    def rightClick(self, x: float, y: float) -> None:  # noqa: N802  (PyAutoGUI's name)
        self._clicks("right", 1, x, y)

    def middleClick(self, x: float, y: float) -> None:  # noqa: N802  (PyAutoGUI's name)
        self._clicks("middle", 1, x, y)

    def dragTo(self, x: float, y: float, button: str) -> None:  # noqa: N802  (PyAutoGUI's name)
        began = self.at
        self.moveTo(x, y)
        self.done.append(("drag", button, *began, *self.at))

    def scroll(self, amount: int) -> None:
        self.done.append(("up", amount, *self.at))

    def hscroll(self, amount: int) -> None:
        self.done.append(("right", amount, *self.at))

    def write(self, message: str) -> None:
        self.done.append(("write", message))

    def press(self, keys: list[str]) -> None:
        self.done += [("press", key) for key in keys]

    def hotkey(self, keys: list[str]) -> None:
        self.done.append(("hotkey", *keys))


def told(action: Action) -> list[tuple[Any, ...]]:
    """Return what a hand does that does the same."""
    match action:
        case Click():
            return [("click", str(action.button), action.x, action.y)] * action.clicks
        case Drag():
            return [("drag", str(action.button), action.x0, action.y0, action.x, action.y)]
        case ScrollBy():
            turns = [("up", action.dy), ("right", action.dx)]
            return [(way, amount, action.x, action.y) for way, amount in turns if amount]
        case TypeText():
            return [("write", action.text)]
        case PressKeys():
            return pressed(action)
        case SwitchApp():
            return []


def pressed(action: PressKeys) -> list[tuple[Any, ...]]:
    other = {"meta": "win", "menu": "apps", "altgr": "altright", "kp_0": "num0", "kp_9": "num9"}
    keys = [other.get(key, key.removeprefix("kp_")) for key in action.keys]
    times = min(action.repeat, 100)
    return [("press", keys[0])] * times if len(keys) == 1 else [("hotkey", *keys)] * times
