"""What a person does with finished sessions, for both front ends: list, look at, import, export, remove."""

from collections import Counter
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from workbench.model.copies import SessionCopy, state_with_copies
from workbench.model.edit_log import still_held
from workbench.model.health import overall
from workbench.store.leftovers import Leftover
from workbench.store.library import Library, SessionSummary
from workbench.workflow.copies import copies_by_session, session_copies


def list_sessions(library: Library) -> tuple[SessionSummary, ...]:
    """Return every session, newest first, with its copies; those that cannot be read with their problem."""
    copies = copies_by_session(library.home)
    return tuple(_with_copies(summary, copies.get(summary.id, ())) for summary in library.summaries())


def session_summary(library: Library, reference: str) -> SessionSummary:
    """Return one session's line of that list."""
    summary = library.summary(reference)
    return _with_copies(summary, session_copies(library.home, summary.id))


def _with_copies(summary: SessionSummary, copies: tuple[SessionCopy, ...]) -> SessionSummary:
    """Return a summary that says where copies remain, and the state that follows from them."""
    return replace(summary, copies=copies, state=state_with_copies(summary.state, copies))


def summary_json(summary: SessionSummary) -> dict[str, Any]:
    """Return the public shape of one line of the list; only a session that was submitted has copies."""
    shape = asdict(summary) | {"state": str(summary.state) if summary.state else None}
    shape["copies"] = [asdict(copy) | {"state": str(copy.state)} for copy in summary.copies]
    return shape if summary.copies else {name: shape[name] for name in shape if name != "copies"}


def show_session(library: Library, reference: str) -> dict[str, Any]:
    """Return what there is to know of one session, without its content: a summary, its scope and its counts."""
    summary = session_summary(library, reference)
    with library.open(reference) as file:
        recording, session = file.recording(), file.shown_session()
        counted = sum(step.counted for step in file.steps())
        health = overall(file.health())
    gaps = Counter(str(gap.reason) for gap in recording.gaps)
    counts = {"steps": counted, "events": len(recording.events), "frames": len(recording.frames)}
    agreed = {"consent_id": session.consent_id, "consent_hash": session.consent_hash}
    made = {"scope": session.scope.to_json(), "platform": session.platform.to_json()}
    tool = {"tool_version": session.tool_version, "policy_id": session.policy_id}
    fared = {"health": health.sentence if health else None, "counters": health.counters() if health else {}}
    return summary_json(summary) | counts | {"gaps": dict(gaps)} | fared | made | agreed | tool


def import_session(library: Library, path: Path, *, new_id: bool = False) -> dict[str, str]:
    """Take a plain session file into the library and return its id as `{"id": …}`."""
    return {"id": library.import_file(path, new_id=new_id)}


def export_session(library: Library, reference: str, path: Path) -> dict[str, str]:
    """Write a session into a new plain file and return its id and where it went."""
    session_id = library.resolve(reference)
    library.export(session_id, path)
    return {"id": session_id, "file": str(path)}


def holds_what_was_taken_out(library: Library, reference: str) -> bool:
    """Return whether a session's own file, and each export of it, still has what was redacted or dropped."""
    with library.open(reference) as file:
        return still_held(file.edits())


def remove_session(library: Library, reference: str) -> dict[str, str]:
    """Destroy a session's key and its files and return the id that it had."""
    session_id = library.resolve(reference)
    library.remove(session_id)
    return {"id": session_id}


def find_leftovers(library: Library) -> tuple[Leftover, ...]:
    """Return what interrupted work left behind and can be swept."""
    return library.leftovers().find()


def sweep(library: Library, found: tuple[Leftover, ...]) -> list[dict[str, str]]:
    """Sweep leftovers, keys first, and return those that are gone."""
    leftovers = library.leftovers()
    return [{"id": leftover.id, "what": leftover.what} for leftover in found if leftovers.sweep(leftover)]
