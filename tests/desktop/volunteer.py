"""A volunteer who records with the command line on a stage, and looks at what was kept."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from tests.desktop.stage import Stage, wait_for
from tests.patience import require_kept
from workbench.store.tiles import unpack

WORKBENCH = (sys.executable, "-m", "workbench")
BEGUN = "Everything else stays invisible"
"""What `record` says once it records."""


@dataclass
class Volunteer:
    """Runs `workbench` with a home of its own on a stage's display."""

    stage: Stage
    home: Path
    results: list[dict[str, Any]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        return self.stage.environment | {"WORKBENCH_HOME": str(self.home)}

    def run(self, *words: str) -> str:
        """Run a command to its end and return what it printed."""
        done = subprocess.run(
            [*WORKBENCH, *words], env=self.environment, capture_output=True, text=True, timeout=100, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def lines(self, *words: str) -> list[dict[str, Any]]:
        """Run a command and read its JSON Lines."""
        return [json.loads(line) for line in self.run(*words, "--json").splitlines()]

    def start(self, *scope: str, task: str = "A task") -> "subprocess.Popen[str]":
        """Start to record and wait until the recorder is at it."""
        self._said = self.stage.home / "record.said"
        with self._said.open("w") as said:
            process = subprocess.Popen(
                [*WORKBENCH, "record", "--task", task, *scope, "--consent", "--json"],
                env=self.environment,
                stdout=subprocess.PIPE,
                stderr=said,
                text=True,
            )

        def at_it() -> bool:
            assert process.poll() is None, self.said()
            return BEGUN in self.said()

        wait_for(at_it, "the recorder")
        time.sleep(0.5)
        return process

    def said(self) -> str:
        """Return what the newest `record` has said on stderr."""
        return self._said.read_text(encoding="utf-8")

    def finish(self, process: "subprocess.Popen[str]") -> dict[str, Any]:
        """End a recording as Ctrl-C does, and return its result."""
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        printed, _ = process.communicate(timeout=60)
        assert process.returncode == 0, self.said()
        result: dict[str, Any] = json.loads(printed.splitlines()[-1])
        self.results.append(result)
        return result

    @contextmanager
    def recording(self, *scope: str, task: str = "A task") -> Iterator["subprocess.Popen[str]"]:
        """Record while the block runs."""
        process = self.start(*scope, task=task)
        try:
            yield process
            self.finish(process)
        finally:
            if process.poll() is None:
                process.terminate()
                process.communicate(timeout=60)

    def steps(self) -> list[dict[str, Any]]:
        """Return the newest session's steps."""
        return self.lines("steps", "last")

    def gaps(self) -> list[dict[str, Any]]:
        """Return the newest session's gaps."""
        return [row for row in self.lines("steps", "last", "--gaps") if row["kind"] == "gap"]

    def typed(self) -> list[str]:
        """Return the texts that were typed in the newest session."""
        return [step["text"] for step in self.steps() if step["kind"] == "type"]

    def require_typed(self, text: str) -> None:
        """Raise where the newest session's typed texts, one after the other, are not that."""
        require_kept("".join(self.typed()), text, [gap["cause"] or gap["reason"] for gap in self.gaps()])

    def events(self) -> list[dict[str, Any]]:
        """Return the newest session's events."""
        return self.lines("events", "last")

    def export(self, target: Path) -> Path:
        """Write the newest session as a plain file."""
        self.run("sessions", "export", "last", str(target))
        return target

    def everything_stored(self) -> bytes:
        """Return every byte under the home, file names included."""
        files = [path for path in self.home.rglob("*") if path.is_file()]
        return b"\n".join(os.fsencode(str(path.name)) + path.read_bytes() for path in files)


def child_of(pid: int) -> int:
    """Return the one child of a process: of `workbench record`, its recorder."""
    return int(Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()[0])


def frames(session: Path) -> list[tuple[int, Image.Image]]:
    """Return every frame of a plain session file as (captured_ms, picture)."""
    with closing(sqlite3.connect(session)) as database:
        tiles = {row[0]: unpack(row[1]) for row in database.execute("SELECT id, data FROM tiles")}
        rows = database.execute(
            "SELECT captured_ms, width, height, tile_ids FROM frames ORDER BY id"
        ).fetchall()
    return [(captured, assemble(width, height, ids, tiles)) for captured, width, height, ids in rows]


def assemble(width: int, height: int, ids: bytes, tiles: dict[bytes, bytes]) -> Image.Image:
    """Put a frame together, without the code under test."""
    picture = Image.new("RGB", (width, height))
    columns = -(-width // 128)
    for number in range(len(ids) // 16):
        x, y = number % columns * 128, number // columns * 128
        size = (min(128, width - x), min(128, height - y))
        picture.paste(Image.frombytes("RGB", size, tiles[ids[number * 16 : number * 16 + 16]]), (x, y))
    return picture


def plain_bytes(session: Path) -> bytes:
    """Return a plain session's bytes with its compressed tiles unpacked beside them."""
    with closing(sqlite3.connect(session)) as database:
        tiles = [unpack(row[0]) for row in database.execute("SELECT data FROM tiles")]
    return session.read_bytes() + b"".join(tiles)


def png(picture: Image.Image) -> bytes:
    """Return a picture as PNG, to be looked at when a test fails."""
    buffer = BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


def spellings(text: str) -> list[bytes]:
    """Return the ways in which a text could stand in a file."""
    plain = text.encode()
    return [plain, text.encode("utf-16-le"), plain.hex().encode(), plain[::-1]]
