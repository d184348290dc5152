"""What is wrong with a release is said by check and place."""

from dataclasses import astuple

from workbench.export.findings import Finding


def test_a_finding_says_what_found_it_and_where() -> None:
    assert astuple(Finding("hashes", "a.png", "is another")) == ("hashes", "a.png", "is another")
