"""`workbench frame`."""

from pathlib import Path

import click

from workbench.cli.output import say
from workbench.errors import UsageError
from workbench.paths import Home
from workbench.store.library import Library
from workbench.workflow.reviewing import step_picture


@click.command()
@click.argument("reference", metavar="ID")
@click.argument("step", type=click.IntRange(min=1))
@click.argument("file", metavar="FILE.png", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--after", is_flag=True, help="The picture once things settled, instead of the one before.")
def frame(reference: str, step: int, file: Path, *, after: bool) -> None:
    """Write the picture before a step to a PNG file."""
    if file.suffix.lower() != ".png":
        message = f"{file} does not end in .png, and pictures are written as PNG only; name another file."
        raise UsageError(message)
    picture = step_picture(Library.of(Home.from_environment()), reference, step, after=after)
    picture.png(file)
    say(f"Wrote {file}: {picture.width}×{picture.height} pixels.")
