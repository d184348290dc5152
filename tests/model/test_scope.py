"""Scope: default deny."""

from dataclasses import replace

import pytest

from workbench.errors import UsageError
from workbench.model.geometry import Rect
from workbench.model.scope import KeyChannel, Scope
from workbench.model.windows import WindowInfo

PAD = WindowInfo(
    1, ("mousepad", "Mousepad", "mousepad-bin"), "letter to Jane - Mousepad", 100, Rect(0, 0, 9, 9)
)


@pytest.mark.parametrize("app", ["mousepad", "MOUSEPAD", "mousepad-bin"])
def test_any_of_its_names_finds_a_window_whatever_the_case(app: str) -> None:
    assert Scope((app,)).names(PAD)


@pytest.mark.parametrize("scope", [Scope(("mouse",)), Scope(("xterm",)), Scope(()), Scope(windows=("^Jane",))])
def test_whatever_is_not_named_stays_out(scope: Scope) -> None:
    assert not scope.names(PAD)


def test_applications_and_titles_are_a_union() -> None:
    assert Scope(("xterm",), ("Jane",)).names(PAD)
    assert Scope(("mousepad",), ("nobody",)).names(PAD)


def test_own_windows_and_unknown_ones_are_never_in_scope() -> None:
    own = WindowInfo(1, PAD.names, PAD.title, 100, PAD.rect, own=True)
    unknown = WindowInfo(1, (), "letter to Jane", None, PAD.rect)
    everything = Scope(("mousepad", ""), (".",))
    assert not everything.names(own)
    assert not everything.names(unknown)


def test_a_scope_that_names_nothing_or_cannot_be_read_is_refused() -> None:
    with pytest.raises(UsageError, match="names nothing"):
        Scope(monitor=1).check()
    with pytest.raises(UsageError, match="cannot be read"):
        Scope(windows=("(",)).check()
    assert Scope(("mousepad",)).check() == Scope(("mousepad",))


@pytest.mark.parametrize(
    "scope", [Scope(("",)), Scope(("mousepad", " ")), Scope(windows=("",)), Scope(("mousepad",), ("",))]
)
def test_an_empty_name_or_pattern_is_refused(scope: Scope) -> None:
    with pytest.raises(UsageError, match="an empty name, so nothing was recorded"):
        scope.check()


def test_the_sentence_says_what_will_be_recorded() -> None:
    whole = Scope(("mousepad",), ("Jane",), monitor=2, region=Rect(1, 2, 30, 40))
    assert whole.sentence() == (
        "Keys, clicks and pictures of mousepad and windows titled like “Jane” on monitor 2 "
        "inside 30×40 pixels at 1,2. Everything else stays invisible."
    )
    assert Scope(("a",), keys=KeyChannel.NONE).sentence().startswith("Clicks and pictures of a.")
    assert (
        Scope(("a",), keys=KeyChannel.SHORTCUTS).sentence().startswith("Shortcuts, clicks and pictures of a.")
    )


def test_channels_that_are_off_are_said() -> None:
    bare = Scope(("a",), pictures=False, elements=False).sentence()
    assert bare.startswith("Keys and clicks of a. Buttons and fields are not named. No pictures are taken.")
    assert Scope(("a",), keys=KeyChannel.NONE, pictures=False).sentence().startswith("Clicks of a. No pictures")
    sites = Scope(("chromium",), urls=("example.com", "example.org/x")).sentence()
    assert sites.startswith(
        "Keys, clicks and pictures of chromium, in browsers only on example.com and example."
    )


def test_sites_without_a_browser_are_said() -> None:
    idle = "No known browser is named, so the sites may change nothing."
    assert idle in Scope(("mousepad",), urls=("example.com",)).sentence()
    for scope in (
        Scope(("mousepad", "chromium"), urls=("example.com",)),
        Scope((), ("Orders",), urls=("example.com",)),
        Scope(("mousepad",)),
    ):
        assert idle not in scope.sentence()


def test_a_browser_needs_an_address_that_a_pattern_covers() -> None:
    scope = Scope(("chromium", "mousepad"), urls=("example.com",))
    shown = WindowInfo(1, ("chromium",), "Orders", 100, PAD.rect, address="https://example.com/orders")
    assert scope.names(shown)
    for other in ("https://example.org/", "", None):
        assert not scope.names(replace(shown, address=other))
    assert scope.names(PAD)
    assert not scope.names(replace(PAD, address="https://example.org/"))
    assert scope.without_sites().names(replace(shown, address=None))
    with pytest.raises(UsageError, match="no site"):
        Scope(("chromium",), urls=("two words",)).check()


def test_a_private_window_is_never_recorded() -> None:
    window = WindowInfo(1, ("chromium",), "Orders - Chromium", 100, PAD.rect, private=True)
    assert not Scope(("chromium",)).names(window)
    assert Scope(("chromium",)).names(replace(window, private=False))


@pytest.mark.parametrize(
    "scope",
    [
        Scope(("a", "b"), ("c",), 1, Rect(1, 2, 3, 4), ("https://example.com",), keys=KeyChannel.NONE),
        Scope(("a",)),
        Scope(("a",), denied=("b", "title:^Diary")),
        Scope(("a",), pictures=False, elements=False),
    ],
)
def test_a_scope_comes_back_from_its_json(scope: Scope) -> None:
    assert Scope.from_json(scope.to_json()) == scope


def test_a_scope_of_the_first_format_comes_back_without_a_list_of_its_own() -> None:
    shape = Scope(("a",)).to_json()
    for later in ("denied", "pictures", "elements"):
        del shape[later]
    assert Scope.from_json(shape) == Scope(("a",))


def test_what_is_never_recorded_is_stronger_than_any_scope() -> None:
    vault = WindowInfo(1, ("keepassxc", "KeePassXC"), "Jane.kdbx - KeePassXC", 100, PAD.rect)
    private = WindowInfo(1, ("firefox",), "Example — Mozilla Firefox Private Browsing", 100, PAD.rect)
    everything = Scope(("firefox", "keepassxc"), (".",))
    assert not everything.names(vault)
    assert not everything.names(private)
    assert everything.never(vault) == "a password manager"
    assert everything.never(private) == "a private browser window"
    assert everything.never(PAD) is None


@pytest.mark.parametrize("entry", ["Mousepad", "title:^letter to"])
def test_a_volunteers_own_list_holds_as_well(entry: str) -> None:
    scope = Scope(("mousepad",), (".",), denied=(entry,))
    assert not scope.names(PAD)
    assert scope.never(PAD) == "on the list of what is never recorded"


def test_naming_what_is_never_recorded_is_refused_with_one_sentence() -> None:
    with pytest.raises(UsageError, match="KeePassXC is a password manager, so nothing of it is ever recorded"):
        Scope(("mousepad", "KeePassXC")).check()
    with pytest.raises(UsageError, match="gimp is on the list of what is never recorded"):
        Scope(("gimp",), denied=("GIMP",)).check()
    with pytest.raises(UsageError, match="never_record cannot be read"):
        Scope(("mousepad",), denied=("title:(",)).check()
