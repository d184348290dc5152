"""Gaps."""

from workbench.model.gaps import CAUSES_IN_BRIEF, CAUSES_IN_WORDS, IN_WORDS, Gap, GapCause, GapReason, joined


def test_every_reason_and_every_cause_has_its_words() -> None:
    assert set(IN_WORDS) == set(GapReason)
    assert set(CAUSES_IN_WORDS) == set(CAUSES_IN_BRIEF) == set(GapCause)
    assert all(CAUSES_IN_BRIEF[cause] for cause in GapCause if cause is not GapCause.NONE)


def test_the_public_shape_of_a_gap_has_its_reason_and_nothing_of_what_was_withheld() -> None:
    assert Gap(100, 900, GapReason.SECRET, GapCause.PASSWORD_FIELD).to_json() == {
        "kind": "gap",
        "reason": "secret",
        "cause": "password_field",
        "start_ms": 100,
        "end_ms": 900,
        "sentence": "withheld: password field",
    }


def test_a_gap_without_a_cause_says_its_reason() -> None:
    assert Gap(100, 900, GapReason.SECRET).sentence == "withheld: a secret was typed"
    assert Gap(100, 900, GapReason.LOCKED).in_brief == "screen locked"


def test_a_secret_has_no_length_and_everything_else_has_one() -> None:
    assert Gap(100, 900, GapReason.SECRET).length_ms is None
    assert Gap(100, 900, GapReason.PAUSED, GapCause.AWAY).length_ms == 800


def test_keyboard_and_pointer_of_one_visit_are_one_stretch_and_secrets_stay_apart() -> None:
    own = [Gap(start, end, GapReason.OWN_WINDOW) for start, end in ((100, 900), (300, 1200), (2000, 2100))]
    secrets = [Gap(start, end, GapReason.SECRET) for start, end in ((400, 500), (500, 600))]
    assert joined([*secrets, *own]) == (
        Gap(100, 1200, GapReason.OWN_WINDOW),
        *secrets,
        Gap(2000, 2100, GapReason.OWN_WINDOW),
    )
