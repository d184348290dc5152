"""What the recording screen shows of the newest steps: the reducer, run over the newest events."""

from collections import deque

from workbench.capture.protocol import RecentStep
from workbench.model.contexts import Context
from workbench.model.elements import Element
from workbench.model.events import Event
from workbench.model.gaps import Gap, GapReason
from workbench.model.grouping import ActionGrouping
from workbench.model.open_actions import OpenSwitch
from workbench.model.reduce import reduce_recording
from workbench.model.session import Recording, Session

SHOWN = 12
REMEMBERED = 400


class RecentSteps:
    """Counts actions as they begin, and remembers enough events to say what the newest were."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._contexts: dict[int, Context] = {}
        self._events: deque[Event] = deque(maxlen=REMEMBERED)
        self._gaps: deque[Gap] = deque(maxlen=REMEMBERED)
        self._fresh: list[Gap] = []
        self._elements: dict[int, Element] = {}
        self._grouping = ActionGrouping(self._contexts)
        self._shown: tuple[RecentStep, ...] = ()
        self._changed = False
        self._begun_ms: list[int] = []

    @property
    def begun(self) -> int:
        """How many actions began."""
        return len(self._begun_ms)

    def feed(self, event: Event, context: Context, gap: GapReason | None) -> int | None:
        """Take in a kept event; return when an action began, where one is now known to have; else none."""
        self._contexts[context.id] = context
        if gap is not None:
            self._grouping.gap(self._fresh)
            self._fresh = []
        self._events.append(event)
        self._changed = True
        if not self._grouping.feed(event):
            return None
        began_ms = self._grouping.action_start_ms
        if began_ms is not None and not isinstance(self._grouping.open, OpenSwitch):
            self._begun_ms.append(began_ms)
        return began_ms

    def aimed(self, seq: int, element: Element) -> None:
        """Take in what the action that began with that event was aimed at."""
        self._elements[seq] = element
        while len(self._elements) > REMEMBERED:
            del self._elements[next(iter(self._elements))]

    def interrupted(self) -> None:
        """Note a pause or a loss: nothing is folded across it."""
        self._grouping.gap()

    def gap(self, gap: Gap) -> None:
        """Take in a gap."""
        self._gaps.append(gap)
        self._fresh.append(gap)

    def forget(self, newest: Recording, since_ms: int) -> None:
        """Remember what is stored and nothing else; actions that began from that moment on never did."""
        self._contexts.clear()
        self._contexts.update(newest.contexts)
        self._events = deque(newest.events, maxlen=REMEMBERED)
        self._gaps = deque(newest.gaps, maxlen=REMEMBERED)
        self._elements = dict(newest.elements)
        self._begun_ms = [began_ms for began_ms in self._begun_ms if began_ms < since_ms]
        self._grouping = ActionGrouping(self._contexts)
        for event in newest.events:
            self._grouping.feed(event)
        self._grouping.gap()
        self._changed = True

    def shown(self) -> tuple[RecentStep, ...]:
        """Return the newest steps, oldest first."""
        if self._changed:
            self._changed = False
            events, gaps = tuple(self._events), tuple(self._gaps)
            recording = Recording(self._session, self._contexts, events, (), gaps, self._elements)
            steps = reduce_recording(recording)[-SHOWN:]
            self._shown = tuple(
                RecentStep(step.start_ms, step.kind, step.sentence, step.context.app) for step in steps
            )
        return self._shown
