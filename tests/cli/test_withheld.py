"""`workbench withheld`."""

import json
from collections.abc import Callable

from click.testing import Result

from tests.cli.conftest import Shell
from tests.store.examples import Place, a_session
from workbench.model.gaps import Gap, GapCause, GapReason
from workbench.store.identity import new_session_id

Invoke = Callable[..., Result]
GAPS = (
    Gap(3200, 3600, GapReason.OUT_OF_SCOPE, GapCause.OTHER_WINDOW),
    Gap(3600, 3900, GapReason.OUT_OF_SCOPE, GapCause.OTHER_WINDOW),
    Gap(5000, 65_000, GapReason.SECRET, GapCause.PASSWORD_FIELD),
    Gap(70_000, 95_000, GapReason.UNKNOWN_TARGET, GapCause.NO_FIELDS),
)


def withheld_from(place: Place, *gaps: Gap) -> None:
    """Record a session with these gaps."""
    from tests.store.examples import SALT
    from workbench.store.journal import Journal

    session = a_session(new_session_id())
    journal = Journal.create(place.library.path(session.id), place.keys.create(session.id), session, SALT)
    for gap in gaps:
        journal.add_gap(gap)
    journal.finish(100_000)


def test_people_read_when_how_long_what_and_why(shell: Shell, invoke: Invoke) -> None:
    withheld_from(shell.place, *GAPS)
    head, outside, secret, unknown, blank, total = invoke("withheld", "last").stdout.splitlines()
    assert head.split() == ["at", "how", "long", "what", "why"]
    assert outside.split()[:2] == ["0:03", "0.7"]
    assert "window outside the scope" in outside
    assert "length unknown" in secret
    assert "a password field had the keyboard; only the steps around it are known." in secret
    assert "asks for no password" in outside
    assert "1:00" not in secret
    assert "Start the application with `workbench launch`" in unknown
    assert blank == ""
    assert total == (
        "Kept out in all: password field 1 time, length unknown; application shows no fields 1 time, "
        "0:25; window outside the scope 1 time, 0.7 s."
    )


def test_scripts_read_one_object_for_each_stretch(shell: Shell, invoke: Invoke) -> None:
    withheld_from(shell.place, *GAPS)
    rows = [json.loads(line) for line in invoke("withheld", "last", "--json").stdout.splitlines()]
    assert [(row["reason"], row["cause"], row["length_ms"], row["gaps"]) for row in rows] == [
        ("out_of_scope", "other_window", 700, 1),
        ("secret", "password_field", None, 1),
        ("unknown_target", "no_fields", 25_000, 1),
    ]


def test_a_session_of_which_nothing_was_kept_out_says_so(shell: Shell, invoke: Invoke) -> None:
    withheld_from(shell.place)
    assert "Nothing was kept out" in invoke("withheld", "last").stdout
    assert invoke("withheld", "last", "--json").stdout == ""


def test_a_secret_has_no_length_among_the_steps_either(shell: Shell, invoke: Invoke) -> None:
    withheld_from(shell.place, *GAPS)
    lines = invoke("steps", "last", "--gaps").stdout.splitlines()
    assert any("withheld: password field" in line and "(" not in line for line in lines)
    assert any("withheld: application shows no fields (0:25)" in line for line in lines)
