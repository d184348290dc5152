"""Windows that are never recorded, on a real desktop, named by the scope: in no byte and in no pixel."""

import time
from pathlib import Path

import pytest

from tests.desktop.stage import Stage
from tests.desktop.test_scope_in_practice import assert_black_in, assert_seen_in
from tests.desktop.volunteer import Volunteer, plain_bytes, spellings

pytestmark = pytest.mark.display

VAULT_TITLE = "Jane Example.kdbx"
PRIVATE_TITLE = "Walrus bank — Mozilla Firefox Private Browsing"
SECRETS = ("zebra42", "okapi77")


@pytest.fixture
def volunteer(stage: Stage, tmp_path: Path) -> Volunteer:
    return Volunteer(stage, tmp_path / "home")


def test_a_password_manager_and_a_private_window_stay_out_although_the_scope_names_them(
    stage: Stage, volunteer: Volunteer, tmp_path: Path
) -> None:
    terminal = stage.open_xterm("cat", geometry="60x20+20+40")
    private = stage.open_xterm("cat", title=PRIVATE_TITLE, geometry="60x14+700+40")
    look = ("-name", "keepassxc", "-class", "KeePassXC", "-T", VAULT_TITLE, "-geometry", "60x14+700+420")
    stage.start("xterm", *look, "-e", "cat")
    vault = stage.wait_window("keepassxc")
    with volunteer.recording("--app", "xterm", "--window", "."):
        for public, secret, window in (("before ", SECRETS[0], vault), ("between ", SECRETS[1], private)):
            stage.click_into(terminal)
            time.sleep(0.4)  # a terminal that just got the keyboard was not looked at before the key
            stage.type(public, gap_ms=25)
            stage.click_into(window)
            stage.type(secret, gap_ms=15)
        stage.click_into(terminal)
        time.sleep(0.4)
        stage.type("after", gap_ms=25)
    causes = [gap["cause"] for gap in volunteer.gaps()]
    assert "never_recorded" in causes
    assert "other_window" not in causes
    session = volunteer.export(tmp_path / "plain.session")
    stored = plain_bytes(session)
    for text in (*SECRETS, VAULT_TITLE, PRIVATE_TITLE, "Walrus"):
        assert not any(spelling in stored for spelling in spellings(text)), text
    for window in (vault, private):
        assert_black_in(session, window.rect)
    volunteer.require_typed("before between after")
    assert_seen_in(session, terminal.rect)
