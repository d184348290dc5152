"""The demonstration: sample sessions in a home of their own, and the whole path walked without a person.

What is recorded from the demonstration's home stays there, like in any other home.
"""

import shutil
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import workbench
from workbench.capture.protocol import RecordingResult
from workbench.errors import DesktopError, WorkbenchError
from workbench.model.gaps import Gap
from workbench.model.scope import Scope
from workbench.paths import Home
from workbench.store.importing import open_foreign
from workbench.store.library import Library
from workbench.workflow.consent import agree
from workbench.workflow.demo_submission import walk_submission
from workbench.workflow.narration import Said, counted
from workbench.workflow.recording import RecorderClient, RecordingRequest, open_applications
from workbench.workflow.reviewing import load_review, step_picture

PACKAGE = Path(workbench.__file__).parent
SAMPLE_FOLDERS = (PACKAGE.parent / "sample_sessions", PACKAGE / "sample_sessions")
SHOWN_STEPS = 8
RECORD_S = 4.0
APPEAR_S = 10.0
PLAIN = "plain.session"
TYPED = "Hello from the demonstration"


def demo_home(home: Home) -> Home:
    """Return the demonstration's own home, inside the volunteer's."""
    return Home(home.root / "demo")


def sample_files(folders: tuple[Path, ...] = SAMPLE_FOLDERS) -> tuple[Path, ...]:
    """Return the sample sessions that came with the program, from its repository or from inside its package."""
    for folder in folders:
        found = tuple(sorted(folder.glob("*.session")))
        if found:
            return found
    return ()


def import_samples(library: Library, samples: tuple[Path, ...]) -> tuple[str, ...]:
    """Take in the samples that are not there yet; return the ids of all of them."""
    ids = []
    for sample in samples:
        source, session = open_foreign(sample)
        source.close()
        if not library.path(session.id).exists():
            library.import_file(sample)
        ids.append(session.id)
    return tuple(ids)


def walk(home: Home, samples: tuple[Path, ...]) -> Iterator[Said]:
    """Walk the whole path by itself, from import to withdrawal, and record where that is possible."""
    library = Library.of(home)
    ids = import_samples(library, samples)
    yield Said(f"Imported {counted(len(ids), 'sample session')} into {home.root}")
    if not ids:
        yield Said("none came with this program, so there is nothing to look at", indented=True)
    yield from _list(library)
    with tempfile.TemporaryDirectory(prefix="workbench-demo-") as scratch:
        for session_id in ids[:1]:
            yield from _review(library, session_id)
            yield from _picture(library, session_id, Path(scratch))
            yield from _export(library, session_id, Path(scratch))
            yield from walk_submission(Path(scratch) / PLAIN, home, Path(scratch))
        yield from _record(Home(Path(scratch) / "home"))


def _list(library: Library) -> Iterator[Said]:
    summaries = library.summaries()
    yield Said(f"Listed the library: {counted(len(summaries), 'session')}")
    for summary in summaries:
        told = (
            summary.problem
            or f"{summary.title}: {summary.steps} steps, {summary.size_bytes / 1000:.0f} kB, encrypted"
        )
        yield Said(told, indented=True)


def _review(library: Library, session_id: str) -> Iterator[Said]:
    review = load_review(library, session_id)
    told = f"{counted(len(review.steps), 'step')}, {counted(len(review.gaps), 'gap')}"
    yield Said(f"Read “{review.session.title}”: {told}")
    for row in review.rows[:SHOWN_STEPS]:
        told = f"·  {row.to_json()['sentence']}" if isinstance(row, Gap) else f"{row.index}  {row.sentence}"
        yield Said(told, indented=True)
    if len(review.rows) > SHOWN_STEPS:
        yield Said(f"… and {len(review.rows) - SHOWN_STEPS} more", indented=True)


def _picture(library: Library, session_id: str, scratch: Path) -> Iterator[Said]:
    step = next((step for step in load_review(library, session_id).steps if step.frame), None)
    if step is None or step.frame is None:
        yield Said("This sample has no pictures")
        return
    file = scratch / "step.png"
    picture = step_picture(library, session_id, step.index)
    picture.png(file)
    size = f"{picture.width}×{picture.height} pixels, {file.stat().st_size / 1000:.0f} kB"
    yield Said(f"Wrote the picture before step {step.index}, {step.frame.age_ms} ms old when it began: {size}")


def _export(library: Library, session_id: str, scratch: Path) -> Iterator[Said]:
    file = scratch / PLAIN
    library.export(session_id, file)
    yield Said(f"Exported it as a plain file that any SQLite tool reads: {file.stat().st_size / 1000:.0f} kB")
    again = Library.of(Home(scratch / "again"))
    copy = again.import_file(file, new_id=True)
    same = load_review(again, copy).steps == load_review(library, session_id).steps
    again.remove(copy)
    if not same:
        message = "The exported session does not read back as the same steps; please report this."
        raise WorkbenchError(message)
    yield Said("read it back under another key: the same steps", indented=True)


def _record(home: Home) -> Iterator[Said]:
    """Record a window of the demonstration's own for some seconds, where there is a display for it."""
    try:
        open_applications()
        with _own_window() as title:
            yield Said("Recording a window of the demonstration's own, and nothing else")
            result = _record_window(home, title)
    except DesktopError as error:
        yield Said(f"Recorded nothing here: {error}")
        return
    library = Library.of(home)
    came_to = f"{counted(result.events, 'event')} as {counted(result.steps, 'step')}"
    yield Said(f"Recorded {came_to} in {result.duration_ms / 1000:.1f} s")
    for row in load_review(library, result.id).steps:
        yield Said(f"{row.index}  {row.sentence}", indented=True)
    library.remove(result.id)
    yield Said("Removed that recording: its key first, then its file")


def _record_window(home: Home, title: str) -> RecordingResult:
    agree(home)  # for this window alone, in a home that is gone when the walk is over
    scope = Scope(windows=(f"^{title}$",))
    client = RecorderClient.start(home, RecordingRequest("Try the recorder", scope, RECORD_S))
    time.sleep(RECORD_S / 4)
    _type_into(title)
    return client.wait(RECORD_S * 2) or client.stop()


def _type_into(title: str) -> None:
    """Type something where xdotool is there to do it; without it the recording just has no keys."""
    if shutil.which("xdotool"):
        find = ["xdotool", "search", "--name", f"^{title}$"]
        command = [*find, "windowfocus", "--sync", "type", "--delay", "30", TYPED]
        subprocess.run(command, timeout=APPEAR_S, check=False, capture_output=True)


@contextmanager
def _own_window() -> Iterator[str]:
    """Open a terminal window that repeats what is typed into it, under a title that no other window has."""
    title = f"workbench demonstration {uuid.uuid4().hex[:8]}"
    if not shutil.which("xterm"):
        message = "there is no xterm here that the demonstration could record; record a window of your own."
        raise DesktopError(message)
    process = subprocess.Popen(
        ["xterm", "-T", title, "-e", "cat"], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(title)
        yield title
    finally:
        process.terminate()
        process.wait(APPEAR_S)


def _wait_for(title: str) -> None:
    end = time.monotonic() + APPEAR_S
    while not any(title in application.titles for application in open_applications()):
        if time.monotonic() > end:
            message = "the demonstration's own window did not appear; look at the display and try again."
            raise DesktopError(message)
        time.sleep(0.2)
