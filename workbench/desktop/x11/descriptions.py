"""What is known of every window, with its past: from stack, identities and titles to the model's shapes."""

from workbench.desktop.x11.history import KEPT_MS, History
from workbench.desktop.x11.identity import Identity
from workbench.desktop.x11.solidity import Solid
from workbench.desktop.x11.stack import TopLevel
from workbench.model.windows import WindowInfo, WindowStack

CHAIN = 8
"""How many owners of owners are followed: a dialog of a dialog of a window."""


class Descriptions:
    """Pure bookkeeping; whoever calls it holds the lock."""

    def __init__(self, own_pids: frozenset[int]) -> None:
        self._own_pids = own_pids
        self.own_window: int | None = None
        """The terminal that hosts the workbench, where it is known by its window alone."""
        self._identities: dict[int, Identity] = {}
        self._titles: dict[int, str] = {}
        self._solid: dict[int, Solid] = {}
        self._popups: set[int] = set()
        self._past: dict[int, History[WindowInfo]] = {}
        self._gone_ms: dict[int, int] = {}
        self._focused: list[int] = []
        self._stacks: History[WindowStack] = History()
        self.stack = WindowStack(0, 0, ())
        """The newest stack."""

    def knows(self, subject: int) -> bool:
        """Return whether a window has been asked for its identity."""
        return subject in self._identities

    def identified(self, subject: int, identity: Identity, title: str) -> None:
        """Take in who a window is and what it is called."""
        self._identities[subject], self._titles[subject] = identity, title
        self._gone_ms.pop(subject, None)

    def retitled(self, subject: int, title: str) -> None:
        """Take in a new title."""
        self._titles[subject] = title

    def solid(self, top: int, parts: Solid) -> None:
        """Take in where a top-level hides what lies below it."""
        self._solid[top] = parts

    def focused(self, subject: int | None) -> None:
        """Note that a window got the focus: popups without an owner belong to the one that had it last."""
        if subject is not None:
            self._focused = [*(each for each in self._focused if each != subject), subject][-20:]

    def gone(self, window: int) -> None:
        """Note that a window is gone; what was known of it stays for a while."""
        self._gone_ms.setdefault(window, -1)

    def between(self, subject: int, since_ms: int, until_ms: int) -> tuple[WindowInfo, ...]:
        """Return every description of a window that held in that interval."""
        past = self._past.get(subject)
        return past.between(since_ms, until_ms) if past else ()

    def stacks_between(self, since_ms: int, until_ms: int) -> tuple[WindowStack, ...]:
        """Return every stack that held in that interval."""
        return self._stacks.between(since_ms, until_ms)

    def refresh(self, now_ms: int, tops: tuple[TopLevel, ...]) -> None:
        """Describe all windows anew and keep what differs from before."""
        self._popups = {top.subject for top in tops if top.override and top.client is None}
        shown = []
        for top in tops:
            identity = self._identities.get(top.subject)
            info = self._describe(top, identity)
            if identity is not None:
                self._past.setdefault(top.subject, History()).add(now_ms, info)
            if top.mapped and (identity is None or identity.drawn):
                shown.append(info)
        if tuple(shown) != self.stack.windows or self.stack.generation == 0:
            self.stack = WindowStack(self.stack.generation + 1, now_ms, tuple(shown))
            self._stacks.add(now_ms, self.stack)
        self._solid = {top.id: self._solid[top.id] for top in tops if top.id in self._solid}
        self._forget(now_ms, {top.subject for top in tops})

    def _describe(self, top: TopLevel, identity: Identity | None) -> WindowInfo:
        subject, popup = top.subject, top.subject in self._popups
        if identity is None:
            return WindowInfo(subject, (), "", None, top.rect, popup)
        names, title = identity.names, self._titles.get(subject, "")
        if popup:
            owner = self._owner(subject, identity)
            title = self._titles.get(owner, title)
            names = self._named_as_owner(identity, self._identities.get(owner))
        own = identity.pid in self._own_pids or subject == self.own_window
        solid = self._solid.get(top.id)
        if solid is not None:
            solid = tuple(part.shift(top.rect.x, top.rect.y) for part in solid)
        return WindowInfo(subject, names, title, identity.pid, top.rect, popup, own, solid=solid)

    def _named_as_owner(self, popup: Identity, owner: Identity | None) -> tuple[str, ...]:
        """Return a popup's names, or its owner's where they are the same and more: some have no class."""
        if not popup.names or owner is None or owner.pid != popup.pid:
            return popup.names
        return owner.names if set(popup.names) <= set(owner.names) else popup.names

    def _owner(self, subject: int, identity: Identity) -> int:
        """Return the window a popup belongs to: by its own word, else the process's last focused one."""
        owner = subject
        for _ in range(CHAIN):
            known = self._identities.get(owner)
            if known is None or known.transient_for not in self._identities:
                break
            owner = known.transient_for or owner
        if owner != subject and owner not in self._popups:
            return owner
        same = [each for each in self._identities if self._identities[each].pid == identity.pid]
        candidates = [each for each in same if identity.pid and each not in self._popups]
        recent = [each for each in self._focused if each in candidates]
        return (recent or candidates or [subject])[-1]

    def _forget(self, now_ms: int, present: set[int]) -> None:
        """Drop windows that have been gone for long enough."""
        for subject in self._identities.keys() - present:
            gone_ms = self._gone_ms.get(subject, -1)
            if gone_ms < 0:
                self._gone_ms[subject] = now_ms
            elif now_ms - gone_ms > KEPT_MS:
                for known in (self._identities, self._titles, self._past, self._gone_ms):
                    known.pop(subject, None)
