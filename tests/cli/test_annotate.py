"""`workbench annotate`."""

from collections.abc import Callable

from click.testing import Result

from tests.cli.conftest import one_sentence


def test_without_a_terminal_it_names_the_commands_that_need_none(invoke: Callable[..., Result]) -> None:
    result = invoke("annotate", "--as", "Ann")
    assert result.exit_code == 2
    assert one_sentence(result.stderr), result.stderr
    assert "`workbench annotations`" in result.stderr
