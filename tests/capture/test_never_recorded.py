"""Whole recordings beside windows that are never recorded: no key, no title, no pixel of them is kept."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.capture.rehearsal import EDITOR, Rehearsal, keys_of, pixel
from workbench.model.gaps import GapCause, GapReason
from workbench.model.geometry import Rect
from workbench.model.scope import Scope
from workbench.model.windows import WindowInfo

RED = (200, 30, 30)
PLACE = Rect(700, 500, 200, 200)
VAULT = WindowInfo(9, ("keepassxc", "KeePassXC"), "Jane.kdbx - KeePassXC", 900, PLACE)
PRIVATE = WindowInfo(9, ("firefox", "Navigator"), "Bank — Mozilla Firefox Private Browsing", 900, PLACE)
DIARY = WindowInfo(9, ("mousepad", "Mousepad"), "Diary - Mousepad", 900, PLACE)
EVERYTHING = Scope(("mousepad", "keepassxc", "firefox"), (".",), denied=("title:^Diary",))


@pytest.mark.parametrize(
    ("window", "cause"),
    [
        (VAULT, GapCause.NEVER_RECORDED),
        (PRIVATE, GapCause.PRIVATE_WINDOW),
        (DIARY, GapCause.NEVER_RECORDED),
    ],
    ids=["manager", "private", "own list"],
)
def test_nothing_of_it_is_kept_although_the_scope_names_it(
    tmp_path: Path, window: WindowInfo, cause: GapCause
) -> None:
    desk = Rehearsal(tmp_path, scope=EVERYTHING)
    desk.open_window(window, RED)
    desk.focus(EDITOR.id)
    desk.advance(700)
    desk.type("before ")
    desk.focus(window.id)
    desk.advance(700)
    desk.click(PLACE.x + 50, PLACE.y + 50)
    desk.type("hunter2")
    desk.advance(700)
    desk.focus(EDITOR.id)
    desk.advance(700)
    desk.type("after")
    desk.click(100, 100)
    recording = desk.end()
    assert keys_of(recording) == "before after"
    assert {context.app for context in recording.contexts.values()} == {"mousepad"}
    assert not any(window.title in context.title for context in recording.contexts.values())
    assert recording.frames
    for frame in recording.frames:
        assert pixel(desk.picture(frame.id), PLACE.x + 50, PLACE.y + 50) == (0, 0, 0)
    whys = {(gap.reason, gap.cause) for gap in recording.gaps}
    assert (GapReason.OUT_OF_SCOPE, cause) in whys


def test_a_window_that_turns_into_one_is_not_kept_from_300_ms_before(tmp_path: Path) -> None:
    desk = Rehearsal(tmp_path, scope=Scope(("firefox",)))
    desk.open_window(replace(PRIVATE, title="Bank — Mozilla Firefox"), RED)
    desk.focus(PRIVATE.id)
    desk.advance(700)
    desk.type("one", gap_ms=80)
    desk.advance(700)
    desk.type("x", gap_ms=80)
    desk.retitle_window(PRIVATE.id, PRIVATE.title)
    desk.type("two", gap_ms=80)
    desk.advance(700)
    recording = desk.end()
    assert keys_of(recording) == "one"
