"""`workbench purge`."""

import json
from collections.abc import Callable

import pytest
from click.testing import Result

from tests.cli.conftest import Shell
from tests.store.test_leftovers import let_it_age
from workbench.store.session_paths import unfinished_path

Invoke = Callable[..., Result]


@pytest.mark.parametrize("words", [("purge",), ("sessions", "purge")])
def test_keys_of_sessions_that_are_not_here_go_only_where_that_was_meant(
    shell: Shell, invoke: Invoke, words: tuple[str, ...]
) -> None:
    assert "nothing to sweep" in invoke(*words).stderr
    kept, gone = shell.place.recorded("kept"), shell.place.recorded("gone")
    shell.place.library.path(gone).unlink()
    let_it_age(shell.place)
    told = invoke(*words)
    assert told.stdout == ""
    assert "1 key stays" in told.stderr
    assert "--yes" in told.stderr
    assert invoke(*words, "--yes").stdout == f"Swept {gone}: a key that opens nothing here\n"
    listed = invoke("sessions", "list", "--json").stdout.splitlines()
    assert [json.loads(line)["id"] for line in listed] == [kept]
    assert invoke(*words, "--json", "--yes").stdout == ""


def test_a_beginning_goes_at_once_with_its_key(shell: Shell, invoke: Invoke) -> None:
    session_id = shell.place.recorded()
    path = shell.place.library.path(session_id)
    path.rename(unfinished_path(path))
    let_it_age(shell.place)
    assert invoke("purge").stdout == f"Swept {session_id}: a recording that never began, and its key\n"
    assert list(shell.place.home.keys.iterdir()) == []
    assert list(shell.place.home.sessions.iterdir()) == []
