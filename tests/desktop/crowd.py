"""Windows in and out of a scope, and what happens to them, in a process of their own.

A line on stdin is a turn; its answer comes when the server has done it. Every window outside the scope has a
colour that nothing in scope has.
"""

import random
import sys
import time
from collections.abc import Callable

from Xlib import X
from Xlib.ext import shape
from Xlib.protocol import event

from tests.desktop.ground import GroundWindow
from tests.desktop.hands import Hands
from workbench.desktop.x11.connection import close, connect
from workbench.model.geometry import Rect

ROOT, OUTSIDE, OTHER, POPUP = 0xFF8000, 0xFF00FF, 0xFFFF00, 0x00FFFF
INSIDE, SECOND = 0x00C000, 0x008040
HOME, SECOND_HOME = Rect(200, 150, 420, 320), Rect(700, 300, 380, 300)
EVERYWHERE = (1280, 800)
ICONIC = 3
SHAPE = {"operation": shape.SO.Set, "destination_kind": shape.SK.Bounding, "x_offset": 0, "y_offset": 0}


class Crowd:
    """Two windows in scope and three outside it, and the things that may happen to them."""

    def __init__(self, display: str, seed: int) -> None:
        self._name = display
        self._hands = Hands(display)
        self.choice = random.Random(seed)
        self._connection = connect(display)
        root = self._connection.screen().root
        root.change_attributes(background_pixel=ROOT)
        root.clear_area()
        self._connection.sync()
        self.outside = self._open("Outside", OUTSIDE, Rect(500, 250, 300, 240))
        self.other = self._open("Other", OTHER, Rect(100, 100, 260, 200))
        self.inside = self._open("Inside", INSIDE, HOME)
        self.second = self._open("Inside", SECOND, SECOND_HOME)
        self.popup = GroundWindow(display, "Popup", Rect(300, 250, 160, 120), popup=True, rgb=POPUP).show()
        self._turn = 0

    def _open(self, name: str, rgb: int, rect: Rect) -> GroundWindow:
        window = GroundWindow(self._name, name, rect, rgb=rgb).show()
        for _ in range(1000):
            if self._hands.is_mapped(window.id):
                break
            time.sleep(0.02)
        return window

    @property
    def happenings(self) -> tuple[Callable[[], None], ...]:
        return (
            self.move,
            self.move_inside,
            self.pop_up,
            self.restack,
            self.reopen,
            self.iconify,
            self.pierce,
            self.fill_the_screen,
            self.resize,
        )

    def happen(self) -> None:
        """Let one thing happen, each as often as the others."""
        self.happenings[self._turn % len(self.happenings)]()
        self._turn += 1

    def _place(self) -> tuple[int, int]:
        return self.choice.randrange(0, EVERYWHERE[0] - 200), self.choice.randrange(0, EVERYWHERE[1] - 150)

    def move(self) -> None:
        for _ in range(8):
            self.choice.choice([self.outside, self.other]).move(*self._place())

    def move_inside(self) -> None:
        for step in range(8):
            self.second.move(SECOND_HOME.x - step * 40, SECOND_HOME.y - step * 10)

    def pop_up(self) -> None:
        self.popup.do("unmap")
        self.popup.move(HOME.x + self.choice.randrange(200), HOME.y + self.choice.randrange(200))
        self.popup.do("map")
        self.popup.lift()

    def restack(self) -> None:
        for window in self.choice.sample([self.outside, self.other, self.second, self.inside], 4):
            window.lift()

    def reopen(self) -> None:
        self.other.close()
        self.other = self._open("Other", OTHER, Rect(*self._place(), 260, 200))
        self.popup.do("unmap")

    def iconify(self) -> None:
        for window in (self.outside, self.inside):
            self._tell(window, "WM_CHANGE_STATE", [ICONIC, 0, 0, 0, 0])
            self._tell(window, "_NET_ACTIVE_WINDOW", [2, 0, 0, 0, 0])

    def pierce(self) -> None:
        """Cut a hole into a window in scope, through which the one below shows; close it the next time."""
        outer, hole = HOME.width, self.choice.randrange(60, 200)
        if self.choice.random() < 0.3:
            self.inside.do("shape_mask", **SHAPE, source_bitmap=X.NONE)
            return
        parts = [
            {"x": 0, "y": 0, "width": outer, "height": hole},
            {"x": 0, "y": hole + 60, "width": outer, "height": 400},
        ]
        self.inside.do("shape_rectangles", **SHAPE, ordering=X.Unsorted, rectangles=parts)

    def fill_the_screen(self) -> None:
        window = self.choice.choice([self.outside, self.second])
        whole = self._connection.intern_atom("_NET_WM_STATE_FULLSCREEN")
        for change in (1, 0):
            self._tell(window, "_NET_WM_STATE", [change, whole, 0, 2, 0])
            time.sleep(0.1)

    def resize(self) -> None:
        self.second.do(
            "configure", width=self.choice.randrange(150, 400), height=self.choice.randrange(100, 300)
        )

    def _tell(self, window: GroundWindow, kind: str, values: list[int]) -> None:
        """Ask the window manager for something."""
        target = self._connection.create_resource_object("window", window.id)
        message = event.ClientMessage(
            window=target, client_type=self._connection.intern_atom(kind), data=(32, values)
        )
        mask = X.SubstructureRedirectMask | X.SubstructureNotifyMask
        self._connection.screen().root.send_event(message, event_mask=mask)
        self._connection.sync()

    def act(self, number: int) -> None:
        """Do something in scope, so that there is a frame before it and one after it."""
        self._hands.click(HOME.x + 30 + number % 40, HOME.y + 30)
        self.inside.fill(Rect(10 + number % 300, 260, 20, 20), (number * 7) % 128 << 8)
        self.second.fill(Rect(10 + number % 100, 40, 20, 20), (number * 5) % 128 << 8)

    def close(self) -> None:
        for window in (self.outside, self.other, self.inside, self.second, self.popup):
            window.close()
        self._hands.close()
        close(self._connection)


def main() -> None:
    """Take a turn for each line, on the display and from the seed that are given."""
    crowd = Crowd(sys.argv[1], int(sys.argv[2]))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for number, _ in enumerate(sys.stdin):
        crowd.happen()
        crowd.act(number)
        sys.stdout.write("done\n")
        sys.stdout.flush()
    crowd.close()


if __name__ == "__main__":
    main()
