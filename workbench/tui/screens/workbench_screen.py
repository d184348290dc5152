"""What every screen of the workbench has: header, body, a truthful footer, and a word where it is too small."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Footer, Static
from textual.worker import Worker

from workbench.tui.recording_control import Live
from workbench.tui.widgets.header_bar import HeaderBar, standing_of

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp

LEAST_WIDTH, LEAST_HEIGHT = 80, 24
WIDTHS = [(0, "-narrow"), (LEAST_WIDTH, "-normal"), (120, "-wide")]
HEIGHTS = [(0, "-low"), (LEAST_HEIGHT, "-normal-height")]
TOO_SMALL = (
    f"This terminal is smaller than {LEAST_WIDTH}×{LEAST_HEIGHT}. Make it larger to go on; nothing is lost."
)


class WorkbenchScreen(Screen[None]):
    """A room of the program. Subclasses say what stands between header and footer."""

    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    HEADING: ClassVar[str] = ""
    HELP_LINES: ClassVar[str] = ""
    NAMES_TASK: ClassVar[bool] = False
    KEYS_WHILE_HIDDEN: ClassVar[tuple[str, ...]] = ("ctrl+q",)
    SAID_WHILE_HIDDEN: ClassVar[str] = "Ctrl+Q leaves."

    @property
    def workbench(self) -> "WorkbenchApp":
        """The program this screen belongs to."""
        return cast("WorkbenchApp", self.app)

    def compose(self) -> ComposeResult:
        """Put header and footer around the body."""
        header = HeaderBar(names_task=self.NAMES_TASK)
        header.heading = Content(self.HEADING)
        header.live = self.workbench.live
        yield header
        yield from self.compose_body()
        yield Footer(compact=True)
        yield Static(Content(f"{TOO_SMALL} {self.SAID_WHILE_HIDDEN}"), id="too-small")

    def compose_body(self) -> Iterable[Widget]:
        """Yield what this screen shows."""
        return ()

    @property
    def hidden_by_size(self) -> bool:
        """Whether the terminal is too small to show this screen."""
        return self.app.size.width < LEAST_WIDTH or self.app.size.height < LEAST_HEIGHT

    @property
    def header(self) -> HeaderBar:
        """The first line."""
        return self.query_one(HeaderBar)

    def show_live(self, live: Live | None) -> None:
        """Show how the recording stands; called four times a second while one runs."""
        for header in self.query(HeaderBar):
            other = header.standing != standing_of(live)
            header.live = live
            if other:
                self.refresh_bindings()

    @on(events.ScreenResume)
    def _back_in_front(self) -> None:
        """Catch up with a recording that went on, began or ended meanwhile."""
        self.show_live(self.workbench.live)

    def say(self, text: str, *, warning: bool = False) -> None:
        """Show a short notice; the text may come from outside."""
        self.workbench.say(text, warning=warning)

    @on(Worker.StateChanged)
    def _worker_changed(self, event: Worker.StateChanged) -> None:
        self.workbench.worker_failed(event)

    def action_back(self) -> None:
        """Leave this screen."""
        self.app.pop_screen()
