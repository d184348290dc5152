"""A release looked at by somebody who trusts nothing of it: names, hashes, manifest, then what its format asks.

The folder may come from anywhere. Links are not followed, nothing in it is carried out, and pictures are
decoded only once their size is known to be one that a screen can have.
"""

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from workbench.errors import NotFoundError
from workbench.export.agentnet_verifying import agentnet_findings
from workbench.export.findings import Finding
from workbench.export.release_folder import MANIFEST, SUMS

_LINE: Final = re.compile(r"([0-9a-f]{64})  ([A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*)")
_CHUNK: Final = 1 << 20

FormatCheck = Callable[[Path, Mapping[str, Any]], Iterator[Finding]]
FORMATS: Final[dict[str, FormatCheck]] = {"agentnet": agentnet_findings}
"""What each format asks of its own files."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What there is to say of a release."""

    name: str
    """What it calls itself; empty where its manifest cannot be read."""
    files: int
    """How many files were looked at."""
    findings: tuple[Finding, ...]
    """What is wrong; empty for a sound release."""

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings


def verify_folder(folder: Path) -> Verification:
    """Look at every file of a release; raises `NotFoundError` where there is none."""
    if not (folder / SUMS).is_file():
        text = f"There is no release in {folder}: it has no {SUMS}; name the folder that `release create` made."
        raise NotFoundError(text)
    there = set(_files(folder))
    sums, findings = _read_sums(folder)
    listed = set(sums)
    findings += [
        Finding("files", name, "is not in the list of hashes") for name in sorted(there - {SUMS, *listed})
    ]
    findings += [
        Finding("files", name, "is in the list of hashes and not there") for name in sorted(listed - there)
    ]
    findings += [Finding("files", name, "is no plain file") for name in sorted(_odd(folder))]
    if findings:
        return Verification("", len(there), tuple(findings))
    manifest, problem = _read_manifest(folder, sums)
    if problem:
        return Verification("", len(there), (problem,))
    try:
        findings = list(FORMATS[manifest["format"]](folder, manifest))
    except RecursionError:
        findings = [Finding("rows", MANIFEST, "or a file that it names is nested deeper than any release")]
    return Verification(str(manifest.get("name", "")), len(there), tuple(findings))


def _files(folder: Path) -> Iterator[str]:
    """Return the path of every file, links included and not followed."""
    for place, _folders, names in os.walk(folder):
        yield from ((Path(place) / name).relative_to(folder).as_posix() for name in names)


def _odd(folder: Path) -> Iterator[str]:
    """Return everything that is neither a plain file nor a folder."""
    for place, folders, names in os.walk(folder):
        for path in (Path(place) / name for name in (*folders, *names)):
            if path.is_symlink() or not (path.is_file() or path.is_dir()):
                yield path.relative_to(folder).as_posix()


def _read_sums(folder: Path) -> tuple[dict[str, str], list[Finding]]:
    """Return the hashes that are listed, and what is wrong with them or their files."""
    listed: dict[str, str] = {}
    findings: list[Finding] = []
    lines = (folder / SUMS).read_bytes().decode("utf-8", "replace").split("\n")
    for number, line in enumerate(lines if lines[-1] else lines[:-1], 1):
        match = _LINE.fullmatch(line)
        if not match or match[2] in listed or ".." in match[2].split("/"):
            findings.append(Finding("sums", f"{SUMS}:{number}", "is no line of a list of hashes"))
            continue
        listed[match[2]] = match[1]
        path = folder / match[2]
        if path.is_file() and not path.is_symlink() and _sha256(path) != match[1]:
            findings.append(Finding("hashes", match[2], "is not the file that was released"))
    return listed, findings


def _sha256(path: Path) -> str:
    """Return a file's hash, in hex."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _read_manifest(folder: Path, sums: Mapping[str, str]) -> tuple[dict[str, Any], Finding | None]:
    """Return the manifest, or what is wrong with it."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}, Finding("manifest", MANIFEST, "cannot be read")
    if not isinstance(manifest, dict) or manifest.get("format") not in FORMATS:
        return {}, Finding("manifest", MANIFEST, "names no format that is known here")
    if _named(manifest.get("files")) != {name: digest for name, digest in sums.items() if name != MANIFEST}:
        return {}, Finding("manifest", MANIFEST, f"names other files or hashes than {SUMS}")
    return manifest, None


def _named(files: Any) -> dict[str, Any]:
    """Return the hashes that a manifest names, as far as it has the shape of one."""
    if not isinstance(files, dict):
        return {}
    return {name: file.get("sha256") if isinstance(file, dict) else None for name, file in files.items()}
