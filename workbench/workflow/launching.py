"""Starting an application so that its fields can be seen, and what is typed into plain ones can be kept."""

import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workbench.desktop.atspi.service import switch_on
from workbench.desktop.emulators import is_emulator
from workbench.desktop.toolkits import Family, command_for, environment_for, family_of, running_blind
from workbench.errors import DesktopError, NotFoundError

SETTLED_S = 1.0
SAID = {
    Family.CHROMIUM: "{app} was started so that it shows its fields.",
    Family.FIREFOX: "{app} was started so that it shows its fields.",
    Family.JAVA: "{app} was started; Java shows its fields only where java-atk-wrapper is installed.",
    Family.OTHER: "{app} was started with everything that makes GTK and Qt applications show their fields.",
}
SAID_OF_TERMINALS = "{app} was started. It is a terminal: its prompts are watched through the terminal itself."
UNHEARD = (
    " The accessibility service could not be reached, so they will not be seen: "
    "`workbench doctor` says what to do."
)


@dataclass(frozen=True, slots=True)
class Launched:
    """An application that was started."""

    app: str
    """Its name, as it was asked for."""
    process: "subprocess.Popen[bytes]"
    """Its process, which goes on without us."""
    family: Family
    """What it is made with."""
    heard: bool
    """Whether there is an accessibility service that it can talk to."""
    terminal: bool = False
    """Whether it is a known terminal, which is watched without that service."""

    @property
    def sentence(self) -> str:
        """What to tell the volunteer."""
        if self.terminal:
            return SAID_OF_TERMINALS.format(app=self.app)
        return SAID[self.family].format(app=self.app) + ("" if self.heard else UNHEARD)


def launch(app: str, arguments: tuple[str, ...], environment: Mapping[str, str]) -> Launched:
    """Start an application so that its fields can be seen.

    Raises `NotFoundError` where there is no such program, and `DesktopError` where it cannot show its fields.
    """
    program = find_program(app, environment)
    if not environment.get("DISPLAY"):
        text = f"There is no display, so {app} was not started: run this in a desktop session."
        raise DesktopError(text)
    family = family_of(program)
    refuse_blind(app, program, arguments, family)
    heard = switch_on()
    process = _start(app, command_for(program, arguments, family), environment_for(environment))
    terminal = is_emulator(program.name) or is_emulator(program.resolve().name)
    return Launched(app, process, family, heard, terminal)


def find_program(app: str, environment: Mapping[str, str]) -> Path:
    """Return the program that a name stands for."""
    found = shutil.which(app, path=environment.get("PATH"))
    if found is None:
        text = (
            f"There is no program called {app} here: give the name you would type in a terminal, or its path."
        )
        raise NotFoundError(text)
    return Path(found)


def refuse_blind(app: str, program: Path, arguments: tuple[str, ...], family: Family) -> None:
    """Raise `DesktopError` where one that runs already would open the window, and shows no fields there."""
    pid = running_blind(program, arguments, family)
    if pid is not None:
        text = (
            f"{app} runs already (process {pid}) and would open its window without showing its fields: "
            f"quit it, with all its windows, and then run this again."
        )
        raise DesktopError(text)


def _start(app: str, command: tuple[str, ...], environment: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    silent = subprocess.DEVNULL
    process = subprocess.Popen(
        command, env=dict(environment), stdin=silent, stdout=silent, stderr=silent, start_new_session=True
    )
    try:
        code = process.wait(SETTLED_S)
    except subprocess.TimeoutExpired:
        return process
    if code != 0:
        text = f"{app} ended at once, with code {code}: start it by hand in a terminal to see why."
        raise DesktopError(text)
    return process
