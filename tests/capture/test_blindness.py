"""A recording is blind when the devices change again and again and nothing arrives."""

from collections.abc import Iterable

from workbench.capture.blindness import Blind, Blindness


def watch(*signs: bytes) -> Blindness:
    shown: Iterable[bytes] = iter(signs)
    return Blindness(lambda: next(iter(shown)))


def test_two_changes_in_a_row_without_an_arrival_are_blind_since_before_the_first() -> None:
    blindness = watch(b"a", b"a", b"b", b"c")
    looks = [blindness.look(5, at_ms) for at_ms in (1000, 2000, 3000, 4000)]
    assert looks == [False, False, False, True]
    assert blindness.now == Blind(2000)


def test_a_stretch_begins_once_and_lasts_until_something_arrives() -> None:
    blindness = watch(b"a", b"b", b"c", b"d", b"d")
    assert [blindness.look(0, at_ms) for at_ms in (0, 1, 2, 3, 4)] == [False, False, True, False, False]
    assert blindness.now is not None
    blindness.over()
    assert blindness.now is None


def test_changes_whose_inputs_arrive_are_nothing() -> None:
    blindness = watch(b"a", b"b", b"c", b"d")
    assert not any(blindness.look(arrived, arrived) for arrived in (0, 1, 2, 3))


def test_an_input_that_arrives_a_look_late_is_nothing() -> None:
    blindness = watch(b"a", b"b", b"b", b"c", b"c")
    assert not any(blindness.look(arrived, 0) for arrived in (0, 0, 1, 1, 2))


def test_devices_that_stand_still_are_not_missed() -> None:
    blindness = watch(*[b"a"] * 9)
    assert not any(blindness.look(0, at_ms) for at_ms in range(9))


def test_where_nobody_can_tell_nothing_is_claimed() -> None:
    blindness = watch(b"", b"a", b"", b"b", b"")
    assert not any(blindness.look(0, at_ms) for at_ms in range(5))
