"""The way of an input: quarantine, guard, transcript, journal — and of the pictures beside it."""

from collections.abc import Callable
from dataclasses import replace

from workbench.capture.attention import Attention
from workbench.capture.chords import ChordWatch, ModifierPress
from workbench.capture.echo import EchoHistory
from workbench.capture.forgetting import Memory
from workbench.capture.guard import Guard, allowed_area
from workbench.capture.health import HealthWatch, Sources
from workbench.capture.hidden import HiddenAreas
from workbench.capture.keeper import FrameKeeper
from workbench.capture.mask import Masks
from workbench.capture.pictures import Pictures
from workbench.capture.places import Places
from workbench.capture.quarantine import (
    SEAT_UNKNOWN,
    BlindMark,
    LossMark,
    MarkAsked,
    PauseMark,
    Quarantine,
    Waiting,
)
from workbench.capture.recent import RecentSteps
from workbench.capture.ring import Pack, PictureRing
from workbench.capture.sampler import Sampler
from workbench.capture.secrecy import Secrecy
from workbench.capture.targets import Targets
from workbench.capture.timing import COMMIT_MS, HOLD_MS, LATE_MS, UNSEARCHED_MS
from workbench.capture.transcript import Transcript
from workbench.capture.verdict import Kept, Withheld
from workbench.capture.warnings import Warnings
from workbench.capture.withholding import Channel, Withholding
from workbench.desktop.port import Desktop, FocusInput, Input, KeyInput, MissedInput, MotionInput, Told
from workbench.desktop.seats import SeatInput
from workbench.desktop.sited_windows import with_sites
from workbench.model.contexts import Context
from workbench.model.events import Event, Focus, Mark, PointerPath
from workbench.model.gaps import Gap, GapCause, GapReason, dividing
from workbench.model.scope import Scope
from workbench.model.session import Monitor, Session, SessionState
from workbench.model.windows import WindowInfo
from workbench.store.journal import Journal

HEALTH_MS = 5000
LOST = Withheld(GapReason.OVERLOAD, GapCause.LOST)


