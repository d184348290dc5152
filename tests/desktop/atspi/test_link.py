"""One connection to a bus, without the thread around it."""

import pytest
from jeepney import Message

from tests.desktop.atspi.conftest import PrivateBus
from workbench.desktop.atspi.link import Link
from workbench.desktop.atspi.questions import DBUS, MESSAGE_BUS, Outcome, Question

NAMES = Question(MESSAGE_BUS, DBUS, "ListNames", timeout_s=20)


def ignore(message: Message) -> None:
    """Take no notice."""


async def test_several_questions_are_under_way_at_once(private_bus: PrivateBus) -> None:
    link = await Link.open(private_bus.address, ignore)
    replies = await link.ask_all([NAMES] * 5)
    assert [reply.outcome for reply in replies] == [Outcome.ANSWERED] * 5
    link.close()
    assert (await link.ask(NAMES)).outcome is Outcome.GONE


@pytest.mark.parametrize("address", ["unix:path=/nonexistent/bus", "tcp:host=127.0.0.1", "nonsense", ""])
async def test_an_address_that_leads_nowhere_is_one_kind_of_error(address: str) -> None:
    with pytest.raises(ConnectionError):
        await Link.open(address, ignore)


async def test_what_is_no_message_ends_the_connection() -> None:
    link = Link(ignore)
    link.data_received(b"x" * 64)
    assert link.lost.is_set()
