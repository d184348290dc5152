"""Scope: what will be recorded, said in one sentence while it is chosen."""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Input, Select, Static

from workbench.errors import UsageError, WorkbenchError
from workbench.model.geometry import Rect
from workbench.model.scope import KeyChannel, Scope
from workbench.model.sites import check_site
from workbench.tui.calls import RecordingPlan
from workbench.tui.colours import MUTED
from workbench.tui.outside import TEXT_LIMIT, outside
from workbench.tui.places import rect_at
from workbench.tui.quantities import count
from workbench.tui.screens.workbench_screen import WorkbenchScreen
from workbench.tui.widgets.choices import Choice, Choices
from workbench.tui.widgets.field import Field
from workbench.tui.widgets.tick import Tick

if TYPE_CHECKING:
    from workbench.workflow.applications import OpenApplication

KEY_CHOICES = (
    ("all keys", KeyChannel.ALL),
    ("shortcuts only", KeyChannel.SHORTCUTS),
    ("no keys", KeyChannel.NONE),
)
CHANNELS = {"pointer": "pointer path", "pictures": "pictures", "elements": "names"}
"""Channels that are on or off, by their names in the scope; names are those of buttons and fields."""
LONGEST_LIMIT_MIN = 24 * 60
NOTHING_CHOSEN = "Choose an application, or name a window by its title: nothing else is recorded."
SITES_ALONE = "A site needs its browser as well: choose the browser, or name its window by its title."


def application_line(application: "OpenApplication") -> Content:
    """Return an application with its windows, as the list shows it."""
    name = outside(application.app, "bold", limit=30)
    if application.own:
        return Content.assemble(name, ("  this terminal, never recorded", MUTED))
    if application.never:
        return Content.assemble(name, (f"  {application.never}, never recorded", MUTED))
    title = outside(application.titles[0], MUTED) if application.titles else Content("")
    windows = len(application.titles)
    many = f"  ({count(windows, 'window')})" if windows > 1 else ""
    hidden = f"  and {count(application.hidden, 'window')} never recorded" if application.hidden else ""
    return Content.assemble(name, "  ", title, (many + hidden, MUTED))


