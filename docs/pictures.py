"""Makes the README's pictures of the screens from the sample sessions: `python docs/pictures.py`.

The recording is a scripted one: a picture needs no desktop.
"""

import asyncio
import tempfile
from pathlib import Path

from textual.pilot import Pilot

from workbench.capture.protocol import Ending, RecentStep, RecorderStatus, RecordingResult
from workbench.model.scope import Scope
from workbench.paths import Home
from workbench.store.library import Library
from workbench.tui.app import WorkbenchApp
from workbench.tui.calls import DesktopRecording, RecordingPlan, SessionCalls
from workbench.workflow.demo import import_samples, sample_files

DOCS = Path(__file__).parent
PLAN = RecordingPlan("Write an invoice for Jane Example", Scope(apps=("mousepad", "chromium")), 1200)
STATUS = RecorderStatus(
    state="recording",
    elapsed_ms=134_000,
    events=412,
    steps=31,
    gaps=3,
    withheld_ms=21_000,
    last_reason="password field in Chromium",
    now_in="mousepad — Untitled 1",
    lag_ms=0.2,
    picture_age_ms=14,
    size_bytes=3_100_000,
    hotkeys={"pause": "Ctrl+Alt+P", "stop": "Ctrl+Alt+S", "forget": "Ctrl+Alt+F", "mark": "Ctrl+Alt+M"},
    recent=(
        RecentStep(121_000, "click", 'click "Text" (text field)', "mousepad"),
        RecentStep(129_000, "type", 'type "Dear Jane Example,"', "mousepad"),
        RecentStep(131_000, "key", "press Enter", "mousepad"),
        RecentStep(133_000, "key", "press Ctrl+S", "mousepad"),
    ),
    warnings=(
        "Chromium shows no fields, so typed text there is withheld. Start it with: workbench launch chromium",
    ),
)


class ScriptedRecorder:
    """A recorder that stands still for its picture."""

    session_id = "scripted"

    def status(self) -> RecorderStatus:
        """Return what the picture shows."""
        return STATUS

    def pause(self) -> None:
        """Do nothing."""

    def resume(self) -> None:
        """Do nothing."""

    def wait(self, timeout_s: float) -> RecordingResult | None:  # noqa: ARG002  (the recorder's signature)
        """Return nothing: it goes on."""
        return None

    def stop(self) -> RecordingResult:
        """End."""
        return RecordingResult(self.session_id, 31, 412, 3, 134_000, Ending.STOPPED, "Stopped.")


class ScriptedRecording(DesktopRecording):
    """Recording without a desktop."""

    def start(self, plan: RecordingPlan) -> ScriptedRecorder:  # noqa: ARG002  (there is only one picture)
        """Return the scripted recorder."""
        return ScriptedRecorder()

    def announce(self, title: str, body: str) -> None:
        """Tell nobody."""


async def settle(pilot: Pilot[None]) -> None:
    """Wait until everything is painted."""
    await pilot.pause()
    while not all(worker.is_finished for worker in pilot.app.workers):
        await pilot.pause(0.05)
    await pilot.pause(0.2)


async def take(home: Home) -> None:
    """Take the pictures."""
    app = WorkbenchApp(SessionCalls(home), ScriptedRecording(home), demo=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        for key in ("down", "enter", *["down"] * 5):
            await pilot.press(key)
            await settle(pilot)
        keep(app, "review")
        await pilot.press("s")
        await settle(pilot)
        keep(app, "leaving")
    app = WorkbenchApp(SessionCalls(home), ScriptedRecording(home), demo=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        keep(app, "home")
        app.control.start(PLAN)
        await settle(pilot)
        keep(app, "recording")


def keep(app: WorkbenchApp, name: str) -> None:
    """Write the screen as it stands."""
    (DOCS / f"{name}.svg").write_text(app.export_screenshot(title="workbench"), encoding="utf-8")


def main() -> None:
    """Import the samples into a home that is thrown away, and take the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home").ensure()
        home.settings_file.write_text('key_store = "file"\n', encoding="utf-8")
        import_samples(Library.of(home), sample_files())
        asyncio.run(take(home))


if __name__ == "__main__":
    main()
