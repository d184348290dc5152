"""A release in AgentNet's format: trajectories as JSON Lines, the picture before every action as a PNG file."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from workbench.export.agentnet_rows import Trajectory, trajectory
from workbench.export.agentnet_shape import METADATA, ROWS
from workbench.export.demonstrations import Demonstration
from workbench.export.pictures import png
from workbench.export.release_folder import PICTURES, ReleaseFolder

COORDINATES: Final = {"kind": "relative", "least": 0, "most": 1, "decimals": 4, "of": "the step's own picture"}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A session that cannot be told truthfully in this format."""

    task_id: str
    """The session."""
    reason: str
    """Why."""


@dataclass(frozen=True, slots=True)
class AgentNetSummary:
    """What was written, and what was not."""

    included: dict[str, str]
    """The sessions that are in it, in the order of their rows, and the hashes of their bundles."""
    steps: int
    """Steps in all rows, the closing ones included."""
    drafted: int
    """Steps whose description was made from the action, because nobody wrote one."""
    losses: dict[str, int]
    """What the dialect could not say, by name."""
    refused: tuple[Refusal, ...]
    """The sessions that are not in it."""
    sizes: dict[str, tuple[int, int]]
    """Every picture's size, by its path in the release."""


class _Writing:
    """A release on its way into its folder."""

    def __init__(self, folder: ReleaseFolder) -> None:
        self._folder = folder
        self.metadata: list[dict[str, Any]] = []
        self._steps = self._drafted = 0
        self._losses: Counter[str] = Counter()
        self._refused: list[Refusal] = []
        self._sizes: dict[str, tuple[int, int]] = {}

    def rows(self, demonstrations: Iterable[Demonstration]) -> Iterator[dict[str, Any]]:
        """Return the rows; a row's pictures are written before it."""
        for demonstration in demonstrations:
            try:
                told = trajectory(demonstration)
            except ValueError as error:
                self._refused.append(Refusal(demonstration.task_id, str(error)))
                continue
            self._write_pictures(demonstration, told)
            self._count(told)
            yield told.row

    def _write_pictures(self, demonstration: Demonstration, told: Trajectory) -> None:
        """Write a demonstration's pictures, each once."""
        for name, frame in told.pictures.items():
            width, height, rgb = demonstration.pixels(frame)
            path = f"{PICTURES}/{name}"
            self._folder.write(path, png(width, height, rgb))
            self._sizes[path] = (width, height)

    def _count(self, told: Trajectory) -> None:
        """Take note of a row."""
        self.metadata.append(told.metadata)
        self._steps += len(told.row["traj"])
        self._drafted += told.drafted
        self._losses.update(told.losses)

    def summary(self) -> AgentNetSummary:
        """Return what was written so far."""
        return AgentNetSummary(
            included={row["task_id"]: row["bundle_sha256"] for row in self.metadata},
            steps=self._steps,
            drafted=self._drafted,
            losses=dict(self._losses),
            refused=tuple(self._refused),
            sizes=self._sizes,
        )


def write_agentnet(folder: ReleaseFolder, demonstrations: Iterable[Demonstration]) -> AgentNetSummary:
    """Write demonstrations into a release's folder, one at a time, in the order in which they come."""
    writing = _Writing(folder)
    folder.write_rows(ROWS, writing.rows(demonstrations))
    folder.write_rows(METADATA, writing.metadata)
    return writing.summary()
