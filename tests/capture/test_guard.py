"""The guard's own rules, one by one; what it does to whole recordings stands in test_pipeline."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from workbench.capture.echo import EchoHistory
from workbench.capture.guard import Guard, allowed_area
from workbench.capture.secrecy import Secrecy
from workbench.capture.timing import HOLD_MS
from workbench.capture.verdict import Ignored, Kept, Verdict, Withheld
from workbench.desktop.accessibility import FieldState
from workbench.desktop.port import EchoState, FocusInput, KeyInput, MotionInput
from workbench.desktop.scripted import ScriptedDesktop
from workbench.desktop.scripted_accessibility import ScriptedSites
from workbench.model.events import Modifier
from workbench.model.gaps import GapCause, GapReason
from workbench.model.geometry import Rect
from workbench.model.scope import KeyChannel, Scope
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


EDITOR_SCOPE = Scope(("mousepad",))
OTHER_WINDOW = Withheld(GapReason.OUT_OF_SCOPE, GapCause.OTHER_WINDOW)


def a_guard(desktop: ScriptedDesktop, scope: Scope = EDITOR_SCOPE, sites: ScriptedSites | None = None) -> Guard:
    """Return a guard of that desktop; the editor's process has no terminal, which is looked at now."""
    parts = desktop.desktop
    echoes = EchoHistory(parts.terminals, parts.clock_ms)
    echoes.sample(LATE.pid or 0)
    return Guard(scope, parts.windows, Secrecy(parts.fields, echoes), parts.platform.monitors, sites)


LEFT, RIGHT = Monitor(1, Rect(0, 0, 1000, 800)), Monitor(2, Rect(1000, 0, 1000, 800))


@pytest.mark.parametrize(
    "scope", [Scope(("mousepad",), monitor=2), Scope(("mousepad",), region=Rect(1000, 0, 1000, 800))]
)
def test_keys_of_a_window_outside_the_chosen_monitor_or_region_are_withheld(scope: Scope) -> None:
    for column, verdict_kind in ((100, Withheld), (1100, Kept)):
        desktop = ScriptedDesktop((LEFT, RIGHT))
        desktop.open_window(replace(LATE, rect=Rect(column, 100, 600, 400)))
        guard = a_guard(desktop, scope)
        desktop.advance(HOLD_MS)
        item = replace(key(desktop, LATE.id), at_ms=desktop.now_ms - HOLD_MS)
        for verdict in (guard.judge(item), guard.judge(FocusInput(item.at_ms, LATE.id))):
            assert isinstance(verdict, verdict_kind)


@pytest.mark.parametrize(
    "titles",
    [
        [(-200, "Untitled 1")],
        [(-800, "Untitled 1"), (-200, "Bank"), (-100, "Untitled 1")],
        [(-800, "Untitled 1"), (-100, "Bank"), (100, "Untitled 1")],
        [(-800, "Untitled 1"), (100, "Bank"), (200, "Untitled 1")],
        [(-800, "Untitled 1"), (200, "Bank")],
    ],
)
def test_a_key_is_withheld_if_its_window_had_a_title_outside_the_scope_within_300_ms(
    titles: list[tuple[int, str]],
) -> None:
    desktop = ScriptedDesktop()
    desktop.open_window(replace(LATE, title="Bank"))
    guard = a_guard(desktop, Scope(windows=("Untitled",)))
    typed_ms = desktop.now_ms + 900
    for offset_ms, title in titles:
        desktop.advance(typed_ms + offset_ms - desktop.now_ms)
        desktop.retitle_window(LATE.id, title)
    desktop.advance(typed_ms + HOLD_MS - desktop.now_ms)
    item = replace(key(desktop, LATE.id), at_ms=typed_ms)
    assert guard.judge(item) == OTHER_WINDOW


def test_a_capital_letter_is_not_a_shortcut() -> None:
    desktop = ScriptedDesktop()
    desktop.open_window(LATE)
    guard = a_guard(desktop, Scope(("mousepad",), keys=KeyChannel.SHORTCUTS))
    item = key(desktop, LATE.id)
    desktop.advance(HOLD_MS)
    assert isinstance(guard.judge(replace(item, mods=(Modifier.SHIFT,))), Ignored)
    for mod in (Modifier.CTRL, Modifier.ALT, Modifier.META):
        assert isinstance(guard.judge(replace(item, mods=(mod,))), Kept)
        assert isinstance(guard.judge(replace(item, mods=(Modifier.SHIFT, mod))), Kept)


