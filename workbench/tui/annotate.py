"""The annotator's program: one screen, on the submitted sessions of others."""

from collections.abc import Iterable
from pathlib import Path, PurePath
from typing import ClassVar

from textual.app import SystemCommand
from textual.screen import Screen

from workbench.paths import Home
from workbench.tui.annotate_calls import AnnotateCalls
from workbench.tui.app import HERE, WorkbenchApp
from workbench.tui.calls import DesktopRecording, SessionCalls
from workbench.tui.graphics import detect_graphics
from workbench.tui.screens.annotate import AnnotateScreen
from workbench.tui.terminal_title import titled

FROM_ELSEWHERE = ("recording:", "view: home")


class AnnotateApp(WorkbenchApp):
    """The annotator's screen alone; nothing is recorded from here."""

    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = [
        HERE / "app.tcss",
        HERE / "screens" / "review.tcss",
        HERE / "screens" / "annotate.tcss",
    ]

    def __init__(self, calls: AnnotateCalls) -> None:
        super().__init__(SessionCalls(calls.home), DesktopRecording(calls.home))

        self._annotating = AnnotateScreen(calls)

    @property
    def unsent(self) -> int:
        """How many labels were typed and are not known to be sent."""
        return self._annotating.unsent_count

    def get_default_screen(self) -> Screen[None]:
        """Begin with the next session."""
        return self._annotating

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer what the annotator's screen can do."""
        commands = super().get_system_commands(screen)
        return (command for command in commands if not command.title.startswith(FROM_ELSEWHERE))


def run_annotate(home: Home, corpus: str | Path | None = None, author: str | None = None) -> int:
    """Let a person label sessions of others, under that name, and return how many labels they did not send."""
    calls = AnnotateCalls(home, corpus, author)
    calls.tasks()  # a corpus that cannot be opened is said in the terminal, as by every other command
    app = AnnotateApp(calls)
    app.graphics = detect_graphics()
    try:
        with titled():
            app.run()
    finally:
        app.outside_pictures.close()
    return app.unsent
