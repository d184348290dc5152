"""What the reader gives: a recording without anything of the machine, and pictures as they left."""

import pytest

from tests.bundle.examples import a_bundle, folded, picture, read
from workbench.bundle.archive import joined
from workbench.model.session import SessionState


def test_a_bundle_is_a_recording_that_the_review_can_show() -> None:
    bundle = read()
    recording = bundle.recording()
    assert recording.session.state is SessionState.SUBMITTED
    assert (recording.session.wall_ms, recording.session.monotonic_ms) == (0, 0)
    assert {context.pid for context in recording.contexts.values()} == {None}
    assert [frame.id for frame in recording.frames] == [1, 2, 3, 4]
    assert recording.events == bundle.events
    assert recording.gaps[0].start_ms == 8000


def test_pictures_come_back_pixel_by_pixel() -> None:
    bundle = read()
    for entry, was in zip(bundle.frames, folded().frames, strict=True):
        assert bundle.picture(entry.frame.id) == picture(was.frame.id)
    with pytest.raises(KeyError):
        bundle.picture(99)


def test_a_tile_that_several_pictures_show_is_stored_once() -> None:
    bundle = read()
    assert len({entry.tiles[0] for entry in bundle.frames}) == 1
    assert len(bundle.tiles) == 1 + 4 * 5


def test_the_members_make_the_same_bytes_again() -> None:
    assert joined(read().members) == a_bundle().data


def test_the_task_has_its_labels_by_field() -> None:
    assert read().task_label() == folded().task_label
