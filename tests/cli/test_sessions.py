"""`workbench sessions`: the same library for people and for scripts."""

import json
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from click.testing import Result

from tests.cli.conftest import Shell, one_sentence
from tests.store.examples import TITLE
from tests.workflow.volunteers import Volunteer

Invoke = Callable[..., Result]


def lines(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_an_empty_library_says_what_to_do_next(invoke: Invoke) -> None:
    result = invoke("sessions", "list")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "workbench record" in result.stderr
    assert lines(invoke("sessions", "list", "--json")) == []


def test_sessions_are_listed_newest_first(shell: Shell, invoke: Invoke) -> None:
    ids = [shell.place.recorded(text) for text in ("one", "two")]
    listed = lines(invoke("sessions", "list", "--json"))
    assert [entry["id"] for entry in listed] == sorted(ids, reverse=True)
    assert listed[0]["title"] == TITLE
    assert {"state", "created_at", "duration_ms", "size_bytes", "steps", "cut_off"} <= set(listed[0])


def test_the_list_for_people_holds_an_id_that_every_command_takes(shell: Shell, invoke: Invoke) -> None:
    session_id = shell.place.recorded()
    head, row = invoke("sessions", "list").stdout.splitlines()
    assert head.split() == ["id", "recorded", "state", "length", "steps", "size", "task"]
    assert row.endswith(TITLE)
    shown = row.split()[0]
    assert json.loads(invoke("sessions", "show", shown, "--json").stdout)["id"] == session_id


def test_a_session_without_its_key_is_listed_as_unreadable_with_the_reason(
    shell: Shell, invoke: Invoke
) -> None:
    session_id = shell.place.recorded()
    (shell.place.home.keys / session_id).unlink()
    row = invoke("sessions", "list").stdout.splitlines()[1]
    assert "unreadable" in row
    assert "key" in row


def test_show_tells_scope_and_counts_but_no_content(shell: Shell, invoke: Invoke) -> None:
    shell.place.recorded("Dear Ada")
    shape = json.loads(invoke("sessions", "show", "last", "--json").stdout)
    assert shape["scope"]["apps"] == ["mousepad"]
    assert shape["gaps"] == {"out_of_scope": 1}
    told = invoke("sessions", "show", "last").stdout
    assert "mousepad" in told
    assert "Dear Ada" not in told + json.dumps(shape)


def test_an_id_that_is_not_there_names_the_nearest(shell: Shell, invoke: Invoke) -> None:
    session_id = shell.place.recorded()
    wrong = session_id[-8:-1] + ("0" if session_id[-1] != "0" else "1")
    result = invoke("sessions", "show", wrong)
    assert result.exit_code == 1
    assert session_id in result.stderr
    assert one_sentence(result.stderr)


def test_export_writes_a_plain_file_and_never_over_another(
    shell: Shell, invoke: Invoke, tmp_path: Path
) -> None:
    session_id = shell.place.recorded()
    file = tmp_path / "plain.session"
    assert json.loads(invoke("sessions", "export", "last", file, "--json").stdout) == {
        "id": session_id,
        "file": str(file),
    }
    with closing(sqlite3.connect(file)) as plain:
        tables = {row[0] for row in plain.execute("select name from sqlite_master where type='table'")}
    assert {"session", "events", "frames", "tiles", "gaps"} <= tables
    again = invoke("sessions", "export", "last", file)
    assert again.exit_code == 2
    assert one_sentence(again.stderr)


def test_export_says_where_the_file_still_holds_what_was_taken_out(
    shell: Shell, invoke: Invoke, tmp_path: Path
) -> None:
    session_id = shell.place.recorded("Hello goodbye")
    files = [tmp_path / f"{number}.session" for number in range(4)]
    assert invoke("sessions", "export", "last", files[0]).stderr == ""
    invoke("redact", "last", "--text", "goodbye")
    told = invoke("sessions", "export", "last", files[1]).stderr
    assert "still holds what was redacted or dropped" in told
    assert f"`workbench apply {session_id}` takes it out" in told
    as_json = invoke("sessions", "export", "last", files[2], "--json")
    assert "still holds" in as_json.stderr
    assert json.loads(as_json.stdout) == {"id": session_id, "file": str(files[2])}
    invoke("apply", session_id)
    assert invoke("sessions", "export", "last", files[3]).stderr == ""


def test_import_prints_the_id_and_refuses_the_same_id_twice(
    shell: Shell, invoke: Invoke, tmp_path: Path
) -> None:
    session_id = shell.place.recorded()
    file = tmp_path / "plain.session"
    invoke("sessions", "export", session_id, file)
    twice = invoke("sessions", "import", file, "--json")
    assert twice.exit_code == 1
    assert "--new-id" in twice.stderr
    other = json.loads(invoke("sessions", "import", file, "--new-id", "--json").stdout)
    assert set(other) == {"id"}
    assert other["id"] != session_id
    invoke("sessions", "remove", session_id)
    assert invoke("sessions", "import", file).stdout == f"{session_id}\n"


def test_on_a_terminal_it_asks_before_it_removes_and_its_help_says_where_it_does_not(
    shell: Shell, invoke: Invoke
) -> None:
    session_id = shell.place.recorded()
    code, told = shell.answer("n", "sessions", "remove", "last")
    assert (code, "Stopped before it was done: nothing was changed." in told) == (1, True)
    assert shell.place.library.resolve("last") == session_id
    told = " ".join(invoke("sessions", "remove", "--help").stdout.split())
    assert "in a script, or with its input from elsewhere, it removes at once" in told


def test_remove_takes_key_and_file_away(shell: Shell, invoke: Invoke) -> None:
    session_id = shell.place.recorded()
    assert json.loads(invoke("sessions", "remove", "last", "--json").stdout) == {"id": session_id}
    assert list(shell.place.home.sessions.iterdir()) == []
    assert list(shell.place.home.keys.iterdir()) == []


def test_the_home_stays_closed_to_others(shell: Shell, invoke: Invoke) -> None:
    shell.place.recorded()
    invoke("sessions", "list")
    assert stat.S_IMODE(shell.place.home.root.stat().st_mode) == 0o700


def test_every_list_says_where_copies_remain(volunteer: Volunteer, invoke: Invoke, tmp_path: Path) -> None:
    session_id = volunteer.session()
    assert "copies" not in json.loads(invoke("sessions", "list", "--json").stdout)
    for name in ("first", "second"):
        invoke("corpus", "init", tmp_path / f"{name}.db")
        invoke("submit", "last", "--yes", "--corpus", tmp_path / f"{name}.db")
    assert "submitted: in first and second" in invoke("sessions", "list").stdout
    invoke("withdraw", "last", "--yes", "--corpus", tmp_path / "first.db")
    for words in (("list",), ("show", "last")):
        shape = json.loads(invoke("sessions", *words, "--json").stdout)
        assert shape["state"] == "submitted"
        assert {copy["corpus"]: copy["state"] for copy in shape["copies"]} == {
            "first": "withdrawn",
            "second": "submitted",
        }
        assert "in second; withdrawn from first" in invoke("sessions", *words).stdout
    told = invoke("sessions", "remove", session_id)
    assert "second keeps its copy; `workbench withdraw " in told.stderr
    assert "first keeps" not in told.stderr
