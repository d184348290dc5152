"""A list that draws only the lines that are seen, so that 100,000 rows paint as fast as ten."""

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

Row = TypeVar("Row")


class LineList(ScrollView, Generic[Row], can_focus=True):
    """Rows of one line each, with a cursor. Subclasses say what a row looks like."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"line-list--row", "line-list--cursor"}
    DEFAULT_CSS = """
    LineList {
        height: 1fr; overflow-x: hidden; scrollbar-size-vertical: 1; background: $background;
        & > .line-list--row { color: $foreground; background: $background; }
        & > .line-list--cursor { color: $foreground; background: $surface; text-style: bold; }
        &:focus > .line-list--cursor {
            color: $block-cursor-foreground; background: $block-cursor-background; text-style: bold;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Down", show=False, id="list.down", tooltip="One row down"),
        Binding("up,k", "move(-1)", "Up", show=False, id="list.up", tooltip="One row up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="list.page_down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="list.page_up"),
        Binding("home", "jump(0)", "First", show=False, id="list.first"),
        Binding("end", "jump(-1)", "Last", show=False, id="list.last"),
        Binding("enter", "choose", "Choose", show=False, id="list.choose"),
    ]

    cursor: reactive[int] = reactive(0, init=False, repaint=False)

    class Moved(Message):
        """The cursor came to another row."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

        def can_replace(self, message: Message) -> bool:
            """Let only the newest of several waiting moves arrive."""
            return isinstance(message, LineList.Moved)

    class Chosen(Message):
        """A row was chosen, by Enter or by a click on the cursor."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  (Textual's own name for it)
        super().__init__(id=id)
        self._rows: Sequence[Row] = ()
        self._lines: LRUCache[tuple[int, int, bool], Strip] = LRUCache(1024)

    @property
    def rows(self) -> Sequence[Row]:
        """The rows, as they were set."""
        return self._rows

    @property
    def current(self) -> Row | None:
        """The row under the cursor; none in an empty list."""
        return self._rows[self.cursor] if 0 <= self.cursor < len(self._rows) else None

    def row_content(self, index: int, width: int) -> Content:
        """Return what the row looks like in that many columns; longer content is cut."""
        raise NotImplementedError

    def set_rows(self, rows: Sequence[Row], cursor: int = 0) -> None:
        """Show other rows, with the cursor on one of them."""
        self._rows = rows
        self._lines.clear()
        self.virtual_size = Size(0, len(rows))
        self.set_reactive(LineList.cursor, max(0, min(cursor, len(rows) - 1)))
        self._keep_cursor_in_sight()
        self.refresh()
        self.post_message(self.Moved(self.cursor))

    def validate_cursor(self, cursor: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(cursor, len(self._rows) - 1))

    def watch_cursor(self, before: int, now: int) -> None:
        """Repaint the two lines that changed, and tell the screen."""
        self.refresh_line(before)
        self.refresh_line(now)
        self._keep_cursor_in_sight()
        self.post_message(self.Moved(now))

    def _keep_cursor_in_sight(self) -> None:
        height = self.scrollable_content_region.height
        top = round(self.scroll_target_y)
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False)
        elif height and self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False)

    def on_resize(self) -> None:
        """Draw lines in their new width."""
        self._lines.clear()
        self._keep_cursor_in_sight()

    def notify_style_update(self) -> None:
        """Forget lines that were drawn in other colours."""
        self._lines.clear()
        super().notify_style_update()

    def redraw(self) -> None:
        """Draw every line anew: what rows look like has changed."""
        self._lines.clear()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return one line of the window on the rows."""
        index = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if index >= len(self._rows):
            return Strip.blank(width, self.get_component_rich_style("line-list--row"))
        key = (index, width, index == self.cursor)
        strip = self._lines.get(key)
        if strip is None:
            strip = self._lines[key] = self._draw(index, width)
        return strip

    def _draw(self, index: int, width: int) -> Strip:
        name = "line-list--cursor" if index == self.cursor else "line-list--row"
        style = self.get_visual_style(name)
        content = self.row_content(index, width).truncate(width, ellipsis=True, pad=True)
        if index == self.cursor:
            content = content.without_spans  # the cursor's own colours are always readable
        pieces = content.render(style, end="", parse_style=self.app.stylesheet.parse_style)
        return Strip([Segment(text, piece.rich_style) for text, piece in pieces], width)

    def action_move(self, rows: int) -> None:
        """Move the cursor by some rows."""
        self.cursor += rows

    def action_page(self, pages: int) -> None:
        """Move the cursor by a window's height."""
        self.cursor += pages * max(1, self.scrollable_content_region.height - 1)

    def action_jump(self, index: int) -> None:
        """Move the cursor to a row; negative ones count from the end."""
        self.cursor = index if index >= 0 else len(self._rows) + index

    def action_choose(self) -> None:
        """Choose the row under the cursor."""
        if self._rows:
            self.post_message(self.Chosen(self.cursor))

    def on_click(self, event: events.Click) -> None:
        """Bring the cursor to the row that was clicked; a second click on it chooses."""
        index = event.y + self.scroll_offset.y
        if index >= len(self._rows):
            return
        if index == self.cursor and event.chain > 1:
            self.action_choose()
        self.cursor = index
