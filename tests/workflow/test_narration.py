"""What the demonstration says."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.workflow.volunteers import a_volunteer
from workbench.cli.main import cli
from workbench.paths import HOME_VARIABLE
from workbench.workflow.demo import import_samples, walk
from workbench.workflow.narration import counted


def test_one_thing_is_counted_in_the_singular() -> None:
    assert counted(1, "step") == "1 step"
    assert counted(0, "step") == "0 steps"
    assert counted(2, "trajectory", "trajectories") == "2 trajectories"


def test_the_sessions_of_a_library_are_details_of_the_line_that_counts_them(tmp_path: Path) -> None:
    made, home = a_volunteer(tmp_path / "made"), a_volunteer(tmp_path / "home")
    for name in ("letter", "form"):
        made.library.export(made.session(f"my {name}"), tmp_path / f"{name}.session")
    samples = tuple(sorted(tmp_path.glob("*.session")))
    import_samples(home.library, samples)
    said = []
    for line in walk(home.home, samples):
        if line.text.startswith("Read "):
            break
        said.append(line)
    assert [line.text.split(":")[0] for line in said if not line.indented] == [
        f"Imported 2 sample sessions into {home.home.root}",
        "Listed the library",
    ]
    assert [line.indented for line in said] == [False, False, True, True]


def test_details_are_printed_further_to_the_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    monkeypatch.setattr("workbench.cli.demo.sample_files", tuple)
    lines = CliRunner().invoke(cli, ["demo"]).stdout.splitlines()
    assert lines[0].startswith("Imported 0 sample sessions into ")
    assert lines[1] == "    none came with this program, so there is nothing to look at"
    assert lines[2] == "Listed the library: 0 sessions"
    assert not any(line.startswith(" ") for line in lines[2:])
