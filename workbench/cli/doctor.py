"""`workbench doctor`."""

import os
import shutil
import sys
from dataclasses import asdict

import click

from workbench.cli.output import print_lines, print_table
from workbench.paths import Home
from workbench.tui.graphics import Graphics, detect_graphics
from workbench.workflow.doctor import Finding, examine, ill, well

NEEDED_COLUMNS, NEEDED_LINES = 80, 24


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
def doctor(*, as_json: bool) -> None:
    """Tell what works here - display, keys, folder, terminal - and what to do where something does not."""
    findings = [*examine(Home.from_environment()), terminal(), pictures()]
    if as_json:
        print_lines(asdict(finding) for finding in findings)
    else:
        print_table(("what", "", "how it is"), [cells(finding) for finding in findings])


def cells(finding: Finding) -> tuple[str, str, str]:
    """Return what a person reads of a finding."""
    return (finding.name, "ok" if finding.ok else "problem", finding.sentence)


def terminal() -> Finding:
    """Tell whether the screens fit into this terminal."""
    if not sys.stdout.isatty():
        return well("terminal", "There is none here, so only commands work, not the screens.")
    size = shutil.get_terminal_size()
    said = f"{size.columns} columns and {size.lines} lines"
    if size.columns >= NEEDED_COLUMNS and size.lines >= NEEDED_LINES:
        return well("terminal", f"{said}; the screens fit.")
    return ill("terminal", f"{said}; the screens are made for {NEEDED_COLUMNS}×{NEEDED_LINES}: enlarge it.")


def pictures() -> Finding:
    """Tell how pictures will be shown."""
    graphics = detect_graphics()
    if graphics is not Graphics.BLOCKS:
        return well("pictures", f"Pictures are shown in full, over the terminal's {graphics} protocol.")
    inside = " Multiplexers such as tmux pass nothing better on." if "TMUX" in os.environ else ""
    return well("pictures", f"Pictures are shown as coloured half-blocks, cut around the action.{inside}")
