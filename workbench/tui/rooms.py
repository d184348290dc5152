"""The screens and dialogs that are not seen first, imported when somebody goes there.

Measured: with all of them, importing the program took 55 ms longer, before anything was painted.
"""

from typing import TYPE_CHECKING, Any

from textual.content import Content
from textual.screen import ModalScreen, Screen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.capture.protocol import RecordingResult
    from workbench.model.copies import SessionCopy
    from workbench.tui.calls import RecordingPlan
    from workbench.tui.dialogs.redacting import What
    from workbench.tui.dialogs.saved import SavedChoice
    from workbench.tui.widgets.label_form import Changes, Section
    from workbench.tui.widgets.picture_canvas import Shot
    from workbench.workflow.drafting import LabelDraft
    from workbench.workflow.receipts import KeptReceipt

RECORDING, HELP, LEAVE = "recording", "help", "leave"
"""Ids of the screens that are asked for by name."""


def consent() -> Screen[None]:
    """Return the screen of the notice and its questions."""
    from workbench.tui.screens.consent import ConsentScreen

    return ConsentScreen()


def scope() -> Screen[None]:
    """Return the screen on which a scope is chosen."""
    from workbench.tui.screens.scope import ScopeScreen

    return ScopeScreen()


def recording() -> Screen[None]:
    """Return the screen of the running recording."""
    from workbench.tui.screens.recording import RecordingScreen

    return RecordingScreen(id=RECORDING)


def review(session_id: str) -> Screen[None]:
    """Return the screen that shows what was recorded, and takes edits."""
    from workbench.tui.screens.editing import EditableReview

    return EditableReview(session_id)


def leaving(session_id: str) -> Screen[None]:
    """Return the screen of what would leave this machine."""
    from workbench.tui.screens.leaving import LeavingScreen

    return LeavingScreen(session_id)


def receipt(
    kept: "KeptReceipt", others: "tuple[SessionCopy, ...]" = (), *, reached: bool = True
) -> Screen[None]:
    """Return the screen of a receipt, with what is known of the session in other corpora."""
    from workbench.tui.screens.receipt import ReceiptScreen

    return ReceiptScreen(kept, others, reached=reached)


def copy_choice(copies: "tuple[SessionCopy, ...]") -> "ModalScreen[SessionCopy | None]":
    """Return the dialog that asks from which corpus a session is to be withdrawn."""
    from workbench.tui.dialogs.copy_choice import CopyChoice

    return CopyChoice(copies)


def labels(
    title: str, sections: "Sequence[Section]", draft: "LabelDraft", step: int | None = None
) -> "ModalScreen[Changes | None]":
    """Return the dialog with the label form; what is typed there is kept as a draft."""
    from workbench.tui.dialogs.labelling import Labelling

    return Labelling(title, sections, draft, step)


def redaction(*, text: bool, picture: bool) -> "ModalScreen[What | None]":
    """Return the dialog that asks what is to be redacted."""
    from workbench.tui.dialogs.redacting import Redacting

    return Redacting(text=text, picture=picture)


def picture(title: Content, shot: "Shot") -> ModalScreen[None]:
    """Return the dialog that shows one picture."""
    from workbench.tui.dialogs.picture import PictureDialog

    return PictureDialog(title, shot)


def countdown(plan: "RecordingPlan") -> ModalScreen[bool | None]:
    """Return the count to the start of a recording."""
    from workbench.tui.dialogs.countdown import Countdown

    return Countdown(plan.sentence)


def saved(result: "RecordingResult", figures: str) -> "ModalScreen[SavedChoice | None]":
    """Return the dialog that says what was saved."""
    from workbench.tui.dialogs.saved import Saved

    return Saved(result, figures)


def ask(title: str, body: Content, *, value: str = "") -> ModalScreen[str | None]:
    """Return the dialog that asks for one line."""
    from workbench.tui.dialogs.ask import Ask

    return Ask(title, body, value=value)


def confirm(title: str, body: Content, *, go: str, stay: str) -> ModalScreen[bool | None]:
    """Return the dialog that asks before something cannot be undone."""
    from workbench.tui.dialogs.confirm import Confirm

    return Confirm(title, body, go=go, stay=stay)


def leave_recording() -> ModalScreen[bool | None]:
    """Return the dialog that asks whether a running recording is to end with the program."""
    from workbench.tui.dialogs.confirm import Confirm

    body = Content("Leaving stops the recording; what was recorded until then is saved.")
    return Confirm("A recording runs", body, go="Stop, save and leave", stay="Go on recording", id=LEAVE)


def sentence(title: str, words: str) -> ModalScreen[None]:
    """Return the dialog that says one thing loudly."""
    from workbench.tui.dialogs.sentence import Sentence

    return Sentence(title, words)


def reading(title: str, text: Content) -> ModalScreen[None]:
    """Return the dialog with a longer text."""
    from workbench.tui.dialogs.reading import Reading

    return Reading(title, text)


def help_about(screen: Screen[Any]) -> ModalScreen[None]:
    """Return the dialog with the keys of a screen."""
    from workbench.tui.dialogs.help import Help

    return Help(screen, id=HELP)
