"""Targets: looked at where the pointer rests and something is pressed, in scope and nowhere else."""

from pathlib import Path

from tests.capture.rehearsal import CHAT, EDITOR, TERMINAL, Rehearsal, steps_of
from workbench.capture.focus_changes import FocusChanges
from workbench.capture.targets import AGAIN_MS, KEYS_MS, MOST_AGAIN, REST_MS, Targets
from workbench.desktop.port import MissedInput
from workbench.desktop.scripted import ScriptedDesktop
from workbench.desktop.seats import SeatInput
from workbench.model.elements import Element
from workbench.model.geometry import Rect
from workbench.model.scope import Scope

SAVE = Element("button", "Save", (), Rect(90, 90, 40, 20), ("dialog Sure",))
NAME = Element("text field", "Your name", ("editable",), Rect(10, 200, 300, 20))


def looking(scope: Scope | None = None) -> tuple[ScriptedDesktop, Targets]:
    """Return a desktop with three windows, and targets that follow what is done on it."""
    desktop = ScriptedDesktop()
    for window in (EDITOR, TERMINAL, CHAT):
        desktop.open_window(window)
    chosen = scope or Scope(("mousepad",))
    targets = Targets(desktop.desktop, chosen, [chosen.region or Rect(0, 0, 1280, 800)], FocusChanges())
    desktop.input.start(
        lambda item: None if isinstance(item, MissedInput | SeatInput) else targets.follow(item)
    )
    return desktop, targets


def test_a_resting_pointer_is_looked_at_once_and_then_now_and_then() -> None:
    desktop, targets = looking()
    desktop.move(20, 20)
    assert targets.work(desktop.now_ms) == REST_MS / 1000
    desktop.move(21, 20)
    desktop.advance(REST_MS)
    assert targets.work(desktop.now_ms) is not None
    assert desktop.elements.asked == [(1, 21, 20)]
    assert targets.work(desktop.now_ms) == AGAIN_MS / 1000
    for _ in range(2 * MOST_AGAIN):
        desktop.advance(AGAIN_MS)
        targets.work(desktop.now_ms)
    assert len(desktop.elements.asked) == MOST_AGAIN
    assert targets.work(desktop.now_ms) is None


def test_presses_and_notches_are_looked_at_at_once_and_releases_never() -> None:
    desktop, targets = looking()
    desktop.click(20, 20)
    desktop.scroll()
    targets.work(desktop.now_ms)
    assert desktop.elements.asked[:2] == [(1, 20, 20)] * 2
    assert len(desktop.elements.asked) == 3


def test_nothing_outside_the_scope_is_ever_looked_at() -> None:
    desktop, targets = looking(Scope(("mousepad",), region=Rect(0, 0, 100, 100)))
    for x, y in ((250, 150), (700, 50), (1270, 790), (150, 20)):
        desktop.click(x, y)
        desktop.advance(REST_MS)
        targets.work(desktop.now_ms)
    desktop.focus(CHAT.id)
    desktop.type("hello")
    targets.work(desktop.now_ms)
    assert (desktop.elements.asked, desktop.elements.focus_asked) == ([], [])


def test_the_field_with_the_keyboard_is_asked_for_now_and_then() -> None:
    desktop, targets = looking()
    desktop.focus(EDITOR.id)
    desktop.type("abcdefgh", gap_ms=KEYS_MS // 3)
    targets.work(desktop.now_ms)
    assert desktop.elements.focus_asked == [1] * 4


def test_a_click_asks_for_the_field_that_it_gave_the_keyboard_to() -> None:
    desktop, targets = looking()
    desktop.click(20, 20)
    targets.work(desktop.now_ms)
    assert desktop.elements.focus_asked[-1:] == [EDITOR.id]


def test_while_paused_nothing_is_looked_at() -> None:
    desktop, targets = looking()
    targets.pause(paused=True)
    desktop.click(20, 20)
    targets.work(desktop.now_ms)
    assert desktop.elements.asked == []


def test_its_thread_looks_by_itself_and_ends() -> None:
    desktop, targets = looking()
    targets.start()
    desktop.click(20, 20)
    targets.stop()
    assert not targets.failed
    assert desktop.elements.asked in ([], [(1, 20, 20)])


def test_steps_know_what_they_were_aimed_at(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path)
    rehearsal.elements.known.append((Rect(90, 90, 40, 20), SAVE))
    rehearsal.elements.fields[EDITOR.id] = NAME
    rehearsal.focus(EDITOR.id)
    rehearsal.click(100, 100, clicks=2)
    rehearsal.click(300, 300)
    rehearsal.type("Jane")
    rehearsal.advance(400)
    assert rehearsal.pipeline.recent.shown()[0].sentence == 'double-click "Save" (button)'
    recording = rehearsal.end()
    assert [step.element for step in steps_of(recording)] == [SAVE, None, NAME]
    assert len(recording.elements) == 2


def test_a_scope_without_elements_keeps_none(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path, scope=Scope(("mousepad",), elements=False))
    rehearsal.elements.known.append((Rect(90, 90, 40, 20), SAVE))
    rehearsal.focus(EDITOR.id)
    rehearsal.click(100, 100)
    assert rehearsal.end().elements == {}


def test_what_a_withheld_action_was_aimed_at_is_not_kept(tmp_path: Path) -> None:
    rehearsal = Rehearsal(tmp_path, "mousepad")
    rehearsal.open_window(CHAT)
    rehearsal.elements.known.append((CHAT.rect, Element("list item", "A secret talk")))
    rehearsal.elements.fields[CHAT.id] = NAME
    rehearsal.focus(CHAT.id)
    rehearsal.click(250, 150)
    rehearsal.type("hello")
    assert rehearsal.end().elements == {}
