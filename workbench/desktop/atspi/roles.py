"""Roles and states of accessible objects: numbers are the same in every toolkit, names are not."""

from collections.abc import Sequence

from workbench.model.elements import SECRET_ROLE, STATES

_WORDS = (
    "unknown|accelerator label|alert|animation|arrow|calendar|canvas|check box|check menu item|"
    "color chooser|column header|combo box|date editor|desktop icon|desktop frame|dial|dialog|"
    "directory pane|drawing area|file chooser|filler|focus traversable|font chooser|frame|glass pane|"
    "html container|icon|image|internal frame|label|layered pane|list|list item|menu|menu bar|"
    f"menu item|option pane|tab|tab list|panel|{SECRET_ROLE}|popup menu|progress bar|button|"
    "radio button|radio menu item|root pane|row header|scroll bar|scroll pane|separator|slider|"
    "spin button|split pane|status bar|table|table cell|column header|row header|tearoff menu item|"
    "terminal|text|toggle button|tool bar|tooltip|tree|tree table|unknown|viewport|window|extended|"
    "header|footer|paragraph|ruler|application|autocomplete|edit bar|embedded|text field|chart|"
    "caption|document|heading|page|section|redundant|form|link|input method window|table row|"
    "tree item|spreadsheet|presentation|text document|web document|e-mail|comment|list box|group|"
    "image map|notification|info bar|level bar|title bar|quote|audio|video|definition|article|"
    "landmark|log|marquee|math|rating|timer|text|fraction|root|subscript|superscript|"
    "description list|term|description|footnote|deletion|insertion|mark|suggestion|menu button|switch"
).split("|")

WINDOWS = frozenset({16, 19, 22, 23, 69, 104})
"""Roles of whole windows; their name is the window's title."""
WEB_PAGE = 95
DOCUMENTS = frozenset({82, WEB_PAGE})
"""Roles of a browser's documents; their name is the page's title."""
FRAME = 23
WEB_DOCUMENT = 95
PASSWORD = 40
MENU_BAR = 34
MENUS = frozenset({33, 41})
COMBO_BOX = 11
FILLER = 20
TAB_LIST, TAB = 38, 37
TOOL_BAR, PANEL = 63, 39
INTERNAL_FRAME = 28
LISTS = frozenset({31, 55, 65, 66, 98})
"""Roles of what holds items one below the other: lists, tables, trees, list boxes."""
FIELDS = frozenset({11, 12, 40, 52, 61, 79})
"""Roles into which one types."""
ACTORS = frozenset({7, 8, 11, 12, 26, 32, 35, 37, 40, 43, 44, 45, 51, 52, 56, 57, 62, 79, 88, 91, 98, 129, 130})
"""Roles at which an action aims; what lies inside them is only how they look."""
TEXTS = frozenset({61, 116})
LABELS = frozenset({29, 83})
"""Roles that are no more than the text inside them, which is called the same."""
INSIDES = frozenset({0, 20, 24, 26, 27, 29, 39, 46, 66, 67, 68, 73, 81, 85, 86, 116})
"""Roles of which an actor around them says more."""
CONTAINERS = frozenset({16, 20, 23, 30, 37, 38, 39, 46, 49, 53, 68, 69})
"""Roles of which some toolkits do not say what lies inside them; their children's places decide."""
HOLDERS = frozenset({2, 16, 19, 31, 33, 34, 38, 41, 55, 63, 65, 66, 83, 87, 98, 99, 102, 109, 110})
"""Roles that say where something is."""

_BITS = {"checked": 4, "collapsed": 5, "editable": 7, "expanded": 10, "pressed": 20, "selected": 23}
SENSITIVE, ENABLED, SHOWING, DEFUNCT, EDITABLE, EXPANDABLE = 24, 8, 25, 6, 7, 9


def role_word(number: int) -> str:
    """Return what a role is called here."""
    return _WORDS[number] if 0 <= number < len(_WORDS) else _WORDS[0]


class States:
    """The states of an object, from the two words of 32 bits that it sends."""

    def __init__(self, words: Sequence[int] = ()) -> None:
        self._bits = sum(int(word) << (32 * at) for at, word in enumerate(words))

    def has(self, bit: int) -> bool:
        """Return whether it has that state."""
        return bool(self._bits >> bit & 1)

    def words(self) -> tuple[str, ...]:
        """Return the states that are kept, in words."""
        known = {word for word, bit in _BITS.items() if self.has(bit)}
        if "collapsed" not in known and self.has(EXPANDABLE) and "expanded" not in known:
            known.add("collapsed")
        if not (self.has(SENSITIVE) or self.has(ENABLED)):
            known.add("disabled")
        return tuple(state for state in STATES if state in known)
