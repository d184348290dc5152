"""Before it leaves: every text and every picture, from the very bytes that would be sent."""

from collections.abc import Iterable
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Button, Static

from workbench.errors import WorkbenchError
from workbench.model.edits import LabelKind
from workbench.tui import rooms
from workbench.tui.colours import MUTED, WARNING
from workbench.tui.outside import TEXT_LIMIT, outside, whole
from workbench.tui.quantities import count, size
from workbench.tui.screens.workbench_screen import WorkbenchScreen
from workbench.tui.widgets.action_marks import ActionMark
from workbench.tui.widgets.label_form import Changes, Section
from workbench.tui.widgets.leaving_lists import PictureList, TextList, picture_words
from workbench.tui.widgets.picture_canvas import Shot, shot_of

if TYPE_CHECKING:
    from workbench.model.copies import SessionCopy
    from workbench.tui.corpus_calls import Leaving
    from workbench.workflow.drafting import LabelDraft
    from workbench.workflow.previewing import LeavingPicture, Preview
    from workbench.workflow.receipts import KeptReceipt

READING = "Putting together what would leave …"
TICK_S = 0.3


def terms(shown: "Preview") -> Content:
    """Return purpose, readers, time, figures and hash."""
    policy, counts = shown.policy, shown.counts
    use = f"{policy.purpose} · seen by {policy.seen_by} · kept {policy.kept}"
    leaves = (
        count(counts.steps, "step"),
        count(len(shown.texts), "text"),
        count(len(shown.pictures), "picture"),
        size(len(shown.data)),
    )
    return Content("\n").join(
        [
            Content.assemble(("for     ", MUTED), outside(use)),
            Content.assemble(("leaves  ", MUTED), " · ".join(leaves), ("   stays  ", MUTED), counts.taken_out),
            Content.assemble(("sha256  ", MUTED), shown.sha256),
        ]
    )


