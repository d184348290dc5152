"""Text from outside - titles, typed text, names, paths - made harmless before a terminal sees it.

Widgets get such text from here as `Content`, never as a `str`, which Textual reads as markup.
"""

from textual.content import Content
from textual.style import Style

from workbench.model.showable import LONGEST_ESCAPE, showable

LINE_LIMIT = 300
TEXT_LIMIT = 4000


def outside(text: str, style: str | Style = "", *, limit: int = LINE_LIMIT) -> Content:
    """Return text from outside as content that is safe to show: controls visible, markup without effect."""
    return Content.styled(showable(text, limit), style)


def whole(text: str) -> Content:
    """Return text from outside that is not cut, however long it is."""
    return outside(text, limit=max(1, len(text)) * LONGEST_ESCAPE)
