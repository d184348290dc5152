"""`workbench redact`: take text, a title or a rectangle out of a session."""

import click

from workbench.cli.edited import tell
from workbench.cli.output import AS_JSON, say
from workbench.cli.places import library
from workbench.cli.rectangle import Rectangle
from workbench.errors import UsageError
from workbench.model.geometry import Rect
from workbench.workflow.editing import Edited, redact_box, redact_pattern, redact_step, redact_title
from workbench.workflow.narration import counted
from workbench.workflow.reviewing import load_review


@click.command()
@click.argument("reference", metavar="ID")
@click.option(
    "--step",
    type=click.IntRange(min=1),
    help="Only in this step, and letter for letter where titles and labels repeat it; alone: all of its text.",
)
@click.option("--text", metavar="REGEX", help="What matches: in typed text, titles and labels.")
@click.option("--box", type=Rectangle(), help="A rectangle of the step's pictures, in their pixels.")
@click.option("--title", is_flag=True, help="The title of the step's window, in the whole session.")
@AS_JSON
def redact(
    reference: str, *, step: int | None, text: str | None, box: Rect | None, title: bool, as_json: bool
) -> None:
    """Redact text, titles or pixels, also where later pictures still show them; `undo` takes it back."""
    if step is None and (box or title or text is None):
        message = "Say what to redact: --text REGEX, or --step N, alone or with --text, --box or --title."
        raise UsageError(message)
    own, made = library(), list[Edited]()
    if step is None:
        made.append(redact_pattern(own, reference, str(text)))
    else:
        if text is not None or not (box or title):
            made.append(redact_step(own, reference, step, text))
        if title:
            made.append(redact_title(own, reference, step))
        if box:
            made.append(redact_box(own, reference, step, box))
    tell(made, as_json=as_json)
    painted = sum(bool(masks) for masks in load_review(own, reference).masks.values())
    say(f"Painted over in part now: {counted(painted, 'picture')}; `workbench frame` shows what is left.")