class LeavingScreen(WorkbenchScreen):
    """Nothing leaves by looking. Going back is the default, submitting asks once."""

    CSS_PATH = "leaving.tcss"
    HEADING = "What leaves this machine"
    HELP_LINES = (
        "Every text and every picture that would be sent, read back from the bytes themselves.\n"
        "Nothing leaves before you say so, and you can take it out of the corpus again at any time; releases\n"
        "that were given away before then cannot be called back."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", "Next part", id="leaving.next_part"),
        Binding("l", "label", "Label task", id="leaving.label_task", tooltip="Say what the task was"),
        Binding("u", "undo", "Undo", id="leaving.undo", tooltip="Take back the last edit"),
        Binding("s", "submit", "Submit…", id="leaving.submit", tooltip="Submit exactly this; asks once"),
        Binding("escape", "back", "Back", id="leaving.back", tooltip="Back, nothing leaves"),
    ]

    def __init__(self, session_id: str) -> None:
        super().__init__()
        self.session_id = session_id
        self._leaving: Leaving | None = None
        self._waiting: Timer | None = None
        self._doing = READING

    def compose_body(self) -> Iterable[Widget]:
        """Yield terms, texts, pictures, problems and the two answers."""
        yield Static(id="terms")
        with Horizontal(id="contents"):
            with Vertical(classes="part"):
                yield Static(Content("every text · Enter shows all of it"), classes="name")
                yield TextList()
            with Vertical(classes="part", id="pictures-part"):
                yield Static(Content("every picture · Enter opens"), classes="name")
                yield PictureList()
        yield Static(id="empty")
        yield Static(id="problems")
        yield Horizontal(
            Button(Content("Back"), id="back", variant="primary", compact=True),
            Button(Content("Submit …"), id="submit", compact=True),
            id="answers",
        )

    def on_mount(self) -> None:
        """Paint the frame, then put together what would leave."""
        self.load()

    def load(self) -> None:
        """Put together anew what would leave."""
        self._leaving = None
        self.refresh_bindings()
        self._wait(READING, "Esc goes back; nothing has left.")
        self.query_one("#back").focus()
        self._load()

    @work(thread=True, exclusive=True, exit_on_error=False, group="leaving")
    def _load(self) -> None:
        try:
            leaving = self.workbench.sessions.corpus.leaving(self.session_id)
        except WorkbenchError as error:
            self.app.call_from_thread(self._failed, str(error))
        else:
            self.app.call_from_thread(self._show, leaving)

    def _wait(self, what: str, way_out: str) -> None:
        """Say what is going on, for how long, and the way out."""
        self._doing = what
        self._show_only(words=True)
        begun = monotonic()

        def tick() -> None:
            seconds = int(monotonic() - begun)
            self.query_one("#empty", Static).update(Content(f"{what} {seconds} s\n\n{way_out}"))

        self.query_one("#empty", Static).update(Content(f"{what}\n\n{way_out}"))
        self._rest()
        self._waiting = self.set_interval(TICK_S, tick, name="waiting")

    def _rest(self) -> None:
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None

    def _show_only(self, *, words: bool) -> None:
        self.query_one("#empty").display = words
        for part in ("#terms", "#contents", "#problems"):
            self.query_one(part).display = not words
        self.query_one("#submit", Button).disabled = words or self._leaving is None or bool(self._problems)

    @property
    def _problems(self) -> int:
        return len(self._leaving.problems) if self._leaving else 0

    def _why_not(self) -> str:
        """Return why it cannot be submitted just now."""
        if self._leaving is None:
            return self._doing
        first = self._leaving.problems[0]
        return f"{first.sentence} {first.key}."

    def _failed(self, sentence: str, *, left: bool = False) -> None:
        if not self.is_attached:
            self.workbench.say(sentence, warning=True)
            return
        self._rest()
        self._doing = sentence
        self._show_only(words=True)
        what = "Esc goes back." if left else "Nothing has left. Esc goes back."
        words = Content.assemble("✗ ", outside(sentence, limit=TEXT_LIMIT), f"\n\n{what}")
        self.query_one("#empty", Static).update(words)

    def _show(self, leaving: "Leaving") -> None:
        if not self.is_attached:
            return
        self._rest()
        self._leaving = leaving
        shown = leaving.preview
        self.header.aside = Content.assemble("to: ", outside(shown.corpus))
        self.query_one("#terms", Static).update(terms(shown))
        self.query_one(TextList).set_rows(shown.texts)
        self.query_one(PictureList).set_rows(shown.pictures)
        lines = [
            Content.assemble((f"⚠ {problem.sentence}", WARNING), f"  {problem.key}.")
            for problem in leaving.problems
        ]
        self.query_one("#problems", Static).update(Content("\n").join(lines or [Content("Ready to submit.")]))
        self._show_only(words=False)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002  (Textual's signature)
        """Offer only what can be done now; submitting says itself why it cannot be, unless it never can."""
        if action == "submit":
            return self._leaving is None or not self._leaving.preview.withdrawn
        return self._leaving is not None if action in {"label", "undo"} else True

    @on(TextList.Chosen)
    def _chosen(self) -> None:
        """Show the whole text, or the picture."""
        if isinstance(self.focused, TextList) and self.focused.current:
            text = self.focused.current
            words = Content("\n").join(map(whole, text.text.split("\n")))
            title = f"{text.place.capitalize()} · {count(len(text.text), 'character')}"
            self.app.push_screen(rooms.reading(title, words))
        elif isinstance(self.focused, PictureList) and self.focused.current and self._leaving:
            self._look_at(self._leaving.preview, self.focused.current)

    @work(thread=True, exclusive=True, exit_on_error=False, group="picture")
    def _look_at(self, shown: "Preview", which: "LeavingPicture") -> None:
        picture = shown.picture(which.frame)
        shot = shot_of(picture, ActionMark((picture.width // 2, picture.height // 2)), drawn=False)
        self.app.call_from_thread(self._open, which, shot)

    def _open(self, which: "LeavingPicture", shot: Shot) -> None:
        if self.is_attached:
            title = Content(f"As it leaves: {picture_words(which)}, {shot.image.width}×{shot.image.height}")
            self.app.push_screen(rooms.picture(title, shot))

    def action_label(self) -> None:
        """Open the form for the task."""
        if self._leaving:
            section = Section("Task", LabelKind.TASK, self._leaving.task_label)
            draft = self.workbench.sessions.draft(self.session_id)
            self.app.push_screen(rooms.labels("Label the task", [section], draft), partial(self._label, draft))

    def _label(self, draft: "LabelDraft", changes: Changes | None) -> None:
        labels = (changes or {}).get(LabelKind.TASK)
        if labels:
            self._edit(labels, draft)

    @work(thread=True, exit_on_error=False, group="edit")
    def _edit(self, labels: dict[str, object], draft: "LabelDraft") -> None:
        edited = self.workbench.sessions.edits.label_task(self.session_id, labels)
        draft.saved(None)
        self.app.call_from_thread(self._edited, f"Task: {edited.sentence}. u takes it back.")

    @work(thread=True, exit_on_error=False, group="edit")
    def action_undo(self) -> None:
        """Take back the last edit."""
        edited = self.workbench.sessions.edits.undo(self.session_id)
        self.app.call_from_thread(self._edited, f"{edited.sentence.capitalize()}.")

    def _edited(self, said: str) -> None:
        self.say(said)
        if self.is_attached:
            self.load()

    @on(Button.Pressed, "#back")
    def _back(self) -> None:
        self.action_back()

    @on(Button.Pressed, "#submit")
    def action_submit(self) -> None:
        """Ask once, with the safe answer in front."""
        if self._leaving is None or self._problems:
            self.app.clear_notifications()
            self.say(self._why_not(), warning=True)
            return
        shown = self._leaving.preview
        body = Content.assemble(
            f"{count(shown.counts.steps, 'step')}, {count(len(shown.texts), 'text')} and "
            f"{count(len(shown.pictures), 'picture')} go to ",
            outside(shown.corpus, "bold"),
            ". Your own file then loses for good what you redacted and dropped.\n\n"
            "You can take it out of the corpus again at any time. Releases that were given away before then "
            "cannot be called back.",
        )
        dialog = rooms.confirm("Submit exactly this?", body, go="Submit", stay="Not now")
        self.app.push_screen(dialog, partial(self._submit_if, shown.sha256))

    def _submit_if(self, sha256: str, go: bool | None) -> None:  # noqa: FBT001  (a dialog's answer)
        if go:
            self._leaving = None
            self.refresh_bindings()
            self._wait("Submitting …", "Esc leaves this screen; it goes on and says when it is done.")
            self.app.run_worker(partial(self._submit, sha256), thread=True, exit_on_error=False, group="submit")

    def _submit(self, sha256: str) -> None:
        corpus = self.workbench.sessions.corpus
        try:
            kept = corpus.submit(self.session_id, sha256)
        except WorkbenchError as error:
            self.app.call_from_thread(partial(self._failed, str(error), left=error.session_left))
        else:
            self.app.call_from_thread(self._submitted, kept, corpus.others(kept))

    def _submitted(self, kept: "KeptReceipt", others: "tuple[SessionCopy, ...]") -> None:
        if self.is_current:
            self.app.switch_screen(rooms.receipt(kept, others))
        else:
            self.workbench.say(f"Submitted: receipt {kept.receipt.id}. w at home takes it back.")
