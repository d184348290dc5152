"""Which processes are on the bus."""

import os

import pytest

from tests.desktop.atspi.pretending import PretendApplication
from workbench.desktop.atspi import registered as module
from workbench.desktop.atspi.bus import Bus
from workbench.desktop.atspi.questions import ROOT_PATH, Ref
from workbench.desktop.atspi.registered import Registered


def test_a_process_is_found_by_its_number(linked: Bus, application: PretendApplication) -> None:
    registered = Registered(linked)
    assert linked.run(registered.root(os.getpid())).result(5) == Ref(application.name, ROOT_PATH)
    assert linked.run(registered.root(1)).result(5) is None


def test_one_that_registers_late_is_found_then(linked: Bus, application: PretendApplication) -> None:
    application.registered = False
    registered = Registered(linked)
    assert linked.run(registered.root(os.getpid())).result(5) is None
    application.registered = True
    assert linked.run(registered.root(os.getpid())).result(5) is None, "asked at most four times a second"
    registered.clear()
    assert linked.run(registered.root(os.getpid())).result(5) is not None


def test_a_registry_that_hangs_is_no_answer_and_not_an_absence(
    linked: Bus, application: PretendApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "FRESH_S", 0.0)
    application.hung = True
    with pytest.raises(TimeoutError):
        linked.run(Registered(linked).root(os.getpid())).result(5)
