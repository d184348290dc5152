"""Targets of actions: from the stream into steps, and out of them again where a word of them must go."""

import json
import re
from dataclasses import replace

import pytest

from tests.model.edit_lists import stored
from tests.model.streams import EDITOR, Stream
from workbench.model.edits import Edit, RedactBox, RedactElement, RedactText, RedactTitle
from workbench.model.elements import (
    LONGEST_NAME,
    Element,
    checked_element,
    element_from_record,
    element_record,
    unnamed,
)
from workbench.model.events import Button
from workbench.model.fold import fold
from workbench.model.folded import Folded
from workbench.model.geometry import Rect
from workbench.model.reduce import reduce_recording
from workbench.model.searching import Search
from workbench.model.session import Recording
from workbench.model.steps import Click, Step

SAVE = Element("button", "Save for Jane", ("disabled",), Rect(100, 100, 80, 30), ("dialog Save Jane's letter",))
NAME = Element("text field", "Your name", ("editable",), Rect(10, 10, 200, 30))
TILES = {number: tuple(bytes([number, at]) for at in range(15 * 9)) for number in (1, 2, 3)}


def aimed() -> Recording:
    """Return a click on a button, a text in a field, and a click on nothing that is known."""
    stream = Stream().frame().click(120, 110).frame().type("Jane Example").frame().click(500, 400)
    return replace(stream.recording(), elements={1: SAVE, 4: NAME})


def folded(*edits: Edit) -> Folded:
    """Return it with edits."""
    recording = aimed()
    return fold(recording, reduce_recording(recording), stored(*edits), TILES)


def first(steps: tuple[Step, ...]) -> Step:
    """Return the click on the button."""
    return steps[0]


def test_a_step_has_the_target_of_the_event_with_which_it_began() -> None:
    steps = reduce_recording(aimed())
    assert [step.element for step in steps] == [SAVE, NAME, None]
    assert [step.sentence for step in steps] == [
        'click "Save for Jane" (button)',
        'type "Jane Example"',
        "click at 500,400 in mousepad",
    ]


def test_the_second_press_of_a_double_click_says_nothing_new_and_a_drag_has_where_it_began() -> None:
    twice = Stream().click(5, 5).click(5, 5)
    recording = replace(twice.recording(), elements={1: SAVE, 3: NAME})
    assert [step.element for step in reduce_recording(recording)] == [SAVE]
    drag = Stream().press(5, 5).move(50, 50, (10, 40, 40)).release(90, 90)
    assert [step.element for step in reduce_recording(replace(drag.recording(), elements={1: SAVE}))] == [SAVE]


def test_a_record_loses_nothing_and_older_ones_can_be_read() -> None:
    for element in (SAVE, NAME, Element("", "")):
        assert element_from_record(json.loads(json.dumps(element_record(element)))) == element
    assert element_from_record({"role": "button", "name": "Save"}) == Element("button", "Save")


def test_a_password_field_keeps_its_label_and_nothing_else() -> None:
    field = checked_element("password field", "Password", ("editable",), Rect(1, 2, 3, 4))
    assert field == Element("password field", "Password")


def test_names_are_cut_and_states_nobody_knows_left_out() -> None:
    element = checked_element("button", "x" * 9000, ("selected", "checked", "haunted"), Rect(1, 2, 0, 4))
    assert element == Element("button", "x" * LONGEST_NAME, ("checked", "selected"))
    assert checked_element("r" * 41, "n" * 201, (), None) == Element("r" * 40, "n" * 200)


def test_without_names_role_and_place_stay() -> None:
    assert unnamed(SAVE) == Element("button", "", ("disabled",), SAVE.rect)
    assert unnamed(None) is None


@pytest.mark.parametrize(
    "edit",
    [RedactElement(1, 2), RedactTitle(1, 1), RedactBox(1, 2, 1, Rect(90, 105, 20, 4))],
    ids=["name", "title", "box"],
)
def test_the_name_goes_by_itself_with_the_title_or_with_the_pixels_that_show_it(edit: Edit) -> None:
    step = first(folded(edit).steps)
    assert (step.element, step.redacted) == (unnamed(SAVE), True)
    assert step.sentence == "click button"
    assert folded(edit).unmatched == ()


def test_a_box_elsewhere_leaves_the_name() -> None:
    assert first(folded(RedactBox(1, 2, 1, Rect(400, 400, 20, 20))).steps).element == SAVE


def test_a_redacted_text_has_no_target_any_more() -> None:
    typing = folded().steps[1]
    step = folded(RedactText(typing.first_seq, typing.last_seq, ((0, 4),))).steps[1]
    assert (step.text, step.element) == ("█ Example", None)


def test_redacting_a_name_masks_where_it_shows() -> None:
    masks = {picture.frame.id: picture.masks for picture in folded(RedactElement(1, 2)).frames}
    assert masks[1] == (Rect(92, 92, 96, 46),)


def test_names_and_what_holds_them_are_searched_once() -> None:
    recording = aimed()
    steps = reduce_recording(recording)
    for pattern in ("for Jane", "letter"):
        found = Search(recording, steps, folded()).around(re.compile(pattern))
        assert RedactElement(1, 2) in found
    again = Search(recording, steps, folded(RedactElement(1, 2))).around(re.compile("for Jane"))
    assert not [edit for edit in again if isinstance(edit, RedactElement)]


def test_an_edit_that_finds_no_target_is_listed() -> None:
    click = folded().steps[2]
    assert folded(RedactElement(click.first_seq, click.last_seq)).unmatched == (1,)
    assert click.action == Click(500, 400, Button.LEFT, 1)
    assert click.context == EDITOR
