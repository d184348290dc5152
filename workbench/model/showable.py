"""The one function that makes text from outside harmless to show.

Window titles, typed text and names may hold escape sequences, which every display passes on to the terminal,
and characters that reorder or hide what stands around them. Here they become visible instead.
Applying it twice changes nothing more, so it may be used on the way in and on the way out.
"""

import unicodedata

LIMIT = 1000
MARKS_IN_A_ROW = 4
ELLIPSIS = "…"
LONGEST_ESCAPE = len(r"\u{10ffff}")
"""How many characters one character of a text becomes at most."""

_ESCAPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_MARKS = frozenset({"Mn", "Me"})
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0")


def showable(text: str, limit: int = LIMIT) -> str:
    """Return the text with nothing in it that could act on a terminal, at most `limit` characters long.

    Controls become their pictures (ESC is ␛), C1 controls, format characters, surrogates, private and
    unassigned characters, line separators and blank letters become `\\u{…}`, as does every combining mark
    beyond four in a row.
    """
    if len(text) <= limit and text.isascii() and text.isprintable():
        return text
    shown: list[str] = []
    length = marks = 0
    for place, character in enumerate(text):
        category = unicodedata.category(character)
        marks = marks + 1 if category in _MARKS else 0
        piece = _escape(character) if marks > MARKS_IN_A_ROW else _shown(character, category)
        left_over = place < len(text) - 1
        if length + len(piece) + left_over > limit:
            return _cut(shown, limit)
        shown.append(piece)
        length += len(piece)
    return "".join(shown)


def _shown(character: str, category: str) -> str:
    """Return one character, or what stands for it."""
    if character < " ":
        return chr(0x2400 + ord(character))
    if character == "\x7f":
        return "␡"
    return _escape(character) if category in _ESCAPED or character in _BLANK_LETTERS else character


def _escape(character: str) -> str:
    """Return the character's number in a form that cannot act."""
    return f"\\u{{{ord(character):x}}}"


def _cut(shown: list[str], limit: int) -> str:
    """Return as many whole pieces as fit before an ellipsis."""
    while shown and sum(map(len, shown)) >= limit:
        shown.pop()
    return ("".join(shown) + ELLIPSIS)[:limit]
