"""Dialogs over an empty program, with their answers."""

from typing import Any

from textual.app import App
from textual.screen import ModalScreen


class Asking(App[None]):
    """Asks one thing and keeps the answers."""

    CSS_PATH = None

    def __init__(self, dialog: ModalScreen[Any]) -> None:
        super().__init__()
        self.dialog = dialog
        self.answers: list[object] = []

    def on_mount(self) -> None:
        self.push_screen(self.dialog, self.answers.append)
