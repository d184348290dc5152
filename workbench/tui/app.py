"""The program on the screen: owns the recording, knows the way between the screens, decides nothing else."""

import os
from collections.abc import Iterable
from functools import partial
from pathlib import Path, PurePath
from typing import ClassVar

from textual import on
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from workbench.errors import sentence_of
from workbench.model.showable import showable
from workbench.paths import Home
from workbench.tui import rooms
from workbench.tui.calls import DesktopRecording, RecordingCalls, RecordingPlan, SessionCalls
from workbench.tui.graphics import Graphics, detect_graphics
from workbench.tui.outside import outside
from workbench.tui.outside_pictures import OutsidePictures
from workbench.tui.palette import everything
from workbench.tui.recording_control import (
    Live,
    RecordingBegan,
    RecordingControl,
    RecordingEnded,
    RecordingRefused,
)
from workbench.tui.screens.home import HomeScreen
from workbench.tui.screens.workbench_screen import WorkbenchScreen
from workbench.tui.terminal_app import TerminalApp
from workbench.tui.terminal_title import titled
from workbench.tui.widgets.header_bar import HeaderBar

HERE = Path(__file__).parent
LIGHT, DARK = "textual-light", "textual-dark"


class WorkbenchApp(TerminalApp):
    """Screens over one home folder; at most one recording runs."""

    TITLE = "Recording workbench"
    SUSPENDED_SCREEN_CLASS = "-behind"
    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = [
        HERE / "app.tcss",
        HERE / "screens" / "home.tcss",
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "help", "Help", id="help.show", tooltip="The keys of this screen"),
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True, id="workbench.quit"),
    ]

    live: reactive[Live | None] = reactive(None, init=False, repaint=False)

    def __init__(self, sessions: SessionCalls, recording: RecordingCalls, *, demo: bool = False) -> None:
        super().__init__()
        self.sessions = sessions
        self.recording = recording
        self.demo = demo
        self.graphics = Graphics.BLOCKS
        self.outside_pictures = OutsidePictures()
        self.control = RecordingControl(self, recording, self._show_live)
        self.theme = LIGHT if os.environ.get("COLORFGBG", "").endswith((";7", ";15")) else DARK

    def get_default_screen(self) -> Screen[None]:
        """Begin at home, which stays under every other screen."""
        return HomeScreen()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer everything that can be done here, as `area: verb`."""
        return everything(self, screen)

    def say(self, text: str, *, warning: bool = False) -> None:
        """Show a short notice; the text may come from outside."""
        self.notify(showable(text), severity="warning" if warning else "information", markup=False)

    def go_home(self) -> None:
        """Close every screen above home."""
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def _show_live(self, live: Live | None) -> None:
        self.live = live

    def watch_live(self, live: Live | None) -> None:
        """Let the screen in front show how the recording stands; others learn it when they come back."""
        shown = [screen for screen in self.screen_stack if isinstance(screen, WorkbenchScreen)]
        for screen in shown[-1:]:
            screen.show_live(live)

    def new_recording(self) -> None:
        """Lead to a recording: over the notice where nobody has agreed to it yet."""
        if self.control.running:
            self.show_recording()
        elif self.recording.consent() is None:
            self.push_screen(rooms.consent())
        else:
            self.push_screen(rooms.scope())

    def agreed(self) -> None:
        """Go on to the scope, in the notice's place."""
        self.switch_screen(rooms.scope())

    def begin(self, plan: RecordingPlan) -> None:
        """Count down, then record."""
        self.push_screen(rooms.countdown(plan), partial(self._counted_down, plan))

    def _counted_down(self, plan: RecordingPlan, go: bool | None) -> None:  # noqa: FBT001  (a dialog's answer)
        if go:
            self.control.start(plan)

    def show_recording(self) -> None:
        """Show the recording screen, which stands directly above home."""
        if self.screen.id == rooms.RECORDING:
            return
        self.go_home()
        self.push_screen(rooms.recording())

    def review(self, session_id: str) -> None:
        """Show what was recorded."""
        self.push_screen(rooms.review(session_id))

    @on(HeaderBar.Pressed)
    @on(RecordingBegan)
    def _recording_wanted(self) -> None:
        self.show_recording()

    @on(RecordingRefused)
    def _refused(self, message: RecordingRefused) -> None:
        self.clear_notifications()
        self.push_screen(rooms.sentence("The recording", message.sentence))

    @on(RecordingEnded)
    def _ended(self, message: RecordingEnded) -> None:
        self.clear_notifications()
        if self.screen.id == rooms.RECORDING:
            self.go_home()
        decide = partial(self._after_recording, message)
        self.push_screen(rooms.saved(message.result, self.recording.in_words(message.result)), decide)

    def _after_recording(self, message: RecordingEnded, choice: str | None) -> None:
        if choice == "review":
            self.review(message.result.id)
        elif choice == "next":
            again = Content.assemble("The same scope again: ", outside(message.plan.sentence))
            self.push_screen(
                rooms.ask("What are you about to do next?", again), partial(self._next_task, message.plan)
            )

    def _next_task(self, plan: RecordingPlan, task: str | None) -> None:
        if task:
            self.begin(RecordingPlan(task, plan.scope, plan.limit_s))

    def action_help(self) -> None:
        """Show the keys of the screen that is in front."""
        if self.screen.id != rooms.HELP:
            self.push_screen(rooms.help_about(self.screen))

    async def action_quit(self) -> None:
        """Leave; while a recording runs, ask first."""
        if not self.control.running:
            await self._leave(go=True)
        elif self.screen.id != rooms.LEAVE:
            self.push_screen(rooms.leave_recording(), self._leave_if)

    async def _leave_if(self, go: bool | None) -> None:  # noqa: FBT001  (a dialog's answer)
        await self._leave(go=bool(go))

    async def _leave(self, *, go: bool) -> None:
        if not go:
            return
        await self.control.stop_before_leaving()
        self.outside_pictures.close()
        self.exit()

    @on(Worker.StateChanged)
    def worker_failed(self, event: Worker.StateChanged) -> None:
        """Say what went wrong in a worker, of the program's or of a screen's."""
        error = event.worker.error
        if event.state is WorkerState.ERROR and error is not None:
            self.say(sentence_of(error), warning=True)


def run(home: Home, *, demo: bool = False) -> None:
    """Show the workbench on that home until the person leaves; a recording ends with it."""
    app = WorkbenchApp(SessionCalls(home), DesktopRecording(home), demo=demo)
    app.graphics = detect_graphics()
    try:
        with titled():
            app.run()
    finally:
        app.control.stop_now()
        app.outside_pictures.close()
