"""Recording: what is kept, what is withheld and how the recorder fares, while it runs."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget
from textual.widgets import Rule, Static

from workbench.capture.protocol import RecentStep, RecorderStatus
from workbench.model.chords import in_one_breath
from workbench.tui.colours import MUTED, PROBLEM, WARNING
from workbench.tui.outside import outside
from workbench.tui.quantities import clock, count, short_clock, size
from workbench.tui.screens.workbench_screen import WorkbenchScreen

if TYPE_CHECKING:
    from workbench.tui.recording_control import Live

NAME_WIDTH = 12


def facts(live: "Live") -> Content:
    """Return the four lines that say what is going on."""
    status = live.status
    limit = f"  ends by itself after {short_clock(int(live.plan.limit_s * 1000))}"
    scope = live.plan.scope
    chosen = [*scope.apps, *(f"windows like “{pattern}”" for pattern in scope.windows)]
    if scope.urls:
        chosen.append(f"in browsers only {', '.join(scope.urls)}")
    lines = (
        (
            "In scope",
            Content.assemble(Content(" · ").join(outside(name) for name in chosen), (limit, MUTED)),
        ),
        ("Now in", now_in(live)),
        ("Withheld", withheld(status)),
        ("Health", health(status)),
    )
    return Content("\n").join(
        Content.assemble("  ", (name.ljust(NAME_WIDTH), MUTED), "  ", value) for name, value in lines
    )


def now_in(live: "Live") -> Content:
    """Return the window that is recorded, or why nothing is kept just now."""
    status = live.status
    if live.paused:
        return Content.styled("‖ paused: nothing is kept", WARNING)
    if status.withheld_now:
        return Content.assemble(("░ kept out: ", WARNING), outside(status.withheld_now))
    return outside(status.now_in) if status.now_in else Content.styled("nothing in scope", MUTED)


def withheld(status: RecorderStatus) -> Content:
    """Return how much was kept out, and why last."""
    stretches = count(status.gaps, "stretch", "stretches")
    parts = [Content(f"{stretches} · {clock(status.withheld_ms)}")]
    if status.last_reason:
        parts.append(Content.assemble("   last: ", outside(status.last_reason)))
    return Content("").join(parts)


def health(status: RecorderStatus) -> Content:
    """Return how the recorder fares, in figures."""
    if status.blind:
        return Content.styled("✗ blind: what you do does not arrive. Stop and start again.", PROBLEM)
    lost = Content.styled(f"✗ {status.lost} lost", PROBLEM) if status.lost else Content("0 lost")
    age = "no picture yet" if status.picture_age_ms is None else f"picture {status.picture_age_ms} ms old"
    silent = f" · {status.timeouts} unanswered" if status.timeouts else ""
    return Content.assemble(lost, f" · lag {status.lag_ms:.1f} ms · {age} · {size(status.size_bytes)}{silent}")


def from_anywhere(status: RecorderStatus) -> Content:
    """Return the line about the chords that work wherever the focus is."""
    if not status.hotkeys:
        return Content.styled("  No hotkeys here: pause and stop in this window.", MUTED)
    chords = in_one_breath(status.hotkeys)
    return Content.assemble(("  From anywhere   ", MUTED), f"{chords}  ", (" · ".join(status.hotkeys), MUTED))


def recent_line(step: RecentStep, width: int) -> Content:
    """Return one of the newest steps, the application at the right."""
    app = outside(step.app, MUTED, limit=20)
    said = Content.assemble("  ", (clock(step.t_ms), MUTED), "  ", outside(step.sentence))
    room = max(10, width - app.cell_length - 4)
    return Content.assemble(said.truncate(room, ellipsis=True, pad=True), "  ", app)


class RecentSteps(Widget):
    """The newest steps, the last one at the bottom."""

    DEFAULT_CSS = "RecentSteps { height: 1fr; min-height: 3; text-wrap: nowrap; }"

    def __init__(self) -> None:
        super().__init__()
        self._steps: tuple[RecentStep, ...] = ()

    def show(self, steps: tuple[RecentStep, ...]) -> None:
        """Show these steps; only what differs is repainted, which is the last line while somebody types."""
        before, self._steps = self._steps, steps
        if steps == before:
            return
        last = min(len(steps), self.size.height) - 1
        if steps and len(steps) == len(before) and steps[:-1] == before[:-1]:
            self.refresh(Region(0, last, self.size.width, 1))
        else:
            self.refresh()

    def render(self) -> Content:
        """Return as many of the newest steps as there are lines."""
        if not self._steps:
            return Content.styled("  No steps yet. What you do in scope appears here.", MUTED)
        shown = self._steps[-max(1, self.size.height) :]
        return Content("\n").join(recent_line(step, self.size.width) for step in shown)


class Lines(Static):
    """Text that is painted when it changes, and laid out anew only where its height may change with it."""

    shown = Content("")

    def show(self, content: Content, *, layout: bool = False) -> None:
        """Show this."""
        if not content.is_same(self.shown):
            self.shown = content
            self.update(content, layout=layout)


class RecordingScreen(WorkbenchScreen):
    """The red bar, four facts, the newest steps, and what one should know."""

    CSS_PATH = "recording.tcss"
    NAMES_TASK = True
    KEYS_WHILE_HIDDEN = (*WorkbenchScreen.KEYS_WHILE_HIDDEN, "p", "s")
    SAID_WHILE_HIDDEN = "p pauses or resumes, s stops and saves, Ctrl+Q leaves."
    HELP_LINES = (
        "Esc goes home while the recording runs on; the red bar stays. s stops and saves. f erases the last 30 "
        "seconds for good. The chords work wherever you are; settings.toml changes them, under [hotkeys]."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "p", "pause", "Pause/Resume", id="recording.pause_or_resume", tooltip="Keep nothing until resumed"
        ),
        Binding("s", "stop", "Stop", id="recording.stop", tooltip="Stop and save the recording"),
        Binding(
            "f",
            "forget",
            "Forget last 30 s",
            id="recording.forget",
            tooltip="Erase the last 30 seconds for good",
        ),
        Binding("m", "mark", "Mark", id="recording.mark", tooltip="Mark this moment, to find it in the review"),
        Binding("escape", "back", "Home", id="recording.home", tooltip="Go home; the recording runs on"),
        Binding("q", "app.quit", "Quit", show=False, id="recording.quit", tooltip="Stop, save and leave"),
    ]

    def compose_body(self) -> Iterable[Widget]:
        """Yield the facts, the steps and the warnings."""
        yield Rule(line_style="solid", classes="rule")
        yield Lines(id="facts")
        yield RecentSteps()
        yield Lines(id="warnings", classes="warning")
        yield Lines(id="from-anywhere")
        yield Rule(line_style="solid", classes="rule")

    def on_mount(self) -> None:
        """Show what is known already."""
        if self.workbench.live is not None:
            self._show(self.workbench.live)

    def show_live(self, live: "Live | None") -> None:
        """Show how the recording stands now; the status arrives only when it changed."""
        super().show_live(live)
        if live is not None and self.query(RecentSteps):
            self._show(live)

    def _show(self, live: "Live") -> None:
        self.query_one("#facts", Lines).show(facts(live))
        self.query_one(RecentSteps).show(live.status.recent)
        self.query_one("#from-anywhere", Lines).show(from_anywhere(live.status))
        warnings = Content("\n").join(
            Content.assemble("⚠ ", outside(warning, limit=500)) for warning in live.status.warnings
        )
        box = self.query_one("#warnings", Lines)
        box.show(warnings, layout=True)
        box.display = bool(live.status.warnings)

    def action_pause(self) -> None:
        """Keep nothing, or record again."""
        self.workbench.control.toggle_pause()

    def action_forget(self) -> None:
        """Erase the last 30 seconds; a word follows when that is done."""
        self.workbench.control.forget()

    def action_mark(self) -> None:
        """Mark this moment; a word follows when that is done."""
        self.workbench.control.mark()

    def action_stop(self) -> None:
        """Stop and save."""
        self.say("Stopping; the last half second is being written.")
        self.workbench.control.stop()
