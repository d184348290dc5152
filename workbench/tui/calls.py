"""All that the screens ask of the workflow, imported on first use: the first paint waits for none of it.

Session calls take up to some hundred milliseconds: make them in thread workers. Tests put fakes in the place of
`RecordingCalls`, because a recording needs a desktop.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from workbench.errors import UsageError
from workbench.paths import Home

if TYPE_CHECKING:
    from workbench.capture.protocol import RecorderStatus, RecordingResult
    from workbench.model.copies import SessionCopy
    from workbench.model.scope import Scope
    from workbench.store.frames import Picture
    from workbench.store.library import Library, SessionSummary
    from workbench.tui.corpus_calls import CorpusCalls
    from workbench.tui.edit_calls import EditCalls
    from workbench.workflow.applications import OpenApplication
    from workbench.workflow.consent import Consent, Question
    from workbench.workflow.drafting import LabelDraft
    from workbench.workflow.reviewing import Masks, Review


@dataclass(frozen=True, slots=True)
class RecordingPlan:
    """What a person chose on the scope screen."""

    task: str
    """The task in their own words."""
    scope: "Scope"
    """What may be recorded."""
    limit_s: float
    """When the recording ends by itself."""

    @property
    def sentence(self) -> str:
        """What will be recorded, and for how long at most, in one breath."""
        return limited(self.scope.sentence(), self.limit_s)


def limited(sentence: str, limit_s: float) -> str:
    """Put the time limit into a scope's sentence, behind what is recorded."""
    minutes = max(1, round(limit_s / 60))
    what, stop, rest = sentence.partition(". ")
    return f"{what}, for at most {minutes} {'minute' if minutes == 1 else 'minutes'}{stop}{rest}"


class Recorder(Protocol):
    """A recording that runs in a process of its own."""

    @property
    def session_id(self) -> str:
        """Return the session that is being recorded."""

    def status(self) -> "RecorderStatus":
        """Return how it stands, at once."""

    def pause(self) -> None:
        """Withhold everything until `resume`."""

    def resume(self) -> None:
        """Record again."""

    def forget(self) -> None:
        """Erase the last 30 seconds."""

    def mark(self) -> None:
        """Mark this moment."""

    def stop(self) -> "RecordingResult":
        """End it; at most a second."""

    def wait(self, timeout_s: float) -> "RecordingResult | None":
        """Return what it came to, once it has ended by itself."""


class RecordingCalls(Protocol):
    """What recording needs: consent, the live desktop, a recorder."""

    def notice(self) -> str:
        """Return the notice in force."""

    def questions(self) -> "Sequence[Question]":
        """Return the questions about it."""

    def consent(self) -> "Consent | None":
        """Return the agreement to the notice in force, if there is one."""

    def agree(self) -> "Consent":
        """Note that the person agrees now."""

    def secrets_notice(self) -> str:
        """Return which secrets are left out and which are not, in words."""

    def time_limit_s(self) -> int:
        """Return the limit that a recording has unless another is chosen."""

    def open_applications(self) -> "Sequence[OpenApplication]":
        """Return the applications that are open now; raises `DesktopError` where there is no desktop."""

    def start(self, plan: RecordingPlan) -> Recorder:
        """Begin to record; raises a `WorkbenchError` with the recorder's own sentence."""

    def in_words(self, result: "RecordingResult") -> str:
        """Return what a recording came to: time, steps, withheld stretches."""

    def announce(self, title: str, body: str) -> None:
        """Tell the desktop, where it takes notices."""


