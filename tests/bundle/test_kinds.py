"""Kinds of values: each takes its own and refuses everything else by name."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.bundle.kinds import (
    Field,
    Kind,
    decimal,
    flag,
    matching,
    maybe,
    one_of,
    record,
    row,
    several,
    text,
    variant,
    whole,
)
from workbench.errors import BundleError

NUMBER = Field("n", whole(0, 9), "a number")
KINDS: dict[str, tuple[Kind, list[Any], list[Any]]] = {
    "text": (text(3), ["", "abc", "ä\n"], [None, 1, "abcd", "\x1b", b"abc"]),
    "matching": (matching("a+"), ["a", "aaa"], ["", "ab", "a\n", 1]),
    "one of": (one_of("left", "right"), ["left"], ["up", ["left"], None]),
    "whole": (whole(1, 3), [1, 3], [0, 4, True, 1.0, "1", None]),
    "decimal": (decimal(0, 1), [0.0, 1.0], [1, float("nan"), float("inf"), 1.5, "1"]),
    "flag": (flag, [True, False], [0, 1, None, "true"]),
    "maybe": (maybe(whole(1, 3)), [None, 2], [0, ""]),
    "several": (several(whole(1, 3), 2), [[], [1, 2]], [[1, 2, 3], [9], None, (1,)]),
    "row": (row(whole(1, 3), flag), [[1, True]], [[1], [1, True, 2], [True, 1], None]),
    "record": (record(NUMBER), [{"n": 1}], [{}, {"n": 1, "m": 2}, {"m": 1}, [], None, {"n": 99}]),
    "variant": (
        variant("k", {"a": record(Field("k", text(9), "its kind"))}),
        [{"k": "a"}],
        [{"k": "b"}, {}, 1],
    ),
}


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_takes_its_own_and_nothing_else(name: str) -> None:
    kind, taken, not_taken = KINDS[name]
    for value in taken:
        kind(value, "here")
    for value in not_taken:
        with pytest.raises(BundleError) as refusal:
            kind(value, "here")
        assert refusal.value.check in {"value", "text", "fields"}


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_no_value_brings_a_kind_down(value: Any) -> None:
    for kind, _, _ in KINDS.values():
        try:
            kind(value, "here")
        except BundleError:
            continue


def test_fields_in_another_order_are_refused() -> None:
    with pytest.raises(BundleError):
        record(NUMBER, Field("m", flag, "a flag"))({"m": True, "n": 1}, "here")
