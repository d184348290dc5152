"""`workbench launch`: start an application so that its fields can be seen."""

import os

import click

from workbench.cli.output import answer
from workbench.workflow.launching import launch as start


@click.command(context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.argument("app")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="[ARGS]...")
def launch(app: str, arguments: tuple[str, ...], *, as_json: bool) -> None:
    """Start APP so that its fields can be seen, and what you type into plain ones can be recorded.

    Whatever follows APP is handed to it. Browsers and Electron applications get
    --force-renderer-accessibility, others an environment in which GTK, Qt and Firefox show their fields.
    The desktop's accessibility service is switched on, and stays on.
    """
    launched = start(app, arguments, os.environ)
    shape = {"app": app, "pid": launched.process.pid, "family": launched.family, "heard": launched.heard}
    answer(shape, launched.sentence, as_json=as_json)
