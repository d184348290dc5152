"""Every text of a bundle is listed for the one whose text it is."""

import json

from tests.bundle.examples import LETTER, a_bundle, folded, read, without_goodbye
from workbench.bundle.archive import parted
from workbench.model.events import Event, KeyDown, KeyRepeat
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


def test_no_text_of_a_bundle_is_left_out() -> None:
    listed = " ".join(entry.text for entry in leaving_texts(read()))
    quiet = {"consent.json", "manifest.json", "events.jsonl", "frames.jsonl"}  # the notice, ids, keys and tiles
    members = {name: text for name, text in parted(a_bundle().data).items() if name.endswith(("json", "jsonl"))}
    for name, text in members.items():
        if name not in quiet:
            for line in text.splitlines():
                for said in free_texts(json.loads(line)):
                    assert said in listed, (name, said)


FREE = {"title", "url", "app", "text", "name", "apps", "windows", "urls", "value"}


def free_texts(value: object, name: str = "") -> list[str]:
    """Return the texts that a person or a program chose, as against words of the format."""
    if isinstance(value, dict):
        return [text for key, part in value.items() for text in free_texts(part, key)]
    if isinstance(value, list):
        return [text for part in value for text in free_texts(part, name)]
    return [value] if isinstance(value, str) and name in FREE else []


def test_what_was_redacted_is_not_listed() -> None:
    texts = [entry.text for entry in leaving_texts(read(folded(without_goodbye)))]
    assert "Hi Ada, █" in texts
    assert not any("goodbye" in text for text in texts)


def test_what_was_typed_and_deleted_again_is_shown_because_its_keys_leave() -> None:
    keys = [("h", "h"), ("x", "x"), ("backspace", ""), ("i", "i")]
    events = [Event(seq, 0, 1, KeyDown(key, text)) for seq, (key, text) in enumerate(keys, 1)]
    assert _pressed(events) == f"hx{ERASED}i"
    assert _pressed([*events, Event(5, 0, 1, KeyRepeat("i", 3))]) == f"hx{ERASED}iiii"
