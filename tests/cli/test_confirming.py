"""Questions before what cannot be undone."""

import pytest

from workbench.cli.confirming import confirm, require_answer
from workbench.errors import UsageError


@pytest.mark.parametrize("ask", [require_answer, confirm])
def test_where_nobody_can_answer_nothing_happens(ask: object) -> None:
    assert callable(ask)
    with pytest.raises(UsageError, match=r"^Nobody can answer 'Gone\?' here, .* add --yes\.$"):
        ask("Gone?", or_else="add --yes")
