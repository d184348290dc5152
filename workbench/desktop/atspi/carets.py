"""Where the carets of one application moved lately: proof that it has handled what was typed. Pure."""

from collections import deque
from collections.abc import Collection

from workbench.desktop.accessibility import CaretMove
from workbench.desktop.atspi.questions import Ref

KEPT = 300


class Carets:
    """The moves of one process's carets, in order. Not thread-safe: its owner holds a lock."""

    def __init__(self) -> None:
        self._moves: deque[tuple[int, Ref, int]] = deque(maxlen=KEPT)

    def note(self, ref: Ref, offset: int, at_ms: int) -> None:
        """Note a move."""
        self._moves.append((at_ms, ref, offset))

    def between(self, fields: Collection[Ref], since_ms: int, until_ms: int) -> tuple[CaretMove, ...]:
        """Return the moves in some fields in an interval, and the last one in each field before it."""
        moves = [
            CaretMove(at_ms, f"{ref.bus}{ref.path}", offset)
            for at_ms, ref, offset in self._moves
            if at_ms <= until_ms and ref in fields
        ]
        last = {move.field: move for move in moves if move.at_ms < since_ms}
        return (*sorted(last.values(), key=lambda move: move.at_ms), *(m for m in moves if m.at_ms >= since_ms))
