"""The program on its recording screen, on whatever terminal it is given: `tui_recording.py HOME APP`."""

import sys
from pathlib import Path

from workbench.model.scope import Scope
from workbench.paths import Home
from workbench.tui.app import WorkbenchApp
from workbench.tui.calls import DesktopRecording, RecordingPlan, SessionCalls
from workbench.workflow.consent import agree

LIMIT_S = 3600.0


class RecordingAtOnce(WorkbenchApp):
    """Begins to record as soon as it is there."""

    app_name = ""

    def on_ready(self) -> None:
        """Start."""
        self.control.start(RecordingPlan("A benchmark", Scope((self.app_name,)), LIMIT_S))


def main() -> None:
    """Run until it is told to stop."""
    home = Home(Path(sys.argv[1])).ensure()
    agree(home)
    app = RecordingAtOnce(SessionCalls(home), DesktopRecording(home))
    app.app_name = sys.argv[2]
    try:
        app.run()
    finally:
        app.control.stop_now()


if __name__ == "__main__":
    main()
