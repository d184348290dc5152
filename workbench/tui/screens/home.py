"""Home: the volunteer's own sessions, and the way to a new one."""

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static
from textual.worker import get_current_worker

from workbench.model.copies import remaining
from workbench.model.session import SessionState
from workbench.tui import rooms
from workbench.tui.outside import outside
from workbench.tui.quantities import count
from workbench.tui.screens.workbench_screen import WorkbenchScreen
from workbench.tui.widgets.line_list import LineList
from workbench.tui.widgets.session_list import SessionList, about, withdrawal_question

if TYPE_CHECKING:
    from workbench.model.copies import SessionCopy
    from workbench.store.library import SessionSummary
    from workbench.tui.recording_control import Live
    from workbench.workflow.copies import SeenReceipt

FIRST_STEP = "Press n to record, Enter to look at a sample."
EMPTY = f"There are no sessions yet. {FIRST_STEP}"


class HomeScreen(WorkbenchScreen):
    """Paints at once and loads the sessions behind it."""

    AUTO_FOCUS = ""
    HEADING = "Recording workbench"
    HELP_LINES = (
        "Your sessions, on this machine alone and encrypted.\n"
        "● is being recorded, ✂ was cut off, ✗ has a problem."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "record", "Record", id="session.record", tooltip="Record a new session"),
        Binding(
            "r", "show_recording", "Recording", id="recording.screen", tooltip="Show the recording that runs"
        ),
        Binding("enter", "sample", "Sample", id="session.sample", tooltip="Look at a sample session"),
        Binding(
            "e",
            "export",
            "Export",
            show=False,
            id="session.export",
            tooltip="Write a plain copy that any SQLite tool reads",
        ),
        Binding("s", "submit", "Submit…", id="session.submit", tooltip="Look at what would leave, then submit"),
        Binding(
            "s", "receipt", "Receipt", id="session.receipt", tooltip="What was submitted, and the way back"
        ),
        Binding("c", "copies", "Receipt", id="session.copies", tooltip="What was submitted to another corpus"),
        Binding("w", "withdraw", "Withdraw", id="session.withdraw", tooltip="Take the submission back"),
        Binding("d", "remove", "Remove", id="session.remove", tooltip="Remove the session for good"),
        Binding("q", "app.quit", "Quit", id="workbench.quit_now", tooltip="Leave the workbench"),
        Binding(
            "f5", "refresh", "Refresh", show=False, id="session.refresh", tooltip="Read the sessions again"
        ),
        Binding("escape", "nothing", show=False),
    ]

    def compose_body(self) -> Iterable[Widget]:
        """Yield the list, the empty state in its place, and the lines about the session under the cursor."""
        yield SessionList(id="sessions")
        yield Static(Content("Reading your sessions …"), id="empty")
        yield Static(id="about")
        yield Static(Content(FIRST_STEP), id="first-step")

    def on_mount(self) -> None:
        """Show the frame first, the sessions when they are read."""
        self.query_one("#first-step").display = self.workbench.demo
        self.query_one(SessionList).display = False
        self.call_after_refresh(self.load)

    def on_screen_resume(self) -> None:
        """Read the sessions again after a recording, a review or a submission."""
        if self.query_one(SessionList).rows:
            self.load()

    @work(thread=True, exclusive=True, exit_on_error=False, group="sessions")
    def load(self) -> None:
        """Read the library, away from the screen."""
        worker = get_current_worker()
        summaries = self.workbench.sessions.summaries()
        if not worker.is_cancelled:
            self.app.call_from_thread(self.show_sessions, summaries)

    def show_sessions(self, summaries: "Sequence[SessionSummary]") -> None:
        """Put the sessions on the screen; nothing is repainted where nothing changed."""
        sessions, empty = self.query_one(SessionList), self.query_one("#empty", Static)
        empty.update(Content(EMPTY))
        empty.display, sessions.display = not summaries, bool(summaries)
        self.header.aside = Content(count(len(summaries), "session"))
        if tuple(summaries) != tuple(sessions.rows):
            sessions.set_rows(summaries, self._place_in(summaries))
        if summaries and self.focused is None:
            sessions.focus()
        self.refresh_bindings()

    def _place_in(self, summaries: "Sequence[SessionSummary]") -> int:
        """Return where the cursor belongs: on the session that is new, else on the one that it was on."""
        sessions = self.query_one(SessionList)
        chosen = sessions.current.id if sessions.current else None
        known = {summary.id for summary in sessions.rows}
        ids = [summary.id for summary in summaries]
        fresh = [place for place, session_id in enumerate(ids) if session_id not in known]
        if known and fresh:
            return fresh[0]
        return ids.index(chosen) if chosen in ids else 0

    def show_live(self, live: "Live | None") -> None:
        """Read the sessions again when a recording begins or ends."""
        changed = (live is None) != (self.header.live is None)
        super().show_live(live)
        if changed:
            self.load()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002  (Textual's signature)
        """Offer only what can be done now."""
        current, running = self._current, self.workbench.control.running
        chosen = current is not None
        offered = {
            "export": chosen,
            "remove": chosen,
            "sample": not chosen,
            "submit": chosen and not self._submitted_here and not (current and current.problem),
            "receipt": self._submitted_here,
            "copies": self._submitted and not self._submitted_here,
            "withdraw": self._submitted,
            "show_recording": running,
            "record": not running,
        }
        return offered.get(action, True)

    @property
    def _current(self) -> "SessionSummary | None":
        return self.query_one(SessionList).current if self.is_mounted else None

    @property
    def _submitted(self) -> bool:
        return bool(self._current and self._current.state is SessionState.SUBMITTED)

    @property
    def _submitted_here(self) -> bool:
        """Whether it is in the corpus that is meant now, or nothing is known of where it is."""
        copies = self._current.copies if self._current else ()
        return self._submitted and (not copies or self.workbench.sessions.is_in_corpus(remaining(copies)))

    @on(LineList.Moved)
    def _moved(self) -> None:
        current = self._current
        self.refresh_bindings()
        self.query_one("#about", Static).update(about(current) if current else Content(""))

    @on(LineList.Chosen)
    def _chosen(self) -> None:
        """Look at the session under the cursor; one with a problem says so instead."""
        current = self._current
        if current is None:
            return
        if current.problem:
            self.say(current.problem, warning=True)
        else:
            self.workbench.review(current.id)

    @work(thread=True, exclusive=True, exit_on_error=False, group="sample")
    def action_sample(self) -> None:
        """Take the samples into the library and open one."""
        sample = self.workbench.sessions.take_in_samples()
        if sample is None:
            self.app.call_from_thread(self.say, "No samples came with this program.", warning=True)
            return
        self.load()
        self.app.call_from_thread(self.workbench.review, sample)

    def action_record(self) -> None:
        """Begin the way to a recording."""
        self.workbench.new_recording()

    def action_show_recording(self) -> None:
        """Show the recording that runs."""
        self.workbench.show_recording()

    def action_refresh(self) -> None:
        """Read the sessions again."""
        self.load()

    def action_nothing(self) -> None:
        """Stay: there is no screen before home."""

    def action_export(self) -> None:
        """Ask where to, then write a plain copy."""
        current = self._current
        if current is not None:
            body = Content.assemble(
                "A plain copy of ",
                outside(current.title, "bold"),
                ", readable by any SQLite tool and not encrypted: whoever has that file can read all that the "
                "session holds.",
            )
            place = str(Path.cwd() / f"{current.id[-8:]}.session")
            self.app.push_screen(
                rooms.ask("Export to which file?", body, value=place), partial(self._export_to, current.id)
            )

    def _export_to(self, session_id: str, place: str | None) -> None:
        if place:
            self._export(session_id, Path(place).expanduser())

    @work(thread=True, exit_on_error=False, group="export")
    def _export(self, session_id: str, path: Path) -> None:
        self.workbench.sessions.export(session_id, path)
        self.app.call_from_thread(self.say, f"Exported to {path}. That copy is not encrypted.")

    def action_remove(self) -> None:
        """Ask, then remove for good."""
        current = self._current
        if current is not None:
            body = Content.assemble(
                outside(current.title or current.id, "bold"),
                " is removed for good: its key is destroyed first, then its files. This cannot be undone.",
            )
            dialog = rooms.confirm("Remove this session?", body, go="Remove", stay="Keep it")
            self.app.push_screen(dialog, partial(self._remove_if, current.id))

    def _remove_if(self, session_id: str, go: bool | None) -> None:  # noqa: FBT001  (a dialog's answer)
        if go:
            self._remove(session_id)

    @work(thread=True, exit_on_error=False, group="remove")
    def _remove(self, session_id: str) -> None:
        self.workbench.sessions.remove(session_id)
        self.app.call_from_thread(self.say, "Removed. Its key is destroyed.")
        self.app.call_from_thread(self.load)

    def action_submit(self) -> None:
        """Show what would leave."""
        if self._current is not None:
            self.app.push_screen(rooms.leaving(self._current.id))

    def action_receipt(self) -> None:
        """Show the receipt of what was submitted."""
        if self._current is not None:
            self._show_receipt(self._current.id)

    @work(thread=True, exit_on_error=False, group="receipt")
    def _show_receipt(self, session_id: str) -> None:
        seen = self.workbench.sessions.corpus.receipt(session_id)
        if seen is None:
            self.app.call_from_thread(self.say, "The receipt is not in this home.", warning=True)
        else:
            others = self.workbench.sessions.corpus.others(seen.kept)
            self.app.call_from_thread(self._open_receipt, seen, others)

    def _open_receipt(self, seen: "SeenReceipt", others: "tuple[SessionCopy, ...]") -> None:
        self.app.push_screen(rooms.receipt(seen.kept, others, reached=seen.reached))

    action_copies = action_receipt

    def action_withdraw(self) -> None:
        """Ask from which corpus, where several have it, and whether; then withdraw."""
        current = self._current
        copies = remaining(current.copies) if current else ()
        if len(copies) > 1:
            self.app.push_screen(rooms.copy_choice(copies), self._ask_to_withdraw)
        elif current is not None:
            self._ask_to_withdraw(copies[0] if copies else None, unknown=not copies)

    def _ask_to_withdraw(self, copy: "SessionCopy | None", *, unknown: bool = False) -> None:
        current = self._current
        if current is None or (copy is None and not unknown):
            return
        question = withdrawal_question(current, copy)
        dialog = rooms.confirm("Withdraw this session?", question, go="Withdraw", stay="Leave it there")
        reference = copy.receipt if copy else current.id
        name = copy.corpus if copy else "the corpus"
        self.app.push_screen(dialog, partial(self._withdraw_if, reference, name))

    def _withdraw_if(self, reference: str, name: str, go: bool | None) -> None:  # noqa: FBT001  (a dialog's answer)
        if go:
            self.say("Withdrawing …")
            self._withdraw(reference, name)

    @work(thread=True, exit_on_error=False, group="withdraw")
    def _withdraw(self, reference: str, name: str) -> None:
        try:
            releases = self.workbench.sessions.corpus.withdraw(reference)
        finally:  # a withdrawal that a reader delays has changed where the session stands as well
            self.app.call_from_thread(self.load)
        had = f" Releases made before have it: {', '.join(releases)}." if releases else ""
        self.app.call_from_thread(self.say, f"Withdrawn: nothing of it is left in {name}.{had}")
