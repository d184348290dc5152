"""The focused field and terminal are told of at once, and of a window that becomes known later, then."""

from dataclasses import dataclass, field

import pytest

from tests.capture.rehearsal import CHAT, EDITOR
from workbench.capture.attention import Attention
from workbench.capture.echo import EchoHistory
from workbench.desktop.port import EchoState, FocusInput, KeyInput
from workbench.desktop.scripted import ScriptedDesktop
from workbench.desktop.scripted_accessibility import ScriptedFields
from workbench.model.scope import Scope
from workbench.model.windows import WindowInfo


@dataclass
class HeardFields(ScriptedFields):
    """Fields that note what they are told."""

    heard: list[tuple[str, int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def focus_moved(self, window: WindowInfo, at_ms: int) -> None:
        self.heard.append(("focus", window.id, at_ms))

    def key_pressed(self, window: WindowInfo, at_ms: int) -> None:
        self.heard.append(("key", window.id, at_ms))


class Scene:
    """A desktop with an editor in scope and a chat that is not."""

    def __init__(self) -> None:
        self.desktop = ScriptedDesktop()
        self.fields = self.desktop.fields = HeardFields()
        parts = self.desktop.desktop
        self.echoes = EchoHistory(parts.terminals, parts.clock_ms)
        self.attention = Attention(parts, Scope(("mousepad",)), self.echoes)

    def key(self, window: int, *, down: bool = True) -> None:
        self.attention.follow(KeyInput(self.desktop.now_ms, down, "a", "a", (), window))

    def focus(self, window: int | None) -> None:
        self.attention.follow(FocusInput(self.desktop.now_ms, window))


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_the_focus_and_every_press_in_scope_are_told_and_the_terminal_is_looked_at(scene: Scene) -> None:
    scene.desktop.open_window(EDITOR)
    scene.desktop.set_echo(100, EchoState.ECHO)
    now_ms = scene.desktop.now_ms
    scene.focus(EDITOR.id)
    scene.key(EDITOR.id)
    scene.key(EDITOR.id, down=False)
    assert scene.fields.heard == [("focus", EDITOR.id, now_ms), ("key", EDITOR.id, now_ms)]
    assert scene.echoes.verdict(100, now_ms) is EchoState.ECHO


def test_nothing_outside_the_scope_is_asked(scene: Scene) -> None:
    scene.desktop.open_window(CHAT)
    scene.desktop.set_echo(300, EchoState.ECHO)
    scene.focus(CHAT.id)
    scene.key(CHAT.id)
    scene.attention.look()
    assert scene.fields.heard == []
    assert scene.echoes.verdict(300, scene.desktop.now_ms) is EchoState.UNKNOWN


def test_a_window_that_becomes_known_after_the_focus_came_is_told_of_then(scene: Scene) -> None:
    came_ms = scene.desktop.now_ms
    scene.focus(EDITOR.id)
    scene.attention.look()
    scene.desktop.advance(30)
    scene.desktop.open_window(EDITOR)
    scene.attention.look()
    scene.attention.look()
    assert scene.fields.heard == [("focus", EDITOR.id, came_ms)]


def test_the_focus_that_comes_back_is_told_of_again(scene: Scene) -> None:
    scene.desktop.open_window(EDITOR)
    for window in (EDITOR.id, None, EDITOR.id, CHAT.id, EDITOR.id):
        scene.focus(window)
    assert [kind for kind, _, _ in scene.fields.heard] == ["focus"] * 3
