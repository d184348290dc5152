"""Answers are read strictly."""

import pytest

from workbench.desktop.atspi.answers import (
    FOCUSED,
    has,
    read_caret,
    read_rect,
    read_refs,
    read_role,
    read_states,
)
from workbench.desktop.atspi.questions import NULL_PATH, Outcome, Ref, Reply
from workbench.model.geometry import Rect


def said(value: object) -> Reply:
    return Reply(Outcome.ANSWERED, (value,))


def test_answers_are_what_they_say() -> None:
    assert read_role(said(40)) == 40
    assert has(read_states(said([1 << 12, 0])), FOCUSED)
    assert read_states(said([0, 1])) == 1 << 32
    assert read_refs(said([(":1.2", "/a"), ("", NULL_PATH)])) == [Ref(":1.2", "/a")]
    assert read_rect(said((1, 2, 3, 4))) == Rect(1, 2, 3, 4)
    assert read_caret(said(("i", 7))) == 7


@pytest.mark.parametrize(
    "reply", [Reply(Outcome.LATE), Reply(Outcome.REFUSED, ("no",)), said("odd"), said([1])]
)
def test_what_is_no_answer_is_none(reply: Reply) -> None:
    assert read_role(reply) is None
    assert read_states(reply) is None
    assert read_rect(reply) is None
    assert read_caret(reply) is None


def test_nothing_holds_where_nothing_is_known() -> None:
    assert not has(None, FOCUSED)
    assert read_refs(Reply(Outcome.LATE)) is None
    assert read_refs(said([1, ("a", "b", "c")])) == []
    assert read_rect(said((5, 5, 0, 10))) is None
    assert read_caret(said(("i", -1))) is None
    assert read_caret(said(("s", "text"))) is None
