"""`workbench record`: record without the screens, until Ctrl-C, a signal or the time limit."""

import textwrap
from dataclasses import dataclass

import click

from workbench.capture.protocol import RecordingResult
from workbench.cli.live import LiveLine, Stop
from workbench.cli.output import print_json, say
from workbench.cli.rectangle import Rectangle
from workbench.model.geometry import Rect
from workbench.model.scope import KeyChannel, Scope
from workbench.paths import Home
from workbench.settings import load_settings
from workbench.workflow.consent import NOTICE, agree, current_consent, require_consent
from workbench.workflow.recording import SECRETS_NOTICE, RecorderClient, RecordingRequest

POLL_S = 0.25
WIDTH = 79
AS_ASKED = ("stopped", "limit")


@dataclass(frozen=True, slots=True)
class RecordOptions:
    """Everything that was said behind `workbench record`."""

    task: str
    """The task in the volunteer's words."""
    app: tuple[str, ...]
    """Applications in the scope."""
    window: tuple[str, ...]
    """Patterns of window titles in the scope."""
    monitor: int | None
    """The one monitor that counts."""
    region: Rect | None
    """The one rectangle that counts."""
    url: tuple[str, ...]
    """Sites in the scope."""
    seconds: float | None
    """When to end by itself."""
    wait: bool
    """Whether applications may be opened later."""
    consent: bool
    """Whether the volunteer agrees to the notice with this very command."""
    no_pointer: bool
    """Whether the pointer's path is left out."""
    no_pictures: bool
    """Whether no picture is taken."""
    no_elements: bool
    """Whether no application is asked what an action is aimed at."""
    keys: str
    """Which keys are kept."""
    source: str
    """Where input comes from."""
    as_json: bool
    """Whether the result is printed as one object."""

    def scope(self) -> Scope:
        """Return the scope, or raise `UsageError` with what is wrong with it."""
        return Scope(
            apps=self.app,
            windows=self.window,
            monitor=self.monitor,
            region=self.region,
            urls=self.url,
            pointer=not self.no_pointer,
            keys=KeyChannel(self.keys),
            pictures=not self.no_pictures,
            elements=not self.no_elements,
        ).check()


@click.command()
@click.option("--task", required=True, metavar="TEXT", help="What you are about to do, in a sentence.")
@click.option("--app", multiple=True, metavar="NAME", help="An application that may be recorded; repeatable.")
@click.option("--window", multiple=True, metavar="REGEX", help="Windows whose titles match; repeatable.")
@click.option("--monitor", type=click.IntRange(min=1), help="Only this monitor, as `doctor` counts them.")
@click.option("--region", type=Rectangle(), help="Only this rectangle of the desktop, in pixels.")
@click.option(
    "--url",
    multiple=True,
    metavar="PATTERN",
    help="In browsers only this site, as in --app chromium --url example.com; repeatable.",
)
@click.option(
    "--for", "seconds", type=click.FloatRange(min=0, min_open=True), help="End after so many seconds."
)
@click.option("--wait", is_flag=True, help="Begin although the application is not open yet.")
@click.option("--consent", is_flag=True, help="Agree to the notice that is shown without this.")
@click.option("--no-pointer", is_flag=True, help="Leave out the pointer's way between actions.")
@click.option("--no-pictures", is_flag=True, help="Take no pictures at all.")
@click.option("--no-elements", is_flag=True, help="Do not ask what buttons and fields are called.")
@click.option("--keys", type=click.Choice([str(keys) for keys in KeyChannel]), default="all", show_default=True)
@click.option("--input", "source", type=click.Choice(["x11", "pynput"]), default="x11", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the result as one object.")
def record(**said: object) -> None:
    """Record a task inside a scope; prints the session's id. Ctrl-C, SIGTERM or --for ends it."""
    options = RecordOptions(**said)  # type: ignore[arg-type]  # click has checked every one
    home = Home.from_environment()
    scope = options.scope()
    settings = load_settings(home)
    ask_consent(home, given=options.consent)
    say(SECRETS_NOTICE)
    limit_s = options.seconds or settings.time_limit_s
    report(
        run(home, RecordingRequest(options.task, scope, limit_s, options.source, options.wait)), options.as_json
    )


def ask_consent(home: Home, *, given: bool) -> None:
    """Take the agreement that was given, or show the notice and refuse."""
    if given:
        agree(home)
        return
    if current_consent(home) is None:
        for paragraph in NOTICE.splitlines():
            click.echo(textwrap.fill(paragraph, WIDTH), err=True)
        click.echo(err=True)
    require_consent(home)


def run(home: Home, request: RecordingRequest) -> RecordingResult:
    """Record until something ends it, and return what it came to."""
    with Stop() as stop:
        client = RecorderClient.start(home, request)
        say(request.scope.sentence())
        with LiveLine(request.task) as line:
            while not stop.wanted:
                result = client.wait(POLL_S)
                if result is not None:
                    return result
                line.show(client.status())
        return client.stop()


def report(result: RecordingResult, as_json: bool) -> None:
    """Print the result, and leave with 1 where the recording ended otherwise than it was asked to."""
    say(result.sentence)
    if as_json:
        shape = result.to_json()
        shape.pop("sentence")
        print_json(shape)
    else:
        click.echo(result.id)
    if result.ended not in AS_ASKED:
        raise click.exceptions.Exit(1)
