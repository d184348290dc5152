"""A session with every kind of event and action, folded, built, and taken apart again for tests."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

from tests.store.examples import a_context, a_screen, a_session, clicked, typed
from workbench.bundle.archive import MEMBERS, joined, parted
from workbench.bundle.build import BuiltBundle, build_bundle
from workbench.bundle.content import BundleConsent, BundleContributor
from workbench.bundle.lines import written
from workbench.bundle.read import Bundle, read_bundle
from workbench.model.edits import TASK, DropSpan, Edit, LabelKind, LabelTarget, RedactText, SetLabel, StoredEdit
from workbench.model.events import (
    Button,
    ButtonDown,
    ButtonUp,
    Event,
    Focus,
    KeyDown,
    KeyRepeat,
    KeyUp,
    Mark,
    Modifier,
    PointerPath,
    Scroll,
)
from workbench.model.fold import fold
from workbench.model.folded import Folded
from workbench.model.frames import Frame
from workbench.model.gaps import Gap, GapReason
from workbench.model.notice import NOTICE, NOTICE_HASH
from workbench.model.reduce import reduce_recording
from workbench.model.session import Recording
from workbench.model.steps import Step

SESSION = "01a2019c-7108-76cc-9eb9-caa0f2f753e7"
CONSENT = BundleConsent("11111111-1111-4111-8111-111111111111", NOTICE_HASH, NOTICE)
CONTRIBUTOR = BundleContributor("c-0123456789abcdef", hashlib.sha256(b"key").hexdigest())
LETTER = "Hi Ada, goodbye"
WIDTH, HEIGHT = 300, 200


def a_recording() -> Recording:
    """Return a click, a letter, a shortcut, a held key, a wheel, a drag and another window."""
    session = replace(a_session(SESSION), duration_ms=9_999, consent_hash=NOTICE_HASH)
    other = replace(a_context(), id=4, app="calculator", title="Sums", url="https://example.com/sums")
    held = KeyDown("s", "s", (Modifier.CTRL,))
    tail = (
        Event(34, 3000, 1, KeyDown("ctrl", "")), Event(35, 3010, 1, held), Event(36, 3060, 1, KeyUp("s")),
        Event(37, 3070, 1, KeyUp("ctrl")), Event(38, 4000, 1, KeyDown("down", "")),
        Event(39, 4100, 1, KeyRepeat("down", 3)), Event(40, 4200, 1, KeyUp("down"), synthetic=True),
        Event(41, 5000, 1, Scroll(50, 60, 0, -1)), Event(42, 5100, 1, Scroll(50, 60, 0, -1)),
        Event(43, 6001, 1, ButtonDown(Button.LEFT, 10, 10)),
        Event(44, 6013, 1, PointerPath(12, 11, ((8, 1, 1), (8, 2, 1), (40, 3, 3), (8, 1, 0)))),
        Event(45, 6120, 1, ButtonUp(Button.LEFT, 90, 80)), Event(46, 6130, None, Mark()),
        Event(47, 7000, 4, Focus()), Event(48, 7100, 4, ButtonDown(Button.RIGHT, 20, 20)),
        Event(49, 7150, 4, ButtonUp(Button.RIGHT, 20, 20)),
    )  # fmt: skip
    frames = tuple(
        Frame(number, 1, at, at + 20, WIDTH, HEIGHT) for number, at in ((2, 40), (3, 940), (5, 2900), (9, 6990))
    )
    gaps = (Gap(8001, 8555, GapReason.OUT_OF_SCOPE),)
    contexts = {1: a_context(), 4: other}
    return Recording(session, contexts, (*clicked(1, 50), *typed(LETTER, 4, 1000), *tail), frames, gaps)


def step_of(steps: tuple[Step, ...], kind: str) -> Step:
    """Return the first step of a kind."""
    return next(step for step in steps if step.kind == kind)


def folded(*more: Callable[[tuple[Step, ...]], Edit]) -> Folded:
    """Return the session with its labels, and with what other edits make of it."""
    recording = a_recording()
    steps = reduce_recording(recording)
    typing, drag = step_of(steps, "type"), step_of(steps, "drag")
    step = LabelTarget(LabelKind.STEP, typing.first_seq, typing.last_seq)
    goal = LabelTarget(LabelKind.SUBGOAL, typing.first_seq, drag.last_seq)
    edits: list[Edit] = [
        SetLabel(TASK, "instruction", "Write a letter to Ada Example"),
        SetLabel(TASK, "outcome", "success"),
        SetLabel(TASK, "apps", ["mousepad", "calculator"]),
        SetLabel(TASK, "difficulty", 2),
        SetLabel(step, "intent", "Type the letter"),
        SetLabel(step, "milestone", value=True),
        SetLabel(goal, "label", "Write and save"),
        *(edit(steps) for edit in more),
    ]
    stored = tuple(StoredEdit(number, "2026-11-22T10:00:00Z", edit) for number, edit in enumerate(edits, 1))
    return fold(recording, steps, stored, tile_ids())


def tile_ids() -> dict[int, tuple[bytes, ...]]:
    """Return ids of tiles as a session file has them; the first tile of every frame is the same."""
    return {number: tuple(bytes([number * (at > 0), at]) for at in range(6)) for number in (2, 3, 5, 9)}


def without_goodbye(steps: tuple[Step, ...]) -> Edit:
    """Redact a word of the letter."""
    typing = step_of(steps, "type")
    at = LETTER.index("goodbye")
    return RedactText(typing.first_seq, typing.last_seq, ((at, len(LETTER)),))


def without_letter(steps: tuple[Step, ...]) -> Edit:
    """Drop the letter."""
    typing = step_of(steps, "type")
    return DropSpan(typing.first_seq, typing.last_seq)


@cache
def picture(frame: int) -> bytes:
    """Return a frame's pixels: noise, but for the first tile, which is the same in all."""
    screen = a_screen(WIDTH, HEIGHT, seed=frame)
    screen[:128, :128] = 7
    return screen.tobytes()


