"""What is never recorded, whatever a scope says."""

import re
from dataclasses import replace

import pytest

from workbench.errors import UsageError
from workbench.model.denied import (
    KEYRING,
    LOCK_SCREEN,
    NAMES,
    ONE_TIME_CODES,
    PARTS,
    PASSWORD_MANAGER,
    PERMISSION,
    PIN,
    PRIVATE_WINDOW,
    TITLES,
    WORKBENCH,
    always_denied,
    check_entries,
    denied_name,
    is_lock_screen,
    listed,
)
from workbench.model.geometry import Rect
from workbench.model.windows import WindowInfo


def a_window(*names: str, title: str = "", own: bool = False) -> WindowInfo:
    """Return a window of that application."""
    return WindowInfo(7, names, title, 100, Rect(0, 0, 400, 300), own=own)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("1Password", PASSWORD_MANAGER),
        ("KeePassXC", PASSWORD_MANAGER),
        ("org.keepassxc.KeePassXC", PASSWORD_MANAGER),
        ("keepass2.exe", PASSWORD_MANAGER),
        ("Bitwarden", PASSWORD_MANAGER),
        ("Enpass", PASSWORD_MANAGER),
        ("Dashlane", PASSWORD_MANAGER),
        ("LastPass", PASSWORD_MANAGER),
        ("Proton Pass", PASSWORD_MANAGER),
        ("QtPass", PASSWORD_MANAGER),
        ("seahorse", KEYRING),
        ("gcr-prompter", KEYRING),
        ("kwalletd6", KEYRING),
        ("polkit-gnome-authentication-agent-1", PERMISSION),
        ("polkit-kde-authentication-agent-1", PERMISSION),
        ("lxqt-policykit-agent", PERMISSION),
        ("lxpolkit", PERMISSION),
        ("mate-polkit", PERMISSION),
        ("kdesu", PERMISSION),
        ("pinentry-gtk-2", PIN),
        ("Pinentry-qt5", PIN),
        ("ssh-askpass-fullscreen", PIN),
        ("gnome-ssh-askpass3", PIN),
        ("AusweisApp2", PIN),
        ("Yubico Authenticator", ONE_TIME_CODES),
        ("Authy", ONE_TIME_CODES),
        ("Authy Desktop", ONE_TIME_CODES),
        ("Ente Auth", ONE_TIME_CODES),
        ("org.gnome.Authenticator", ONE_TIME_CODES),
        ("OTPClient", ONE_TIME_CODES),
        ("keysmith", ONE_TIME_CODES),
        ("i3lock", LOCK_SCREEN),
        ("xsecurelock", LOCK_SCREEN),
        ("light-locker", LOCK_SCREEN),
        ("mate-screensaver-dialog", LOCK_SCREEN),
        ("xscreensaver-auth", LOCK_SCREEN),
        ("slock", LOCK_SCREEN),
        ("xtrlock", LOCK_SCREEN),
        ("physlock", LOCK_SCREEN),
        ("Tor Browser", PRIVATE_WINDOW),
    ],
)
def test_what_asks_for_secrets_or_keeps_them_is_known_by_its_name(name: str, kind: str) -> None:
    assert always_denied(a_window(name)) == kind
    assert always_denied(a_window("something", name)) == kind
    assert always_denied(a_window(name.upper())) == kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Example Domain — Mozilla Firefox Private Browsing", PRIVATE_WINDOW),
        ("Mozilla Firefox (Private Browsing)", PRIVATE_WINDOW),
        ("Beispiel — Mozilla Firefox Privater Modus", PRIVATE_WINDOW),
        ("Exemple — Mozilla Firefox — Navigation privée", PRIVATE_WINDOW),
        ("New Incognito Tab - Chromium", PRIVATE_WINDOW),
        ("Example Domain - Google Chrome (Incognito)", PRIVATE_WINDOW),
        ("Example Domain - [InPrivate] - Microsoft Edge", PRIVATE_WINDOW),
        ("Example Domain - Brave (Private)", PRIVATE_WINDOW),
        ("New private tab - Brave", PRIVATE_WINDOW),
        ("Beispiel - Google Chrome (Inkognito)", PRIVATE_WINDOW),
        ("Ejemplo - Google Chrome (Incógnito)", PRIVATE_WINDOW),
        ("Exemple - Google Chrome (navigation privée)", PRIVATE_WINDOW),
        ("Esempio - Google Chrome (navigazione in incognito)", PRIVATE_WINDOW),
        ("Exemplo - Google Chrome (Anônima)", PRIVATE_WINDOW),
        ("Пример - Google Chrome (Инкогнито)", PRIVATE_WINDOW),
        ("例 - Google Chrome (隐身)", PRIVATE_WINDOW),
        ("例 - Google Chrome (シークレット)", PRIVATE_WINDOW),
        ("Ejemplo — Mozilla Firefox (Navegación privada)", PRIVATE_WINDOW),
        ("Esempio — Mozilla Firefox (Navigazione anonima)", PRIVATE_WINDOW),
        ("Exemplo — Mozilla Firefox (Navegação privada)", PRIVATE_WINDOW),
        ("Voorbeeld — Mozilla Firefox (Privénavigatie)", PRIVATE_WINDOW),
        ("Przykład — Mozilla Firefox (Tryb prywatny)", PRIVATE_WINDOW),
        ("Пример — Mozilla Firefox (Приватный просмотр)", PRIVATE_WINDOW),
        ("例 — Mozilla Firefox (隐私浏览)", PRIVATE_WINDOW),
        ("例 — Mozilla Firefox (プライベートブラウジング)", PRIVATE_WINDOW),
        ("Vaults | Bitwarden Web Vault - Chromium", PASSWORD_MANAGER),
        ("My LastPass Vault — Mozilla Firefox", PASSWORD_MANAGER),
        ("Bitwarden", PASSWORD_MANAGER),
        ("Password Manager - Google Chrome", PASSWORD_MANAGER),
        ("Passwords — Mozilla Firefox", PASSWORD_MANAGER),
        ("● REC Write an invoice", WORKBENCH),
        ("‖ PAUSED Write an invoice", WORKBENCH),
        ("◆ workbench", WORKBENCH),
    ],
)
def test_what_only_its_title_gives_away_is_known_by_that(title: str, kind: str) -> None:
    assert always_denied(a_window("firefox", "Navigator", title=title)) == kind


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("mousepad", "Untitled 1 - Mousepad"),
        ("mousepad", "private browsing habits.txt - Mousepad"),
        ("xterm", "jane@example: ~/workbench"),
        ("thunar", "workbench - Thunar"),
        ("firefox", "Example Domain — Mozilla Firefox"),
        ("firefox", "How to open an incognito window in three steps — Mozilla Firefox"),
        ("chromium", "Private pension plans compared - Chromium"),
        ("libreoffice-writer", "Secrets of baking.odt — LibreOffice Writer"),
        ("thunderbird", "Re: your new password manager licence - Mozilla Thunderbird"),
        ("code", "● record.py - Visual Studio Code"),
        ("gimp", "[Untitled]-1.0 (RGB color 8-bit) – GIMP"),
        ("evince", "Locks and keys.pdf"),
        ("passenger", "Passenger list"),
    ],
)
def test_everything_else_is_left_to_the_scope(name: str, title: str) -> None:
    assert always_denied(a_window(name, title=title)) is None


