"""The demonstration walks the path with real sessions, in a home of its own, and takes nothing from anybody."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop.stage import Stage, need
from tests.store.examples import TITLE
from tests.workflow.volunteers import a_volunteer
from workbench.errors import SessionFileError
from workbench.paths import Home
from workbench.store.library import Library
from workbench.workflow.consent import current_consent
from workbench.workflow.demo import demo_home, import_samples, sample_files, walk


@pytest.fixture
def samples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, ...]:
    """Two plain sessions, and no display."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_SESSION_TYPE"):
        monkeypatch.delenv(name, raising=False)
    place, folder = a_volunteer(tmp_path / "made"), tmp_path / "samples"
    folder.mkdir()
    for name in ("letter", "form"):
        place.library.export(place.session(f"my {name}"), folder / f"{name}.session")
    return sample_files((tmp_path / "nowhere", folder))


@pytest.fixture
def stage() -> Iterator[Stage]:
    with Stage(1280, 800, accessibility=True) as opened:
        yield opened


def told(home: Home, samples: tuple[Path, ...]) -> list[str]:
    return [said.text for said in walk(home, samples)]


def test_its_home_lies_inside_the_volunteers_and_is_another(tmp_path: Path) -> None:
    assert demo_home(Home(tmp_path)).root == tmp_path / "demo"


def test_samples_are_found_in_order_of_their_names(samples: tuple[Path, ...]) -> None:
    assert [sample.name for sample in samples] == ["form.session", "letter.session"]
    assert sample_files(()) == ()


def test_samples_are_taken_in_once(tmp_path: Path, samples: tuple[Path, ...]) -> None:
    library = Library.of(demo_home(Home(tmp_path / "home")))
    first = import_samples(library, samples)
    assert import_samples(library, samples) == first
    assert sorted(summary.id for summary in library.summaries()) == sorted(first)


def test_a_sample_that_was_removed_comes_back_and_everything_else_stays(
    tmp_path: Path, samples: tuple[Path, ...]
) -> None:
    library = Library.of(demo_home(Home(tmp_path / "home")))
    gone, kept = import_samples(library, samples)
    library.remove(gone)
    import_samples(library, samples)
    assert {gone, kept} == {summary.id for summary in library.summaries()}


def test_the_walk_goes_from_import_to_withdrawal(tmp_path: Path, samples: tuple[Path, ...]) -> None:
    lines = told(demo_home(Home(tmp_path / "home")), samples)
    text = "\n".join(lines)
    for part in (
        "Imported 2 sample sessions",
        "Listed the library: 2",
        TITLE,
        "300×200 pixels",
        "the same steps",
        "Labelled a copy",
        "Submitted it",
        "Withdrew it: 0 sessions",
    ):
        assert part in text, part


def test_without_a_display_the_walk_says_that_it_recorded_nothing(
    tmp_path: Path, samples: tuple[Path, ...]
) -> None:
    home = Home(tmp_path / "home")
    assert told(demo_home(home), samples)[-1].startswith("Recorded nothing here: ")
    assert current_consent(home) is None
    assert current_consent(demo_home(home)) is None


def test_the_walk_works_without_samples(tmp_path: Path, samples: tuple[Path, ...]) -> None:
    assert samples
    assert "none came with this program" in "\n".join(told(Home(tmp_path / "home"), ()))


def test_a_damaged_sample_is_named(tmp_path: Path, samples: tuple[Path, ...]) -> None:
    samples[0].write_bytes(b"not a session" * 100)
    with pytest.raises(SessionFileError, match=r"form\.session"):
        told(Home(tmp_path / "home"), samples)


def test_nothing_is_left_in_the_scratch_folder(
    tmp_path: Path, samples: tuple[Path, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    told(Home(tmp_path / "home"), samples)
    assert [path.name for path in scratch.iterdir() if path.name.startswith("workbench-demo-")] == []


@pytest.mark.display
def test_on_a_display_the_walk_records_a_window_of_its_own_and_nothing_else(
    tmp_path: Path, samples: tuple[Path, ...], stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    need("xterm", "xdotool")
    for name, value in stage.environment.items():
        monkeypatch.setenv(name, value)
    assert os.environ["DISPLAY"]
    home = demo_home(Home(tmp_path / "home"))
    text = "\n".join(told(home, samples))
    assert "Hello from the demonstration" in text
    assert "Removed that recording" in text
    assert current_consent(home) is None
