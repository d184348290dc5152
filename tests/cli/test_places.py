"""What commands work on."""

from pathlib import Path

import pytest

from workbench.cli.places import home, library
from workbench.paths import HOME_VARIABLE


def test_the_environment_names_the_home_and_its_sessions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    assert home().root == tmp_path / "home"
    assert library().path("abc") == tmp_path / "home" / "sessions" / "abc.session"
