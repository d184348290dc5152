"""The guard's own rules, one by one; what it does to whole recordings stands in test_pipeline."""

from collections.abc import Sequence
from dataclasses import replace

from workbench.capture.echo import EchoHistory
from workbench.capture.guard import Guard, allowed_area
from workbench.capture.secrecy import Secrecy
from workbench.capture.verdict import Kept, Verdict, Withheld
from workbench.desktop.accessibility import FieldState
from workbench.desktop.port import EchoState, FocusInput, KeyInput, MotionInput
from workbench.desktop.scripted import ScriptedDesktop
from workbench.model.gaps import GapCause, GapReason
from workbench.model.geometry import Rect
from workbench.model.scope import Scope
from workbench.model.session import Monitor
from workbench.model.windows import WindowInfo

SHELL = WindowInfo(1, ("xterm", "XTerm"), "shell", 100, Rect(0, 0, 600, 400))
LATE = WindowInfo(2, ("mousepad",), "Untitled 1", 200, Rect(0, 0, 600, 400))


def judge(desktop: ScriptedDesktop, item: KeyInput | MotionInput, sampled: Sequence[int] = ()) -> Verdict:
    """Judge one input 300 ms later, with the terminal looked at now and by the end."""
    parts = desktop.desktop
    echoes = EchoHistory(parts.terminals, parts.clock_ms)
    for pid in sampled:
        echoes.sample(pid)
    desktop.advance(300)
    secrecy = Secrecy(parts.fields, echoes)
    scope = Scope(apps=("xterm", "mousepad"))
    return Guard(scope, parts.windows, secrecy, parts.platform.monitors).judge(item)


UNKNOWN = GapReason.UNKNOWN_TARGET
OTHER_TERMINAL = Withheld(UNKNOWN, GapCause.OTHER_TERMINAL, "xterm")
PROMPT = Withheld(GapReason.SECRET, GapCause.TERMINAL_PROMPT, "xterm")


def key(desktop: ScriptedDesktop, window: int | None) -> KeyInput:
    return KeyInput(desktop.now_ms, True, "a", "a", (), window)  # noqa: FBT003  (the port's own order)


def test_a_key_with_a_sample_from_before_it_is_kept() -> None:
    desktop = ScriptedDesktop()
    desktop.open_window(SHELL)
    desktop.set_echo(100, EchoState.ECHO)
    assert judge(desktop, key(desktop, 1), [100]) == Kept(SHELL)


def test_a_key_at_a_process_that_nobody_looked_at_is_withheld() -> None:
    desktop = ScriptedDesktop()
    desktop.open_window(SHELL)
    assert judge(desktop, key(desktop, 1)) == OTHER_TERMINAL


def test_a_window_without_a_known_process_is_withheld() -> None:
    desktop = ScriptedDesktop()
    desktop.open_window(replace(SHELL, pid=None))
    assert judge(desktop, key(desktop, 1)) == Withheld(UNKNOWN, GapCause.NO_FIELDS, "xterm")


def test_an_unknown_terminal_is_withheld_as_unknown_and_a_hidden_one_as_secret() -> None:
    for state, withheld in ((EchoState.UNKNOWN, OTHER_TERMINAL), (EchoState.SECRET, PROMPT)):
        desktop = ScriptedDesktop()
        desktop.open_window(SHELL)
        desktop.set_echo(100, state)
        assert judge(desktop, key(desktop, 1), [100]) == withheld


def test_a_window_that_becomes_known_within_300_ms_is_judged_by_that() -> None:
    desktop = ScriptedDesktop()
    item = key(desktop, LATE.id)
    desktop.open_window(LATE)
    assert judge(desktop, item, [200]) == Kept(LATE)


def test_a_window_that_has_another_name_within_300_ms_is_withheld() -> None:
    desktop = ScriptedDesktop()
    desktop.open_window(SHELL)
    desktop.set_echo(100, EchoState.ECHO)
    desktop.advance(1000)
    item = key(desktop, 1)
    parts = desktop.desktop
    echoes = EchoHistory(parts.terminals, parts.clock_ms)
    echoes.sample(100)
    desktop.retitle_window(1, "Bank")
    desktop.advance(300)
    guard = Guard(
        Scope(windows=("shell",)), parts.windows, Secrecy(parts.fields, echoes), parts.platform.monitors
    )
    assert guard.judge(item) == Withheld(GapReason.OUT_OF_SCOPE, GapCause.OTHER_WINDOW)


