"""Names of checks are words that scripts can rely on."""

from workbench.bundle.checks import Check, refused


def test_a_refusal_names_its_check_and_says_what_is_safe() -> None:
    error = refused(Check.HASH, "tiles.bin is not what manifest.json says it is")
    assert error.check == "hash"
    assert "“hash”" in str(error)
    assert "Nothing of it was taken" in str(error)
    assert error.exit_code == 1


def test_names_of_checks_are_single_words() -> None:
    assert all(str(check).isalpha() and str(check).islower() for check in Check)
