"""The fields of an application that does what the test says, over a real bus."""

import signal
import time

from tests.desktop.atspi.conftest import PrivateBus
from tests.desktop.atspi.pretending import ENTRY, PASSWORD, PretendApplication
from tests.desktop.atspi.typist import ELSEWHERE, LOGIN, SECOND, Typist
from tests.desktop.stage import wait_for
from workbench.desktop.accessibility import FieldState
from workbench.desktop.atspi.bus import Bus
from workbench.desktop.atspi.fields import AtspiFields
from workbench.desktop.scripted_windows import ScriptedWindows
from workbench.desktop.x11.clock import monotonic_ms
from workbench.model.geometry import Rect
from workbench.model.windows import WindowInfo


def test_an_application_that_hangs_is_no_answer_and_counted_and_recovers(
    typist: Typist, application: PretendApplication
) -> None:
    application.put("/name", ENTRY, focused=True)
    typist.come()
    application.hung = True
    assert typist.key(answers=False) is FieldState.NO_ANSWER
    wait_for(lambda: typist.fields.timeouts() >= 1, "the question to be given up")
    application.hung = False
    typist.becomes(FieldState.PLAIN)


def test_a_window_without_a_process_and_one_of_nobody_on_the_bus(typist: Typist) -> None:
    assert typist.key(ELSEWHERE) is FieldState.NO_FIELDS
    nobody = WindowInfo(10, (), "", None, Rect(0, 0, 1, 1))
    assert typist.key(nobody, answers=False) is FieldState.NO_ANSWER


def test_a_window_the_keyboard_did_not_come_to_gets_no_benefit_from_another(
    typist: Typist, application: PretendApplication
) -> None:
    application.put("/name", ENTRY, focused=True)
    typist.come(LOGIN)
    assert typist.fields.state(SECOND, monotonic_ms()) is FieldState.NO_ANSWER


def test_the_end_of_the_bus_is_told_and_leaves_nothing_plain(
    typist: Typist, application: PretendApplication, private_bus: PrivateBus
) -> None:
    application.put("/name", ENTRY, focused=True)
    typist.come()
    assert typist.key() is FieldState.PLAIN
    private_bus.end()
    wait_for(lambda: not typist.fields.listening(), "the end")
    assert typist.key() is FieldState.NO_FIELDS


def test_a_bus_that_hangs_is_no_answer_and_holds_up_no_end(
    typist: Typist, application: PretendApplication, private_bus: PrivateBus
) -> None:
    application.put("/name", ENTRY, focused=True)
    typist.come()
    private_bus.process.send_signal(signal.SIGSTOP)
    assert typist.key(answers=False) is FieldState.NO_ANSWER
    began = time.monotonic()
    typist.fields.stop()
    assert time.monotonic() - began < 30, "the bus hangs for longer"
    private_bus.process.send_signal(signal.SIGCONT)


def test_no_bus_at_all_means_no_fields_and_nothing_waits(windows: ScriptedWindows) -> None:
    fields = AtspiFields(Bus(list, monotonic_ms), windows, monotonic_ms)
    fields.start()
    assert Typist(fields).key() is FieldState.NO_FIELDS
    assert fields.secret_areas(0, monotonic_ms()) == ()
    fields.stop()


def test_nobody_is_ever_asked_what_stands_in_a_field(typist: Typist, application: PretendApplication) -> None:
    application.put("/name", ENTRY, focused=True)
    application.put("/secret", PASSWORD)
    typist.come()
    typist.key()
    application.focus("/secret")
    typist.key()
    kinds = {word.rpartition(".")[0].rpartition(".")[2] for word in application.asked}
    assert kinds == {"Accessible", "Collection", "Component", "Properties", "Registry"}
    assert application.properties <= {"Parent", "CaretOffset", "ToolkitName", "ChildCount"}
