"""From the fold to shapes: numbered anew, harmless, and no longer than they can be."""

from dataclasses import replace

from tests.bundle.examples import folded, read, step_of
from workbench.bundle.writing import MOST_POINTS, Numbering, label_shapes, session_shape, step_shapes
from workbench.model.elements import Element
from workbench.model.steps import Drag, TypeText


def test_windows_and_pictures_are_numbered_without_holes() -> None:
    numbering = Numbering(folded())
    assert dict(numbering.contexts) == {1: 1, 4: 2}
    assert dict(numbering.frames) == {2: 1, 3: 2, 5: 3, 9: 4}


def test_a_redacted_title_leaves_without_its_address() -> None:
    session = replace(folded(), redacted_titles=frozenset({4}))
    shown = session_shape(session, Numbering(session))["contexts"][1]
    assert (shown["title"], shown["url"], shown["app"]) == ("", None, "calculator")


def test_a_very_long_drag_keeps_its_ends_and_fits_into_a_line() -> None:
    session = folded()
    drag = step_of(session.steps, "drag")
    assert isinstance(drag.action, Drag)
    path = tuple((at, at) for at in range(50_001))
    long = replace(drag, action=replace(drag.action, path=path))
    bundle = read(replace(session, steps=tuple(long if step == drag else step for step in session.steps)))
    action = step_of(bundle.steps, "drag").action
    assert isinstance(action, Drag)
    assert (action.path[0], action.path[-1]) == (path[0], path[-1])
    assert len(action.path) <= MOST_POINTS


def test_hostile_texts_are_harmless_before_they_leave() -> None:
    session = folded()
    typing = step_of(session.steps, "type")
    hostile = replace(typing, action=TypeText("\x1b]52;c;\x07"), element=Element("a\x00" * 300, "\x9b" * 9000))
    shapes = list(step_shapes(replace(session, steps=(hostile,)), Numbering(session)))
    assert shapes[0]["action"]["text"] == "␛]52;c;␇"
    assert len(shapes[0]["element"]["role"]) == 256
    assert set(shapes[0]["element"]["name"]) == {"\ufffd"}


def test_hostile_texts_of_the_session_are_harmless_before_they_leave() -> None:
    session, text = folded(), "a\x1b[2J\x07"
    scope = replace(session.session.scope, apps=(text,), windows=(text,), urls=(text,))
    platform = replace(session.session.platform, keyboard=text)
    contexts = {
        number: replace(context, app=text, title=text, url=text) for number, context in session.contexts.items()
    }
    hostile = replace(
        session,
        session=replace(session.session, title=text, scope=scope, platform=platform),
        contexts=contexts,
    )
    shape = session_shape(hostile, Numbering(hostile))
    said = "a␛[2J␇"
    assert (shape["title"], shape["platform"]["keyboard"]) == (said, said)
    assert [shape["scope"][name] for name in ("apps", "windows", "urls")] == [[said]] * 3
    for context in shape["contexts"]:
        assert [context[name] for name in ("app", "title", "url")] == [said] * 3


def test_hostile_labels_are_harmless_before_they_leave() -> None:
    label = {"notes": "a\x1b[2J\ud800", "apps": ["b\x9b", "c\x07"], "difficulty": 2}
    said = {shape["field"]: shape["value"] for shape in label_shapes(replace(folded(), task_label=label))}
    assert (said["notes"], said["apps"], said["difficulty"]) == ("a␛[2J?", ["b\ufffd", "c␇"], 2)


def test_labels_stand_in_a_fixed_order_and_without_those_taken_back() -> None:
    session = replace(folded(), task_label={"outcome": "success", "instruction": None, "apps": ("a", "b")})
    said = [(shape["target"], shape["field"], shape["value"]) for shape in label_shapes(session)]
    assert said[:2] == [("task", "apps", ["a", "b"]), ("task", "outcome", "success")]
    assert [target for target, _, _ in said] == ["task", "task", "step", "step", "subgoal"]
