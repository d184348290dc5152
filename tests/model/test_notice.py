"""The notice and its hash."""

import hashlib

from workbench.model.notice import NOTICE, NOTICE_HASH

AGREED_TO = "7a30646624cad77999057b70f14c8de2dc0517c33df77b14537e6883008772c2"
"""The hash that all agreements name. Change it only on purpose: another text needs a new agreement."""


def test_the_notice_is_the_text_that_agreements_name() -> None:
    assert NOTICE_HASH == AGREED_TO
    assert hashlib.sha256(NOTICE.encode()).hexdigest() == AGREED_TO


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
