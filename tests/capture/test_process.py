"""The recorder process refuses with a sentence, and ends when its parent does."""

import json
import os
import subprocess
import sys
from pathlib import Path

from workbench.capture.protocol import RecordingOrder
from workbench.model.scope import Scope

WITHOUT_DISPLAY = {
    name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}
}


def order(folder: Path, **changes: object) -> RecordingOrder:
    wanted = {
        "session_id": "01936b00-0000-7000-8000-000000000003",
        "path": str(folder / "x.session"),
        "key": "00" * 32,
        "task": "A task",
        "scope": Scope(("mousepad",)),
        "consent_id": "c",
        "consent_hash": "h",
    }
    return RecordingOrder(**(wanted | changes))  # type: ignore[arg-type]


def run(line: str, **environment: str) -> tuple[int, list[dict[str, object]], str]:
    done = subprocess.run(
        [sys.executable, "-m", "workbench.capture"],
        input=line,
        env=WITHOUT_DISPLAY | environment,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    return done.returncode, [json.loads(row) for row in done.stdout.splitlines()], done.stderr


def test_without_a_display_it_refuses_and_leaves_no_file(tmp_path: Path) -> None:
    code, said, _ = run(order(tmp_path).line())
    assert code == 1
    assert said[0]["kind"] == "refused"
    assert "display" in str(said[0]["body"])
    assert list(tmp_path.iterdir()) == []


def test_under_wayland_it_refuses(tmp_path: Path) -> None:
    _, said, _ = run(order(tmp_path).line(), XDG_SESSION_TYPE="wayland", DISPLAY=":0")
    assert "Wayland" in str(said[0]["body"])


def test_without_consent_nothing_is_recorded(tmp_path: Path) -> None:
    code, said, _ = run(order(tmp_path, consent_id="", consent_hash="").line())
    assert code == 1
    assert said[0]["body"] == {
        "error": "ConsentError",
        "sentence": "Nobody has agreed to the notice, so nothing was recorded: read it and agree first.",
    }


def test_an_empty_scope_is_refused_as_wrong_use(tmp_path: Path) -> None:
    code, said, _ = run(order(tmp_path, scope=Scope()).line())
    assert code == 2
    assert said[0]["kind"] == "refused"


def test_without_an_order_it_ends_quietly() -> None:
    code, said, heard = run("")
    assert (code, said, heard) == (2, [], "")
