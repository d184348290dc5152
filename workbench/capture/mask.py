"""What of a monitor may be shown: painted from window stacks, bottom to top, black unless in scope.

Where secrets stand is black too, whatever window lies above or below.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from workbench.model.geometry import Rect
from workbench.model.scope import Scope
from workbench.model.session import Monitor
from workbench.model.windows import WindowStack

Mask = NDArray[np.bool_]
KEPT_MASKS = 8


class Masks:
    """Masks of one monitor, remembered by the stacks' generations and what was hidden on them."""

    def __init__(self, scope: Scope, monitor: Monitor, area: Sequence[Rect]) -> None:
        self._scope = scope
        self._monitor = monitor.rect
        self._area = [rect.clip(monitor.rect) for rect in area]
        self._known: dict[tuple[tuple[int, ...], tuple[Rect, ...]], Mask] = {}

    def allowed(self, stacks: Sequence[WindowStack], hidden: tuple[Rect, ...] = ()) -> Mask:
        """Return, as height × width, true where every stack shows an in-scope window and nothing is hidden."""
        key = tuple(stack.generation for stack in stacks), hidden
        if key not in self._known:
            while len(self._known) >= KEPT_MASKS:
                del self._known[next(iter(self._known))]
            self._known[key] = self._paint_all(stacks, hidden)
        return self._known[key]

    def _paint_all(self, stacks: Sequence[WindowStack], hidden: tuple[Rect, ...]) -> Mask:
        mask = np.zeros((self._monitor.height, self._monitor.width), np.bool_)
        if not stacks:
            return mask
        for rect in self._area:
            self._fill(mask, rect, shown=True)
        for stack in stacks:
            mask &= self._paint(stack)
        for rect in hidden:
            self._fill(mask, rect, shown=False)
        return mask

    def _paint(self, stack: WindowStack) -> Mask:
        mask = np.zeros((self._monitor.height, self._monitor.width), np.bool_)
        for window in stack.windows:
            if not self._scope.names(window):
                self._fill(mask, window.rect, shown=False)
                continue
            # through the rest of it other windows may be seen: what they show is for them to decide
            for part in (window.rect,) if window.solid is None else window.solid:
                self._fill(mask, part.clip(window.rect), shown=True)
        return mask

    def _fill(self, mask: Mask, rect: Rect, *, shown: bool) -> None:
        part = rect.clip(self._monitor).shift(-self._monitor.x, -self._monitor.y)
        mask[part.y : part.bottom, part.x : part.right] = shown
