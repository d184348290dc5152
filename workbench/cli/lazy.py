"""Groups whose commands load only when they are called, so that `--help` stays instant."""

import importlib
from typing import Any

import click

from workbench.cli.failures import guarded, stop_writing

Places = dict[str, tuple[str, str]]


class LazyGroup(click.Group):
    """A group that knows its commands' places and descriptions, and nothing more until one is called."""

    def __init__(self, *args: Any, places: Places | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self._places = places or {}

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click hands it over)
        """Return the names in the order in which a person meets them."""
        return list(self._places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  (as above)
        """Load the one command that was asked for."""
        if cmd_name not in self._places:
            return None
        module, attribute = self._places[cmd_name][0].split(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  (as above)
        """List the commands without loading any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, says) for name, (_, says) in self._places.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a reader that closed the pipe has seen enough, which click would call a failure."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            return stop_writing()

    def main(self, *args: Any, **options: Any) -> Any:
        """Run, and turn every failure into one sentence and an exit code."""
        options["standalone_mode"] = False
        run = super().main
        return guarded(lambda: run(*args, **options))
