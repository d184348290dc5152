"""Pictures wait unmasked in memory only; what the ring gives away is masked, whole and dated truthfully."""

import hashlib

import numpy as np
from numpy.typing import NDArray

from workbench.capture.hidden import HiddenAreas
from workbench.capture.mask import Masks
from workbench.capture.ring import PictureRing
from workbench.desktop.accessibility import FieldState
from workbench.desktop.port import Grab
from workbench.desktop.scripted import ScriptedDesktop
from workbench.model.geometry import Rect
from workbench.model.scope import Scope
from workbench.model.session import Monitor
from workbench.model.windows import WindowInfo

WHOLE = Rect(0, 0, 300, 200)
MONITOR = Monitor(1, WHOLE)
EDITOR = WindowInfo(1, ("mousepad",), "", 5, Rect(0, 0, 150, 200))
FIELD = Rect(20, 20, 100, 20)
CHAT = WindowInfo(2, ("chat",), "", 6, Rect(150, 0, 150, 200))


def pack(rgb: NDArray[np.uint8]) -> tuple[bytes, bytes]:
    data = rgb.tobytes()
    return hashlib.blake2b(data, digest_size=16).digest(), data


class Bench:
    """A ring over a scripted desktop whose pictures are filled with one value."""

    def __init__(self) -> None:
        self.desktop = ScriptedDesktop((MONITOR,))
        self.desktop.open_window(CHAT)
        self.desktop.open_window(EDITOR)
        scope = Scope(("mousepad",))
        masks = Masks(scope, MONITOR, [MONITOR.rect])
        hidden = HiddenAreas(self.desktop.fields, self.desktop.windows, scope)
        self.ring = PictureRing(MONITOR, masks, self.desktop.windows, pack, hidden)
        self.desktop.advance(1000)

    def grab(self, value: int, took_ms: int = 5) -> None:
        start = self.desktop.now_ms
        self.desktop.advance(took_ms)
        pixels = np.full((200, 300, 4), value, np.uint8)
        stack = self.desktop.windows.stack()
        self.ring.add(Grab(1, start, self.desktop.now_ms, WHOLE, pixels, stack), self.ring.all_tiles())

    def wait(self, ms: int) -> None:
        self.desktop.advance(ms)
        self.ring.mature(self.desktop.now_ms)


def test_a_picture_is_not_given_away_before_it_has_waited() -> None:
    bench = Bench()
    bench.grab(9)
    bench.wait(299)
    assert bench.ring.newest(bench.desktop.now_ms) is None
    bench.wait(1)
    assert bench.ring.newest(bench.desktop.now_ms) is not None


def test_a_picture_does_not_wait_for_a_newer_one() -> None:
    bench = Bench()
    bench.grab(9)
    first_ms = bench.desktop.now_ms
    bench.wait(200)
    bench.grab(8)
    bench.wait(first_ms + 300 - bench.desktop.now_ms)
    picture = bench.ring.newest(bench.desktop.now_ms)
    assert picture is not None
    assert picture.captured_ms == first_ms


def test_pixels_outside_the_scope_are_black_in_every_tile() -> None:
    bench = Bench()
    bench.grab(9)
    bench.wait(300)
    picture = bench.ring.newest(bench.desktop.now_ms)
    assert picture is not None
    tiles = bench.ring.tiles(picture)
    total = sum(sum(tiles[tile_id]) for tile_id in picture.tile_ids)
    assert total == 9 * 3 * EDITOR.rect.width * EDITOR.rect.height


def test_a_password_field_is_black_from_300_ms_before_it_is_known() -> None:
    bench = Bench()
    bench.grab(9)
    bench.desktop.advance(200)
    bench.desktop.fields.areas.append((bench.desktop.now_ms, FIELD))
    bench.wait(100)
    picture = bench.ring.newest(bench.desktop.now_ms)
    assert picture is not None
    tiles = bench.ring.tiles(picture)
    shown = EDITOR.rect.width * EDITOR.rect.height - FIELD.width * FIELD.height
    assert sum(sum(tiles[tile_id]) for tile_id in picture.tile_ids) == 9 * 3 * shown


