"""Roles and states, by the numbers that every toolkit sends."""

from workbench.desktop.atspi.roles import States, role_word
from workbench.model.elements import LONGEST_ROLE, STATES


def test_roles_have_the_same_word_in_every_toolkit() -> None:
    known = {7: "check box", 11: "combo box", 35: "menu item", 37: "tab", 40: "password field", 43: "button"}
    known |= {60: "terminal", 61: "text", 79: "text field", 88: "link", 95: "web document", 130: "switch"}
    assert {number: role_word(number) for number in known} == known
    assert role_word(-1) == role_word(4000) == "unknown"
    assert all(0 < len(role_word(number)) <= LONGEST_ROLE for number in range(140))


def test_states_are_a_few_words() -> None:
    checked, sensitive, expandable, editable = 1 << 4, 1 << 24, 1 << 9, 1 << 7
    assert States((checked | sensitive, 0)).words() == ("checked",)
    assert States((expandable | sensitive, 0)).words() == ("collapsed",)
    assert States((editable, 0)).words() == ("disabled", "editable")
    assert States((0xFFFFFFFF, 0xFFFFFFFF)).has(63)
    assert set(States((0xFFFFFFFF, 0)).words()) <= set(STATES)
