"""The palette: every key of the screen in front and of the program, by name, as `area: verb`.

Entries come from the bindings' own ids (`review.zoom` is "review: zoom"), so that nothing can be forgotten.
"""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from textual.app import SystemCommand
from textual.binding import Binding
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen

from workbench.tui import rooms
from workbench.tui.outside import TEXT_LIMIT, outside

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp

AREAS_LEFT_OUT = frozenset({"list", "dialog"})


def entry_name(binding_id: str) -> str:
    """Return the palette's name for a binding: `review.go_to` is `review: go to`."""
    area, _, verb = binding_id.partition(".")
    return f"{area}: {verb.replace('_', ' ')}"


def everything(app: "WorkbenchApp", screen: Screen[object]) -> Iterable[SystemCommand]:
    """Yield what can be done here: the screen's keys, then what the program can do anywhere."""
    named: dict[str, SystemCommand] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if binding.id and active.enabled and binding.id.partition(".")[0] not in AREAS_LEFT_OUT:
            run = partial(run_binding, app, binding, active.node)
            named[binding.id] = SystemCommand(
                entry_name(binding.id), binding.tooltip or binding.description, run
            )
    yield from named.values()
    yield from anywhere(app)


async def run_binding(app: "WorkbenchApp", binding: Binding, node: DOMNode) -> None:
    """Do what the key would have done."""
    await app.run_action(binding.action, default_namespace=node)


def anywhere(app: "WorkbenchApp") -> Iterable[SystemCommand]:
    """Yield what has no key of its own on every screen."""
    yield SystemCommand(
        "consent: read the notice", "What is captured, what never is", partial(show_notice, app)
    )
    yield SystemCommand(
        "safeguards: read", "What keeps things out, and what it misses", partial(show_safeguards, app)
    )
    yield SystemCommand("view: light or dark", "Change the colours", partial(change_theme, app))
    yield SystemCommand("view: home", "Back to the sessions", app.go_home)
    if app.control.running:
        yield SystemCommand("recording: show", "The recording that runs", app.show_recording)
        yield SystemCommand(
            "recording: pause or resume", "Keep nothing until resumed", app.control.toggle_pause
        )
        yield SystemCommand("recording: forget 30 seconds", "Erase the last half minute", app.control.forget)
        yield SystemCommand("recording: mark", "Mark this moment", app.control.mark)
        yield SystemCommand("recording: stop", "Stop and save the recording", app.control.stop)
    else:
        yield SystemCommand("recording: new", "Choose a scope and record", app.new_recording)


def show_notice(app: "WorkbenchApp") -> None:
    """Show the notice that one agrees to, and whether that has happened."""
    consent = app.recording.consent()
    when = f"You agreed to this on {consent.agreed_at}." if consent else "You have not agreed to this yet."
    text = Content.assemble((when, "bold"), "\n\n", notice_content(app.recording.notice()))
    app.push_screen(rooms.reading("The notice", text))


def show_safeguards(app: "WorkbenchApp") -> None:
    """Show what keeps things out while recording, and what each safeguard misses."""
    from workbench.workflow.safeguards import SAFEGUARDS

    parts = [
        Content.assemble(
            (safeguard.name, "bold"), f"\n{safeguard.what}\n", ("catches ", "bold"), f"{safeguard.catches}\n",
            ("misses ", "bold"), f"{safeguard.misses}\n",
        )
        for safeguard in SAFEGUARDS
    ]  # fmt: skip
    last = Content("`workbench safeguards` lists by name what is never recorded, your own entries included.")
    app.push_screen(rooms.reading("What keeps things out", Content("\n").join([*parts, last])))


def notice_content(notice: str) -> Content:
    """Return the notice with its line breaks."""
    return Content("\n").join(outside(line, limit=TEXT_LIMIT) for line in notice.splitlines())


def change_theme(app: "WorkbenchApp") -> None:
    """Go from dark to light colours, or back."""
    app.theme = "textual-dark" if app.theme == "textual-light" else "textual-light"
