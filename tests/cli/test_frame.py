"""`workbench frame`."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from PIL import Image

from tests.cli.conftest import Shell, one_sentence
from tests.store.examples import a_screen

Invoke = Callable[..., Result]


@pytest.mark.parametrize(
    ("step", "option", "seed"), [("1", [], 7), ("2", ["--after"], 8)], ids=["before", "after"]
)
def test_the_picture_is_written_pixel_for_pixel(
    shell: Shell, invoke: Invoke, tmp_path: Path, step: str, option: list[str], seed: int
) -> None:
    shell.place.recorded()
    file = tmp_path / "step.png"
    result = invoke("frame", "last", step, file, *option)
    assert result.exit_code == 0, result.stderr
    assert "300×200" in result.stderr
    with Image.open(file) as picture:
        assert picture.tobytes() == a_screen(seed=seed).tobytes()


def test_the_file_is_for_its_owner_alone_also_in_the_place_of_another(
    shell: Shell, invoke: Invoke, tmp_path: Path
) -> None:
    shell.place.recorded()
    file = tmp_path / "step.png"
    file.write_bytes(b"old")
    file.chmod(0o644)
    for name in ("step.png", "new.png"):
        assert invoke("frame", "last", "1", tmp_path / name).exit_code == 0
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600


def test_a_step_that_is_not_there_is_said(shell: Shell, invoke: Invoke, tmp_path: Path) -> None:
    shell.place.recorded()
    result = invoke("frame", "last", "99", tmp_path / "step.png")
    assert result.exit_code == 1
    assert one_sentence(result.stderr), result.stderr
    assert not (tmp_path / "step.png").exists()


def test_only_png_files_are_written(shell: Shell, invoke: Invoke, tmp_path: Path) -> None:
    shell.place.recorded()
    result = invoke("frame", "last", "1", tmp_path / "step.jpg")
    assert result.exit_code == 2
    assert one_sentence(result.stderr)


def test_a_folder_that_is_not_there_is_said_without_a_traceback(
    shell: Shell, invoke: Invoke, tmp_path: Path
) -> None:
    shell.place.recorded()
    result = invoke("frame", "last", "1", tmp_path / "nowhere" / "step.png")
    assert result.exit_code == 1
    assert one_sentence(result.stderr)