def test_a_window_that_its_browser_calls_private_is_one_whatever_its_title() -> None:
    shown = replace(a_window("chromium", title="Orders - Chromium"), private=True)
    assert always_denied(shown) == PRIVATE_WINDOW
    assert always_denied(replace(shown, private=False)) is None


def test_own_windows_are_the_workbench_whatever_they_are_called() -> None:
    assert always_denied(a_window("mousepad", own=True)) == WORKBENCH


def test_names_are_kept_as_they_are_compared_and_stand_for_one_kind_each() -> None:
    names = [name for group in NAMES.values() for name in group]
    assert [name for name in names if name != name.casefold() or name != name.strip() or not name] == []
    assert sorted(names) == sorted(set(names))
    assert all(denied_name(name) for name in names)
    assert set(TITLES) | set(NAMES) >= set(PARTS.values())


def test_only_lock_screens_are_lock_screens() -> None:
    assert is_lock_screen(a_window("i3lock"))
    assert is_lock_screen(a_window("xsecurelock", "auth_x11"))
    assert is_lock_screen(a_window("python3", "i3lock"))
    assert not is_lock_screen(a_window())
    assert not is_lock_screen(a_window("keepassxc"))
    assert not is_lock_screen(a_window("mousepad"))


def test_an_own_list_holds_names_and_title_patterns() -> None:
    entries = ("GIMP", "title:^Diary")
    assert listed(entries, a_window("gimp-2.10", "Gimp"))
    assert listed(entries, a_window("mousepad", title="Diary of Jane Example"))
    assert not listed(entries, a_window("mousepad", title="My Diary"))
    assert listed(("title:Diary",), a_window("mousepad", title="My Diary - Mousepad"))
    assert not listed(("Diary",), a_window("mousepad", title="My Diary - Mousepad"))
    assert not listed(entries, a_window("gimp-2.10"))
    assert not listed((), a_window("mousepad"))


@pytest.mark.parametrize("entries", ["gimp", ["title:"], [""], ["  "], [7], {"gimp": 1}, ["title:["]])
def test_a_list_that_cannot_be_used_is_refused_with_what_to_do(entries: object) -> None:
    with pytest.raises(UsageError, match=r"correct it|remove it"):
        check_entries(entries)
    assert check_entries(["gimp", "title:^Diary"]) == ("gimp", "title:^Diary")


def test_no_pattern_takes_long_on_a_hostile_title() -> None:
    for pattern in TITLES.values():
        assert re.search(pattern, "- " * 4000 + "(" * 4000) is None
