"""What a list of sightings means for a key: strict about everything that is not known."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.desktop.accessibility import FieldState
from workbench.desktop.atspi.questions import Ref
from workbench.desktop.atspi.sightings import FILL_MS, KEPT_MS, NEAR_MS, Kind, Sightings

NAME = Ref(":1.5", "/name")
SECRET = Ref(":1.5", "/secret")
WINDOW = 7


def came(at_ms: int = 0) -> Sightings:
    sightings = Sightings()
    sightings.arrived(WINDOW, at_ms)
    return sightings


def test_nothing_is_believed_before_the_keyboard_came_and_before_the_focus_is_known() -> None:
    assert Sightings().state(WINDOW, 0) is FieldState.NO_ANSWER
    assert came().state(WINDOW, 10) is FieldState.NO_ANSWER


def test_a_plain_field_counts_from_the_arrival_of_its_announcement() -> None:
    sightings = came()
    sightings.note(1000, Kind.PLAIN, NAME)
    assert sightings.state(WINDOW, 999) is FieldState.NO_ANSWER
    assert sightings.state(WINDOW, 1000) is FieldState.PLAIN
    assert sightings.state(WINDOW, 9000) is FieldState.PLAIN


def test_a_password_is_near_from_300_ms_before_to_300_ms_after() -> None:
    sightings = came()
    sightings.note(100, Kind.PLAIN, NAME)
    sightings.note(1000, Kind.PASSWORD, SECRET)
    sightings.note(2000, Kind.PLAIN, NAME)
    assert [sightings.state(WINDOW, at) for at in (699, 700, 1500, 2299, 2300)] == [
        FieldState.PLAIN,
        FieldState.PASSWORD,
        FieldState.PASSWORD,
        FieldState.PASSWORD,
        FieldState.PLAIN,
    ]


def test_an_announcement_without_a_role_yet_is_no_answer_until_the_role_fills_it_in() -> None:
    sightings = came()
    pending = sightings.note(1000, Kind.PENDING, SECRET)
    assert sightings.state(WINDOW, 1001) is FieldState.NO_ANSWER
    sightings.resolve(pending, Kind.PASSWORD)
    assert sightings.state(WINDOW, 1001) is FieldState.PASSWORD


def test_what_a_sighting_meant_is_filled_in_once() -> None:
    sightings = came()
    pending = sightings.note(1000, Kind.PENDING, SECRET)
    sightings.resolve(pending, Kind.PASSWORD)
    sightings.resolve(pending, Kind.PLAIN, NAME)
    assert sightings.state(WINDOW, 1001) is FieldState.PASSWORD


def test_what_was_known_of_another_window_does_not_count() -> None:
    sightings = came()
    sightings.note(10, Kind.PLAIN, NAME)
    sightings.arrived(8, 1000)
    assert sightings.state(WINDOW, 999) is FieldState.PLAIN
    assert sightings.state(8, 1001) is FieldState.NO_ANSWER
    assert sightings.state(WINDOW, 1001) is FieldState.NO_ANSWER
    sightings.note(1000, Kind.PLAIN, NAME)
    assert sightings.state(8, 1001) is FieldState.PLAIN


def test_the_first_announcement_tells_of_the_whole_time_since_the_keyboard_came() -> None:
    sightings = came(1000)
    sightings.note(1000 + FILL_MS, Kind.PLAIN, NAME)
    assert sightings.state(WINDOW, 1001) is FieldState.PLAIN


def test_but_not_where_it_came_late_or_a_password_had_the_focus_there_before() -> None:
    late = came(1000)
    late.note(1001 + FILL_MS, Kind.PLAIN, NAME)
    assert late.state(WINDOW, 1001) is FieldState.NO_ANSWER
    suspect = Sightings()
    suspect.arrived(WINDOW, 1000, trusted=False)
    suspect.note(1010, Kind.PLAIN, NAME)
    assert suspect.state(WINDOW, 1001) is FieldState.NO_ANSWER


def test_a_password_does_not_outlast_the_keyboard() -> None:
    sightings = came()
    sightings.note(10, Kind.PASSWORD, SECRET)
    sightings.arrived(None, 1000)
    sightings.arrived(WINDOW, 5000)
    sightings.note(5000, Kind.PLAIN, NAME)
    assert sightings.state(WINDOW, 5001) is FieldState.PLAIN
    assert sightings.state(WINDOW, 1100) is FieldState.PASSWORD


def test_an_application_without_fields_is_known_as_such() -> None:
    sightings = came()
    sightings.note(0, Kind.NO_FIELDS)
    assert sightings.state(WINDOW, 5) is FieldState.NO_FIELDS


def test_only_what_was_seen_since_the_keyboard_came_is_in_force() -> None:
    sightings = came()
    assert sightings.since_arrival() is None
    seen = sightings.note(5, Kind.PLAIN, NAME)
    assert sightings.since_arrival() == seen == sightings.newest
    sightings.arrived(8, 10)
    assert sightings.since_arrival() is None


def test_old_sightings_are_let_go_but_for_the_one_in_force() -> None:
    sightings = came()
    for at_ms in range(0, 100 * KEPT_MS, 100):
        sightings.note(at_ms, Kind.PLAIN, NAME)
    assert len(sightings._sightings) <= KEPT_MS // 100 + 2


@given(
    st.lists(st.tuples(st.integers(0, 3000), st.sampled_from(list(Kind))), max_size=12),
    st.integers(0, 3000),
)
def test_a_password_that_holds_anywhere_near_always_wins(seen: list[tuple[int, Kind]], at_ms: int) -> None:
    sightings = came()
    for when, kind in sorted(seen, key=lambda entry: entry[0]):
        sightings.note(when, kind, NAME)
    ordered = sorted(seen, key=lambda entry: entry[0])
    ends = [when for when, _ in ordered[1:]] + [1 << 40]
    near = any(
        kind is Kind.PASSWORD and when <= at_ms + NEAR_MS and end > at_ms - NEAR_MS
        for (when, kind), end in zip(ordered, ends, strict=False)
    )
    assert (sightings.state(WINDOW, at_ms) is FieldState.PASSWORD) == near
