"""What AgentNet asks of a release's files: rows, pictures, counts, withdrawals."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.export.agentnet_shape import METADATA, METADATA_ROW, ROWS
from workbench.export.agentnet_trajectories import text_findings, trajectory_findings
from workbench.export.findings import Finding
from workbench.export.pictures import decodes
from workbench.export.release_folder import MANIFEST, PICTURES, WITHDRAWALS

Row = Mapping[str, Any]
Sizes = Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Contents:
    """What the files of a release say."""

    rows: Sequence[Row]
    """The trajectories."""
    metadata: Sequence[Row]
    """What is known of each."""
    withdrawn: Sequence[Row]
    """The sessions that were taken back."""
    sizes: Sizes
    """Every picture's declared size, by file name."""


def agentnet_findings(folder: Path, manifest: Row) -> Iterator[Finding]:
    """Return everything that is wrong with the rows, their pictures and what the manifest says of them."""
    try:
        contents = _contents(folder, manifest)
    except (OSError, ValueError, RecursionError, KeyError, TypeError, AttributeError, OverflowError):
        yield Finding("rows", ROWS, "or a file beside it has not the shape of this format")
        return
    yield from _picture_findings(folder, contents.sizes)
    yield from _count_findings(manifest, contents)
    yield from _id_findings(contents)
    for number, row in enumerate(contents.metadata, 1):
        yield from text_findings(f"{METADATA}:{number}", row, METADATA_ROW)
    for number, row in enumerate(contents.rows, 1):
        yield from trajectory_findings(f"{ROWS}:{number}", row, contents.sizes)


def _contents(folder: Path, manifest: Row) -> _Contents:
    """Read every file of rows."""
    rows, metadata, withdrawn = (_rows(folder / name) for name in (ROWS, METADATA, WITHDRAWALS))
    return _Contents(rows, metadata, withdrawn, _sizes(manifest))


def _rows(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a file; raises `ValueError` where they are no objects."""
    rows = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
    if not all(isinstance(row, dict) for row in rows):
        raise ValueError(path.name)
    return rows


def _sizes(manifest: Row) -> dict[str, tuple[int, int]]:
    """Return every picture's declared size, by file name."""
    start = f"{PICTURES}/"
    return {
        name.removeprefix(start): (int(file["width"]), int(file["height"]))
        for name, file in manifest["files"].items()
        if name.startswith(start)
    }


def _picture_findings(folder: Path, sizes: Sizes) -> Iterator[Finding]:
    """Decode every picture, and look for those that nobody declared."""
    place = folder / PICTURES
    there = {path.name for path in place.iterdir()} if place.is_dir() else set()
    for name in sorted(there ^ set(sizes)):
        yield Finding("pictures", f"{PICTURES}/{name}", "is not both declared and there")
    for name in sorted(there & set(sizes)):
        if not decodes(place / name, *sizes[name]):
            yield Finding("pictures", f"{PICTURES}/{name}", "is no picture of its declared size")


def _count_findings(manifest: Row, contents: _Contents) -> Iterator[Finding]:
    """Compare what is there with what the manifest counts."""
    steps = sum(len(row["traj"]) for row in contents.rows if isinstance(row.get("traj"), list))
    found = {
        "trajectories": len(contents.rows),
        "steps": steps,
        "pictures": len(contents.sizes),
        "withdrawn": len(contents.withdrawn),
    }
    counted = manifest.get("counts")
    if not isinstance(counted, dict) or any(counted.get(name) != count for name, count in found.items()):
        yield Finding("counts", MANIFEST, "does not count what is there")


def _id_findings(contents: _Contents) -> Iterator[Finding]:
    """Look for tasks that are there twice, unknown, or taken back."""
    ids = [str(row.get("task_id")) for row in contents.rows]
    if len(set(ids)) < len(ids) or ids != [str(row.get("task_id")) for row in contents.metadata]:
        yield Finding("ids", METADATA, f"does not name the tasks of {ROWS}, each once and in their order")
    taken_back = {str(row.get("session_hash")) for row in contents.withdrawn}
    for number, task_id in enumerate(ids, 1):
        if hashlib.sha256(task_id.encode("utf-8", "replace")).hexdigest() in taken_back:
            yield Finding("withdrawn", f"{ROWS}:{number}", "is a session that its contributor took back")
