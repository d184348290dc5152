"""Forms whose password field is left by Escape, Enter, a click or a script, in four toolkits."""

import json
import sys
import time
from abc import ABC, abstractmethod
from typing import Any

from tests.desktop.atspi.dialogs import see
from tests.desktop.forms import QUIET, PageServer, Values
from tests.desktop.leaving_sources import GTK, PAGE, QT
from tests.desktop.stage import Stage, StageWindow, need, wait_for

SYSTEM_PYTHON = "/usr/bin/python3"
TITLE = "Leaving form"


class LeavingForm(ABC):
    """A form that knows what each of its fields received."""

    app: str
    window: StageWindow

    def place(self, field: str) -> tuple[int, int]:
        """Return the middle of a field on the root window."""
        x, y = self.told()["places"][field]
        return self.window.x + round(x), self.window.y + round(y)

    def values(self) -> Values:
        """Return what each field received so far."""
        values: Values = self.told()["values"]
        return values

    @abstractmethod
    def close(self) -> None:
        """End what the stage does not end."""

    @abstractmethod
    def told(self) -> dict[str, Any]:
        """Return what the program told last."""


class ProgramForm(LeavingForm):
    """A form that writes into a file."""

    def __init__(self, stage: Stage, command: tuple[str, ...], kind: str) -> None:
        self._told = stage.home / "leaving.json"
        see(stage)
        need(command[0])
        stage.start(*command, str(self._told), kind)
        self.window = stage.wait_window(TITLE)
        wait_for(self._told.exists, "the form's first word")
        time.sleep(0.5)

    def told(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self._told.read_text(encoding="utf-8"))
        return found

    def close(self) -> None:
        """Do nothing: the stage ends the program."""


class QtLeaving(ProgramForm):
    """The form in Qt."""

    app = "python3.11"

    def __init__(self, stage: Stage, kind: str = "password") -> None:
        super().__init__(stage, (sys.executable, "-c", QT), kind)


class Gtk3Leaving(ProgramForm):
    """The form in GTK 3."""

    app = "python3.11"

    def __init__(self, stage: Stage, kind: str = "password") -> None:
        super().__init__(stage, (SYSTEM_PYTHON, "-c", GTK, "3.0"), kind)


class Gtk4Leaving(ProgramForm):
    """The form in GTK 4."""

    app = "python3.11"

    def __init__(self, stage: Stage, kind: str = "password") -> None:
        super().__init__(stage, (SYSTEM_PYTHON, "-c", GTK, "4.0"), kind)


class WebLeaving(LeavingForm):
    """The form in Chromium."""

    app = "chromium"

    def __init__(self, stage: Stage, kind: str = "password", *, between: str = "", page: str = PAGE) -> None:
        kind = kind if kind == "password" else "text"
        self._server = PageServer(page.replace("KIND", kind).replace("BETWEEN", between))
        see(stage)
        preferences = stage.home / "browser" / "Default" / "Preferences"
        preferences.parent.mkdir(parents=True)
        offers_nothing = {"credentials_enable_service": False, "profile": {"password_manager_enabled": False}}
        preferences.write_text(json.dumps(offers_nothing), encoding="utf-8")
        stage.start(
            "chromium", *QUIET, f"--user-data-dir={stage.home / 'browser'}", f"--app={self._server.address}"
        )
        self.window = stage.wait_window(TITLE)
        wait_for(lambda: self._server.told, "the page's first word")
        time.sleep(1.0)

    def told(self) -> dict[str, Any]:
        return self._server.told

    def busy(self, ms: int) -> None:
        """Let the page be busy for so long at every Tab."""
        self._server.wanted.append(f"busy {ms}")

    def close(self) -> None:
        """End the server."""
        self._server.close()
