"""What commands print: data on stdout, narration on stderr, text from outside made harmless."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any

import click

from workbench.model.showable import LONGEST_ESCAPE, showable

CELL_LIMIT = 600
SENTENCE_LIMIT = 4000
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def print_json(shape: Mapping[str, Any]) -> None:
    """Print one object on one line; every character outside ASCII is escaped, so it steers no terminal."""
    click.echo(json.dumps(shape, separators=(", ", ": ")))


def print_lines(shapes: Iterable[Mapping[str, Any]]) -> None:
    """Print a list as JSON Lines."""
    for shape in shapes:
        print_json(shape)


def answer(shape: Mapping[str, Any], sentence: str, *, as_json: bool) -> None:
    """Print what came of a command: its object, or a sentence."""
    if as_json:
        print_json(shape)
    else:
        click.echo(showable(sentence, SENTENCE_LIMIT))


def say(text: str) -> None:
    """Tell the person something, on stderr."""
    narrate(f"{showable(text, SENTENCE_LIMIT)}\n")


def narrate(text: str) -> None:
    """Write to stderr as it is; where its terminal was closed nobody reads on, and the work goes on."""
    with suppress(OSError):
        click.echo(text, nl=False, err=True)


def print_table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, whole: bool = False) -> None:
    """Print rows under heads: with colour and fitted to the width on a terminal, else one line a row.

    Cells are cut at `CELL_LIMIT` characters, unless they are wanted whole.
    """
    cells = [[whole_text(cell) if whole else showable(cell, CELL_LIMIT) for cell in row] for row in rows]
    if has_terminal():
        _print_fitted(heads, cells)
    else:
        _print_plain(heads, cells)


def has_terminal() -> bool:
    """Return whether what is printed goes to a terminal."""
    return sys.stdout.isatty()


def whole_text(text: str) -> str:
    """Return a text made harmless and not cut, however long it is."""
    return showable(text, max(1, len(text)) * LONGEST_ESCAPE)


def _print_plain(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    widths[-1] = 0  # nothing stands behind the last column
    for row in (heads, *rows):
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _print_fitted(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    # late: a quarter of the start-up time, and only terminals need it
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for number, head in enumerate(heads):
        last = number == len(heads) - 1
        table.add_column(Text(head), overflow="fold" if last else "ellipsis", no_wrap=not last)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)
