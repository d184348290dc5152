"""Every text of a bundle is listed for the one whose text it is."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.bundle.examples import LETTER, built, folded, read, without_goodbye
from workbench.bundle.archive import parted
from workbench.bundle.fields import names
from workbench.bundle.read import read_bundle
from workbench.model.elements import Element
from workbench.model.events import Event, KeyDown, KeyRepeat
from workbench.model.folded import Folded
from workbench.model.geometry import Rect
from workbench.model.scope import Scope
from workbench.workflow.leaving_texts import ERASED, LeavingText, _pressed, leaving_texts


def test_texts_of_every_place_are_listed_once() -> None:
    texts = list(leaving_texts(read()))
    assert len(texts) == len(set(texts))
    assert LeavingText("typed in step 2", LETTER) in texts
    assert LeavingText("task", folded().session.title) in texts
    assert LeavingText("window title", "Sums") in texts
    assert LeavingText("address", "https://example.com/sums") in texts
    assert LeavingText("scope", "^letter") in texts
    assert LeavingText("label: apps", "mousepad, calculator") in texts
    assert LeavingText("label of a step: intent", "Type the letter") in texts
    assert LeavingText("label of a subgoal: label", "Write and save") in texts
    assert all(entry.text for entry in texts)


NO_TEXT = frozenset(
    {
        *(
            "manifest.format",
            "manifest.session",
            "manifest.contributor",
            "manifest.policy",
            "manifest.label_schema",
        ),
        *("manifest.tool_version", "manifest.members.name", "manifest.members.sha256"),
        *("session.id", "session.created_at", "session.tool_version", "session.policy", "session.scope.keys"),
        *("session.platform.system", "session.gaps.reason"),
        *("events.kind", "events.mods", "events.button"),
        *("steps.action.kind", "steps.action.mods", "steps.action.button", "steps.element.states"),
        *("frames.tiles", "consent.id", "consent.text_hash", "consent.withdrawal_key_hash"),
        *("labels.target", "labels.field"),
    }
)
"""Fields whose values are ids, hashes, versions or words of the format; every other one has to be listed."""
SINGLE_KEYS = frozenset({"events.key", "events.text"})
"""Fields with one key each, which are listed joined, step by step."""


def strings(value: object, name: str) -> Iterator[tuple[str, str]]:
    """Yield every string of a member with the name of its field."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from strings(part, f"{name}.{key}")
    elif isinstance(value, list):
        for part in value:
            yield from strings(part, name)
    elif isinstance(value, str):
        yield name, value


def strings_of(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield every string of every member of a bundle; tiles are pixels."""
    for member, content in parted(data).items():
        name, _dot, kind = member.partition(".")
        if kind != "bin":
            for line in content.splitlines() if kind == "jsonl" else [content]:
                yield from strings(json.loads(line), name)


def everything() -> Folded:
    """Return a session with a text in every field that can hold one."""
    whole = folded()
    element = Element("push button", "Send letter", ("checked",), Rect(1, 2, 3, 4), ("Toolbar", "Main window"))
    scope = Scope(apps=("mousepad",), windows=("^lett.r",), urls=("https://*.example.com/*",))
    platform = replace(whole.session.platform, keyboard="de nodeadkeys")
    steps = tuple(replace(step, element=element) for step in whole.steps)
    return replace(whole, steps=steps, session=replace(whole.session, scope=scope, platform=platform))


@pytest.mark.parametrize("session", [folded(), everything(), folded(without_goodbye)], ids=["a", "b", "c"])
def test_no_text_of_a_bundle_is_left_out(session: Folded) -> None:
    made = built(session)
    listed = [entry.text for entry in leaving_texts(read_bundle(made.data))]
    joined = "\n".join(listed)
    said = [(name, text) for name, text in strings_of(made.data) if text and name not in NO_TEXT]
    assert [(name, text) for name, text in said if name not in SINGLE_KEYS and text not in joined] == []
    assert [text for name, text in said if name == "events.text" and text.strip() and text not in joined] == []


def test_the_fields_without_texts_are_fields_and_the_others_were_seen() -> None:
    """A field that comes later is in neither list, and fails the test above where it is not shown."""
    known = {name.removeprefix("bundle.") for name, _purpose in names()}
    assert {name for name in NO_TEXT | SINGLE_KEYS if name not in known and ".mods" not in name} == set()
    seen = {name for name, _text in strings_of(built(everything()).data)} - NO_TEXT - SINGLE_KEYS
    assert seen == {
        *("session.title", "session.scope.apps", "session.scope.windows", "session.scope.urls"),
        *(
            "session.platform.keyboard",
            "session.contexts.app",
            "session.contexts.title",
            "session.contexts.url",
        ),
        *("steps.action.text", "steps.action.keys", "steps.action.app"),
        *(
            "steps.element.role",
            "steps.element.name",
            "steps.element.ancestors",
            "labels.value",
            "consent.text",
        ),
    }


def test_every_key_of_a_step_is_in_what_is_listed_of_it() -> None:
    bundle = read()
    listed = {entry.place: entry.text for entry in leaving_texts(bundle)}
    for step in bundle.steps:
        own = [event.body for event in bundle.events if step.first_seq <= event.seq <= step.last_seq]
        pressed = [body.text or body.key for body in own if isinstance(body, KeyDown) and body.text]
        places = (f"typed in step {step.index}", f"keys pressed in step {step.index}")
        told = [*(listed.get(place, "") for place in places), *getattr(step.action, "keys", ())]
        assert [key for key in pressed if not any(key in text for text in told)] == [], step.index


def test_what_was_redacted_is_not_listed() -> None:
    texts = [entry.text for entry in leaving_texts(read(folded(without_goodbye)))]
    assert "Hi Ada, █" in texts
    assert not any("goodbye" in text for text in texts)


def test_what_was_typed_and_deleted_again_is_shown_because_its_keys_leave() -> None:
    keys = [("h", "h"), ("x", "x"), ("backspace", ""), ("i", "i")]
    events = [Event(seq, 0, 1, KeyDown(key, text)) for seq, (key, text) in enumerate(keys, 1)]
    assert _pressed(events) == f"hx{ERASED}i"
    assert _pressed([*events, Event(5, 0, 1, KeyRepeat("i", 3))]) == f"hx{ERASED}iiii"
