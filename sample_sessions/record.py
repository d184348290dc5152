"""Record the sample sessions anew: `make samples`.

Each runs on a virtual desktop of its own, by `workbench record`, as a volunteer would run it, is labelled by
`workbench label` and exported as a plain file. Everybody in them is invented, and so are the passwords, which
are typed to be withheld: the exported file is searched for them.
"""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sample_sessions.tasks import FORM_PASSWORD, JANE, SAMPLES, TERMINAL_PASSWORD, Sample
from tests.desktop.stage import Stage

HERE = Path(__file__).parent
WIDTH, HEIGHT = 1024, 720
SETTLE_S = 0.8
START_S = 30
WORKBENCH = (sys.executable, "-m", "workbench")


def become_jane() -> None:
    """Go on as an ordinary user where this is root: applications say so in their windows."""
    if os.getuid() == 0:
        ordinary = ("unshare", "--user", "--map-user=1000", "--map-group=1000")
        os.execvp(ordinary[0], [*ordinary, sys.executable, "-m", "sample_sessions.record", *sys.argv[1:]])  # noqa: S606  (no shell is meant)


@contextmanager
def home_of_jane() -> Iterator[None]:
    """Make the invented user's folder, and take it away again."""
    shutil.rmtree(JANE, ignore_errors=True)
    JANE.mkdir(mode=0o700)
    try:
        yield
    finally:
        shutil.rmtree(JANE, ignore_errors=True)


def await_recording(home: Path) -> None:
    """Wait until the session's file is there, and a little longer for the first picture."""
    end = time.monotonic() + START_S
    while not any((home / "sessions").glob("*.session")):
        if time.monotonic() > end:
            sys.exit("The recording did not begin; see what `workbench doctor` says.")
        time.sleep(0.1)
    time.sleep(1.5)


def record(sample: Sample) -> Path:
    """Perform one sample while the workbench records it, and return the exported file."""
    target = HERE / f"{sample.name}.session"
    with (
        home_of_jane(),
        Stage(WIDTH, HEIGHT, accessibility=True) as stage,
        tempfile.TemporaryDirectory() as home,
    ):
        environment = stage.environment | {"WORKBENCH_HOME": home}
        sample.prepare(stage)
        command = [*WORKBENCH, "record", "--task", sample.task, "--app", sample.app, "--consent", "--json"]
        recorder = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        await_recording(Path(home))
        sample.perform(stage)
        time.sleep(SETTLE_S)
        recorder.send_signal(signal.SIGINT)
        printed, _ = recorder.communicate(timeout=30)
        result = json.loads(printed.splitlines()[-1])
        print(f"{sample.name}: {result['steps']} steps, {result['gaps']} withheld")
        target.unlink(missing_ok=True)
        labels = ("--instruction", sample.instruction, "--outcome", "success", "--domain", sample.domain)
        for words in (("label", result["id"], *labels), ("sessions", "export", result["id"], str(target))):
            subprocess.run([*WORKBENCH, *words], env=environment, check=True)
    target.chmod(0o644)
    require_withheld(target)
    return target


def require_withheld(path: Path) -> None:
    """End where a password that was typed stands in the file."""
    connection = sqlite3.connect(path)
    typed = [json.loads(data).get("text", "") for (data,) in connection.execute("SELECT data FROM events")]
    connection.close()
    everything = path.read_bytes() + "".join(typed).encode()
    if any(word.encode() in everything for word in (FORM_PASSWORD, TERMINAL_PASSWORD)):
        path.unlink()
        sys.exit(f"{path.name} held a password and was removed; mend the guard before anything else.")


def main() -> None:
    """Record every sample, or those that are named."""
    become_jane()
    random.seed(7)
    if shutil.which("Xvfb") is None:
        sys.exit("Xvfb is missing; `make test` installs what the samples need.")
    os.environ.setdefault("LANG", "C.UTF-8")
    for sample in SAMPLES:
        if not sys.argv[1:] or sample.name in sys.argv[1:]:
            path = record(sample)
            print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
