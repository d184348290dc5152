"""Three seconds before anything is recorded."""

import time

from textual.widgets import Digits

from tests.tui.dialogs.conftest import Asking
from workbench.tui.dialogs.countdown import Countdown


async def test_it_counts_to_the_start_by_itself() -> None:
    shown = list[str]()

    class Watched(Countdown):
        """Notes what it shows."""

        def watch_left(self, left: int) -> None:
            super().watch_left(left)
            shown.extend(digits.value for digits in self.query(Digits))

    app, began = Asking(Watched("Keys of mousepad.")), time.monotonic()
    async with app.run_test(size=(80, 24)) as pilot:
        while not app.answers:
            await pilot.pause(0.02)
    assert list(dict.fromkeys(shown))[-2:] == ["2", "1"]
    assert set(shown) <= {"3", "2", "1"}
    assert time.monotonic() - began >= 2.9
    assert app.answers == [True]


async def test_enter_starts_at_once_and_escape_does_not_start() -> None:
    for key, answer in (("enter", True), ("escape", None)):
        app = Asking(Countdown("Keys of mousepad."))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press(key)
            await pilot.pause()
        assert app.answers == [answer]
