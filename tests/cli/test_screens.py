"""The screens open only where there is a terminal."""

from tests.cli.conftest import Shell, one_sentence


def test_without_a_terminal_the_screens_are_refused_with_the_way_to_go_on(shell: Shell) -> None:
    done = shell.run()
    assert (done.returncode, done.stdout) == (2, "")
    assert one_sentence(done.stderr)
    assert "terminal" in done.stderr
