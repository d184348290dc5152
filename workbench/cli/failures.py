"""The edge: every failure becomes one sentence on stderr and an exit code, never a traceback.

0 done · 1 failed · 2 used wrongly. A reader that closes the pipe early is no failure; a terminal that was
closed cannot be written to any more, which is said where it still can be read.
"""

import errno
import os
import sys
from collections.abc import Callable
from typing import NoReturn

import click

from workbench.desktop.hangup import hung_up
from workbench.errors import WorkbenchError, system_sentence

DEBUG_VARIABLE = "WORKBENCH_DEBUG"
TERMINAL_GONE = "The terminal is gone, so the rest could not be printed; what was saved until then is safe."
STDOUT, STDERR = 1, 2


def guarded(run: Callable[[], object]) -> NoReturn:
    """Run a command and leave the program with its exit code."""
    try:
        outcome = run()
        sys.stdout.flush()
    except click.exceptions.Exit as leaving:
        outcome = leaving.exit_code
    except BrokenPipeError:
        outcome = stop_writing()
    except (click.Abort, KeyboardInterrupt):
        outcome = _fail("Stopped before it was done.")
    except Exception as error:
        if os.environ.get(DEBUG_VARIABLE):
            raise
        outcome = _fail(sentence(error), exit_code(error))
    for stream in filter(hung_up, (STDOUT, STDERR)):
        _write_nowhere(stream)
    sys.exit(outcome if isinstance(outcome, int) else 0)


def exit_code(error: Exception) -> int:
    """Return 2 where the command was used wrongly, else 1."""
    return error.exit_code if isinstance(error, click.ClickException | WorkbenchError) else 1


def sentence(error: Exception) -> str:
    """Return what happened and what to do, in one sentence that repeats nothing a volunteer typed or saw."""
    if isinstance(error, WorkbenchError):
        return str(error)
    if isinstance(error, click.UsageError):
        path = error.ctx.command_path if error.ctx else "workbench"
        return f"{error.format_message().rstrip('.')}; `{path} --help` shows how it is used."
    if isinstance(error, click.ClickException):
        return error.format_message()
    if isinstance(error, OSError) and error.strerror:
        return _system_sentence(error)
    return (
        f"Something unexpected failed ({type(error).__name__} in {_place(error)}); your sessions are safe: "
        f"run it again with {DEBUG_VARIABLE}=1 to see where, and report that."
    )


def _system_sentence(error: OSError) -> str:
    """Say what the system refused, and to which file where it named one."""
    if error.errno == errno.EIO and not error.filename and any(map(hung_up, (STDOUT, STDERR))):
        return TERMINAL_GONE
    if error.filename or error.errno == errno.ENOSPC:
        return system_sentence(error)
    return (
        f"{error.strerror} (in {_place(error)}), and the system named no file; your sessions are safe: try "
        f"again, with {DEBUG_VARIABLE}=1 to see where."
    )


def _place(error: Exception) -> str:
    """Return module and line of the innermost part of the workbench that was running."""
    place, trace = "the workbench", error.__traceback__
    while trace:
        module = trace.tb_frame.f_globals.get("__name__", "")
        if module.startswith("workbench."):
            place = f"{module}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _fail(text: str, code: int = 1) -> int:
    """Write the sentence to stderr, harmless for terminals, and return the exit code."""
    from workbench.model.showable import showable  # only failures need it

    if not hung_up(STDERR):
        click.echo(f"workbench: {showable(text, 2000)}", err=True)
    return code


def stop_writing() -> int:
    """Leave quietly after the reader of our output went away."""
    _write_nowhere(sys.stdout.fileno())
    return 0


def _write_nowhere(stream: int) -> None:
    """Let what is still to be written go nowhere: leaving flushes it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream)
    os.close(nowhere)
