"""Room set aside for closing."""

from pathlib import Path

from workbench.store.reserve import RESERVE_BYTES, Reserve


def test_the_reserve_takes_real_room_and_gives_it_back(tmp_path: Path) -> None:
    reserve = Reserve(tmp_path / "a.reserve")
    reserve.take()
    reserve.take()
    state = (tmp_path / "a.reserve").stat()
    assert state.st_size == RESERVE_BYTES
    assert state.st_blocks * 512 >= RESERVE_BYTES
    reserve.give_up()
    reserve.give_up()
    assert list(tmp_path.iterdir()) == []