@dataclass(frozen=True)
class DesktopRecording:
    """The real thing, on this machine's desktop."""

    home: Home
    """The volunteer's folder."""

    def notice(self) -> str:
        """Return the notice in force."""
        from workbench.workflow.consent import NOTICE

        return NOTICE

    def questions(self) -> "Sequence[Question]":
        """Return the questions about it."""
        from workbench.workflow.consent import QUESTIONS

        return QUESTIONS

    def consent(self) -> "Consent | None":
        """Return the agreement to the notice in force, if there is one."""
        from workbench.workflow.consent import current_consent

        return current_consent(self.home)

    def agree(self) -> "Consent":
        """Note that the person agrees now."""
        from workbench.workflow.consent import agree

        return agree(self.home)

    def secrets_notice(self) -> str:
        """Return which secrets are left out and which are not, in words."""
        from workbench.workflow.recording import SECRETS_NOTICE

        return SECRETS_NOTICE

    def time_limit_s(self) -> int:
        """Return the limit that a recording has unless another is chosen."""
        from workbench.settings import load_settings

        return load_settings(self.home).time_limit_s

    def open_applications(self) -> "Sequence[OpenApplication]":
        """Return the applications that are open now; raises `DesktopError` where there is no desktop."""
        from workbench.workflow.applications import open_applications
        from workbench.workflow.standing_rules import standing_rules

        return open_applications(standing_rules(self.home).never_record)

    def start(self, plan: RecordingPlan) -> Recorder:
        """Begin to record; raises a `WorkbenchError` with the recorder's own sentence."""
        from workbench.workflow.recording import RecorderClient, RecordingRequest

        return RecorderClient.start(self.home, RecordingRequest(plan.task, plan.scope, plan.limit_s))

    def in_words(self, result: "RecordingResult") -> str:
        """Return what a recording came to: time, steps, withheld stretches."""
        from workbench.workflow.recording import in_words

        return in_words(result)

    def announce(self, title: str, body: str) -> None:
        """Tell the desktop, where it takes notices."""
        from workbench.workflow.recording import announce

        announce(title, body)


class SessionCalls:
    """The volunteer's own sessions."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._corpus_id: str | None = None

    @cached_property
    def _library(self) -> "Library":
        from workbench.store.library import Library

        return Library.of(self._home.ensure())

    def summaries(self) -> "Sequence[SessionSummary]":
        """Return every session, the newest first; one with a problem says so."""
        from workbench.workflow.copies import meant_corpus_id
        from workbench.workflow.sessions import list_sessions

        found = list_sessions(self._library)
        if any(summary.copies for summary in found):
            self._corpus_id = meant_corpus_id(self._home)
        return found

    def is_in_corpus(self, copies: "Sequence[SessionCopy]") -> bool:
        """Return whether one of these copies is in the corpus that a submission would go to now.

        A corpus is known by its id; by its path only while it cannot be opened.
        """
        from workbench.workflow.corpora import corpus_path

        try:
            path = str(corpus_path(self._home).absolute())
        except UsageError:  # an address, to which nothing can be submitted yet
            return True
        if self._corpus_id is not None:
            return any(copy.corpus_id == self._corpus_id for copy in copies)
        return any(copy.corpus_path == path for copy in copies)

    def review(self, session_id: str) -> "Review":
        """Return a session's steps and gaps."""
        from workbench.workflow.reviewing import load_review

        return load_review(self._library, session_id)

    @cached_property
    def edits(self) -> "EditCalls":
        """What changes a session."""
        from workbench.tui.edit_calls import EditCalls

        return EditCalls(self._library)

    def draft(self, session_id: str) -> "LabelDraft":
        """Return the labels of a session that were typed and not saved."""
        from workbench.workflow.drafting import own_draft

        return own_draft(self._home, session_id)

    @cached_property
    def corpus(self) -> "CorpusCalls":
        """What goes to a corpus, and what comes back."""
        from workbench.tui.corpus_calls import CorpusCalls

        return CorpusCalls(self._home)

    def picture(self, session_id: str, frame_id: int, masks: "Masks") -> "Picture":
        """Return a picture by its frame's number, with the masks of its review painted over it."""
        from workbench.workflow.reviewing import masked_picture

        with self._library.open(session_id) as file:
            return masked_picture(file, frame_id, masks)

    def take_in_samples(self, *folders: Path) -> str | None:
        """Take the sample sessions into the library and return one of them; none where none came along."""
        from workbench.workflow.demo import import_samples, sample_files

        samples = sample_files(folders) if folders else sample_files()
        return next(iter(import_samples(self._library, samples)), None)

    def export(self, session_id: str, path: Path) -> None:
        """Write the session as a plain file that any SQLite tool reads; never over another file."""
        self._library.export(session_id, path)

    def remove(self, session_id: str) -> None:
        """Destroy the session's key and remove its files."""
        self._library.remove(session_id)
