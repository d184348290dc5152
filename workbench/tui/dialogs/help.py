"""The keys of a screen, read from its own bindings, so that they are true."""

from typing import Any

from textual.binding import ActiveBinding
from textual.content import Content
from textual.screen import Screen

from workbench.tui.dialogs.reading import Reading

KEY_COLUMN = 14
LISTS = frozenset({"list", "choices", "picture"})


def key_lines(screen: Screen[Any]) -> Content:
    """Return one line for each thing that a key does on that screen just now."""
    keys: dict[str, list[str]] = {}
    for active in sorted(screen.active_bindings.values(), key=_of_a_list):
        binding = active.binding
        words = binding.tooltip or binding.description
        if active.enabled and words and binding.id:
            keys.setdefault(words, []).append(screen.app.get_key_display(binding))
    lines = [
        Content.assemble((" ".join(dict.fromkeys(names)).ljust(KEY_COLUMN), "bold"), "  ", words)
        for words, names in keys.items()
    ]
    return Content("\n").join(lines)


def _of_a_list(active: ActiveBinding) -> bool:
    """Put the keys that every list has last."""
    return (active.binding.id or "").partition(".")[0] in LISTS


class Help(Reading):
    """What the screen is for, and its keys."""

    def __init__(self, screen: Screen[Any], *, id: str | None = None) -> None:  # noqa: A002  (Textual's name)
        about = getattr(screen, "HELP_LINES", "")
        head = Content(f"{about}\n\n" if about else "")
        super().__init__("Help", Content.assemble(head, key_lines(screen)))
        if id:
            self.id = id
