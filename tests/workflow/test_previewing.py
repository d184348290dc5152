"""Preview: the bytes that are submitted, kept encrypted, built anew only where something changed."""

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workflow.volunteers import Volunteer, a_volunteer
from workbench.bundle.read import read_bundle
from workbench.corpus.connection import writing
from workbench.corpus.database import Corpus, open_corpus
from workbench.errors import SessionFileError, UsageError, WorkbenchError
from workbench.model.notice import NOTICE
from workbench.store.session_paths import preview_path
from workbench.workflow.contributor import find_contributor
from workbench.workflow.editing import redact_pattern
from workbench.workflow.previewing import preview, write_preview
from workbench.workflow.submitting import submit
from workbench.workflow.withdrawing import withdraw


@pytest.fixture
def volunteer(tmp_path: Path) -> Volunteer:
    return a_volunteer(tmp_path / "home")


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    with open_corpus(tmp_path / "corpus.db", create=True) as opened:
        yield opened


def test_two_previews_of_the_same_state_are_the_same_bytes_kept_or_not(
    volunteer: Volunteer, corpus: Corpus
) -> None:
    session = volunteer.session()
    first = preview(volunteer.home, session, corpus)
    kept = preview_path(volunteer.library.path(session))
    changed_ns = kept.stat().st_mtime_ns
    assert preview(volunteer.home, session, corpus) == first
    assert kept.stat().st_mtime_ns == changed_ns
    kept.unlink()
    assert preview(volunteer.home, session, corpus) == first
    assert first.sha256 == hashlib.sha256(first.data).hexdigest()
    assert read_bundle(first.data) == first.bundle


def test_it_is_the_same_before_and_after_an_apply(volunteer: Volunteer, corpus: Corpus) -> None:
    session = volunteer.session("Hi Ada, goodbye")
    assert redact_pattern(volunteer.library, session, "goodbye")
    before = preview(volunteer.home, session, corpus)
    volunteer.library.apply(session)
    after = preview(volunteer.home, session, corpus)
    assert after.bundle.members == before.bundle.members
    assert after.sha256 == before.sha256


def test_an_edit_makes_another_bundle_without_what_it_takes_out(volunteer: Volunteer, corpus: Corpus) -> None:
    session = volunteer.session("Hi Ada, goodbye")
    before = preview(volunteer.home, session, corpus)
    assert b"goodbye" in before.data
    redact_pattern(volunteer.library, session, "goodbye")
    assert not preview_path(volunteer.library.path(session)).exists()
    after = preview(volunteer.home, session, corpus)
    assert after.sha256 != before.sha256
    assert b"goodbye" not in after.data
    assert not any("goodbye" in entry.text for entry in after.texts)
    assert after.counts.redacted_texts == 1


def test_a_kept_preview_that_was_built_before_an_edit_is_not_taken_for_what_leaves(
    volunteer: Volunteer, corpus: Corpus, tmp_path: Path
) -> None:
    session = volunteer.session("Hi Ada, goodbye")
    before = preview(volunteer.home, session, corpus)
    kept = preview_path(volunteer.library.path(session))
    old = shutil.copy(kept, tmp_path / "old")
    assert redact_pattern(volunteer.library, session, "goodbye")
    shutil.copy(old, kept)
    after = preview(volunteer.home, session, corpus)
    assert after.sha256 != before.sha256
    assert b"goodbye" not in after.data


def test_a_kept_preview_without_the_text_that_was_agreed_to_is_built_anew_once_it_is_known(
    volunteer: Volunteer, corpus: Corpus
) -> None:
    text = "You agree to everything."
    text_hash = hashlib.sha256(text.encode()).hexdigest()
    session = volunteer.session(consent_hash=text_hash)
    assert preview(volunteer.home, session, corpus).bundle.consent.text is None
    with writing(corpus) as db:
        db.execute("UPDATE policies SET consent_text = ?, consent_hash = ?", (text, text_hash))
    assert preview(volunteer.home, session, corpus).bundle.consent.text == text


def test_it_says_whether_the_session_was_withdrawn_from_that_corpus(
    volunteer: Volunteer, corpus: Corpus, tmp_path: Path
) -> None:
    session = volunteer.session()
    assert not preview(volunteer.home, session, corpus).withdrawn
    submit(volunteer.home, session, corpus.path)
    assert not preview(volunteer.home, session, corpus).withdrawn
    withdraw(volunteer.home, session)
    assert preview(volunteer.home, session, corpus).withdrawn
    with open_corpus(tmp_path / "other.db", create=True) as other:
        assert not preview(volunteer.home, session, other).withdrawn


def test_another_corpus_gets_another_pseudonym_and_another_bundle(
    volunteer: Volunteer, corpus: Corpus, tmp_path: Path
) -> None:
    session = volunteer.session()
    one = preview(volunteer.home, session, corpus)
    with open_corpus(tmp_path / "other.db", create=True) as other:
        two = preview(volunteer.home, session, other)
    assert one.bundle.manifest.contributor.pseudonym != two.bundle.manifest.contributor.pseudonym
    assert one.sha256 != two.sha256
    assert preview(volunteer.home, session, corpus).sha256 == one.sha256


def test_it_carries_the_agreement_and_no_withdrawal_key(volunteer: Volunteer, corpus: Corpus) -> None:
    shown = preview(volunteer.home, volunteer.session(), corpus)
    from workbench.corpus.database import info

    contributor = find_contributor(volunteer.home, info(corpus).id)
    assert contributor
    assert contributor.withdrawal_key.encode() not in shown.data
    assert shown.bundle.manifest.contributor.withdrawal_key_hash == contributor.key_hash
    assert shown.bundle.consent.text == NOTICE


def test_it_shows_every_picture_once_and_as_it_leaves(volunteer: Volunteer, corpus: Corpus) -> None:
    shown = preview(volunteer.home, volunteer.session(), corpus)
    assert sorted(entry.frame for entry in shown.pictures) == [e.frame.id for e in shown.bundle.frames]
    for entry in shown.pictures:
        assert shown.picture(entry.frame).rgb == shown.bundle.picture(entry.frame)


def test_what_scripts_see_of_it_is_hash_and_counts_without_content(
    volunteer: Volunteer, corpus: Corpus
) -> None:
    shape = preview(volunteer.home, volunteer.session(), corpus).to_json()
    assert shape["texts"] > 3
    assert shape["bytes"] > 1000
    assert "Ada" not in str(shape)


def test_the_bytes_are_written_to_a_new_file_and_never_over_another(
    volunteer: Volunteer, corpus: Corpus, tmp_path: Path
) -> None:
    shown = preview(volunteer.home, volunteer.session(), corpus)
    out = tmp_path / "what-leaves.zip"
    write_preview(shown, out)
    assert out.read_bytes() == shown.data
    with pytest.raises(UsageError, match="stays as it is"):
        write_preview(shown, out)
    with pytest.raises(WorkbenchError, match="another place"):
        write_preview(shown, tmp_path / "nowhere" / "x.zip")
    assert sorted(path.name for path in tmp_path.iterdir() if "zip" in path.name) == ["what-leaves.zip"]


def test_a_session_that_is_being_recorded_is_not_previewed(volunteer: Volunteer, corpus: Corpus) -> None:
    journal = volunteer.start()
    try:
        with pytest.raises(SessionFileError, match="stop the recording"):
            preview(volunteer.home, "last", corpus)
    finally:
        journal.close()
