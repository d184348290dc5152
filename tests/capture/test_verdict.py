"""Verdicts say in a few words what was kept out, and name nothing from outside the scope."""

from workbench.capture.verdict import Withheld
from workbench.model.gaps import GapCause, GapReason


def test_a_cause_is_said_with_the_application_it_happened_in() -> None:
    withheld = Withheld(GapReason.SECRET, GapCause.PASSWORD_FIELD, "Chromium")
    assert withheld.in_words == "password field in Chromium"
    assert withheld.secret


def test_outside_the_scope_no_application_is_named() -> None:
    withheld = Withheld(GapReason.OUT_OF_SCOPE, GapCause.OTHER_WINDOW)
    assert withheld.in_words == "window outside the scope"
    assert not withheld.secret
