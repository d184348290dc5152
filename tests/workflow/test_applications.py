"""What is open on the desktop, as a scope can name it."""

from dataclasses import replace

from workbench.model.geometry import Rect
from workbench.model.windows import WindowInfo
from workbench.workflow.applications import OpenApplication, listed

PAD = WindowInfo(1, ("mousepad",), "letter", 100, Rect(0, 0, 9, 9))
FOX = WindowInfo(2, ("firefox",), "Orders — Mozilla Firefox", 200, PAD.rect)
PRIVATE = replace(FOX, id=3, title="Bank — Mozilla Firefox Private Browsing")
VAULT = WindowInfo(4, ("keepassxc",), "Jane.kdbx", 300, PAD.rect)
OWN = WindowInfo(5, ("xterm",), "workbench", 400, PAD.rect, own=True)


def test_windows_of_one_application_stand_together() -> None:
    found = listed((PAD, FOX, replace(PAD, id=6, title="list")), ())
    assert found == (
        OpenApplication("firefox", ("Orders — Mozilla Firefox",), 200, own=False),
        OpenApplication("mousepad", ("letter", "list"), 100, own=False),
    )


def test_what_is_never_recorded_says_why_and_shows_no_title() -> None:
    (vault,) = listed((VAULT,), ())
    assert (vault.titles, vault.never) == ((), "a password manager")
    (pad,) = listed((PAD,), ("mousepad",))
    assert (pad.titles, pad.never) == ((), "on the list of what is never recorded")


def test_an_application_with_a_private_window_can_be_chosen_and_counts_it() -> None:
    (fox,) = listed((FOX, PRIVATE), ())
    assert (fox.titles, fox.never, fox.hidden) == (("Orders — Mozilla Firefox",), "", 1)
    (private,) = listed((PRIVATE,), ())
    assert (private.titles, private.never) == ((), "a private browser window")


def test_popups_and_unknown_windows_are_left_out_and_own_ones_are_marked() -> None:
    found = listed((replace(PAD, popup=True), replace(PAD, names=()), OWN), ())
    assert found == (OpenApplication("xterm", ("workbench",), 400, own=True),)
