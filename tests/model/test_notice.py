"""The notice and its hash."""

import hashlib

from workbench.model.notice import NOTICE, NOTICE_HASH


def test_the_notice_is_known_by_the_hash_of_its_very_text() -> None:
    assert hashlib.sha256(NOTICE.encode()).hexdigest() == NOTICE_HASH


def test_the_notice_answers_what_who_how_long_and_how_to_take_it_back() -> None:
    for heading in (
        "WHAT IS CAPTURED",
        "WHAT NEVER IS",
        "WHAT IT CANNOT KNOW",
        "WHO SEES IT",
        "FOR HOW LONG",
        "HOW TO TAKE IT BACK",
    ):
        assert heading in NOTICE
