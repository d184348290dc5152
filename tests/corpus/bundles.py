"""Bundles for tests, made by the builder from sessions that nobody recorded."""

import hashlib
from dataclasses import dataclass, replace
from functools import cache

from tests.store.examples import a_context, a_screen, a_session, clicked, typed
from workbench.bundle.build import build_bundle
from workbench.bundle.content import BundleConsent, BundleContributor
from workbench.model.edits import TASK, Edit, LabelKind, LabelTarget, SetLabel, StoredEdit
from workbench.model.fold import fold
from workbench.model.frames import Frame
from workbench.model.gaps import Gap, GapReason
from workbench.model.notice import NOTICE_HASH
from workbench.model.reduce import reduce_recording
from workbench.model.session import Recording, SessionState
from workbench.store.identity import new_session_id

INSTRUCTION = "Write a letter to Ada Example"
CONSENT = BundleConsent("11111111-1111-4111-8111-111111111111", NOTICE_HASH)
ADA = "22222222-2222-4222-8222-222222222222"
BEN = "33333333-3333-4333-8333-333333333333"


@dataclass(frozen=True)
class Made:
    """A bundle as it is submitted."""

    session: str
    """The session's id."""
    data: bytes
    """Its bytes."""


def withdrawal_key(pseudonym: str) -> str:
    """Return the key with which that contributor can withdraw."""
    return hashlib.sha256(f"key of {pseudonym}".encode()).hexdigest()


def key_hash(pseudonym: str) -> str:
    """Return what a corpus knows of that key."""
    return hashlib.sha256(bytes.fromhex(withdrawal_key(pseudonym))).hexdigest()


@cache
def _screen(seed: int) -> bytes:
    return a_screen(seed=seed).tobytes()


def a_recording(session_id: str, text: str) -> Recording:
    """Return a click and a text, a picture before and after, and a gap."""
    made = a_session(session_id)
    session = replace(made, state=SessionState.RECORDED, consent_hash=NOTICE_HASH, duration_ms=4000)
    events = (*clicked(1, 50), *typed(text, 4, 1000))
    frames = (Frame(1, 1, 40, 90, 300, 200), Frame(2, 1, 3000, 3000, 300, 200))
    return Recording(session, {1: a_context()}, events, frames, (Gap(3200, 3600, GapReason.OUT_OF_SCOPE),))


def a_bundle(
    text: str = "Hi Ada",
    session_id: str | None = None,
    contributor: str = ADA,
    consent: BundleConsent = CONSENT,
    policy: str = "built-in",
    look: int = 0,
) -> Made:
    """Return a labelled session as a bundle; `look` is a number for pictures of its own."""
    recording = a_recording(session_id or new_session_id(), text)
    steps = reduce_recording(recording)
    typing = next(step for step in steps if step.kind == "type")
    said: list[Edit] = [
        SetLabel(TASK, "instruction", INSTRUCTION),
        SetLabel(TASK, "outcome", "success"),
        SetLabel(LabelTarget(LabelKind.STEP, typing.first_seq, typing.last_seq), "intent", "Type the letter"),
    ]
    edits = tuple(StoredEdit(at, "2026-11-22T10:00:00Z", edit) for at, edit in enumerate(said, 1))
    tile_ids = {1: tuple(bytes([1, n]) for n in range(6)), 2: tuple(bytes([2, n]) for n in range(6))}
    folded = fold(recording, steps, edits, tile_ids)
    owner = BundleContributor(contributor, key_hash(contributor))
    built = build_bundle(folded, lambda frame: _screen(100 * look + frame), consent, owner, policy)
    return Made(recording.session.id, built.data)
