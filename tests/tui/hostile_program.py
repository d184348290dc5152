"""The program on a home and a desktop on which every text attacks the terminal; run as a process of its own."""

import sys
from dataclasses import replace
from pathlib import Path

from tests.tui.fakes import STATUS, FakeRecorder, FakeRecording
from tests.tui.made_sessions import HOSTILE
from workbench.capture.protocol import RecentStep
from workbench.paths import Home
from workbench.tui.app import WorkbenchApp
from workbench.tui.calls import SessionCalls
from workbench.workflow.recording import OpenApplication


def main() -> None:
    """Run until the person leaves."""
    steps = tuple(RecentStep(1000 * at, "type", HOSTILE, HOSTILE) for at in range(5))
    status = replace(STATUS, now_in=HOSTILE, last_reason=HOSTILE, recent=steps, warnings=(HOSTILE,))
    recording = FakeRecording(
        applications=(OpenApplication(HOSTILE, (HOSTILE, HOSTILE), 1, own=False),),
        recorder=FakeRecorder(current=status, sentence=HOSTILE),
    )
    WorkbenchApp(SessionCalls(Home(Path(sys.argv[1]))), recording).run()


if __name__ == "__main__":
    main()
