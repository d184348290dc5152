"""What the guard says of an input."""

from dataclasses import dataclass

from workbench.model.gaps import Gap, GapCause, GapReason
from workbench.model.windows import WindowInfo


@dataclass(frozen=True, slots=True)
class Kept:
    """The input may be kept."""

    window: WindowInfo
    """The window it went to, as it stood then."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """The input must not be kept."""

    reason: GapReason
    """Why."""
    cause: GapCause = GapCause.NONE
    """What exactly withheld it, where that is known."""
    app: str = ""
    """The in-scope application it went to, to be shown while recording; empty outside the scope."""

    @property
    def secret(self) -> bool:
        """Whether not even the time at which it was typed may be kept."""
        return self.reason is GapReason.SECRET

    @property
    def in_words(self) -> str:
        """Say it in a few words, as `password field in Chromium`."""
        brief = Gap(0, 0, self.reason, self.cause).in_brief
        return f"{brief} in {self.app}" if self.app else brief


@dataclass(frozen=True, slots=True)
class Ignored:
    """The input belongs to a channel that is off: neither kept nor a gap."""


Verdict = Kept | Withheld | Ignored
