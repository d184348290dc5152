"""What is never recorded, whatever a scope says: password managers, keyrings, prompts for secrets, locks.

Known by WM_CLASS and executable, and by title where a browser or a terminal shows it. A list can only hold
what somebody put on it: password fields, terminal prompts and the scope itself stand behind it.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from workbench.errors import UsageError
from workbench.model.windows import WindowInfo

PASSWORD_MANAGER = "a password manager"  # noqa: S105  (a kind's name)
KEYRING = "a store of keys and passwords"
PERMISSION = "a prompt for an administrator's password"
PIN = "a prompt for a passphrase or a PIN"
ONE_TIME_CODES = "a generator of one-time codes"
LOCK_SCREEN = "a lock screen"
PRIVATE_WINDOW = "a private browser window"
WORKBENCH = "the workbench itself"

NAMES: dict[str, tuple[str, ...]] = {
    PASSWORD_MANAGER: (
        "1password", "1password-gui", "keepass", "keepass2", "keepassx", "keepassxc", "org.keepassxc.keepassxc",
        "keepassxc-proxy", "kpcli", "keeweb", "authpass", "keepasslite", "gnome-passwordsafe", "passwordsafe",
        "org.gnome.passwordsafe", "secrets", "org.gnome.world.secrets", "pwsafe", "pwsafe-bin", "gorilla",
        "password-gorilla", "revelation", "fpm2", "figaro", "bitwarden", "bitwarden-desktop",
        "com.bitwarden.desktop", "goldwarden", "com.quexten.goldwarden", "rbw", "vaultwarden", "enpass",
        "io.enpass.enpass", "dashlane", "lastpass", "proton pass", "proton-pass", "protonpass",
        "me.proton.pass", "me.proton.pass.electron", "nordpass", "keeper", "keeperpasswordmanager",
        "keeper password manager", "roboform", "buttercup", "buttercup-desktop", "padloc", "myki", "passky",
        "psono", "teampass", "zoho vault", "sticky password", "qtpass", "gopass", "gopass-ui", "gopassui",
        "rofi-pass", "wofi-pass", "tessen", "passmenu", "passff-host", "browserpass", "pass-gui", "upass",
        "pasafe", "masterpassword", "lesspass",
    ),
    KEYRING: (
        "seahorse", "org.gnome.seahorse.application", "seahorse-tool", "gcr-prompter", "gcr-viewer",
        "gcr4-ssh-askpass", "gnome-keyring", "gnome-keyring-ask", "gnome-keyring-daemon",
        "gnome-keyring-prompt", "org.gnome.keyring.systemprompter", "kwalletd", "kwalletd5", "kwalletd6",
        "ksecretd", "kwalletmanager", "kwalletmanager5", "org.kde.kwalletmanager", "org.kde.kwalletmanager5",
        "nm-applet", "nm-connection-editor", "nm-openvpn-auth-dialog", "nm-vpnc-auth-dialog",
    ),
    PERMISSION: (
        "lxpolkit", "xfce-polkit", "mate-polkit", "ukui-polkit", "cmst-polkit", "dde-polkit-agent",
        "hyprpolkitagent", "soteria", "gksu", "gksudo", "gksu-run-helper", "kdesu", "kdesudo", "lxqt-sudo",
        "lxsu", "lxsudo", "lxqt-policykit-agent", "beesu", "ktsuss", "su-to-root", "xsu",
        "io.elementary.desktop.agent-polkit",
    ),
    PIN: (
        "ksshaskpass", "x11-ssh-askpass", "blueman-applet", "bluedevil-wizard", "ausweisapp", "ausweisapp2",
        "yubikey-manager-qt", "ykman-gui", "zulucrypt-gui", "zulumount-gui", "veracrypt",
        "systemd-ask-password", "gnome-keysign", "qesigner", "web-eid",
    ),
    ONE_TIME_CODES: (
        "keysmith", "authenticator", "com.belmoussaoui.authenticator", "org.gnome.authenticator", "otpclient",
        "com.github.paolostivanin.otpclient", "yubioath-desktop", "yubico authenticator", "com.yubico.yubioath",
        "ente auth", "enteauth", "numberstation", "gauthenticator", "authy",
        "authy desktop",
    ),
    LOCK_SCREEN: (
        "i3lock", "i3lock-color", "xsecurelock", "light-locker", "gnome-screensaver",
        "gnome-screensaver-dialog", "mate-screensaver", "mate-screensaver-dialog", "cinnamon-screensaver",
        "cinnamon-screensaver-main.py", "cinnamon-screensaver-pam-helper", "xfce4-screensaver",
        "xfce4-screensaver-dialog", "ukui-screensaver", "ukui-screensaver-dialog", "budgie-screensaver",
        "xscreensaver", "xscreensaver-auth", "xscreensaver-gfx", "slock", "xtrlock", "pyxtrlock", "sxlock",
        "alock", "xlock", "metalock", "physlock", "swaylock", "gtklock", "hyprlock", "waylock",
        "kscreenlocker", "kscreenlocker_greet", "screenlocker", "dde-lock", "lightdm-gtk-greeter",
        "slick-greeter", "unity-greeter", "sddm-greeter", "sddm-greeter-qt6", "gdm-session-worker",
        "lxdm-greeter-gtk",
    ),
    PRIVATE_WINDOW: ("tor browser", "tor-browser", "torbrowser", "start-tor-browser", "navigator-tor"),
}  # fmt: skip
"""Kinds with the names that stand for them, in lower case and compared whole."""

PARTS = {
    "pinentry": PIN,
    "askpass": PIN,
    "polkit": PERMISSION,
    "policykit": PERMISSION,
    "keepass": PASSWORD_MANAGER,
    "1password": PASSWORD_MANAGER,
    "bitwarden": PASSWORD_MANAGER,
    "dashlane": PASSWORD_MANAGER,
    "lastpass": PASSWORD_MANAGER,
    "protonpass": PASSWORD_MANAGER,
    "screensaver": LOCK_SCREEN,
}
"""Parts of names that say enough by themselves, since they come with a toolkit's or a version's name around."""

_VAULTS = (
    r"Bitwarden(?: Web Vault)?|1Password|My LastPass Vault|LastPass(?: Vault)?|Dashlane(?: Web App)?"
    r"|Proton Pass|Keeper Vault|Keeper Web Vault|NordPass(?: Web Vault)?|Enpass Web"
    r"|about:logins|KeeWeb|Vaultwarden Web"
    r"|(?:Google )?Password Manager|Passwords(?= [-–—] Mozilla Firefox)"
)
_PRIVATE = (
    r"private browsing|inprivate|incognito|private window|privater modus|inkognito|navigation privée"
    r"|navegación privada|incógnito|navigazione anonima|navigazione in incognito|navegação privada|anônima"
    r"|privénavigatie|tryb prywatny|приватный просмотр|инкогнито"
    r"|隐私浏览|隐身|プライベートブラウジング|シークレット"
)
_BAR = r"[-–—|·]"
TITLES: dict[str, str] = {
    PASSWORD_MANAGER: rf"(?:^|{_BAR} )(?:{_VAULTS})(?: {_BAR}|$)",
    PRIVATE_WINDOW: rf"(?i:^new (?:incognito|private|inprivate) (?:tab|window)\b"
    rf"|(?:[(\[]|{_BAR} |(?:Firefox|LibreWolf|Waterfox|Floorp|Zen) )(?:{_PRIVATE})[)\]]?"
    rf"(?: {_BAR} [^-–—|·]+)?$|[(\[]private[)\]]$)",
    WORKBENCH: r"^(?:● REC |‖ PAUSED |◆ workbench)",
}
"""Kinds with the titles that give them away; a private window has its mark at the title's end."""

