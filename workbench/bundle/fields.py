"""The allow-list: every field that a bundle can hold. What is not here is neither written nor read."""

from collections.abc import Iterator, Mapping
from typing import Any

from workbench.bundle.kinds import (
    Field,
    Kind,
    decimal,
    flag,
    matching,
    maybe,
    one_of,
    record,
    row,
    several,
    text,
    variant,
    whole,
)
from workbench.model.edits import LabelKind
from workbench.model.elements import MOST_ANCESTORS, STATES
from workbench.model.events import Button, Modifier
from workbench.model.gaps import GapReason
from workbench.model.scope import KeyChannel

FORMAT = "workbench-bundle/1"
RHYTHM_MS = 50
LONGEST_TITLE = 4_000
LONGEST_TYPED = 60_000
MOST_CONTEXTS = 20_000
MOST_TILES_IN_A_FRAME = 4_096
SIDE_PX = 32_768

_ID = matching(r"[a-z0-9-]{1,64}")
_HASH = matching(r"[0-9a-f]{64}")
_VERSION = matching(r"[0-9A-Za-z.+-]{1,40}")
_NAME = text(256)
_TITLE = text(LONGEST_TITLE)
_MS = whole(0, 10**9)
_SEQ = whole(1, 10**9)
_COUNT = whole(0, 10**9)
_PLACE = whole(-(10**6), 10**6)
_SIDE = whole(1, SIDE_PX)
_MONITOR = whole(1, 64)
_RECT = row(_PLACE, _PLACE, _PLACE, _PLACE)
_KEY = text(64)
_MODS = several(one_of(*Modifier), 4)
_BUTTON = one_of(*Button)


def _inside(name: str, purpose: str, fields: tuple[Field, ...]) -> Field:
    return Field(name, record(*fields), purpose, fields)


def _each(name: str, purpose: str, fields: tuple[Field, ...], most: int) -> Field:
    return Field(name, several(record(*fields), most), purpose, fields)