class Pipeline:
    """Everything between the desktop and the session file. `take` may be called from the input thread.

    All else belongs to the recorder's loop: `tick` judges what is due and commits. `wake` is called where the
    loop has something to do that it does not know of.
    """

    def __init__(
        self, desktop: Desktop, session: Session, journal: Journal, pack: Pack, wake: Callable[[], None]
    ) -> None:
        desktop = with_sites(desktop, session.scope)
        self._desktop = desktop
        self._journal = journal
        self._anchor_ms = session.monotonic_ms
        monitors = session.platform.monitors
        echoes = EchoHistory(desktop.terminals, desktop.clock_ms)
        self._attention = Attention(desktop, session.scope, echoes)
        self.quarantine = Quarantine(wake)
        self.chords = ChordWatch(self.quarantine.add)
        self.withholding = Withholding(self._add_gap)
        self.recent = RecentSteps(session)
        self.hidden = hidden = HiddenAreas(desktop.fields, desktop.windows, session.scope, desktop.sites)
        kept, looking = (masks_of(session.scope, monitors) for _ in range(2))
        rings = {
            monitor.number: PictureRing(monitor, kept[monitor.number], desktop.windows, pack, hidden)
            for monitor in monitors
        }
        self.pictures = Pictures(desktop.screen, desktop.windows, rings, looking, hidden)
        self.keeper = FrameKeeper(rings, self._anchor_ms, journal.add_frame)
        self.transcript = Transcript(Places(monitors, journal.add_context), self.withholding, self._keep)
        self._origins = {monitor.number: monitor.rect for monitor in monitors}
        self._judging: tuple[Input, WindowInfo] | None = None
        self._secrecy = Secrecy(desktop.fields, echoes)
        area = allowed_area(session.scope, monitors)
        self.targets = Targets(desktop, session.scope, area, self._secrecy.focus_changes)
        self._guard = Guard(session.scope, desktop.windows, self._secrecy, monitors, desktop.sites)
        self._by_site = bool(session.scope.urls)
        self.echo_sampler = Sampler("echo sampler", self._attention.period_ms, self.sample_echo)
        sources = Sources(self.quarantine, self.pictures, lambda: self.keeper.frames, self.echo_sampler)
        self.health = HealthWatch(desktop, sources)
        self.warnings = Warnings()
        self._paused = False
        self._begun_ms = 0
        self._committed_ms = 0
        self._health_ms = -HEALTH_MS
        self.last_input_ms = self._anchor_ms
        self.marks = self.marks_refused = 0

    def begin(self, now_ms: int) -> None:
        """Keep nothing that was done before that moment: nobody had been told yet that it would be recorded."""
        self._begun_ms = now_ms - self._anchor_ms

    def take(self, item: Told) -> None:
        """Take in an input from the desktop; at every key the focused field and terminal are looked at."""
        if isinstance(item, MissedInput):
            self.quarantine.missed(item)
            return
        if isinstance(item, SeatInput):
            self.quarantine.add(BlindMark(item.at_ms, not item.known, SEAT_UNKNOWN))
            return
        self._attention.stir(item.at_ms)
        if isinstance(item, KeyInput | FocusInput):
            self._attention.follow(item)
        if not isinstance(item, FocusInput):
            self.last_input_ms = item.at_ms
        self.health.arrived(item.at_ms)
        if self._by_site or not isinstance(item, MotionInput):
            self._desktop.sites.stir()
        self.targets.follow(item)
        self._secrecy.focus_changes.note(item)
        self.chords.take(self._told_in_time(item))

    def _told_in_time(self, item: Input) -> Input:
        """Return the input; a key that took too long to come here, as after a standstill, is late."""
        if isinstance(item, KeyInput) and item.down and self._desktop.clock_ms() - item.at_ms > LATE_MS:
            return replace(item, late=True)
        return item

    def sample_echo(self) -> None:
        """Look at the terminals of the focused window, if it is in scope."""
        if not self._paused:
            self._attention.look()

    def tick(self, now_ms: int) -> None:
        """Judge and store what is due; raises `JournalError` where the disk does not take it."""
        with self.pictures.lock:
            for ring in self.pictures.rings.values():
                ring.mature(now_ms)
            for item in self.quarantine.take_due(now_ms):
                self._judge(item)
            self.withholding.mask(self.hidden.masked(now_ms))
            self.transcript.due(now_ms - HOLD_MS - self._anchor_ms)
            if self.withholding.secret:
                self.keeper.secret_typed()
            elif not self._paused:
                self.keeper.settle(now_ms - self._anchor_ms)
            self.keeper.write(now_ms - self._anchor_ms - UNSEARCHED_MS)
        if now_ms - self._committed_ms >= COMMIT_MS:
            self._committed_ms = now_ms
            self._journal.commit()

    def finish(self, now_ms: int) -> None:
        """Judge what still waits and close what is open; the journal's own end is the caller's."""
        self.tick(now_ms + HOLD_MS)
        end_ms = now_ms - self._anchor_ms
        if not self.withholding.secret:
            self.keeper.finish(end_ms)
        self.keeper.write(end_ms)
        self.transcript.interrupt(self.withholding.last_kept_ms if self.withholding.secret else end_ms)
        self.withholding.finish(end_ms)
        self._journal.add_health(end_ms, self.health.now().counters())

    def forget(self, since_ms: int, now_ms: int) -> None:
        """Forget everything from one moment up to another, by the desktop's clock, and go on.

        It is gone from the file and from memory when this returns; raises `JournalError` where it is not. The
        span is longer than inputs wait; inputs that come meanwhile go on waiting.
        """
        with self.pictures.lock:
            before, inside = self.quarantine.split(since_ms, now_ms)
            for item in (*before, *(item for item in inside if isinstance(item, PauseMark | BlindMark))):
                self._judge(item)
            self._guard.skip(inside, now_ms)
            border_ms = max(0, since_ms - self._anchor_ms)
            end_ms = max(border_ms, now_ms - self._anchor_ms, self.withholding.last_kept_ms)
            parts = (self.transcript, self.withholding, self.keeper, self.pictures, self.recent)
            Memory(self._anchor_ms, *parts).forget(self._journal, border_ms, end_ms)

    def _judge(self, item: Waiting) -> None:
        at_ms = item.at_ms - self._anchor_ms
        if isinstance(item, PauseMark):
            self._pause(item, at_ms)
        elif isinstance(item, LossMark):
            self._lose(at_ms, LOST)
            self.withholding.resume((item.until_ms or item.at_ms) - self._anchor_ms)
        elif isinstance(item, BlindMark):
            self._blind(at_ms, item.why, began=item.began)
        elif isinstance(item, MarkAsked):
            self._mark(at_ms)
        else:
            self._judge_input(item, at_ms)

    def _judge_input(self, item: Input | ModifierPress, at_ms: int) -> None:
        known = self.chords.due(item) if isinstance(item, ModifierPress) else item
        early = at_ms < self._begun_ms and not isinstance(known, FocusInput)
        if known is not None and not self._paused and not early and at_ms >= 0:
            verdict = self._guard.judge(known)
            self.warnings.note(known, verdict)
            self._judging = (known, verdict.window) if isinstance(verdict, Kept) else None
            self.transcript.take(known, verdict, at_ms)
            self._judging = None

    def _lose(self, at_ms: int, why: Withheld) -> None:
        """Take nothing from before for granted: what is missing may have let go of keys or moved the focus."""
        self._guard.missed(at_ms + self._anchor_ms)
        self.recent.interrupted()
        self.transcript.interrupt(self.withholding.last_kept_ms if self.withholding.secret else at_ms)
        self.withholding.withhold(Channel.RECORDER, at_ms, why)

    def _blind(self, at_ms: int, why: Withheld, *, began: bool) -> None:
        if self._paused:
            return
        if began:
            self._lose(at_ms, why)
        else:
            self._guard.missed(at_ms + self._anchor_ms)
            self.withholding.resume(at_ms)

    def _mark(self, at_ms: int) -> None:
        if not self._paused and self.transcript.mark(at_ms):
            self.marks += 1
        else:
            self.marks_refused += 1

    def _pause(self, mark: PauseMark, at_ms: int) -> None:
        if mark.paused == self._paused:
            return
        self._paused = mark.paused
        self.targets.pause(paused=mark.paused)
        self._guard.missed(at_ms + self._anchor_ms)
        self.recent.interrupted()
        if mark.paused:
            at_ms = max(at_ms, self.keeper.held_back_ms)
            if not self.withholding.secret:
                self.keeper.finish(at_ms)
            secret = self.withholding.secret
            self.transcript.interrupt(self.withholding.last_kept_ms if secret else at_ms)
            self.withholding.withhold(Channel.RECORDER, at_ms, mark.why)
            self._journal.set_state(SessionState.PAUSED)
        else:
            self.withholding.resume(at_ms)
            self._journal.set_state(SessionState.RECORDING)

    def _keep(self, event: Event, context: Context, gap: GapReason | None) -> None:
        if gap is GapReason.SECRET:
            self.keeper.secret_over(event.t_ms)
        began_ms = self.recent.feed(event, context, gap)
        if began_ms is not None:
            self.keeper.action_begins(began_ms, context.monitor)
        elif not isinstance(event.body, PointerPath | Focus | Mark):
            self.keeper.action_goes_on(event.t_ms, context.monitor)
        self._journal.add_event(event)
        if self._judging is not None and began_ms == event.t_ms:
            self._aim(event, *self._judging, context)
        if event.t_ms - self._health_ms >= HEALTH_MS:
            self._health_ms = event.t_ms
            self._journal.add_health(event.t_ms, self.health.now().counters())

    def _aim(self, event: Event, item: Input, window: WindowInfo, context: Context) -> None:
        """Keep what the action that begins with that event was aimed at."""
        element = self.targets.aimed(item, window, self._origins[context.monitor])
        if element is not None:
            self._journal.add_element(event.seq, element)
            self.recent.aimed(event.seq, element)

    def _add_gap(self, gap: Gap) -> None:
        self._journal.add_gap(gap)
        for each in dividing([gap]):
            self.recent.gap(each)


def masks_of(scope: Scope, monitors: tuple[Monitor, ...]) -> dict[int, Masks]:
    """Return what decides on each monitor, by its number, which pixels a scope allows."""
    area = allowed_area(scope, monitors)
    return {monitor.number: Masks(scope, monitor, area) for monitor in monitors}
