"""Which addresses a pattern covers, and what of an address is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import UsageError
from workbench.model.sites import check_site, covers, is_browser, kept_address


@pytest.mark.parametrize(
    ("pattern", "address"),
    [
        ("example.com", "https://example.com/"),
        ("example.com", "http://example.com/a/b?c=d#e"),
        ("example.com", "https://mail.example.com:8443/inbox"),
        ("EXAMPLE.com", "https://Example.COM./"),
        ("*.example.com", "https://mail.example.com/"),
        ("example.com:8443", "https://example.com:8443/"),
        ("example.com:443", "https://example.com/"),
        ("https://example.com", "https://example.com/x"),
        ("example.com/", "https://example.com/anything"),
        ("example.com/team", "https://example.com/team"),
        ("example.com/team", "https://example.com/team/notes?x=1"),
        ("example.com/team/", "https://example.com/team/notes"),
        ("example.com/team*", "https://example.com/teams/2"),
        ("example.com/*/notes", "https://example.com/a/b/notes/7"),
        ("localhost", "http://localhost:8000/"),
        ("127.0.0.1:8000", "http://127.0.0.1:8000/"),
        ("[::1]:8000", "http://[::1]:8000/"),
        ("bücher.example", "https://xn--bcher-kva.example/"),
        ("file:///srv/manual", "file:///srv/manual/index.html"),
        ("about://blank", "about://blank/"),
    ],
)
def test_what_a_pattern_covers(pattern: str, address: str) -> None:
    assert covers((check_site(pattern),), address)
    assert covers(("nowhere.example", pattern), address)


@pytest.mark.parametrize(
    ("pattern", "address"),
    [
        ("example.com", "https://notexample.com/"),
        ("example.com", "https://example.com.evil.example/"),
        ("example.com", "https://example.com@evil.example/"),
        ("example.com", "https://evil.example/example.com"),
        ("example.com", "https://evil.example/?https://example.com"),
        ("example.com", "file:///example.com"),
        ("example.com", "chrome://example.com/"),
        ("example.com", "view-source:https://example.com/"),
        ("example.com", "about:blank"),
        ("example.com", "data:text/html,example.com"),
        ("example.com", ""),
        ("example.com", "https:///example.com"),
        ("example.com", "https://exa mple.com/"),
        ("example.com", "https://evil.example\\@example.com/"),
        ("*.example.com", "https://example.com/"),
        ("example.com:8443", "https://example.com/"),
        ("https://example.com", "http://example.com/"),
        ("example.com/team", "https://example.com/teams"),
        ("example.com/team", "https://example.com/Team"),
        ("example.com/team", "https://example.com/"),
        ("example.com/team", "https://example.com/team/../salaries"),
        ("file:///srv/manual", "file:///srv/private"),
        ("localhost", "http://127.0.0.1/"),
    ],
)
def test_what_it_does_not(pattern: str, address: str) -> None:
    assert not covers((check_site(pattern),), address)


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        " ",
        "https://",
        "*",
        "*.",
        "ex*mple.com",
        "a b.com",
        "example.com:x",
        "example.com/?q=1",
        "a@b.com",
        "/x",
    ],
)
def test_a_pattern_that_cannot_be_read_is_refused_with_an_example(pattern: str) -> None:
    with pytest.raises(UsageError, match=r"example\.com"):
        check_site(pattern)
    assert not covers((pattern,), "https://example.com/")


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://jane:pw@example.com:443/a/b?token=1#part", "https://example.com/a/b"),
        ("http://example.com:8080", "http://example.com:8080/"),
        ("file:///srv/x.html#y", "file:///srv/x.html"),
        ("about:blank", ""),
        ("nonsense", ""),
    ],
)
def test_nothing_but_scheme_host_and_path_is_kept(address: str, kept: str) -> None:
    assert kept_address(address) == kept


@given(st.text(max_size=60))
def test_no_address_whatever_it_is_makes_an_error(address: str) -> None:
    assert not covers(("example.com",), address)
    assert "?" not in kept_address(address)
    assert "#" not in kept_address(address)


def test_browsers_are_known_with_their_profiles_too() -> None:
    assert is_browser(("chromium (/home/jane/profile)", "Chromium", "chromium"))
    assert is_browser(("Navigator", "firefox"))
    assert not is_browser(("mousepad", "Mousepad"))
