"""Demonstrations of invented people doing small things, for tests of releases."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from workbench.export.agentnet import AgentNetSummary, write_agentnet
from workbench.export.demonstrations import Demonstration
from workbench.export.manifest import ReleaseOrder, manifest_json
from workbench.export.release_folder import WITHDRAWALS, ReleaseFolder
from workbench.model.contexts import Context
from workbench.model.events import Button
from workbench.model.geometry import Rect
from workbench.model.sentences import sentence
from workbench.model.steps import Action, Click, PressKeys, Step, StepFrame, SwitchApp, TypeText

WIDTH, HEIGHT = 200, 100
NOTE = "01910c6a-0000-7000-8000-000000000001"
TEA = "01910c6a-0000-7000-8000-000000000002"
WINDOW = Context(1, "mousepad", "Untitled 1", None, 41, Rect(0, 0, WIDTH, HEIGHT), 1)


def pixels(frame: int) -> tuple[int, int, bytes]:
    """Return a picture of one colour, which tells which frame it is."""
    return WIDTH, HEIGHT, bytes((frame, 2 * frame, 3 * frame)) * (WIDTH * HEIGHT)


def step(index: int, action: Action, frame: int | None, after: int | None = None, **label: Any) -> Step:
    """Return a step with its pictures and labels."""
    return Step(
        index=index,
        start_ms=1000 * index,
        end_ms=1000 * index + 100,
        first_seq=10 * index,
        last_seq=10 * index + 9,
        context=WINDOW,
        action=action,
        sentence=sentence(action, None, WINDOW),
        frame=StepFrame(frame, 0, WIDTH, HEIGHT) if frame else None,
        after=StepFrame(after, 100, WIDTH, HEIGHT) if after else None,
        label=label,
    )


STEPS = (
    step(1, Click(100, 50, Button.LEFT, 1), 1, 2, intent="Click into the note", correct="yes", redundant="no"),
    step(2, TypeText('Dear "Ann",\nit\'s 茶 time'), 2, 3, correct="unsure", rationale="She asked for it"),
    step(3, SwitchApp("xterm"), None),
    step(4, PressKeys(("ctrl", "s")), 3, 4, correct="no", redundant="yes"),
)
TASK = {
    "instruction": "Write Ann a note about tea",
    "outcome": "success",
    "domain": "work/office",
    "difficulty": 2,
}


def demonstration(task_id: str = NOTE, steps: Iterable[Step] = STEPS, **task: Any) -> Demonstration:
    """Return a demonstration whose task says so and so."""
    return Demonstration(
        task_id=task_id,
        system="x11",
        task={name: value for name, value in (TASK | task).items() if value is not None},
        steps=tuple(steps),
        tool_version="0.1.0",
        consent_hash="c0" * 32,
        bundle_sha256="b0" * 32,
        labelled_by=("contributor",),
        pixels=pixels,
    )


def hostile(text: str) -> Demonstration:
    """Return a demonstration in which every text that comes from outside is that one."""
    window = replace(WINDOW, app=text, title=text)
    typed = replace(step(1, TypeText(text), 1, 2, intent=text, rationale=text), context=window)
    fields = ("instruction", "notes", "instruction_natural", "instruction_detailed", "domain", "language")
    return demonstration(TEA, (typed,), **dict.fromkeys(fields, text), apps=[text])


def release(
    target: Path, *demonstrations: Demonstration, withdrawn: tuple[dict[str, Any], ...] = ()
) -> AgentNetSummary:
    """Write a whole release."""
    with ReleaseFolder(target) as folder:
        summary = write_agentnet(folder, demonstrations)
        folder.write_rows(WITHDRAWALS, withdrawn)
        order = ReleaseOrder("spring", "agentnet", ("submitted",))
        folder.finish(manifest_json(order, summary, {"labels": "cua-task/1"}, folder.files, len(withdrawn)))
        folder.publish()
    assert asdict(summary)
    return summary
