"""Consent binds to one exact text, lasts, and is asked for before anything is recorded."""

import hashlib
import json
import os
import stat
from pathlib import Path

import pytest

from workbench.errors import ConsentError
from workbench.paths import Home
from workbench.workflow.consent import NOTICE, NOTICE_HASH, QUESTIONS, agree, current_consent, require_consent


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def test_nobody_has_agreed_in_an_empty_home(home: Home) -> None:
    assert current_consent(home) is None
    assert not home.root.exists()


def test_recording_without_agreement_is_refused_with_the_way_to_give_it(home: Home) -> None:
    with pytest.raises(ConsentError, match="--consent") as refusal:
        require_consent(home)
    assert refusal.value.exit_code == 1


def test_an_agreement_lasts_and_names_the_text_that_it_covers(home: Home) -> None:
    given = agree(home)
    assert current_consent(home) == given == require_consent(home)
    assert given.text_hash == NOTICE_HASH == hashlib.sha256(NOTICE.encode()).hexdigest()
    assert given.agreed_at.endswith("+00:00")


def test_agreeing_twice_keeps_the_first_agreement(home: Home) -> None:
    assert agree(home) == agree(home)


def test_an_agreement_to_another_text_does_not_count(home: Home) -> None:
    first = agree(home)
    shape = json.loads(home.consent_file.read_text())
    home.consent_file.write_text(json.dumps(shape | {"text_hash": "0" * 64}))
    assert current_consent(home) is None
    assert agree(home).id != first.id


def test_an_agreement_that_cannot_be_read_records_nothing_and_says_which_file(home: Home) -> None:
    agree(home)
    home.consent_file.write_text('{"id": "only half')
    with pytest.raises(ConsentError, match=r"consent\.json"):
        require_consent(home)


def test_only_the_volunteer_can_read_the_agreement_and_no_draft_stays(home: Home) -> None:
    agree(home)
    assert stat.S_IMODE(home.consent_file.stat().st_mode) == 0o600
    assert stat.S_IMODE(home.root.stat().st_mode) == 0o700
    assert sorted(path.name for path in home.root.iterdir()) == ["consent.json", "keys", "sessions"]


def test_the_agreement_and_its_name_are_on_the_disk_before_it_counts(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[list[str]] = []
    sync = os.fsync

    def note(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            synced.append([path.name for path in home.root.iterdir() if "consent" in path.name])
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", note)
    agree(home)
    assert synced[-1] == ["consent.json"]


@pytest.mark.parametrize(
    "promise",
    [
        "everything else is black",
        "hides what you type",
        "Not the workbench itself",
        "No key typed into a password field",
        "that nothing marks as one",
        "forgets the last 30 seconds",
        "encrypted from its first byte",
        "uses no network",
        "how you type",
        "Only you, until you submit it",
        "every text and picture that would leave",
        "the corpus that you named",
        "a random name instead of yours",
        "until you remove it",
        "until you withdraw it",
        "workbench sessions remove ID",
        "workbench withdraw ID",
        "cannot call back",
    ],
)
def test_the_notice_says_what_is_captured_what_is_not_and_how_it_ends(promise: str) -> None:
    assert promise in NOTICE


def test_every_question_has_one_right_answer_and_an_explanation_for_the_others() -> None:
    assert len(QUESTIONS) == 3
    for question in QUESTIONS:
        assert 0 <= question.right < len(question.choices)
        assert len(set(question.choices)) == len(question.choices) >= 3
        assert question.text.endswith("?")
        assert question.because.endswith(".")
