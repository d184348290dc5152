"""The accessibility bus: many questions at once, none that waits for another, a clear end."""

import os
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from jeepney import DBusAddress, new_signal
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests.desktop.atspi.conftest import PrivateBus
from tests.desktop.stage import wait_for
from workbench.desktop.atspi import bus as bus_module
from workbench.desktop.atspi.bus import Bus
from workbench.desktop.atspi.questions import DBUS, MESSAGE_BUS, Outcome, Question, Ref, children_of
from workbench.desktop.atspi.topics import Signal, Topic

NAMES = Question(MESSAGE_BUS, DBUS, "ListNames", timeout_s=20)
PATIENCE_S = 5.0
"""Longer than twenty other questions take, on a machine with other things to do."""
RANG = Topic("org.example.Bell", "Rang", "loud")


def now_ms() -> int:
    return time.monotonic_ns() // 1_000_000


def started(bus: Bus) -> Bus:
    bus.start()
    wait_for(lambda: bus.alive, "the bus")
    return bus


@pytest.fixture
def hung(private_bus: PrivateBus) -> Iterator[DBusConnection]:
    """A participant that takes questions and never answers."""
    with open_dbus_connection(private_bus.address) as connection:
        yield connection


def test_a_question_is_answered_from_any_thread(bus: Bus) -> None:
    reply = started(bus).call(NAMES)
    assert reply.outcome is Outcome.ANSWERED
    assert DBUS in reply.value


def test_an_error_is_a_refusal_and_not_an_exception(bus: Bus) -> None:
    assert (
        started(bus).call(Question(MESSAGE_BUS, DBUS, "NoSuchMethod", timeout_s=20)).outcome is Outcome.REFUSED
    )


def test_a_hung_application_makes_its_own_question_late_and_no_other(bus: Bus, hung: DBusConnection) -> None:
    started(bus)
    patient = replace(children_of(Ref(hung.unique_name, "/a")), timeout_s=PATIENCE_S)
    stuck = [bus.run(bus.ask(patient)) for _ in range(20)]
    others = [bus.call(NAMES).outcome for _ in range(20)]
    assert others == [Outcome.ANSWERED] * 20
    assert not any(future.done() for future in stuck)
    assert {future.result(PATIENCE_S + 20).outcome for future in stuck} == {Outcome.LATE}
    assert bus.late == 20


def test_who_stands_behind_a_name_is_asked_once(bus: Bus, hung: DBusConnection) -> None:
    started(bus)
    assert bus.known_pid(hung.unique_name) is None
    assert bus.run(bus.pid(hung.unique_name)).result(20) == os.getpid()
    assert bus.known_pid(hung.unique_name) == os.getpid()
    assert bus.run(bus.pid(":1.9999")).result(20) is None


def test_what_is_subscribed_to_arrives_and_nothing_else(bus: Bus, hung: DBusConnection) -> None:
    heard: list[Signal] = []
    bus.subscribe(RANG, heard.append)
    started(bus)
    bell = DBusAddress("/bell", interface="org.example.Bell")
    for word in ("soft", "loud"):
        hung.send(new_signal(bell, "Rang", "si", (word, 1)))
    wait_for(lambda: heard, "the bell")
    assert [(signal.detail, signal.on, signal.ref) for signal in heard] == [
        ("loud", True, Ref(hung.unique_name, "/bell"))
    ]


def test_the_end_of_the_daemon_is_told_and_every_question_then_says_so(
    bus: Bus, private_bus: PrivateBus
) -> None:
    told: list[bool] = []
    bus.on_link.append(told.append)
    started(bus)
    private_bus.end()
    wait_for(lambda: told == [True, False], "the end")
    assert not bus.alive
    assert bus.call(NAMES).outcome is Outcome.GONE


def test_a_bus_that_comes_later_is_found(private_bus: PrivateBus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bus_module, "RETRIES_S", (0.05,))
    addresses: list[str] = ["unix:path=/nonexistent/bus"]
    bus = Bus(lambda: addresses, now_ms)
    bus.start()
    try:
        wait_for(lambda: bus.tried, "the first attempt")
        assert not bus.alive
        addresses.append(private_bus.address)
        wait_for(lambda: bus.alive, "the bus")
    finally:
        bus.stop()


def test_a_bus_that_was_never_started_or_has_stopped_answers_that_it_is_gone() -> None:
    bus = Bus(list, now_ms)
    assert bus.call(NAMES).outcome is Outcome.GONE
    bus.stop()
    bus.start()
    bus.post(print, "unheard")
    assert bus.call(NAMES).outcome is Outcome.GONE


def test_work_that_fails_is_counted_and_ends_nothing(bus: Bus) -> None:
    async def fail() -> None:
        raise ValueError

    started(bus)
    bus.post(lambda: bus.spawn(fail()))
    wait_for(lambda: bus.failures == 1, "the failure")
    assert bus.call(NAMES).outcome is Outcome.ANSWERED
    bus.failures = 0
