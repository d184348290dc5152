"""Recordings without a desktop: fakes that behave as the recorder does, moved on by the test."""

from dataclasses import dataclass, field, replace

from workbench.capture.protocol import Ending, RecentStep, RecorderStatus, RecordingResult
from workbench.errors import DesktopError, WorkbenchError
from workbench.tui.calls import RecordingPlan
from workbench.workflow.consent import NOTICE, QUESTIONS, Consent, Question
from workbench.workflow.recording import SECRETS_NOTICE, OpenApplication, in_words

SESSION_ID = "019aa000-0000-7000-8000-00000000000a"

STATUS = RecorderStatus(
    state="recording",
    elapsed_ms=134_000,
    events=412,
    steps=31,
    gaps=3,
    withheld_ms=21_000,
    last_reason="password field in chromium",
    now_in="mousepad — Untitled 1",
    lag_ms=0.2,
    picture_age_ms=14,
    size_bytes=3_100_000,
    hotkeys={"pause": "ctrl+alt+p", "stop": "ctrl+alt+s", "forget": "ctrl+alt+f", "mark": "ctrl+alt+m"},
    recent=(
        RecentStep(129_000, "type", 'type "Dear Jane Example,"', "mousepad"),
        RecentStep(131_000, "key", "press Enter", "mousepad"),
        RecentStep(133_000, "click", "click at 512,300 in mousepad", "mousepad"),
    ),
)

APPLICATIONS = (
    OpenApplication("mousepad", ("Untitled 1 - Mousepad",), 4001, own=False),
    OpenApplication("chromium", ("Orders - example.com", "Invoices - example.com"), 4002, own=False),
    OpenApplication("xterm", ("workbench",), 4003, own=True),
)


@dataclass
class FakeRecorder:
    """A recorder that does what it is told and can be made to end."""

    session_id: str = SESSION_ID
    current: RecorderStatus = STATUS
    ended: RecordingResult | None = None
    asked: list[str] = field(default_factory=list)
    sentence: str = "Stopped and saved."

    def status(self) -> RecorderStatus:
        return self.current

    def pause(self) -> None:
        self.asked.append("pause")
        self.current = replace(self.current, state="paused")

    def resume(self) -> None:
        self.asked.append("resume")
        self.current = replace(self.current, state="recording")

    def forget(self) -> None:
        self.asked.append("forget")
        self.current = replace(self.current, forgotten=self.current.forgotten + 1, recent=())

    def mark(self) -> None:
        self.asked.append("mark")
        self.current = replace(self.current, marks=self.current.marks + 1)

    def stop(self) -> RecordingResult:
        self.asked.append("stop")
        return self.end(Ending.STOPPED, self.sentence)

    def wait(self, timeout_s: float) -> RecordingResult | None:
        assert timeout_s >= 0
        return self.ended

    def end(self, ending: Ending, sentence: str) -> RecordingResult:
        """End, as if by itself."""
        now = self.current
        figures = (now.steps, now.events, now.gaps, now.elapsed_ms)
        self.ended = RecordingResult(self.session_id, *figures, ending, sentence)
        self.current = replace(now, state="ended")
        return self.ended


@dataclass
class FakeRecording:
    """A desktop with some applications on it, and a person who may have agreed."""

    agreed: bool = True
    applications: tuple[OpenApplication, ...] = APPLICATIONS
    no_desktop: str = ""
    refusal: str = ""
    recorder: FakeRecorder = field(default_factory=FakeRecorder)
    plans: list[RecordingPlan] = field(default_factory=list)
    announced: list[str] = field(default_factory=list)

    def notice(self) -> str:
        return NOTICE

    def questions(self) -> tuple[Question, ...]:
        return QUESTIONS

    def consent(self) -> Consent | None:
        return Consent("c1", "0" * 64, "2026-11-21T09:00:00+00:00") if self.agreed else None

    def agree(self) -> Consent:
        self.agreed = True
        return Consent("c1", "0" * 64, "2026-11-21T09:00:00+00:00")

    def secrets_notice(self) -> str:
        return SECRETS_NOTICE

    def time_limit_s(self) -> int:
        return 1200

    def open_applications(self) -> tuple[OpenApplication, ...]:
        if self.no_desktop:
            raise DesktopError(self.no_desktop)
        return self.applications

    def start(self, plan: RecordingPlan) -> FakeRecorder:
        if self.refusal:
            raise WorkbenchError(self.refusal)
        self.plans.append(plan)
        self.recorder.ended = None
        if self.recorder.current.state == "ended":
            self.recorder.current = replace(self.recorder.current, state="recording")
        return self.recorder

    def in_words(self, result: RecordingResult) -> str:
        return in_words(result)

    def announce(self, title: str, body: str) -> None:
        self.announced.append(title)
        assert isinstance(body, str)