def test_the_pointer_is_judged_by_the_window_under_it() -> None:
    desktop = ScriptedDesktop()
    desktop.open_window(SHELL)
    assert judge(desktop, MotionInput(desktop.now_ms, 10, 10, 1)) == Kept(SHELL)
    assert judge(desktop, MotionInput(desktop.now_ms, 700, 10, None)) == Withheld(UNKNOWN, GapCause.NEW_WINDOW)


def test_a_password_field_is_a_secret_and_names_the_application() -> None:
    desktop = ScriptedDesktop()
    desktop.open_window(LATE)
    desktop.fields.set(2, FieldState.PASSWORD, desktop.now_ms + 250)
    withheld = judge(desktop, key(desktop, 2), [200])
    assert withheld == Withheld(GapReason.SECRET, GapCause.PASSWORD_FIELD, "mousepad")
    assert isinstance(withheld, Withheld)
    assert withheld.in_words == "password field in mousepad"


def test_an_application_that_does_not_answer_or_shows_no_fields_is_withheld_with_that_cause() -> None:
    for state, cause in (
        (FieldState.NO_ANSWER, GapCause.NO_ANSWER),
        (FieldState.NO_FIELDS, GapCause.NO_FIELDS),
    ):
        desktop = ScriptedDesktop()
        desktop.open_window(LATE)
        desktop.fields.set(2, state, desktop.now_ms - 1000)
        assert judge(desktop, key(desktop, 2), [200]) == Withheld(UNKNOWN, cause, "mousepad")


def test_a_known_terminal_needs_no_fields_where_its_pty_shows_what_is_typed() -> None:
    for echo, kept in ((EchoState.ECHO, True), (EchoState.LINE, True), (EchoState.NO_TERMINAL, False)):
        desktop = ScriptedDesktop()
        desktop.open_window(SHELL)
        desktop.set_echo(100, echo)
        desktop.fields.set(1, FieldState.NO_FIELDS, desktop.now_ms - 1000)
        assert isinstance(judge(desktop, key(desktop, 1), [100]), Kept) is kept


def test_clicks_go_on_where_no_fields_are_shown_and_the_pointer_rests_while_a_password_is_typed() -> None:
    for state in (FieldState.NO_FIELDS, FieldState.NO_ANSWER, FieldState.PASSWORD):
        desktop = ScriptedDesktop()
        desktop.open_window(LATE)
        desktop.fields.set(2, state, desktop.now_ms - 1000)
        parts = desktop.desktop
        echoes = EchoHistory(parts.terminals, parts.clock_ms)
        echoes.sample(200)
        secrecy = Secrecy(parts.fields, echoes)
        guard = Guard(Scope(("mousepad",)), parts.windows, secrecy, parts.platform.monitors)
        guard.judge(FocusInput(desktop.now_ms, 2))
        moved = guard.judge(MotionInput(desktop.now_ms, 10, 10, 2))
        assert isinstance(moved, Kept) is (state is not FieldState.PASSWORD)


def test_a_window_that_is_never_recorded_says_so() -> None:
    desktop = ScriptedDesktop()
    desktop.open_window(replace(SHELL, names=("keepassxc",)))
    verdict = judge(desktop, key(desktop, 1))
    assert verdict == Withheld(GapReason.OUT_OF_SCOPE, GapCause.NEVER_RECORDED)


def test_monitor_and_region_leave_over_what_both_cover() -> None:
    monitors = (Monitor(1, Rect(0, 0, 100, 100)), Monitor(2, Rect(100, 0, 100, 100)))
    assert allowed_area(Scope(("a",)), monitors) == (monitors[0].rect, monitors[1].rect)
    assert allowed_area(Scope(("a",), monitor=2), monitors) == (monitors[1].rect,)
    assert allowed_area(Scope(("a",), monitor=1, region=Rect(50, 50, 100, 10)), monitors) == (
        Rect(50, 50, 50, 10),
    )
    assert allowed_area(Scope(("a",), monitor=3), monitors) == ()
