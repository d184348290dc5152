"""What is known of every application's focus."""

import pytest

from workbench.desktop.accessibility import FieldState
from workbench.desktop.atspi.processes import Processes
from workbench.desktop.atspi.questions import Ref
from workbench.desktop.atspi.sightings import Kind

PID, OTHER, WINDOW, SECOND = 41, 42, 7, 8
NAME, SECRET = Ref(":1.5", "/name"), Ref(":1.5", "/secret")


@pytest.fixture
def processes() -> Processes:
    made = Processes()
    made.linked(0, connected=True)
    return made


def test_before_the_bus_was_looked_for_nobody_knows_and_without_one_there_are_no_fields() -> None:
    made = Processes()
    made.arrive(PID, WINDOW, 5)
    assert made.state(PID, WINDOW, 5) is FieldState.NO_ANSWER
    made.linked(10, connected=False)
    assert made.state(PID, WINDOW, 5) is FieldState.NO_FIELDS


def test_the_end_of_the_bus_never_leaves_a_field_plain_but_a_password_secret(processes: Processes) -> None:
    processes.arrive(PID, WINDOW, 5)
    processes.note(PID, 5, Kind.PLAIN, NAME)
    assert processes.state(PID, WINDOW, 5) is FieldState.PLAIN
    processes.note(PID, 1000, Kind.PASSWORD, SECRET)
    processes.linked(2000, connected=False)
    assert processes.state(PID, WINDOW, 5) is FieldState.NO_FIELDS
    assert processes.state(PID, WINDOW, 2100) is FieldState.PASSWORD
    processes.linked(9000, connected=True)
    assert processes.state(PID, WINDOW, 8999) is FieldState.NO_FIELDS
    assert processes.state(PID, WINDOW, 9001) is FieldState.NO_ANSWER


def test_it_is_ready_without_a_bus_and_with_one_once_the_focus_is_known() -> None:
    made = Processes()
    assert not made.ready(None)
    assert not made.ready(PID)
    made.linked(0, connected=False)
    assert made.ready(PID), "nobody will ever say more"
    made.linked(1, connected=True)
    assert made.ready(None), "no window in scope has the keyboard"
    assert not made.ready(PID)
    arrival = made.arrive(PID, WINDOW, 5)
    pending = made.announced(PID, NAME, 6)
    assert arrival is not None
    assert pending is not None
    assert not made.ready(PID)
    made.resolve(PID, pending, Kind.PLAIN)
    assert made.ready(PID)


def test_an_arrival_is_noted_once_and_again_after_the_keyboard_was_elsewhere(processes: Processes) -> None:
    assert processes.arrive(PID, WINDOW, 5) is not None
    assert processes.arrive(PID, WINDOW, 6) is None
    assert processes.arrive(PID, SECOND, 7) is not None
    assert processes.arrive(OTHER, 9, 8) is not None
    assert processes.arrive(PID, SECOND, 9) is not None


def test_what_an_application_vouches_for_counts_from_the_arrival_on(processes: Processes) -> None:
    arrival = processes.arrive(PID, WINDOW, 1000)
    assert arrival is not None
    assert not processes.settled(PID, arrival)
    processes.confirm(PID, arrival, Kind.PLAIN, NAME)
    assert processes.state(PID, WINDOW, 1001) is FieldState.PLAIN
    assert processes.settled(PID, arrival)
    processes.confirm(PID, arrival, Kind.PASSWORD, SECRET)
    assert processes.state(PID, WINDOW, 1001) is FieldState.PLAIN, "the first word counts"


def test_a_confirmation_that_comes_too_late_counts_for_nothing(processes: Processes) -> None:
    arrival = processes.arrive(PID, WINDOW, 1000)
    processes.arrive(PID, SECOND, 2000)
    assert arrival is not None
    processes.confirm(PID, arrival, Kind.PLAIN, NAME)
    assert processes.state(PID, WINDOW, 1001) is FieldState.NO_ANSWER
    assert processes.settled(PID, arrival)


def test_a_key_without_an_answer_is_not_believed_and_a_password_stays_one(processes: Processes) -> None:
    processes.arrive(PID, WINDOW, 5)
    processes.note(PID, 5, Kind.PLAIN, NAME)
    inquiry = processes.key(PID, 1000)
    assert inquiry is not None
    assert processes.state(PID, WINDOW, 1000) is FieldState.NO_ANSWER
    processes.inquiry_sent(inquiry)
    processes.inquiry_answered(inquiry)
    assert processes.state(PID, WINDOW, 1000) is FieldState.PLAIN
    processes.key(PID, 2000)
    processes.note(PID, 1990, Kind.PASSWORD, SECRET)
    assert processes.state(PID, WINDOW, 2000) is FieldState.PASSWORD


def test_an_announcement_from_nobody_known_is_strict_for_everybody(processes: Processes) -> None:
    processes.arrive(PID, WINDOW, 5)
    processes.note(PID, 5, Kind.PLAIN, NAME)
    processes.unplaced(1000)
    assert processes.state(PID, WINDOW, 1200) is FieldState.NO_ANSWER
    assert processes.state(PID, WINDOW, 1301) is FieldState.PLAIN
    processes.placed(1000)
    processes.placed(1000)
    assert processes.state(PID, WINDOW, 1200) is FieldState.PLAIN


def test_an_object_once_seen_as_a_password_stays_one(processes: Processes) -> None:
    processes.arrive(PID, WINDOW, 5)
    pending = processes.announced(PID, SECRET, 10)
    assert pending is not None
    assert processes.announced(PID, SECRET, 11) is None, "told twice, asked once"
    processes.resolve(PID, pending, Kind.PASSWORD)
    assert processes.is_password(SECRET)
    assert processes.password_of(PID) == SECRET
    processes.note(PID, 1000, Kind.PLAIN, NAME)
    assert processes.announced(PID, SECRET, 2000) is None
    assert processes.state(PID, WINDOW, 2000) is FieldState.PASSWORD


def test_the_object_that_last_had_the_focus_in_a_window_is_the_likeliest(processes: Processes) -> None:
    processes.arrive(PID, WINDOW, 5)
    processes.note(PID, 5, Kind.PLAIN, NAME)
    processes.arrive(PID, SECOND, 1000)
    processes.note(PID, 1000, Kind.PASSWORD, SECRET)
    assert processes.candidates(PID, WINDOW) == [NAME, SECRET]
    assert processes.candidates(PID, None) == [SECRET]
    assert processes.in_force(PID)[1] is not None


def test_a_window_whose_last_field_was_a_password_is_not_trusted_on_return(processes: Processes) -> None:
    processes.arrive(PID, WINDOW, 5)
    processes.note(PID, 5, Kind.PASSWORD, SECRET)
    processes.arrive(OTHER, SECOND, 1000)
    again = processes.arrive(PID, WINDOW, 5000)
    assert again is not None
    assert not again.trusted


def test_an_application_that_left_the_bus_is_forgotten(processes: Processes) -> None:
    processes.arrive(PID, WINDOW, 5)
    processes.note(PID, 5, Kind.PASSWORD, SECRET)
    processes.gone(SECRET.bus)
    assert not processes.is_password(SECRET)
    assert processes.password_of(PID) is None
    assert processes.candidates(PID, WINDOW) == [SECRET]
