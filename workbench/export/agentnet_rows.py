"""A demonstration as one row of AgentNet, with what is known of it and what was lost."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from workbench.export.agentnet_actions import AgentNetCode, Loss, Screen, agentnet_code, terminate_code
from workbench.export.demonstrations import Demonstration
from workbench.export.harmless import harmless
from workbench.model.steps import Step, StepFrame, SwitchApp

SYSTEMS: Final = {"windows": "Windows", "macos": "Darwin"}
LAST_ACTION: Final = {True: "End: the task is done", False: "End: the task is not done"}


@dataclass(frozen=True, slots=True)
class Trajectory:
    """What one demonstration comes to."""

    row: dict[str, Any]
    """The row, keys in AgentNet's order."""
    metadata: dict[str, Any]
    """What is known of it."""
    pictures: dict[str, int]
    """File names of its pictures, and the frames that they show."""
    losses: Counter[str]
    """What was lost, by name."""
    drafted: int
    """Steps whose description nobody wrote: it was made from the action."""


@dataclass(frozen=True, slots=True)
class _Told:
    """One step that has a place in the row."""

    step: Step
    """The step."""
    frame: StepFrame
    """The picture before it."""
    code: str
    """What was done."""


def trajectory(demonstration: Demonstration) -> Trajectory:
    """Write a demonstration down.

    Raises `ValueError` with the reason where it cannot be told truthfully: a point outside its picture, or
    no picture at all.
    """
    losses: Counter[str] = Counter({loss.value: 0 for loss in Loss})
    told = [found for step in demonstration.steps if (found := _told(step, demonstration.system, losses))]
    final = demonstration.final_frame
    if not told or final is None:
        reason = "no_pictures"
        raise ValueError(reason)
    frames = [*(one.frame for one in told), final]
    names = [f"{demonstration.task_id}_{frame.id:06d}.png" for frame in frames]
    values = [*(_value(one) for one in told), _last_value(demonstration)]
    return Trajectory(
        row=_row(demonstration, names, values),
        metadata=_metadata(demonstration, final, losses),
        pictures={name: frame.id for name, frame in zip(names, frames, strict=True)},
        losses=losses,
        drafted=sum("intent" not in one.step.label for one in told),
    )


def _told(step: Step, system: str, losses: Counter[str]) -> _Told | None:
    """Return a step with its code, or nothing where it has none; what is lost is counted."""
    if step.frame is None and not isinstance(step.action, SwitchApp):
        losses[Loss.NO_PICTURE] += 1
        return None
    code = _code(step, system)
    losses.update(loss.value for loss in code.losses)
    return _Told(step, step.frame, code.text) if step.frame and code.statements else None


def _code(step: Step, system: str) -> AgentNetCode:
    """Return a step's action in the dialect."""
    size = (step.frame.width, step.frame.height) if step.frame else (0, 0)
    try:
        return agentnet_code(step.action, Screen(*size, system))
    except ValueError as error:
        reason = f"outside_picture at step {step.index}"
        raise ValueError(reason) from error


def _value(told: _Told) -> dict[str, Any]:
    """Return what a row says of a step."""
    label = told.step.label
    return {
        "code": told.code,
        "observation": None,
        "thought": _text(label, "rationale"),
        "action": _text(label, "intent") or harmless(told.step.sentence),
        "last_step_correct": _sure(label.get("correct")),
        "last_step_redundant": _sure(label.get("redundant")),
        "reflection": None,
    }


def _last_value(demonstration: Demonstration) -> dict[str, Any]:
    """Return what a row ends with."""
    outcome = str(demonstration.task.get("outcome", ""))
    return {
        "code": terminate_code(outcome),
        "observation": None,
        "thought": None,
        "action": LAST_ACTION[outcome == "success"],
        "last_step_correct": None,
        "last_step_redundant": None,
        "reflection": None,
    }


def _row(demonstration: Demonstration, names: list[str], values: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the row."""
    task = demonstration.task
    instruction = _text(task, "instruction") or ""
    steps = enumerate(zip(names, values, strict=True))
    return {
        "task_id": demonstration.task_id,
        "instruction": instruction,
        "task_completed": task["outcome"] == "success" if "outcome" in task else None,
        "alignment_score": _score(task.get("alignment")),
        "efficiency_score": _score(task.get("efficiency")),
        "task_difficulty": _score(task.get("difficulty")),
        "reason": _text(task, "notes") or "",
        "natural_language_task": _text(task, "instruction_natural") or instruction,
        "actual_task": _text(task, "instruction_detailed") or instruction,
        "domain": _text(task, "domain"),
        "traj": [{"index": index, "image": name, "value": value} for index, (name, value) in steps],
    }


def _metadata(demonstration: Demonstration, final: StepFrame, losses: Counter[str]) -> dict[str, Any]:
    """Return where the row comes from."""
    return {
        "task_id": demonstration.task_id,
        "system": SYSTEMS.get(demonstration.system, "Linux"),
        "resolution": [final.width, final.height],
        "apps": [harmless(app) for app in demonstration.apps],
        "language": _text(demonstration.task, "language"),
        "outcome": _text(demonstration.task, "outcome"),
        "tool_version": harmless(demonstration.tool_version),
        "consent_hash": demonstration.consent_hash,
        "bundle_sha256": demonstration.bundle_sha256,
        "labelled_by": list(demonstration.labelled_by),
        "lossy": dict(losses),
    }


def _text(label: Mapping[str, Any], field: str) -> str | None:
    """Return what a label says in words."""
    return harmless(str(label[field])) if label.get(field) else None


def _sure(answer: Any) -> bool | None:
    """Return yes and no as such; whoever was unsure, or silent, said neither."""
    return {"yes": True, "no": False}.get(answer)


def _score(rank: Any) -> int | None:
    """Return a rank from 1 to 5 on AgentNet's scale from 0 to 10."""
    return None if rank is None else round((int(rank) - 1) * 2.5)
