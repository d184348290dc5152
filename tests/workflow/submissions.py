"""Bundles of invented people's sessions, built as they are submitted."""

import hashlib
from dataclasses import replace

from tests.model.streams import EDITOR, SESSION, TERMINAL, Stream
from workbench.bundle.build import build_bundle
from workbench.bundle.read import BundleConsent, BundleContributor
from workbench.model.edits import TASK, Edit, LabelKind, LabelTarget, SetLabel, StoredEdit
from workbench.model.events import Modifier
from workbench.model.fold import fold
from workbench.model.notice import NOTICE, NOTICE_HASH
from workbench.model.reduce import reduce_recording
from workbench.model.session import Recording

WIDTH, HEIGHT = 320, 200
WITHDRAWAL_KEY = "1f" * 32
KEY_HASH = hashlib.sha256(bytes.fromhex(WITHDRAWAL_KEY)).hexdigest()
TEXT = 'Dear Ann, it\'s 茶 "time"'


def pixels(frame: int) -> bytes:
    """Return a picture that tells which frame it is."""
    return bytes((10 * frame, 255 - frame, 7)) * (WIDTH * HEIGHT)


def session_id(number: int) -> str:
    """Return the id of an invented session."""
    return f"01910c6a-7b1e-7000-8000-{number:012d}"


def written_note(number: int, text: str) -> Recording:
    """Return a recording of somebody who clicks, types a text, saves it and goes elsewhere."""
    stream = Stream().frame().click(160, 100).frame().type(text).frame().chord(Modifier.CTRL, "s").frame()
    recording = stream.focus(TERMINAL).focus(EDITOR).recording()
    frames = tuple(replace(frame, width=WIDTH, height=HEIGHT) for frame in recording.frames)
    session = replace(SESSION, id=session_id(number), consent_hash=NOTICE_HASH, duration_ms=stream.now_ms)
    return replace(recording, session=session, frames=frames)


def note_bundle(number: int = 1, text: str = TEXT, outcome: str = "success", *edits: Edit) -> bytes:
    """Return the bundle of such a recording."""
    recording = written_note(number, text)
    steps = reduce_recording(recording)
    first = LabelTarget(LabelKind.STEP, steps[0].first_seq, steps[0].last_seq)
    labels = (
        SetLabel(TASK, "instruction", "Write Ann a note about tea"),
        SetLabel(TASK, "outcome", outcome),
        SetLabel(first, "intent", "Click into the note"),
    )
    stored = [StoredEdit(at, "2026-11-22T10:00:00Z", edit) for at, edit in enumerate((*labels, *edits), 1)]
    folded = fold(recording, steps, stored, {frame.id: (bytes(16),) * 6 for frame in recording.frames})
    consent = BundleConsent("c1", NOTICE_HASH, NOTICE)
    contributor = BundleContributor(f"quiet-otter-{number}", KEY_HASH)
    return build_bundle(folded, pixels, consent, contributor, "built-in").data
