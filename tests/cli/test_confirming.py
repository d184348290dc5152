"""Questions before what cannot be undone."""

import io

import pytest

from workbench.cli.confirming import NOTHING_CHANGED, ask, confirm, require_answer
from workbench.errors import UsageError, WorkbenchError


@pytest.mark.parametrize("question", [require_answer, confirm])
def test_where_nobody_can_answer_nothing_happens(question: object) -> None:
    assert callable(question)
    with pytest.raises(UsageError, match=r"^Nobody can answer 'Gone\?' here, .* add --yes\.$"):
        question("Gone?", or_else="add --yes")


@pytest.mark.parametrize("typed", ["n\n", "\n", ""], ids=["no", "Enter", "stopped"])
def test_who_does_not_say_yes_reads_that_nothing_was_changed(
    typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    with pytest.raises(WorkbenchError, match="nothing was changed") as caught:
        ask("Gone?")
    assert (str(caught.value), caught.value.exit_code) == (NOTHING_CHANGED, 1)


def test_who_says_yes_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    ask("Gone?")