_COUNTS = (
    Field("steps", _COUNT, "how many counted steps there are"),
    Field("texts", _COUNT, "how many steps type"),
    Field("redacted_texts", _COUNT, "how many of them were redacted"),
    Field("pictures", _COUNT, "how many frames there are"),
    Field("tiles", _COUNT, "how many different tiles they are made of"),
    Field("events", _COUNT, "how many events there are"),
    Field("labels", _COUNT, "how many labels there are"),
)
_MEMBER = (
    Field("name", matching(r"[a-z.]{1,20}"), "a member of the bundle"),
    Field("size", _COUNT, "how many bytes it has"),
    Field("sha256", _HASH, "what those bytes have to be"),
)
MANIFEST = (
    Field("format", text(40), "how to read the rest"),
    Field("session", _ID, "which session it is; the same one is taken once"),
    Field("contributor", _ID, "who submits: a random name for this corpus alone"),
    Field("policy", matching(r"[A-Za-z0-9._-]{1,64}"), "the corpus policy it is submitted under"),
    Field("label_schema", text(40), "how to read the labels"),
    Field("tool_version", _VERSION, "which program built it"),
    Field("rhythm_ms", whole(RHYTHM_MS, RHYTHM_MS), "what times are rounded down to"),
    _inside("counts", "how much the bundle holds", _COUNTS),
    _each("members", "hashes that every member has to have", _MEMBER, 16),
)
_SCOPE = (
    Field("apps", several(_NAME, 256), "applications that were chosen"),
    Field("windows", several(_TITLE, 256), "title patterns that were chosen"),
    Field("monitor", maybe(_MONITOR), "the monitor that was chosen"),
    Field("region", maybe(_RECT), "the rectangle that was chosen"),
    Field("urls", several(_TITLE, 256), "the sites that were chosen"),
    Field("pointer", flag, "whether pointer paths were wanted"),
    Field("keys", one_of(*KeyChannel), "which keys were wanted"),
)
_PLATFORM = (
    Field("system", matching(r"[a-z0-9]{1,20}"), "the kind of desktop"),
    Field(
        "monitors", several(row(_MONITOR, _PLACE, _PLACE, _SIDE, _SIDE), 64), "the screens, to read coordinates"
    ),
    Field("scale", decimal(0.1, 16), "physical pixels for one logical pixel"),
    Field("keyboard", _NAME, "the keyboard layout, to read key names"),
)
_CONTEXT = (
    Field("id", whole(1, MOST_CONTEXTS), "what steps and events refer to"),
    Field("app", _NAME, "the application in scope"),
    Field("title", _TITLE, "the window's title, empty where it was redacted"),
    Field("url", maybe(_TITLE), "the document's address, where its site is in scope"),
    Field("rect", _RECT, "where the window was"),
    Field("monitor", _MONITOR, "the monitor it was on"),
)
_GAP = (
    Field("start_ms", _MS, "since when something was withheld"),
    Field("end_ms", _MS, "until when"),
    Field("reason", one_of(*sorted(set(GapReason) - {GapReason.MASKED})), "why; never what"),
)
SESSION = (
    Field("id", _ID, "names the session"),
    Field("created_at", matching(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"), "when it was recorded"),
    Field("tool_version", _VERSION, "which program recorded it"),
    Field("title", _TITLE, "the task in the volunteer's words"),
    Field("policy", matching(r"[A-Za-z0-9._-]{1,64}"), "the policy it was recorded under"),
    Field("duration_ms", maybe(_MS), "how long it took"),
    Field("cut_off", flag, "whether the recorder was killed"),
    _inside("scope", "what the volunteer chose to have recorded", _SCOPE),
    _inside("platform", "what it was recorded on", _PLATFORM),
    _each("contexts", "the windows in which kept steps happened", _CONTEXT, MOST_CONTEXTS),
    _each("gaps", "stretches that were withheld", _GAP, 100_000),
)

_POINT = (Field("x", _PLACE, "column in the frame"), Field("y", _PLACE, "row in the frame"))
_HELD = Field("mods", _MODS, "modifiers that were held")
_PRESSED = Field("button", _BUTTON, "which pointer button")
_NOTCHES = (
    Field("dx", whole(-(10**5), 10**5), "notches to the right"),
    Field("dy", whole(-(10**5), 10**5), "notches up"),
)
_WHICH = Field("key", _KEY, "which key")
EVENT = (
    Field("seq", _SEQ, "the order of events"),
    Field("t_ms", _MS, "when it happened"),
    Field("kind", _KEY, "what kind of event it is"),
    Field("context", maybe(whole(1, MOST_CONTEXTS)), "the window it belongs to"),
    Field("synthetic", flag, "whether the recorder put it in to end a hold"),
)
BODY: Mapping[str, tuple[Field, ...]] = {
    "key_down": (_WHICH, Field("text", text(64), "what the key wrote"), _HELD),
    "key_up": (_WHICH,),
    "key_repeat": (_WHICH, Field("count", whole(1, 10**5), "how often a held key repeated")),
    "button_down": (_PRESSED, *_POINT, _HELD),
    "button_up": (_PRESSED, *_POINT, _HELD),
    "scroll": (*_POINT, *_NOTCHES, _HELD),
    "path": (
        *_POINT,
        Field("points", several(row(whole(0, 10**6), _PLACE, _PLACE), 2_000), "the pointer's way"),
    ),
    "focus": (),
    "mark": (),
}
_ACTION = Field("kind", _KEY, "what was done")
ACTION: Mapping[str, tuple[Field, ...]] = {
    "click": (*_POINT, _PRESSED, Field("clicks", whole(1, 3), "how many clicks"), _HELD),
    "drag": (
        Field("x0", _PLACE, "column of the press"),
        Field("y0", _PLACE, "row of the press"),
        *_POINT,
        _PRESSED,
        _HELD,
        Field("path", several(row(_PLACE, _PLACE), 2_000), "the points of the way"),
    ),
    "scroll": (*_POINT, *_NOTCHES, _HELD),
    "type": (
        Field("text", text(LONGEST_TYPED), "what came to stand, without what was redacted"),
        Field("masked", flag, "whether something was redacted"),
    ),
    "key": (
        Field("keys", several(_KEY, 16), "a key or a chord"),
        Field("repeat", whole(1, 10**6), "how often in a row"),
    ),
    "switch": (Field("app", _NAME, "the application it went to"),),
}
_ELEMENT = (
    Field("role", _NAME, "what accessibility calls the target"),
    Field("name", _NAME, "the target's accessible name"),
    Field("states", several(one_of(*STATES), len(STATES)), "whether it was checked, expanded, enabled"),
    Field("rect", maybe(_RECT), "where the target was"),
    Field("ancestors", several(_NAME, MOST_ANCESTORS), "roles and names around the target"),
)
_SHOWN = (
    Field("id", whole(1, 10**6), "which frame"),
    Field("age_ms", _MS, "how old it was before, or how late after"),
)


def _actions() -> Kind:
    return variant("kind", {kind: record(_ACTION, *fields) for kind, fields in ACTION.items()})


STEP = (
    Field("index", whole(1, 10**6), "its number in the session as it was recorded"),
    Field("start_ms", _MS, "when the action began"),
    Field("end_ms", _MS, "when it ended"),
    Field("first_seq", _SEQ, "its first event"),
    Field("last_seq", _SEQ, "its last event"),
    Field("context", whole(1, MOST_CONTEXTS), "the window it happened in"),
    Field("action", _actions(), "what was done"),
    Field("element", maybe(record(*_ELEMENT)), "what it was done to", _ELEMENT),
    Field("frame", maybe(record(*_SHOWN)), "the picture before", _SHOWN),
    Field("after", maybe(record(*_SHOWN)), "the picture once things settled", _SHOWN),
    Field("redacted", flag, "whether a redaction touches it"),
)
FRAME = (
    Field("id", whole(1, 10**6), "what steps refer to"),
    Field("monitor", _MONITOR, "the monitor it shows"),
    Field("captured_ms", _MS, "when it was captured"),
    Field("valid_ms", _MS, "until when the screen looked like it"),
    Field("width", _SIDE, "its size in pixels"),
    Field("height", _SIDE, "its size in pixels"),
    Field("tiles", matching(rf"(?:[0-9a-f]{{32}}){{1,{MOST_TILES_IN_A_FRAME}}}"), "its tiles, row by row"),
)
CONSENT = (
    Field("id", _ID, "which agreement covers it"),
    Field("text_hash", _HASH, "the very text that was agreed to, as SHA-256"),
    Field("text", maybe(text(LONGEST_TYPED)), "that text, word by word"),
    Field("withdrawal_key_hash", _HASH, "proves later that the one who withdraws is the one who submitted"),
)


def _said(value: Any, where: str) -> None:
    """Take what can be a label's value; which one can, its field decides later."""
    if isinstance(value, str | bool):
        (flag if isinstance(value, bool) else text(LONGEST_TITLE))(value, where)
    elif isinstance(value, list):
        several(_TITLE, 64)(value, where)
    else:
        whole(0, 100)(value, where)


LABEL = (
    Field("target", one_of(*LabelKind), "whether it is about the task, a step or a subgoal"),
    Field("first_seq", maybe(_SEQ), "the first event it is about"),
    Field("last_seq", maybe(_SEQ), "the last event it is about"),
    Field("field", matching(r"[a-z_]{1,40}"), "which label it is"),
    Field("value", _said, "what was said"),
)

MANIFEST_KIND = record(*MANIFEST)
SESSION_KIND = record(*SESSION)
STEP_KIND = record(*STEP)
EVENT_KIND = variant("kind", {kind: record(*EVENT, *fields) for kind, fields in BODY.items()})
FRAME_KIND = record(*FRAME)
CONSENT_KIND = record(*CONSENT)
LABEL_KIND = record(*LABEL)


def chosen(fields: tuple[Field, ...], source: Mapping[str, Any]) -> dict[str, Any]:
    """Return exactly these fields of a shape; whatever else it has stays behind."""
    return {field.name: _chosen_inside(field, source[field.name]) for field in fields}


def _chosen_inside(field: Field, value: Any) -> Any:
    if not field.parts or value is None:
        return value
    if isinstance(value, list):
        return [chosen(field.parts, entry) for entry in value]
    return chosen(field.parts, value)


def names() -> Iterator[tuple[str, str]]:
    """Yield every field by its full name, with its purpose."""
    bodies = dict.fromkeys(field for fields in BODY.values() for field in fields)
    actions = dict.fromkeys(field for fields in ACTION.values() for field in fields)
    members = {
        "manifest": MANIFEST,
        "session": SESSION,
        "steps": STEP,
        "events": (*EVENT, *bodies),
        "frames": FRAME,
    }
    for member, fields in (members | {"consent": CONSENT, "labels": LABEL}).items():
        yield from _named(f"bundle.{member}", fields)
    yield from _named("bundle.steps.action", (_ACTION, *actions))


def _named(prefix: str, fields: tuple[Field, ...]) -> Iterator[tuple[str, str]]:
    for field in fields:
        yield f"{prefix}.{field.name}", field.purpose
        yield from _named(f"{prefix}.{field.name}", field.parts)
