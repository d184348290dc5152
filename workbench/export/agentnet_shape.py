"""The files of an AgentNet release, and the keys of their rows with the kinds of their values."""

from types import NoneType
from typing import Final

ROWS: Final = "agentnet.jsonl"
METADATA: Final = "meta_data_merged.jsonl"

Kinds = dict[str, tuple[type, ...]]

TEXT: Final = (str,)
PERHAPS_TEXT: Final = (str, NoneType)
PERHAPS_SCORE: Final = (int, NoneType)
PERHAPS_KNOWN: Final = (bool, NoneType)

ROW: Final[Kinds] = {
    "task_id": TEXT,
    "instruction": TEXT,
    "task_completed": PERHAPS_KNOWN,
    "alignment_score": PERHAPS_SCORE,
    "efficiency_score": PERHAPS_SCORE,
    "task_difficulty": PERHAPS_SCORE,
    "reason": TEXT,
    "natural_language_task": TEXT,
    "actual_task": TEXT,
    "domain": PERHAPS_TEXT,
    "traj": (list,),
}
STEP: Final[Kinds] = {"index": (int,), "image": TEXT, "value": (dict,)}
VALUE: Final[Kinds] = {
    "code": TEXT,
    "observation": PERHAPS_TEXT,
    "thought": PERHAPS_TEXT,
    "action": TEXT,
    "last_step_correct": PERHAPS_KNOWN,
    "last_step_redundant": PERHAPS_KNOWN,
    "reflection": PERHAPS_TEXT,
}
METADATA_ROW: Final[Kinds] = {
    "task_id": TEXT,
    "system": TEXT,
    "resolution": (list,),
    "apps": (list,),
    "language": PERHAPS_TEXT,
    "outcome": PERHAPS_TEXT,
    "tool_version": TEXT,
    "consent_hash": TEXT,
    "bundle_sha256": TEXT,
    "labelled_by": (list,),
    "lossy": (dict,),
}


def fits(row: object, kinds: Kinds) -> bool:
    """Return whether a row has exactly these keys, in this order, and values of these kinds."""
    if not isinstance(row, dict) or tuple(row) != tuple(kinds):
        return False
    return all(type(row[name]) in allowed for name, allowed in kinds.items())
