"""`workbench safeguards`."""

import json
from collections.abc import Callable

from click.testing import Result

from tests.cli.conftest import Shell

Invoke = Callable[..., Result]


def test_people_read_what_each_catches_and_misses_and_what_is_never_recorded(
    shell: Shell, invoke: Invoke
) -> None:
    shell.place.home.settings_file.write_text('never_record = ["gimp"]')
    told = invoke("safeguards").stdout
    assert told.count("  misses  ") == told.count("  catches ") >= 8
    assert "a password manager\n" in told
    assert "keepassxc" in told
    assert "your own list and that of the corpus\n          gimp" in told
    assert max(map(len, told.splitlines())) <= 79


def test_without_a_list_of_ones_own_it_says_how_to_make_one(invoke: Invoke) -> None:
    assert "nothing yet: never_record in settings.toml" in invoke("safeguards").stdout


def test_scripts_read_json_lines(invoke: Invoke) -> None:
    rows = [json.loads(line) for line in invoke("safeguards", "--json").stdout.splitlines()]
    assert {row["kind"] for row in rows} == {"safeguard", "never_recorded"}
    assert all(row["misses"] for row in rows if row["kind"] == "safeguard")
    assert "a password manager" in {row["what"] for row in rows if row["kind"] == "never_recorded"}


def test_a_hostile_entry_steers_no_terminal(shell: Shell, invoke: Invoke) -> None:
    shell.place.home.settings_file.write_text('never_record = ["\\u001b]52;c;ZXZpbA==\\u0007"]')
    for words in (("safeguards",), ("safeguards", "--json")):
        told = invoke(*words)
        assert told.exit_code == 0
        assert "\x1b" not in told.stdout
        assert "\x07" not in told.stdout
