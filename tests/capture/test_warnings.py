"""A warning names what withholds typed text and what to do, and goes when it no longer holds."""

from tests.capture.rehearsal import EDITOR, TERMINAL
from workbench.capture.verdict import Kept, Verdict, Withheld
from workbench.capture.warnings import CURES, PATIENCE, UNHEARD, Warnings
from workbench.desktop.port import KeyInput
from workbench.model.gaps import GapCause, GapReason

KEY = KeyInput(1000, True, "a", "a", (), 1)  # noqa: FBT003  (the port's own order)
SHIFT = KeyInput(1000, True, "shift", "", (), 1)  # noqa: FBT003  (the port's own order)


def withheld(cause: GapCause, app: str = "mousepad") -> Verdict:
    return Withheld(GapReason.UNKNOWN_TARGET, cause, app)


def test_an_application_without_fields_is_named_at_once_with_the_command_that_cures_it() -> None:
    warnings = Warnings()
    warnings.note(KEY, withheld(GapCause.NO_FIELDS))
    assert warnings.sentences([EDITOR, TERMINAL]) == (
        "mousepad shows no fields, so typed text there is withheld. Start it with: workbench launch mousepad",
    )


def test_where_nobody_can_be_heard_that_is_said_once_and_no_application_is_blamed() -> None:
    warnings = Warnings()
    warnings.note(KEY, withheld(GapCause.NO_FIELDS))
    warnings.note(KEY, withheld(GapCause.NO_FIELDS, "xterm"))
    assert warnings.sentences([EDITOR, TERMINAL], heard=False) == (UNHEARD,)
    assert "withheld" in UNHEARD


def test_a_window_that_needs_a_moment_to_answer_is_not_blamed() -> None:
    warnings = Warnings()
    for _ in range(PATIENCE[GapCause.NO_ANSWER] - 1):
        warnings.note(KEY, withheld(GapCause.NO_ANSWER))
    assert warnings.sentences([EDITOR]) == ()
    warnings.note(KEY, withheld(GapCause.NO_ANSWER))
    assert len(warnings.sentences([EDITOR])) == 1


def test_a_warning_goes_when_a_key_there_is_kept_and_with_the_application_itself() -> None:
    warnings = Warnings()
    warnings.note(KEY, withheld(GapCause.NO_FIELDS))
    warnings.note(KEY, Kept(TERMINAL))
    warnings.note(SHIFT, Kept(EDITOR))
    assert warnings.sentences([EDITOR])
    assert warnings.sentences([TERMINAL]) == ()
    warnings.note(KEY, Kept(EDITOR))
    assert warnings.sentences([EDITOR]) == ()


def test_secrets_and_the_scope_s_border_are_no_cause_for_a_warning() -> None:
    warnings = Warnings()
    warnings.note(KEY, Withheld(GapReason.SECRET, GapCause.PASSWORD_FIELD, "mousepad"))
    warnings.note(KEY, Withheld(GapReason.OUT_OF_SCOPE, GapCause.OTHER_WINDOW))
    assert warnings.sentences([EDITOR]) == ()


def test_every_warning_says_what_is_withheld() -> None:
    assert set(CURES) == set(PATIENCE)
    assert all("withheld" in text for text in CURES.values())
