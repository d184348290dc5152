"""The manifest: what a release is made of and how, so that it can be checked, and made again."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from workbench import __version__
from workbench.export.agentnet import COORDINATES, AgentNetSummary
from workbench.export.release_folder import WrittenFile

RELEASE_SCHEMA: Final = "cua-release/1"


@dataclass(frozen=True, slots=True)
class ReleaseOrder:
    """What was asked for."""

    name: str
    """What the release is called."""
    format: str
    """The training format."""
    include: tuple[str, ...]
    """Which sessions are taken, by their state in the corpus."""


def manifest_json(
    order: ReleaseOrder,
    summary: AgentNetSummary,
    schemas: Mapping[str, str],
    files: Mapping[str, WrittenFile],
    withdrawn: int,
) -> dict[str, Any]:
    """Return the manifest; nothing in it depends on when or where the release was made."""
    return {
        "schema": RELEASE_SCHEMA,
        "name": order.name,
        "format": order.format,
        "include": list(order.include),
        "tool_version": __version__,
        "schemas": dict(schemas),
        "coordinate_space": COORDINATES,
        "counts": _counts(summary, withdrawn),
        "lossy": dict(summary.losses),
        "refused": [asdict(refusal) for refusal in summary.refused],
        "files": {name: _file(file, summary.sizes.get(name)) for name, file in files.items()},
    }


def _counts(summary: AgentNetSummary, withdrawn: int) -> dict[str, int]:
    """Return how much there is."""
    return {
        "trajectories": len(summary.included),
        "steps": summary.steps,
        "pictures": len(summary.sizes),
        "drafted_actions": summary.drafted,
        "refused": len(summary.refused),
        "withdrawn": withdrawn,
    }


def _file(file: WrittenFile, size: Sequence[int] | None) -> dict[str, Any]:
    """Return what is said of one file; of a picture also how large it is."""
    said: dict[str, Any] = {"sha256": file.sha256, "bytes": file.size_bytes}
    return said | {"width": size[0], "height": size[1]} if size else said
