"""Gaps: stretches in which something was withheld, and why."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any


class GapReason(StrEnum):
    """Why nothing was kept."""

    PAUSED = "paused"
    OUT_OF_SCOPE = "out_of_scope"
    SECRET = "secret"  # noqa: S105  (a reason's name)
    OWN_WINDOW = "own_window"
    UNKNOWN_TARGET = "unknown_target"
    LOCKED = "locked"
    FORGOTTEN = "forgotten"
    OVERLOAD = "overload"
    MASKED = "masked"
    """Input was kept, but a place on the screen was black in screenshots for longer than a secret needs.

    Such a gap divides no steps and does not leave this machine.
    """


class GapCause(StrEnum):
    """What exactly withheld it: a fixed word, never a name or a title from outside the scope."""

    NONE = ""
    PASSWORD_FIELD = "password_field"  # noqa: S105  (a cause's name)
    TERMINAL_PROMPT = "terminal_prompt"
    NO_FIELDS = "no_fields"
    NO_ANSWER = "no_answer"
    OTHER_TERMINAL = "other_terminal"
    OTHER_WINDOW = "other_window"
    OTHER_SITE = "other_site"
    NEVER_RECORDED = "never_recorded"
    PRIVATE_WINDOW = "private_window"
    NEW_WINDOW = "new_window"
    FOREIGN_POPUP = "foreign_popup"
    BROWSER_POPUP = "browser_popup"
    BY_HAND = "by_hand"
    AWAY = "away"
    LOST = "lost"
    BLIND = "blind"
    OTHER_SEAT = "other_seat"
    FIELD_PLACE = "field_place"
    NO_TREE = "no_tree"
    SUGGESTIONS = "suggestions"


CAUSES_IN_WORDS = {
    GapCause.NONE: "",
    GapCause.PASSWORD_FIELD: "a password field had the keyboard",
    GapCause.TERMINAL_PROMPT: "a terminal asked for something that does not show",
    GapCause.NO_FIELDS: "the application shows no fields",
    GapCause.NO_ANSWER: "the application did not say in time which field had the keyboard",
    GapCause.OTHER_TERMINAL: "another terminal behind this one decides what shows",
    GapCause.OTHER_WINDOW: "a window outside the scope",
    GapCause.OTHER_SITE: "the browser's own bars, or a site outside the scope",
    GapCause.NEVER_RECORDED: "an application that is never recorded",
    GapCause.PRIVATE_WINDOW: "a browser window that is private, or may be: those are never recorded",
    GapCause.NEW_WINDOW: "a window that was not known yet",
    GapCause.FOREIGN_POPUP: "another application held the keyboard",
    GapCause.BROWSER_POPUP: "suggestions or a hint of the browser, which may tell of other pages",
    GapCause.BY_HAND: "paused by hand",
    GapCause.AWAY: "nobody was there",
    GapCause.LOST: "input got lost on its way",
    GapCause.BLIND: "something moved, but nothing arrived",
    GapCause.OTHER_SEAT: "it was not known from which keyboard and pointer it came",
    GapCause.FIELD_PLACE: "the application did not say where its password field is, so its window was black",
    GapCause.NO_TREE: "the browser exposes no accessibility tree, so its window was black",
    GapCause.SUGGESTIONS: "the browser suggested something, so that place and fields beside it were black",
}


CAUSES_IN_BRIEF = {
    GapCause.NONE: "",
    GapCause.PASSWORD_FIELD: "password field",
    GapCause.TERMINAL_PROMPT: "password prompt in a terminal",
    GapCause.NO_FIELDS: "application shows no fields",
    GapCause.NO_ANSWER: "application did not answer",
    GapCause.OTHER_TERMINAL: "another terminal behind this one",
    GapCause.OTHER_WINDOW: "window outside the scope",
    GapCause.OTHER_SITE: "browser's own bars, or another site",
    GapCause.NEVER_RECORDED: "on the list of what is never recorded",
    GapCause.PRIVATE_WINDOW: "private browser window",
    GapCause.NEW_WINDOW: "window not known yet",
    GapCause.FOREIGN_POPUP: "another application held the keyboard",
    GapCause.BROWSER_POPUP: "suggestions or hint of the browser",
    GapCause.BY_HAND: "paused by hand",
    GapCause.AWAY: "paused, nobody was there",
    GapCause.LOST: "input got lost",
    GapCause.BLIND: "nothing arrived",
    GapCause.OTHER_SEAT: "not known whose keyboard and pointer",
    GapCause.FIELD_PLACE: "place of a password field not known",
    GapCause.NO_TREE: "browser without an accessibility tree",
    GapCause.SUGGESTIONS: "suggestions of the browser",
}


IN_WORDS = {
    GapReason.PAUSED: "paused",
    GapReason.OUT_OF_SCOPE: "outside the scope",
    GapReason.SECRET: "a secret was typed",
    GapReason.OWN_WINDOW: "the workbench itself",
    GapReason.UNKNOWN_TARGET: "target not known",
    GapReason.LOCKED: "screen locked",
    GapReason.FORGOTTEN: "forgotten on request",
    GapReason.OVERLOAD: "the recorder could not keep up",
    GapReason.MASKED: "black in screenshots",
}


@dataclass(frozen=True, slots=True)
class Gap:
    """One withheld stretch. A secret one spans from the last kept event to the next kept one."""

    start_ms: int
    """When it began, in session time."""
    end_ms: int
    """When it ended."""
    reason: GapReason
    """Why."""
    cause: GapCause = GapCause.NONE
    """What exactly withheld it, where that is known; stays on this machine."""

    def to_json(self) -> dict[str, Any]:
        """Return the public shape."""
        shape: dict[str, Any] = {"kind": "gap", "reason": str(self.reason), "cause": str(self.cause)}
        return shape | {"start_ms": self.start_ms, "end_ms": self.end_ms, "sentence": self.sentence}

    @property
    def in_brief(self) -> str:
        """Say in a few words what withheld it: its cause, or its reason where that is all that is known."""
        brief = CAUSES_IN_BRIEF[self.cause] or IN_WORDS[self.reason]
        return f"screenshots black: {brief}" if self.reason is GapReason.MASKED else brief

    @property
    def sentence(self) -> str:
        """Say why nothing was kept."""
        return f"withheld: {self.in_brief}"

    @property
    def length_ms(self) -> int | None:
        """How long it took; none for a secret, which tells neither when it was typed nor for how long."""
        return None if self.reason is GapReason.SECRET else self.end_ms - self.start_ms


def dividing(gaps: Iterable[Gap]) -> list[Gap]:
    """Return the gaps in which input is missing; the others concern screenshots alone."""
    return [gap for gap in gaps if gap.reason is not GapReason.MASKED]


def joined(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """Return gaps in order, with those of one kind that overlap or touch as one.

    Keyboard and pointer each leave a gap of their own for one visit to a window; secrets are never joined.
    """
    found: list[Gap] = []
    newest: dict[tuple[GapReason, GapCause], int] = {}
    for gap in sorted(gaps, key=lambda gap: (gap.start_ms, gap.end_ms)):
        kind = (gap.reason, gap.cause)
        at = newest.get(kind)
        if at is not None and gap.reason is not GapReason.SECRET and gap.start_ms <= found[at].end_ms:
            found[at] = replace(found[at], end_ms=max(found[at].end_ms, gap.end_ms))
        else:
            newest[kind] = len(found)
            found.append(gap)
    return tuple(found)
