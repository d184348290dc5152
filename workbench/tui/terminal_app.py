"""What a terminal may do to the program in it: be too small to show it, or go away."""

import sys

from textual import events
from textual.app import App

from workbench.desktop.hangup import hung_up
from workbench.tui.screens.workbench_screen import WorkbenchScreen

LOOK_S = 1.0


class TerminalApp(App[None]):
    """Lets keys through only where the person sees what they do, and leaves when its terminal has gone."""

    def on_mount(self) -> None:
        """Look for the terminal now and then: not everybody who closes one tells the programs in it."""
        if not self.is_headless:
            self.set_interval(LOOK_S, self._leave_if_gone)

    def _leave_if_gone(self) -> None:
        if sys.__stdin__ is not None and hung_up(sys.__stdin__.fileno()):
            self.exit()

    async def on_event(self, event: events.Event) -> None:
        """Leave out what is pressed or pasted over a hidden screen, but for the keys that its word names."""
        screen = self.screen if self.screen_stack else None
        if isinstance(event, events.Key | events.Paste) and isinstance(screen, WorkbenchScreen):
            key = event.key if isinstance(event, events.Key) else ""
            if screen.hidden_by_size and key not in screen.KEYS_WHILE_HIDDEN:
                return
        await super().on_event(event)
