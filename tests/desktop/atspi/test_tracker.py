"""What is known of an application's focus after it announced something, or was asked."""

import time

from tests.desktop.atspi.pretending import (
    ACTIVE,
    ENTRY,
    FOCUSED,
    FRAME,
    PAGE,
    PANEL,
    PASSWORD,
    SHOWING,
    PretendApplication,
    Thing,
)  # fmt: skip
from tests.desktop.atspi.typist import LOGIN, SECOND, Typist
from workbench.desktop.accessibility import FieldState
from workbench.desktop.x11.clock import monotonic_ms


def test_a_field_that_is_announced_is_plain_from_its_first_key(
    typist: Typist, application: PretendApplication
) -> None:
    application.put("/name", ENTRY)
    typist.fields.focus_moved(LOGIN, monotonic_ms())
    application.focus("/name")
    assert typist.key() is FieldState.PLAIN


def test_a_field_that_nobody_announced_is_found_and_plain_from_the_first_key(
    typist: Typist, application: PretendApplication
) -> None:
    application.put("/name", ENTRY, focused=True)
    typist.fields.focus_moved(LOGIN, monotonic_ms())
    assert typist.key() is FieldState.PLAIN


def test_a_password_is_known_as_one_whether_announced_or_not(
    typist: Typist, application: PretendApplication
) -> None:
    application.put("/name", ENTRY)
    application.put("/secret", PASSWORD, focused=True)
    typist.fields.focus_moved(LOGIN, monotonic_ms())
    assert typist.key() is FieldState.PASSWORD
    application.focus("/name")
    typist.becomes(FieldState.PLAIN)
    application.focus("/secret", told=False)
    assert typist.key() is FieldState.PASSWORD


def test_a_focus_that_moved_without_a_word_is_looked_for_after_the_key(
    typist: Typist, application: PretendApplication
) -> None:
    application.put("/name", ENTRY, focused=True)
    application.put("/other", ENTRY)
    application.put("/secret", PASSWORD)
    typist.come()
    application.focus("/secret", told=False)
    assert typist.key() is FieldState.PASSWORD
    application.focus("/other", told=False)
    typist.becomes(FieldState.PLAIN)


def test_a_password_that_shows_its_text_stays_one(typist: Typist, application: PretendApplication) -> None:
    application.put("/secret", PASSWORD, focused=True)
    typist.come()
    application.things["/secret"].role = ENTRY
    application.announce("/secret")
    time.sleep(0.35)
    assert typist.key() is FieldState.PASSWORD


def test_a_field_that_becomes_a_password_under_the_hands_is_one(
    typist: Typist, application: PretendApplication
) -> None:
    application.put("/name", ENTRY, focused=True)
    typist.come()
    application.things["/name"].role = PASSWORD
    assert typist.key() is FieldState.PASSWORD


def test_a_bare_frame_is_an_application_without_fields(typist: Typist, application: PretendApplication) -> None:
    typist.fields.focus_moved(LOGIN, monotonic_ms())
    assert typist.key() is FieldState.NO_FIELDS
    application.put("/name", ENTRY, focused=True)
    application.announce("/name")
    typist.becomes(FieldState.PLAIN)


def test_fields_that_an_application_shows_later_tell_nothing_of_the_time_before(
    typist: Typist, application: PretendApplication
) -> None:
    typist.come()
    before_ms = monotonic_ms()
    assert typist.key() is FieldState.NO_FIELDS
    application.put("/name", ENTRY, focused=True)
    assert typist.key() is FieldState.PLAIN
    assert typist.fields.state(LOGIN, before_ms) is FieldState.NO_FIELDS


def test_of_two_windows_of_one_process_each_has_its_own_field(
    typist: Typist, application: PretendApplication
) -> None:
    application.put("/name", ENTRY, focused=True)
    application.put("/secret", PASSWORD)
    typist.come(LOGIN)
    assert typist.key(LOGIN) is FieldState.PLAIN
    application.focus("/secret", told=False)
    assert typist.key(SECOND) is FieldState.PASSWORD
    application.focus("/name", told=False)
    typist.come(LOGIN)
    typist.becomes(FieldState.PLAIN)


def test_fields_of_two_windows_that_both_claim_the_focus_are_told_apart_by_the_active_window(
    typist: Typist, application: PretendApplication
) -> None:
    application.put("/name", ENTRY, focused=True)
    application.things["/behind"] = Thing(FRAME)
    application.tops.append("/behind")
    application.put("/secret", PASSWORD, focused=True, inside="/behind")
    typist.come(LOGIN)
    assert typist.key(LOGIN) is FieldState.PLAIN
    application.things["/frame"].states, application.things["/behind"].states = SHOWING, SHOWING | ACTIVE
    assert typist.key(SECOND) is FieldState.PASSWORD
    application.things["/behind"].states, application.things["/frame"].states = SHOWING, SHOWING | ACTIVE
    typist.come(LOGIN)
    typist.becomes(FieldState.PLAIN)


def a_login(application: PretendApplication) -> None:
    """Put up a browser with an address bar and a page that has a password field."""
    application.put("/bar", ENTRY)
    application.put("/view", PANEL)
    application.put("/page", PAGE, inside="/view")
    application.put("/secret", PASSWORD, focused=True, inside="/page")


def key_after(typist: Typist, application: PretendApplication, path: str) -> FieldState:
    """Announce that an object has the focus, and press a key once that has settled."""
    application.announce(path)
    time.sleep(0.35)
    return typist.key()


def test_a_password_of_a_page_that_was_left_claims_the_focus_in_vain(
    typist: Typist, application: PretendApplication
) -> None:
    a_login(application)
    typist.come()
    assert typist.key() is FieldState.PASSWORD
    application.leave("/page")
    application.put("/next", PAGE, inside="/view")
    application.put("/name", ENTRY, focused=True, inside="/next")
    application.announce("/name")
    typist.becomes(FieldState.PLAIN)
    application.things["/view"].children[:] = ["/page"]
    application.things["/name"].states &= ~FOCUSED
    assert typist.key() is FieldState.PASSWORD, "one went back to it"


def test_the_address_bar_has_the_focus_although_a_page_s_password_claims_it_too(
    typist: Typist, application: PretendApplication
) -> None:
    a_login(application)
    typist.come()
    application.things["/bar"].states |= FOCUSED
    application.announce("/bar")
    typist.becomes(FieldState.PLAIN)
    application.things["/bar"].states &= ~FOCUSED
    assert typist.key() is FieldState.PASSWORD, "the keyboard went back without a word"


def test_of_two_fields_of_one_page_that_claim_the_focus_the_password_counts(
    typist: Typist, application: PretendApplication
) -> None:
    a_login(application)
    application.put("/name", ENTRY, focused=True, inside="/page")
    typist.come()
    assert key_after(typist, application, "/name") is FieldState.PASSWORD
