"""From the checked shapes of a bundle's members to what they mean."""

from collections.abc import Iterable, Mapping
from typing import Any

from workbench.bundle.content import (
    BundleConsent,
    BundleContributor,
    BundleCounts,
    BundleFrame,
    BundleLabel,
    Manifest,
)
from workbench.bundle.fields import BODY
from workbench.model.contexts import Context
from workbench.model.edits import LabelKind, LabelTarget
from workbench.model.elements import element_from_record
from workbench.model.events import Event, body_from_fields
from workbench.model.frames import Frame
from workbench.model.gaps import Gap, GapReason
from workbench.model.geometry import Rect
from workbench.model.scope import Scope
from workbench.model.sentences import sentence
from workbench.model.session import Platform, Session, SessionState
from workbench.model.step_shape import action_from_json
from workbench.model.steps import Step, StepFrame
from workbench.model.tiles import TILE_ID_BYTES

Shape = Mapping[str, Any]


def manifest_of(shape: Shape, consent: Shape) -> Manifest:
    """Return what a bundle says of itself."""
    return Manifest(
        session=shape["session"],
        contributor=BundleContributor(shape["contributor"], consent["withdrawal_key_hash"]),
        policy=shape["policy"],
        label_schema=shape["label_schema"],
        tool_version=shape["tool_version"],
        counts=BundleCounts(**shape["counts"]),
        hashes={member["name"]: member["sha256"] for member in shape["members"]},
    )


def consent_of(shape: Shape) -> BundleConsent:
    """Return the agreement."""
    return BundleConsent(shape["id"], shape["text_hash"], shape["text"])


def session_of(shape: Shape, consent: BundleConsent) -> Session:
    """Return the session's row; its clocks stayed on the volunteer's machine."""
    return Session(
        id=shape["id"],
        created_at=shape["created_at"],
        tool_version=shape["tool_version"],
        title=shape["title"],
        state=SessionState.SUBMITTED,
        consent_id=consent.id,
        consent_hash=consent.text_hash,
        scope=Scope.from_json(shape["scope"]),
        platform=Platform.from_json(shape["platform"]),
        wall_ms=0,
        monotonic_ms=0,
        policy_id=shape["policy"],
        duration_ms=shape["duration_ms"],
        cut_off=shape["cut_off"],
    )


def contexts_of(shape: Shape) -> dict[int, Context]:
    """Return the windows by number."""
    return {
        entry["id"]: Context(
            id=entry["id"],
            app=entry["app"],
            title=entry["title"],
            url=entry["url"],
            pid=None,
            rect=Rect.from_list(entry["rect"]),
            monitor=entry["monitor"],
        )
        for entry in shape["contexts"]
    }


def gaps_of(shape: Shape) -> tuple[Gap, ...]:
    """Return the withheld stretches."""
    return tuple(Gap(gap["start_ms"], gap["end_ms"], GapReason(gap["reason"])) for gap in shape["gaps"])


def event_of(shape: Shape) -> Event:
    """Return one event."""
    body = body_from_fields(shape["kind"], {field.name: shape[field.name] for field in BODY[shape["kind"]]})
    return Event(shape["seq"], shape["t_ms"], shape["context"], body, shape["synthetic"])


def frame_of(shape: Shape) -> BundleFrame:
    """Return one frame with the ids of its tiles."""
    names = ("id", "monitor", "captured_ms", "valid_ms", "width", "height")
    ids = bytes.fromhex(shape["tiles"])
    tiles = tuple(ids[at : at + TILE_ID_BYTES] for at in range(0, len(ids), TILE_ID_BYTES))
    return BundleFrame(Frame(**{name: shape[name] for name in names}), tiles)


def label_of(shape: Shape) -> BundleLabel:
    """Return one label."""
    target = LabelTarget(LabelKind(shape["target"]), shape["first_seq"], shape["last_seq"])
    return BundleLabel(target, shape["field"], shape["value"])


def steps_of(
    shapes: Iterable[Shape],
    contexts: Mapping[int, Context],
    frames: Mapping[int, Frame],
    labels: Iterable[BundleLabel],
) -> tuple[Step, ...]:
    """Return the steps with their labels; raises `KeyError` for a window or frame that is not there."""
    said: dict[tuple[int | None, int | None], dict[str, Any]] = {}
    for label in labels:
        if label.target.kind is LabelKind.STEP:
            span = (label.target.first_seq, label.target.last_seq)
            said.setdefault(span, {})[label.field] = label.value
    return tuple(_step(shape, contexts, frames, said) for shape in shapes)


def _step(
    shape: Shape,
    contexts: Mapping[int, Context],
    frames: Mapping[int, Frame],
    said: Mapping[tuple[int | None, int | None], dict[str, Any]],
) -> Step:
    context = contexts[shape["context"]]
    action = action_from_json(shape["action"])
    element = element_from_record(shape["element"]) if shape["element"] else None
    return Step(
        index=shape["index"],
        start_ms=shape["start_ms"],
        end_ms=shape["end_ms"],
        first_seq=shape["first_seq"],
        last_seq=shape["last_seq"],
        context=context,
        action=action,
        sentence=sentence(action, element, context),
        frame=_shown(shape["frame"], frames),
        after=_shown(shape["after"], frames),
        element=element,
        label=said.get((shape["first_seq"], shape["last_seq"]), {}),
        redacted=shape["redacted"],
    )


def _shown(shape: Shape | None, frames: Mapping[int, Frame]) -> StepFrame | None:
    if shape is None:
        return None
    frame = frames[shape["id"]]
    return StepFrame(frame.id, shape["age_ms"], frame.width, frame.height)
