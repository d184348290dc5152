"""This moment."""

import re

from workbench.corpus.moments import now


def test_a_moment_is_utc_in_whole_seconds() -> None:
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", now())