_KINDS = {name: kind for kind, names in NAMES.items() for name in names}
_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in TITLES.items())
TITLE_MARK = "title:"
ON_THE_LIST = "on the list of what is never recorded"


def always_denied(window: WindowInfo) -> str | None:
    """Return what kind of window it is, in words, if windows of that kind are never recorded."""
    if window.own:
        return WORKBENCH
    if window.private:
        return PRIVATE_WINDOW
    return _kind(window.names, window.title)


@lru_cache(maxsize=256)
def _kind(names: tuple[str, ...], title: str) -> str | None:
    """Return what names and title stand for; remembered, as every input and every picture asks (30 µs to 1)."""
    named = next(filter(None, map(denied_name, names)), None)
    return named or next((kind for kind, pattern in _PATTERNS if pattern.search(title)), None)


def denied_name(name: str) -> str | None:
    """Return the kind that an application's name stands for, if it is never recorded."""
    folded = name.casefold()
    return _KINDS.get(folded) or next((kind for part, kind in PARTS.items() if part in folded), None)


def is_lock_screen(window: WindowInfo) -> bool:
    """Return whether the window belongs to a program that locks the screen."""
    return any(denied_name(name) == LOCK_SCREEN for name in window.names)


def listed(entries: Iterable[str], window: WindowInfo) -> bool:
    """Return whether one of these names or `title:` patterns is meant for that window."""
    names = {name.casefold() for name in window.names}
    return any(
        re.search(entry.removeprefix(TITLE_MARK), window.title) is not None
        if entry.startswith(TITLE_MARK)
        else entry.casefold() in names
        for entry in entries
    )


def check_entries(entries: object) -> tuple[str, ...]:
    """Return entries that can be used, or raise `UsageError`; an empty one would be met by every window."""
    if not isinstance(entries, list | tuple) or not all(isinstance(entry, str) for entry in entries):
        message = 'The list never_record holds texts, as ["gimp", "title:^Diary"]; correct it in the settings.'
        raise UsageError(message)
    for entry in entries:
        if not entry.removeprefix(TITLE_MARK).strip():
            message = "An entry of never_record is empty; write a name or title: and a pattern, or remove it."
            raise UsageError(message)
        try:
            re.compile(entry.removeprefix(TITLE_MARK) if entry.startswith(TITLE_MARK) else "")
        except re.error as error:
            message = f"The entry {entry!r} of never_record cannot be read ({error}); correct it or remove it."
            raise UsageError(message) from error
    return tuple(entries)
