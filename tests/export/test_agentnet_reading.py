"""The strict reader takes AgentNet's strings and nothing else, and carries nothing out."""

import pytest

from workbench.export.agentnet_reading import Call, read_code


def test_several_statements_are_several_calls() -> None:
    assert read_code("pyautogui.moveTo(x=0.1, y=1.0)\npyautogui.scroll(-3)") == (
        Call("pyautogui.moveTo", {"x": 0.1, "y": 1.0}),
        Call("pyautogui.scroll", {"": -3}),
    )


def test_waiting_takes_no_value() -> None:
    assert read_code("computer.wait()") == (Call("computer.wait", {}),)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "pyautogui.click(x=0.5, y=",
        "import os",
        "x = pyautogui.click(x=0.5, y=0.5)",
        "click(x=0.5, y=0.5)",
        "os.system('true')",
        "pyautogui.screenshot()",
        "pyautogui.click(0.5, 0.5)",
        "pyautogui.click(x=0.5)",
        "pyautogui.click(x=0.5, y=0.5, clicks=2)",
        "pyautogui.click(x=0.5, x=0.5)",
        "pyautogui.click(**{'x': 0.5, 'y': 0.5})",
        "pyautogui.click(x=1.2, y=0.5)",
        "pyautogui.click(x=-0.1, y=0.5)",
        "pyautogui.click(x=0.12345, y=0.5)",
        "pyautogui.click(x=960, y=540)",
        "pyautogui.click(x=1e999, y=0.5)",
        "pyautogui.click(x=True, y=0.5)",
        "pyautogui.click(x=__import__('os').getpid(), y=0.5)",
        "pyautogui.dragTo(x=0.5, y=0.5)",
        "pyautogui.dragTo(x=0.5, y=0.5, button='x1')",
        "pyautogui.scroll(0.5)",
        "pyautogui.scroll(0)",
        "pyautogui.scroll(True)",
        "pyautogui.hscroll(True)",
        "pyautogui.write(message=f'{1}')",
        "pyautogui.write(message='')",
        "pyautogui.write(message='\\d')",
        "pyautogui.press(keys=['return to sender'])",
        "pyautogui.press(keys=[['enter']])",
        "pyautogui.press(keys='enter')",
        "pyautogui.press(keys=[])",
        "computer.terminate(status='done')",
        "pyautogui.write(message='a\x00b')",
        "(" * 5000,
        "pyautogui.write(message=" + "-" * 3000 + "1)",
        "pyautogui.write(message={[]: 1})",
        "pyautogui.scroll(" + "9" * 9000 + ")",
    ],
)
def test_anything_else_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match=r"^(says|is|calls|has|does) ") as refused:
        read_code(code)
    assert "0x" not in str(refused.value)
