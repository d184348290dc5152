"""`workbench launch`."""

import json
import os

from tests.cli.conftest import Shell


def test_an_application_that_does_not_exist_is_one_sentence(shell: Shell) -> None:
    done = shell.run("launch", "frobnicate", DISPLAY=":987")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "There is no program called frobnicate" in done.stderr


def test_what_follows_the_application_is_handed_to_it(shell: Shell) -> None:
    done = shell.run("launch", "--json", "sh", "-c", "exit 7", "--json", "--help", DISPLAY=":987")
    assert "code 7" in done.stderr
    done = shell.run("launch", "--json", "sh", "-c", 'test "$0" = --json', "--json", DISPLAY=":987")
    assert done.returncode == 0, done.stderr
    shape = json.loads(done.stdout)
    assert (shape["app"], shape["family"], shape["heard"]) == ("sh", "other", False)
    assert shape["pid"] != os.getpid()


def test_without_json_a_sentence_says_what_was_done(shell: Shell) -> None:
    done = shell.run("launch", "true", DISPLAY=":987")
    assert done.stdout.startswith("true was started with everything")
    assert shell.run("launch").returncode == 2
