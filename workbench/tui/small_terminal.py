"""A terminal that is too small hides the screen behind a word; keys must not act on what nobody sees."""

from textual import events
from textual.app import App

from workbench.tui.screens.workbench_screen import WorkbenchScreen


class SeenKeys(App[None]):
    """Lets keys and pasted text through only where the person sees what they do."""

    async def on_event(self, event: events.Event) -> None:
        """Leave out what is pressed or pasted over a hidden screen, but for the keys that its word names."""
        screen = self.screen if self.screen_stack else None
        if isinstance(event, events.Key | events.Paste) and isinstance(screen, WorkbenchScreen):
            key = event.key if isinstance(event, events.Key) else ""
            if screen.hidden_by_size and key not in screen.KEYS_WHILE_HIDDEN:
                return
        await super().on_event(event)
