"""What was kept out of a session."""

import pytest

from tests.store.examples import Place, a_place
from workbench.errors import NotFoundError
from workbench.model.gaps import GapReason
from workbench.workflow.reviewing import load_review
from workbench.workflow.withheld import kept_out, load_withheld


@pytest.fixture
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return a_place(tmp_path_factory.mktemp("home"))


def test_every_gap_of_a_session_is_in_its_list(place: Place) -> None:
    place.recorded("Hi Ada")
    found = load_withheld(place.library, "last")
    assert [(stretch.reason, stretch.length_ms) for stretch in found.stretches] == [
        (GapReason.OUT_OF_SCOPE, 400)
    ]
    assert [(total.stretches, total.length_ms) for total in found.totals] == [(1, 400)]
    assert kept_out(load_review(place.library, "last")) == found


def test_a_session_that_is_not_there_is_refused(place: Place) -> None:
    with pytest.raises(NotFoundError):
        load_withheld(place.library, "last")
