"""Field and terminal together decide; the guard's own tests have the simple cases."""

from workbench.capture.echo import EchoHistory
from workbench.capture.secrecy import Secrecy
from workbench.desktop.accessibility import FieldState
from workbench.desktop.port import EchoState, KeyInput
from workbench.desktop.scripted import ScriptedDesktop
from workbench.model.gaps import GapCause
from workbench.model.geometry import Rect
from workbench.model.windows import WindowInfo

SHELL = WindowInfo(1, ("xterm", "XTerm"), "shell", 100, Rect(0, 0, 600, 400))


class Watch:
    """A terminal that is looked at every 50 ms."""

    def __init__(self) -> None:
        self.desktop = ScriptedDesktop()
        self.desktop.open_window(SHELL)
        self.desktop.set_echo(100, EchoState.LINE)
        self.desktop.fields.set(1, FieldState.NO_FIELDS, 0)
        parts = self.desktop.desktop
        self.echoes = EchoHistory(parts.terminals, parts.clock_ms)
        self.secrecy = Secrecy(parts.fields, self.echoes)
        self.keys: list[KeyInput] = []
        self.wait(1000)

    def wait(self, ms: int) -> None:
        until_ms = self.desktop.now_ms + ms
        while self.desktop.now_ms < until_ms:
            self.desktop.advance(min(50, until_ms - self.desktop.now_ms))
            self.echoes.sample(100)

    def type(self, key: str, text: str = "") -> None:
        self.keys.append(KeyInput(self.desktop.now_ms, True, key, text, (), 1))  # noqa: FBT003  (the port's order)
        self.echoes.sample(100)

    def kept(self) -> str:
        """Judge what was typed, in order, and return what is kept."""
        kept = []
        for item in self.keys:
            if self.secrecy.of_key(SHELL, item.at_ms) is None:
                kept.append(item.text or item.key)
            self.secrecy.submissions.note(item)
        return "".join(kept)


def test_the_enter_that_opens_a_prompt_is_kept_and_what_is_typed_at_it_is_not() -> None:
    watch = Watch()
    for letter in "su":
        watch.type(letter, letter)
        watch.wait(30)
    watch.type("enter")
    watch.wait(20)
    watch.desktop.set_echo(100, EchoState.SECRET)
    watch.wait(200)
    for letter in "pass":
        watch.type(letter, letter)
        watch.wait(20)
    watch.type("enter")
    watch.desktop.set_echo(100, EchoState.LINE)
    watch.wait(800)
    watch.type("x", "x")
    watch.wait(400)
    assert watch.kept() == "suenterx"


def test_what_is_typed_ahead_of_a_prompt_is_withheld_however_fast() -> None:
    for gap_ms in (0, 3, 10, 40):
        watch = Watch()
        for letter in ("s", "u", "enter", "p", "a", "s", "enter"):
            watch.type(letter, "" if letter == "enter" else letter)
            watch.wait(gap_ms)
        watch.desktop.set_echo(100, EchoState.SECRET)
        watch.wait(400)
        assert watch.kept() == "suenter", gap_ms


def test_what_is_typed_ahead_while_a_command_still_runs_is_withheld() -> None:
    watch = Watch()
    watch.type("enter")
    watch.desktop.set_echo(100, EchoState.ECHO)
    watch.wait(700)
    for letter in "pass":
        watch.type(letter, letter)
    watch.wait(100)
    watch.desktop.set_echo(100, EchoState.SECRET)
    watch.wait(400)
    assert watch.kept() == "enter"


def test_keys_of_a_second_command_typed_at_once_behind_the_first_are_not_sure_to_be_read_by_the_shell() -> None:
    watch = Watch()
    for letter in ("l", "enter", "s", "u", "enter"):
        watch.type(letter, "" if letter == "enter" else letter)
        watch.wait(30)
    watch.desktop.set_echo(100, EchoState.SECRET)
    watch.wait(400)
    assert watch.kept() == "lenter"


def test_a_shell_that_has_not_read_everything_is_not_sure_to_read_the_next_key() -> None:
    watch = Watch()
    watch.desktop.set_echo(100, EchoState.ECHO)
    watch.wait(100)
    watch.type("s", "s")
    watch.wait(20)
    watch.desktop.set_echo(100, EchoState.SECRET)
    watch.wait(400)
    assert watch.kept() == ""


def test_a_key_shortly_after_a_prompt_is_withheld_although_the_shell_sits_at_its_line_again() -> None:
    watch = Watch()
    watch.desktop.set_echo(100, EchoState.SECRET)
    watch.wait(100)
    watch.desktop.set_echo(100, EchoState.LINE)
    watch.wait(200)
    watch.type("x", "x")
    watch.wait(400)
    assert watch.kept() == ""


def test_a_password_field_outweighs_everything_and_hides_the_pointer_too() -> None:
    watch = Watch()
    watch.desktop.fields.set(1, FieldState.PASSWORD, watch.desktop.now_ms)
    withheld = watch.secrecy.of_key(SHELL, watch.desktop.now_ms)
    assert withheld is not None
    assert withheld.cause is GapCause.PASSWORD_FIELD
    assert watch.secrecy.hides_all(SHELL, watch.desktop.now_ms) == withheld


def test_a_field_that_does_not_answer_withholds_keys_and_hides_nothing_else() -> None:
    watch = Watch()
    watch.desktop.fields.set(1, FieldState.NO_ANSWER, watch.desktop.now_ms)
    assert watch.secrecy.of_key(SHELL, watch.desktop.now_ms) is not None
    assert watch.secrecy.hides_all(SHELL, watch.desktop.now_ms) is None


FORM = WindowInfo(2, ("chromium", "Chromium"), "Sign in", 200, Rect(0, 0, 600, 400))


def test_what_is_typed_between_two_quick_changes_of_focus_may_be_a_password_and_is_a_secret() -> None:
    watch = Watch()
    now_ms = watch.desktop.now_ms
    name, tab = (KeyInput(now_ms, True, each, "", (), 2) for each in ("u", "tab"))  # noqa: FBT003  (the port's order)
    letter = KeyInput(now_ms + 3, True, "p", "p", (), 2)  # noqa: FBT003  (the port's order)
    onward = KeyInput(now_ms + 6, True, "tab", "", (), 2)  # noqa: FBT003  (the port's order)
    for item in (name, tab, letter, onward):
        watch.secrecy.focus_changes.note(item)
    withheld = watch.secrecy.of_quick_change(FORM, letter)
    assert withheld is not None
    assert (withheld.secret, withheld.cause) == (True, GapCause.NO_ANSWER)
    assert watch.secrecy.of_quick_change(FORM, tab) is None
    assert watch.secrecy.of_quick_change(SHELL, letter) is None
