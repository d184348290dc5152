"""Forgetting while recording: everything from one moment on goes, from memory as from the file."""

from dataclasses import dataclass

from workbench.capture.keeper import FrameKeeper
from workbench.capture.pictures import Pictures
from workbench.capture.recent import RecentSteps
from workbench.capture.transcript import Transcript
from workbench.capture.withholding import Withholding
from workbench.store.journal import Journal


@dataclass(frozen=True, slots=True)
class Memory:
    """Everything that remembers what was kept. All times are session times."""

    anchor_ms: int
    """The desktop's clock at the session's start."""
    transcript: Transcript
    """Remembers what is held, and the contexts that are stored."""
    withholding: Withholding
    """Remembers the gaps that are open."""
    keeper: FrameKeeper
    """Remembers the picture after the newest action, and the tiles that are stored."""
    pictures: Pictures
    """Remembers the pictures of the last two seconds; the caller holds their lock."""
    recent: RecentSteps
    """Remembers the newest steps."""

    def forget(self, journal: Journal, since_ms: int, until_ms: int) -> None:
        """Let go of everything from a moment on and take over what is left in the file.

        Memory first: should the file refuse, the recording ends. Raises `JournalError`.
        """
        self.transcript.forget(since_ms)
        self.keeper.forget(since_ms)
        secrets = self.withholding.forget(since_ms, until_ms)
        self.pictures.forget(until_ms + self.anchor_ms)
        rest = journal.forget(since_ms, until_ms, secrets)
        self.transcript.go_on(rest)
        self.keeper.go_on(rest, until_ms)
        self.withholding.go_on(rest)
        self.recent.forget(rest.newest, since_ms)
