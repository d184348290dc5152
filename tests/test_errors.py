"""Failures in one sentence, for both front ends."""

import errno

from workbench.errors import NotFoundError, sentence_of


def test_a_failure_of_our_own_says_what_it_says() -> None:
    assert sentence_of(NotFoundError("There is no session 'x'.")) == "There is no session 'x'."


def test_what_the_system_refuses_names_the_place_and_what_to_do() -> None:
    refused = OSError(errno.EROFS, "Read-only file system", "x.session")
    assert sentence_of(refused) == "x.session: Read-only file system; look at that place and try again."
    full = OSError(errno.ENOSPC, "No space left on device")
    assert sentence_of(full) == "No space left on device; free some space and try again."
    assert sentence_of(OSError(errno.EIO, "Input/output error")) == "Input/output error; try again."


def test_what_nobody_foresaw_is_named_without_what_was_in_hand() -> None:
    told = sentence_of(ValueError("Dear Jane Example"))
    assert "ValueError" in told
    assert "Jane" not in told
