"""Text on its way into a release: what a row holds acts on no terminal and hides nothing."""

from workbench.model.showable import showable

LONGEST = 10_000


def harmless(text: str) -> str:
    """Return the text with its lines kept and everything else that is no plain character made visible."""
    return "\n".join(showable(line, LONGEST) for line in text[:LONGEST].split("\n"))


def is_harmless(text: str) -> bool:
    """Return whether there is nothing in the text that would have been made visible."""
    return all(showable(line, len(line)) == line for line in text.split("\n"))