@pytest.mark.parametrize(("opened_ms", "closed_ms"), [(-50, 50), (-400, -100), (100, 200), (-50, None)])
def test_a_grabbed_key_is_withheld_if_a_popup_of_another_program_was_open_within_300_ms(
    opened_ms: int, closed_ms: int | None
) -> None:
    desktop = ScriptedDesktop()
    desktop.open_window(LATE)
    guard = a_guard(desktop)
    typed_ms = desktop.now_ms + 900
    desktop.advance(900 + opened_ms)
    desktop.open_window(WindowInfo(9, ("locker",), "", 900, Rect(0, 0, 600, 400), popup=True))
    if closed_ms is not None:
        desktop.advance(closed_ms - opened_ms)
        desktop.close_window(9)
    desktop.advance(typed_ms + HOLD_MS - desktop.now_ms)
    item = replace(key(desktop, LATE.id), at_ms=typed_ms)
    assert guard.judge(replace(item, grabbed=True)) == Withheld(UNKNOWN, GapCause.FOREIGN_POPUP)


def test_after_forgetting_the_pointer_is_judged_by_the_window_that_got_the_keyboard_meanwhile() -> None:
    desktop = ScriptedDesktop()
    desktop.open_window(LATE)
    desktop.open_window(SHELL)
    desktop.set_echo(100, EchoState.ECHO)
    desktop.fields.set(LATE.id, FieldState.PASSWORD, 0)
    guard = a_guard(desktop, Scope(("mousepad", "xterm")))
    guard.judge(FocusInput(desktop.now_ms, SHELL.id))
    guard.skip([FocusInput(desktop.now_ms, LATE.id)], desktop.now_ms)
    desktop.advance(HOLD_MS)
    verdict = guard.judge(MotionInput(desktop.now_ms, 10, 10, SHELL.id))
    assert verdict == Withheld(GapReason.SECRET, GapCause.PASSWORD_FIELD, "mousepad")


def test_after_forgetting_the_pointer_s_window_has_no_title_from_before() -> None:
    desktop = ScriptedDesktop(start_ms=100_000)
    desktop.open_window(replace(LATE, title="Forgotten"))
    guard = a_guard(desktop)
    desktop.advance(30)
    desktop.retitle_window(LATE.id, "New")
    guard.skip([], desktop.now_ms)
    desktop.advance(10)
    moved = MotionInput(desktop.now_ms, 10, 10, LATE.id)
    desktop.advance(HOLD_MS)
    assert guard.judge(moved) == Kept(replace(LATE, title="New"))


BROWSER = WindowInfo(
    3,
    ("chromium",),
    "A page",
    200,
    Rect(0, 0, 600, 400),
    address="https://example.com/",
    page=Rect(0, 80, 600, 320),
)


class BarUntil(ScriptedSites):
    """A browser whose address bar has the keyboard before a moment, or from it on."""

    def __init__(self, moment_ms: int, *, before: bool) -> None:
        super().__init__()
        self._moment_ms, self._before = moment_ms, before

    def typing(self, window: WindowInfo, at_ms: int) -> bool:  # noqa: ARG002  (the protocol's)
        return (at_ms >= self._moment_ms) is self._before


@pytest.mark.parametrize("before", [True, False])
def test_a_key_near_the_moment_at_which_a_browser_s_address_bar_had_the_keyboard_is_withheld(
    *, before: bool
) -> None:
    desktop = ScriptedDesktop()
    desktop.open_window(BROWSER)
    item = key(desktop, BROWSER.id)
    scope = Scope(("chromium",), urls=("example.com",))
    moments = (item.at_ms + 150, item.at_ms - 5000 if before else item.at_ms + 5000)
    guards = [a_guard(desktop, scope, BarUntil(moment_ms, before=before)) for moment_ms in moments]
    desktop.advance(HOLD_MS)
    assert [guard.judge(item) for guard in guards] == [
        Withheld(GapReason.OUT_OF_SCOPE, GapCause.OTHER_SITE),
        Kept(BROWSER),
    ]


def test_a_program_without_fields_is_withheld_although_a_terminal_of_its_shows_what_is_typed() -> None:
    for echo in (EchoState.ECHO, EchoState.LINE):
        desktop = ScriptedDesktop()
        desktop.open_window(LATE)
        desktop.set_echo(200, echo)
        desktop.fields.set(LATE.id, FieldState.NO_FIELDS, desktop.now_ms - 1000)
        assert judge(desktop, key(desktop, LATE.id), [200]) == Withheld(UNKNOWN, GapCause.NO_FIELDS, "mousepad")
