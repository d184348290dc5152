"""Somebody who points at things on a stage while targets are looked up, and what was found."""

import statistics
import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self, TypeVar

from tests.desktop.stage import Stage, wait_for
from tests.patience import NotInTimeError
from workbench.capture.focus_changes import FocusChanges
from workbench.capture.targets import Targets
from workbench.desktop.choose import open_desktop
from workbench.desktop.port import ButtonInput, Input, KeyInput, MissedInput, Told
from workbench.desktop.seats import SeatInput
from workbench.model.elements import Element
from workbench.model.geometry import Rect
from workbench.model.scope import Scope

Pressed = TypeVar("Pressed", ButtonInput, KeyInput)
QT_FORM = """
import sys
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import *
class Eyes(QObject):
    def eventFilter(self, seen, event):
        if event.type() == QEvent.MouseButtonPress and isinstance(seen, QWidget) and seen.objectName():
            point = event.globalPosition().toPoint()
            print(point.x(), point.y(), seen.objectName(), flush=True)
        return False
app = QApplication(sys.argv)
eyes = Eyes()
app.installEventFilter(eyes)
form = QWidget()
form.setWindowTitle("Orders in Qt")
rows = QFormLayout(form)
def add(name, widget, label=""):
    widget.setObjectName(name)
    rows.addRow(label, widget) if label else rows.addRow(widget)
    return widget
add("name", QLineEdit(), "Your name")
add("password", QLineEdit(), "Password").setEchoMode(QLineEdit.Password)
add("count", QComboBox(), "Count").addItems(["One secret", "Two"])
add("agree", QCheckBox("Agree"))
add("send", QPushButton("Send"))
form.move(940, 40)
form.resize(300, 300)
form.show()
app.exec()
"""


@dataclass
class Pointing:
    """The desktop of a stage, with targets that follow the hands on it."""

    stage: Stage
    app: str
    heard: list[Input] = field(default_factory=list)

    def __enter__(self) -> Self:
        self.desktop = open_desktop("x11", self.stage.display)
        self.desktop.fields.start()
        size = Rect(0, 0, self.stage.width, self.stage.height)
        self.focus_changes = FocusChanges()
        self.targets = Targets(self.desktop, Scope((self.app,)), [size], self.focus_changes)
        self.desktop.input.start(self._hear)
        self.targets.start()
        time.sleep(0.5)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.targets.stop()
        self.desktop.close()

    def _hear(self, item: Told) -> None:
        if not isinstance(item, MissedInput | SeatInput):
            self.heard.append(item)
            self.focus_changes.note(item)
            self.targets.follow(item)

    def click(self, x: int, y: int, *, rest_s: float = 0.5) -> Element | None:
        """Go there, rest, click, and return what was found to have stood there."""
        self.stage.move(x, y)
        time.sleep(rest_s)
        count = len(self.heard)
        self.stage.click(x, y)
        press = wait_for(lambda: first_press(self.heard[count:], ButtonInput), "the press")
        time.sleep(0.4)
        return self._aimed(press)

    def type(self, text: str) -> Element | None:
        """Type, and return the field that was found to have had the keyboard at the first key."""
        time.sleep(0.4)
        count = len(self.heard)
        self.stage.type(text, gap_ms=30)
        key = wait_for(lambda: first_press(self.heard[count:], KeyInput), "the first key")
        time.sleep(0.4)
        return self._aimed(key)

    def times(self) -> str:
        """Return how long answers took, all but those that were given up."""
        looks = list(self.desktop.elements._looks._looks)  # type: ignore[attr-defined]  # for figures alone
        took = [look.answered_ms - look.asked_ms for look in looks]
        return f"median {statistics.median(took)} ms, most {max(took)} ms"

    def _aimed(self, item: ButtonInput | KeyInput) -> Element | None:
        assert item.window is not None
        infos = self.desktop.windows.describe(item.window, item.at_ms, item.at_ms)
        return self.targets.aimed(item, infos[-1], Rect(0, 0, 1, 1)) if infos else None


def first_press(heard: list[Input], kind: type[Pressed]) -> Pressed | None:
    """Return the first press of that kind."""
    return next((item for item in heard if isinstance(item, kind) and item.down), None)


def timely(element: Element | None) -> Element:
    """Return an element; raise `NotInTimeError` where none was found: a late answer is none, by design."""
    if element is None:
        message = "no element was found in time"
        raise NotInTimeError(message)
    return element


def known(element: Element | None) -> tuple[str, str] | None:
    """Return an element's role and name."""
    return (element.role, element.name) if element else None
