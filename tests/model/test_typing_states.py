"""What was typed and deleted again."""

from tests.model.streams import Stream
from workbench.model.typing_states import deleted_texts


def test_a_text_is_told_as_it_stood_before_each_deletion() -> None:
    stream = Stream().type("secret")
    for _ in range(6):
        stream.tap("backspace")
    stream.type("Hello")
    assert deleted_texts(stream.events) == ["secret", "secre", "secr", "sec", "se", "s", "secretHello"]


def test_held_keys_count_as_often_as_they_repeat() -> None:
    stream = Stream().down("a", "a").repeat("a", 2).up("a").down("backspace").repeat("backspace", 2)
    assert deleted_texts(stream.events) == ["aaa", "aa", "aaa"]


def test_text_that_stands_is_not_told() -> None:
    assert deleted_texts(Stream().type("Hello").tap("enter").events) == []
