"""What the volunteer is told while text typed into the scope is withheld: why, and what to do about it."""

from collections.abc import Iterable

from workbench.capture.verdict import Kept, Verdict, Withheld
from workbench.desktop.port import Input, KeyInput
from workbench.model.gaps import GapCause
from workbench.model.key_roles import is_modifier
from workbench.model.windows import WindowInfo

CURES = {
    GapCause.NO_FIELDS: "{app} shows no fields, so typed text there is withheld. "
    "Start it with: workbench launch {command}",
    GapCause.NO_ANSWER: "{app} does not say which field has the keyboard, so typed text there is withheld. "
    "Wait until it answers again, or close it and start it anew.",
    GapCause.OTHER_TERMINAL: "In {app} another terminal decides whether typing shows, as behind ssh or docker, "
    "so typed text there is withheld. Type in a shell of this machine what is to be kept.",
}
UNHEARD = (
    "No accessibility service tells which field has the keyboard, so typed text is withheld outside terminals. "
    "Stop, and let `workbench doctor` say what to do."
)
PATIENCE = {GapCause.NO_FIELDS: 1, GapCause.NO_ANSWER: 5, GapCause.OTHER_TERMINAL: 5}
"""How many keys in a row are withheld before it is said: a window that has just opened needs a moment."""


class Warnings:
    """One warning for each application in which typed text is withheld, until a key there is kept again."""

    def __init__(self) -> None:
        self._withheld: dict[str, tuple[GapCause, int]] = {}

    def note(self, item: Input, verdict: Verdict) -> None:
        """Take in what became of an input."""
        if not isinstance(item, KeyInput) or not item.down or is_modifier(item.key):
            return
        match verdict:
            case Kept(window):
                self._withheld.pop(window.app, None)
            case Withheld(_, cause, app) if cause in CURES:
                before, times = self._withheld.get(app, (cause, 0))
                self._withheld[app] = (cause, times + 1 if cause is before else 1)

    def sentences(self, windows: Iterable[WindowInfo], *, heard: bool = True) -> tuple[str, ...]:
        """Return what to say while these windows are open; `heard`: whether there is anybody to listen to."""
        apps = {window.app for window in windows}
        told = [
            UNHEARD
            if cause is GapCause.NO_FIELDS and not heard
            else CURES[cause].format(app=app, command=app.casefold())
            for app, (cause, times) in self._withheld.items()
            if app in apps and times >= PATIENCE[cause]
        ]
        return tuple(dict.fromkeys(told))
