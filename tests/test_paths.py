"""Where a volunteer's things are, and that nobody else can look at them."""

import stat
from pathlib import Path

import pytest

from workbench.paths import HOME_VARIABLE, Home


def test_the_environment_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "mine"))
    assert Home.from_environment().root == tmp_path / "mine"


@pytest.mark.parametrize("value", ["", None])
def test_without_it_the_folder_is_where_the_system_keeps_user_data(
    value: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.delenv(HOME_VARIABLE, raising=False)
    if value is not None:
        monkeypatch.setenv(HOME_VARIABLE, value)
    assert Home.from_environment().root == tmp_path / "recording-workbench"


def test_asking_for_places_makes_none_of_them(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    places = [home.sessions, home.keys, home.drafts, home.settings_file, home.consent_file]
    assert all(place.parent in (home.root, tmp_path) or place.parent == home.root for place in places)
    assert not home.root.exists()


def test_folders_are_made_for_their_owner_alone_and_making_them_twice_is_harmless(tmp_path: Path) -> None:
    home = Home(tmp_path / "own" / "home")
    assert home.ensure().ensure() == home
    for folder in (home.root.parent, home.root, home.sessions, home.keys):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_folder_that_existed_before_keeps_its_mode_and_what_is_made_in_it_is_private(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.root.mkdir()
    home.root.chmod(0o755)
    home.ensure()
    modes = [stat.S_IMODE(folder.stat().st_mode) for folder in (home.root, home.sessions, home.keys)]
    assert modes == [0o755, 0o700, 0o700]