def built(session: Folded | None = None) -> BuiltBundle:
    """Return a session's bundle."""
    return build_bundle(session or folded(), picture, CONSENT, CONTRIBUTOR, "built-in")


@cache
def a_bundle() -> BuiltBundle:
    """Return the bundle of the session as it is."""
    return built()


def read(session: Folded | None = None) -> Bundle:
    """Return the same, read back."""
    return read_bundle(built(session).data)


def sealed(members: dict[str, bytes]) -> bytes:
    """Return a bundle of these members with hashes that fit, as somebody would forge it."""
    manifest = json.loads(members["manifest.json"])
    for entry in manifest["members"]:
        content = members.get(entry["name"], b"")
        entry |= {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    return joined(members | {"manifest.json": written(manifest)})


def with_member(name: str, content: bytes) -> bytes:
    """Return the bundle with other content in one member, and hashes that fit."""
    return sealed(parted(a_bundle().data) | {name: content})


def with_object(name: str, change: Callable[[dict[str, Any]], Any]) -> bytes:
    """Return the bundle with something changed in a member that is one object."""
    shape = json.loads(parted(a_bundle().data)[name])
    change(shape)
    return with_member(name, written(shape))


def with_line(name: str, number: int, change: Callable[[dict[str, Any]], Any]) -> bytes:
    """Return the bundle with something changed in a line of a member; lines count from 0."""
    lines = [json.loads(line) for line in parted(a_bundle().data)[name].splitlines()]
    change(lines[number])
    return with_member(name, b"".join(written(line) + b"\n" for line in lines))


def line_where(name: str, fits: Callable[[dict[str, Any]], bool]) -> int:
    """Return the number of the first line of a member that fits."""
    lines = parted(a_bundle().data)[name].splitlines()
    return next(at for at, line in enumerate(lines) if fits(json.loads(line)))


def with_manifest(change: Callable[[dict[str, Any]], Any]) -> bytes:
    """Return the bundle with something changed in the manifest, and nothing else."""
    members = parted(a_bundle().data)
    shape = json.loads(members["manifest.json"])
    change(shape)
    return joined(members | {"manifest.json": written(shape)})


ALL_BUT_THE_MANIFEST = MEMBERS[1:]