def test_a_window_that_asks_for_a_password_nobody_knows_where_is_black() -> None:
    bench = Bench()
    bench.desktop.fields.set(EDITOR.id, FieldState.PASSWORD, bench.desktop.now_ms + 100)
    bench.grab(9)
    bench.wait(300)
    picture = bench.ring.newest(bench.desktop.now_ms)
    assert picture is not None
    assert not any(any(data) for data in bench.ring.tiles(picture).values())


def test_a_picture_holds_until_something_is_drawn() -> None:
    bench = Bench()
    bench.grab(9)
    bench.wait(300)
    picture = bench.ring.newest(bench.desktop.now_ms)
    assert picture is not None
    assert picture.valid_ms(bench.desktop.now_ms) == bench.desktop.now_ms
    drawn_ms = bench.desktop.now_ms
    bench.ring.damaged(drawn_ms)
    bench.wait(500)
    assert picture.valid_ms(bench.desktop.now_ms) == drawn_ms


def test_what_is_drawn_while_a_picture_waits_dates_that_picture() -> None:
    bench = Bench()
    bench.grab(9)
    ended_ms = bench.desktop.now_ms
    bench.desktop.advance(50)
    bench.ring.damaged(bench.desktop.now_ms)
    bench.wait(300)
    picture = bench.ring.newest(bench.desktop.now_ms)
    assert picture is not None
    assert (picture.captured_ms, picture.stale_ms) == (ended_ms, ended_ms + 50)


def test_the_newest_picture_before_a_moment_is_found() -> None:
    bench = Bench()
    moments = []
    for value in (1, 2, 3):
        bench.grab(value)
        moments.append(bench.desktop.now_ms)
        bench.wait(400)
    found = bench.ring.newest(moments[1] + 10)
    assert found is not None
    assert found.captured_ms == moments[1]
    assert bench.ring.newest(moments[0] - 1) is None


def test_old_pictures_are_forgotten_with_their_tiles_and_the_newest_never_is() -> None:
    bench = Bench()
    for value in range(1, 30):
        bench.grab(value)
        bench.wait(400)
    assert len(bench.ring._tiles) < 29 * 4
    bench.wait(60_000)
    picture = bench.ring.newest(bench.desktop.now_ms)
    assert picture is not None
    assert len(bench.ring.tiles(picture)) == len(set(picture.tile_ids))


def test_after_a_pause_nothing_from_before_is_left() -> None:
    bench = Bench()
    bench.grab(9)
    bench.wait(300)
    bench.grab(8)
    bench.ring.clear()
    bench.wait(1000)
    assert bench.ring.newest(bench.desktop.now_ms) is None
    bench.grab(7)
    bench.wait(300)
    picture = bench.ring.newest(bench.desktop.now_ms)
    assert picture is not None
    assert len(picture.tile_ids) == 6


def test_only_the_part_that_was_drawn_on_has_to_be_pictured_and_the_rest_stays() -> None:
    bench = Bench()
    assert bench.ring.part({0}) == WHOLE
    bench.grab(9)
    bench.wait(300)
    part = bench.ring.part({0})
    assert part == Rect(0, 0, 128, 128)
    stack, now_ms = bench.desktop.windows.stack(), bench.desktop.now_ms
    assert bench.ring.add(Grab(1, now_ms, now_ms, part, np.full((128, 128, 4), 5, np.uint8), stack), {0})
    bench.wait(300)
    newest = bench.ring.newest(bench.desktop.now_ms)
    assert newest is not None
    tiles = bench.ring.tiles(newest)
    assert [tiles[tile][0] for tile in newest.tile_ids[:2]] == [5, 9]


def test_a_part_is_not_taken_for_the_whole_where_all_was_forgotten_meanwhile() -> None:
    bench = Bench()
    bench.grab(9)
    bench.wait(300)
    part = bench.ring.part({0})
    bench.ring.clear()
    stack, now_ms = bench.desktop.windows.stack(), bench.desktop.now_ms
    half = Grab(1, now_ms, now_ms, part, np.full((128, 128, 4), 5, np.uint8), stack)
    assert not bench.ring.add(half, bench.ring.all_tiles())
    assert not bench.ring.add(half, {1})
    bench.wait(300)
    assert bench.ring.newest(bench.desktop.now_ms) is None
