"""What was kept out, for reading."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.model.gaps import Gap, GapCause, GapReason
from workbench.model.withheld import Stretch, Total, stretches, totals

OUT, SECRET, PAUSED = GapReason.OUT_OF_SCOPE, GapReason.SECRET, GapReason.PAUSED


def out(start_ms: int, end_ms: int, cause: GapCause = GapCause.OTHER_WINDOW) -> Gap:
    """Return a stretch outside the scope."""
    return Gap(start_ms, end_ms, OUT, cause)


def test_gaps_of_one_kind_that_no_step_comes_between_are_one_stretch() -> None:
    found = stretches([out(100, 200), out(150, 400), out(450, 500)], [50, 600])
    assert found == (Stretch(100, 500, OUT, GapCause.OTHER_WINDOW, 3, 350),)


def test_a_step_between_them_parts_them_and_so_does_another_cause() -> None:
    found = stretches([out(100, 200), out(300, 400)], [250])
    assert [(stretch.start_ms, stretch.length_ms) for stretch in found] == [(100, 100), (300, 100)]
    found = stretches([out(100, 200), out(120, 180, GapCause.NEVER_RECORDED), out(210, 300)], [])
    assert [(stretch.cause, stretch.gaps) for stretch in found] == [
        (GapCause.OTHER_WINDOW, 2),
        (GapCause.NEVER_RECORDED, 1),
    ]


def test_a_step_that_begins_where_a_gap_ends_parts_it_from_the_next() -> None:
    assert len(stretches([out(100, 200), out(300, 400)], [200])) == 2
    assert len(stretches([out(100, 200), out(300, 400)], [300])) == 1


def test_a_secret_has_no_length_and_stands_first_in_the_totals() -> None:
    gaps = [out(0, 1000), Gap(2000, 9000, SECRET, GapCause.PASSWORD_FIELD), out(9000, 9500)]
    found = stretches(gaps, [1500, 8999])
    assert totals(found) == (Total("password field", 1, None), Total("window outside the scope", 2, 1500))
    assert found[1].to_json()["length_ms"] is None


def test_a_stretch_says_why_and_what_can_be_done() -> None:
    (stretch,) = stretches([Gap(0, 10, GapReason.UNKNOWN_TARGET, GapCause.NO_FIELDS)], [])
    assert stretch.to_json() == {
        "kind": "withheld",
        "reason": "unknown_target",
        "cause": "no_fields",
        "start_ms": 0,
        "end_ms": 10,
        "length_ms": 10,
        "gaps": 1,
        "sentence": "withheld: application shows no fields",
        "why": "the application shows no fields",
        "cure": "Start the application with `workbench launch` to have what you type in it recorded.",
    }
    (plain,) = stretches([Gap(0, 10, GapReason.FORGOTTEN)], [])
    assert (plain.why, plain.cure) == ("forgotten on request", "")


def test_advice_invites_nobody_to_record_a_password_dialog_or_what_never_is() -> None:
    other, never, private, site = (
        Stretch(0, 10, OUT, cause, 1, 10)
        for cause in (
            GapCause.OTHER_WINDOW,
            GapCause.NEVER_RECORDED,
            GapCause.PRIVATE_WINDOW,
            GapCause.OTHER_SITE,
        )
    )
    assert "asks for no password" in other.cure
    assert never.cure == private.cure == ""
    assert private.why == "a browser window that is private, or may be: those are never recorded"
    assert site.why == "the browser's own bars, or a site outside the scope"


GAPS = st.builds(
    lambda start, length, reason: Gap(start, start + length, reason),
    st.integers(0, 5000),
    st.integers(0, 900),
    st.sampled_from([OUT, SECRET, PAUSED]),
)


@given(st.lists(GAPS), st.lists(st.integers(0, 6000)).map(sorted))
def test_nothing_is_lost_or_counted_twice(gaps: list[Gap], kept: list[int]) -> None:
    found = stretches(gaps, kept)
    assert sum(stretch.gaps for stretch in found) == len(gaps)
    assert [stretch.start_ms for stretch in found] == sorted(stretch.start_ms for stretch in found)
    for reason in (OUT, PAUSED):
        covered = {at for gap in gaps if gap.reason is reason for at in range(gap.start_ms, gap.end_ms)}
        lengths = [stretch.length_ms for stretch in found if stretch.reason is reason]
        assert sum(length or 0 for length in lengths) >= len(covered)
    assert sum(total.stretches for total in totals(found)) == len(found)
    assert all((stretch.length_ms is None) == (stretch.reason is SECRET) for stretch in found)
