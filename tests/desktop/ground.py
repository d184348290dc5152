"""Windows that know the truth: which keys and clicks they got, by the server's own word."""

import select
import threading
from dataclasses import dataclass
from typing import Any

from Xlib import X, display

from workbench.model.geometry import Rect


@dataclass(frozen=True, slots=True)
class Received:
    """One key or button press that a window received."""

    server_time: int
    detail: int
    window: int


class GroundWindow:
    """A plain window with a name, drawn and moved at will, on a connection and a thread of its own."""

    def __init__(self, name: str, title: str, rect: Rect, *, popup: bool = False, rgb: int = 0xFFFFFF) -> None:
        self._display = display.Display(name)
        self._display.set_error_handler(lambda *_: None)
        screen = self._display.screen()
        self._window: Any = screen.root.create_window(
            rect.x,
            rect.y,
            rect.width,
            rect.height,
            0,
            screen.root_depth,
            background_pixel=rgb,
            override_redirect=popup,
            event_mask=X.KeyPressMask | X.ButtonPressMask,
        )
        self._window.set_wm_name(title)
        self._window.set_wm_class(title.lower(), title)
        self._window.set_wm_normal_hints(flags=1 | 2 | 4, x=rect.x, y=rect.y)
        self.id = int(self._window.id)
        self.keys: list[Received] = []
        self.clicks: list[Received] = []
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._listen, name=f"ground-{title}", daemon=True)

    def show(self) -> "GroundWindow":
        """Map it and begin to listen."""
        self._window.map()
        self._display.sync()
        self._thread.start()
        return self

    def _listen(self) -> None:
        while not self._ended.is_set():
            with self._lock:
                for _ in range(self._display.pending_events()):
                    self._take(self._display.next_event())
            select.select([self._display.fileno()], [], [], 0.02)

    def _take(self, event: Any) -> None:
        if event.type in (X.KeyPress, X.ButtonPress):
            kept = self.keys if event.type == X.KeyPress else self.clicks
            kept.append(Received(event.time, event.detail, self.id))

    def do(self, name: str, /, **values: Any) -> None:
        """Call a method of the python-xlib window, and wait until the server has done it."""
        with self._lock:
            getattr(self._window, name)(**values)
            self._display.sync()

    def move(self, x: int, y: int) -> None:
        self.do("configure", x=x, y=y)

    def lift(self) -> None:
        self.do("configure", stack_mode=X.Above)

    def lower(self) -> None:
        self.do("configure", stack_mode=X.Below)

    def rename(self, title: str) -> None:
        self.do("set_wm_name", name=title)

    def fill(self, rect: Rect, rgb: int) -> None:
        """Draw a rectangle of one colour."""
        with self._lock:
            context = self._window.create_gc(foreground=rgb)
            self._window.fill_rectangle(context, rect.x, rect.y, rect.width, rect.height)
            context.free()
            self._display.sync()

    def property(self, name: str, kind: str, size: int, value: Any) -> None:
        """Set a property by names."""
        with self._lock:
            intern = self._display.intern_atom
            self._window.change_property(intern(name), intern(kind), size, value)
            self._display.sync()

    def caught_up(self) -> "GroundWindow":
        """Take in everything that the server had sent up to now."""
        with self._lock:
            self._display.sync()
            for _ in range(self._display.pending_events()):
                self._take(self._display.next_event())
        return self

    def focus(self) -> None:
        self.do("set_input_focus", revert_to=X.RevertToParent, time=X.CurrentTime)

    def grab_keyboard(self) -> None:
        with self._lock:
            self._window.grab_keyboard(True, X.GrabModeAsync, X.GrabModeAsync, X.CurrentTime)  # noqa: FBT003  (Xlib)
            self._display.sync()

    def ungrab_keyboard(self) -> None:
        with self._lock:
            self._display.ungrab_keyboard(X.CurrentTime)
            self._display.sync()

    def child(self, rect: Rect) -> int:
        """Make a mapped window inside, and return its number."""
        with self._lock:
            inner = self._window.create_window(rect.x, rect.y, rect.width, rect.height, 0, X.CopyFromParent)
            inner.map()
            self._display.sync()
        return int(inner.id)

    def focus_child(self, number: int) -> None:
        with self._lock:
            inner = self._display.create_resource_object("window", number)
            inner.set_input_focus(X.RevertToParent, X.CurrentTime)
            self._display.sync()

    def close(self) -> None:
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join(2)
        with self._lock:
            self._display.close()