class ScopeScreen(WorkbenchScreen):
    """Tick boxes for what is open now, a few choices, and the sentence that says what they mean."""

    CSS_PATH = "scope.tcss"
    HEADING = "New recording"
    HELP_LINES = (
        "Only what you choose here is recorded; everything else stays invisible. Space ticks, Tab goes on."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "start", "Start", id="scope.start", tooltip="Count down and record"),
        Binding("f5", "refresh", "Refresh list", id="scope.refresh", tooltip="Look again at what is open"),
        Binding("tab", "app.focus_next", "Next field", id="scope.next_field"),
        Binding("escape", "back", "Back", id="scope.back", tooltip="Back without recording"),
    ]

    def compose_body(self) -> Iterable[Widget]:
        """Yield the form; at 80 columns all of it is in sight."""
        with VerticalScroll(id="form"):
            yield Static(Content("What are you about to do? One sentence."), classes="label")
            yield Field(placeholder="Write an invoice for Jane Example", id="task")
            yield Static(Content("Applications that are open now"), classes="label")
            yield Choices(id="apps")
            yield from self._places()
            yield from self._channels()
        yield Static(id="sentence")
        yield Static(id="notice", classes="warning")
        yield Static(id="said", classes="warning")
        yield Button(Content("Start  F2"), id="start", variant="primary", compact=True)

    def _places(self) -> Iterable[Widget]:
        """Yield what narrows applications to sites, windows and parts of the screen."""
        with Horizontal(classes="row first"):
            yield Static(Content("Sites"), classes="name wide")
            yield Field(placeholder="in browsers only these, as example.com example.org/team", id="sites")
        with Horizontal(classes="row"):
            yield Static(Content("Window titles"), classes="name wide")
            yield Field(placeholder="a regular expression, if you like", id="windows")
        with Horizontal(classes="row"):
            yield Static(Content("Monitor"), classes="name wide")
            yield Field(placeholder="all", id="monitor")
            yield Static(Content("Region"), classes="name")
            yield Field(placeholder="left,top,width,height", id="region")
            yield Static(Content("At most"), classes="name")
            yield Field(str(self.workbench.recording.time_limit_s() // 60), id="minutes")
            yield Static(Content("minutes"), classes="name")

    def _channels(self) -> Iterable[Widget]:
        """Yield what is kept of what happens there."""
        with Horizontal(classes="row"):
            yield Static(Content("Keep"), classes="name wide")
            yield Select(KEY_CHOICES, value=KeyChannel.ALL, allow_blank=False, compact=True, id="keys")
            for channel, words in CHANNELS.items():
                yield Tick(words, id=channel)

    def on_mount(self) -> None:
        """Paint first, then look at the desktop."""
        self.query_one("#task").focus()
        self.query_one("#notice", Static).update(Content(f"⚠ {self.workbench.recording.secrets_notice()}"))
        self._tell()
        self.read_desktop()

    @work(thread=True, exclusive=True, exit_on_error=False, group="desktop")
    def read_desktop(self) -> None:
        """Look at what is open; without a desktop, say so."""
        try:
            applications = self.workbench.recording.open_applications()
        except WorkbenchError as error:
            self.app.call_from_thread(self._show_refusal, str(error))
        else:
            self.app.call_from_thread(self._show_applications, applications)

    def _show_refusal(self, sentence: str) -> None:
        words = Content.assemble("⚠ ", outside(sentence, limit=TEXT_LIMIT), " Looking at sessions works here.")
        self.query_one("#said", Static).update(words)
        self.query_one("#start", Button).disabled = True

    def _show_applications(self, applications: "Sequence[OpenApplication]") -> None:
        choices = [
            Choice(entry.app, application_line(entry), not (entry.own or entry.never)) for entry in applications
        ]
        self.query_one(Choices).set_rows(choices)
        self.query_one("#start", Button).disabled = False
        self.query_one("#said", Static).update(Content("" if applications else "No application is open."))

    def action_refresh(self) -> None:
        """Look again at what is open."""
        self.read_desktop()

    @on(Choices.Changed)
    @on(Input.Changed)
    @on(Select.Changed)
    @on(Tick.Changed)
    def _tell(self) -> None:
        try:
            said = self.plan().sentence
        except UsageError as error:
            said = str(error)
        self.query_one("#sentence", Static).update(outside(said, limit=TEXT_LIMIT))

    def plan(self) -> RecordingPlan:
        """Return what is chosen; raises `UsageError` with what is missing."""
        scope = Scope(
            apps=self.query_one(Choices).ticked,
            windows=self._patterns(),
            monitor=self._number("#monitor", "The monitor", None, 64),
            region=self._region(),
            urls=tuple(check_site(site) for site in self._value("#sites").replace(",", " ").split()),
            keys=KeyChannel(str(self.query_one("#keys", Select).value)),
            pointer=self._ticked("pointer"),
            pictures=self._ticked("pictures"),
            elements=self._ticked("elements"),
        )
        if not scope.apps and not scope.windows:
            raise UsageError(SITES_ALONE if scope.urls else NOTHING_CHOSEN)
        minutes = self._number("#minutes", "The time limit", None, LONGEST_LIMIT_MIN)
        if minutes is None:
            message = "A recording needs a time limit: write the minutes."
            raise UsageError(message)
        return RecordingPlan(self._value("#task"), scope, minutes * 60.0)

    def _ticked(self, channel: str) -> bool:
        return self.query_one(f"#{channel}", Tick).value

    def _value(self, selector: str) -> str:
        return self.query_one(selector, Field).value.strip()

    def _patterns(self) -> tuple[str, ...]:
        pattern = self._value("#windows")
        try:
            re.compile(pattern)
        except re.error as error:
            message = f"The window titles' pattern cannot be read: {error}."
            raise UsageError(message) from error
        return (pattern,) if pattern else ()

    def _region(self) -> Rect | None:
        place = self._value("#region")
        rect = rect_at(place)
        if place and rect is None:
            message = "The region is four numbers: left, top, width and height in pixels, as 0,0,800,600."
            raise UsageError(message)
        return rect

    def _number(self, selector: str, what: str, nothing: int | None, most: int) -> int | None:
        text = self._value(selector)
        if not text:
            return nothing
        if not text.isdecimal() or not 1 <= int(text) <= most:
            message = f"{what} is a number from 1 to {most}."
            raise UsageError(message)
        return int(text)

    @on(Button.Pressed, "#start")
    @on(Input.Submitted)
    def action_start(self) -> None:
        """Count down and record, or say what is missing."""
        try:
            plan = self.plan()
        except UsageError as error:
            self.say(str(error), warning=True)
            return
        if not plan.task:
            self.say("Say in a sentence what you are about to do.", warning=True)
            self.query_one("#task").focus()
        elif not self.query_one("#start", Button).disabled:
            self.workbench.begin(plan)
