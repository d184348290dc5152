"""`workbench annotate`."""

from collections.abc import Callable

import pytest
from click.testing import Result

from tests.cli.conftest import one_sentence


def test_without_a_terminal_it_names_the_commands_that_need_none(invoke: Callable[..., Result]) -> None:
    result = invoke("annotate", "--as", "Ann")
    assert result.exit_code == 2
    assert one_sentence(result.stderr), result.stderr
    assert "`workbench annotations`" in result.stderr


def test_a_corpus_that_cannot_be_meant_is_said_before_any_screen(
    invoke: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.cli.annotate.has_terminal", lambda: True)
    result = invoke("annotate", "--as", "Ann", "--corpus", "")
    assert (result.exit_code, one_sentence(result.stderr)) == (2, True), result.stderr
    assert "empty name" in result.stderr
