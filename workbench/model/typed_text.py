"""Typed text as it came to stand in the field: characters in, backspaced ones out."""


class TypedText:
    """The text of one step while it is being typed."""

    def __init__(self) -> None:
        self._characters: list[str] = []

    def __len__(self) -> int:
        return len(self._characters)

    def __str__(self) -> str:
        return "".join(self._characters)

    def write(self, text: str, count: int = 1) -> None:
        """Append what a key wrote, `count` times."""
        self._characters.extend(text * count)

    def delete_back(self, count: int) -> int:
        """Delete up to `count` characters at the end, and return how many there were none left for."""
        there = min(count, len(self._characters))
        if there:
            del self._characters[-there:]
        return count - there
