"""`workbench version`."""

import platform

import click

from workbench import __version__


@click.command()
def version() -> None:
    """Say which version this is, and on what it runs."""
    show()


def show() -> None:
    """Print the version."""
    click.echo(f"workbench {__version__} (Python {platform.python_version()}, {platform.system()})")
