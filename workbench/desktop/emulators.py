"""Terminals by class or executable: what is typed into them goes to a pty, whose mode can be looked at."""

from workbench.model.windows import WindowInfo

EMULATORS = frozenset(
    (
        "xterm", "uxterm", "urxvt", "urxvtd", "rxvt", "rxvt-unicode", "st", "st-256color", "alacritty",
        "kitty", "wezterm", "wezterm-gui", "org.wezfurlong.wezterm", "mlterm", "foot", "footclient",
        "ghostty", "com.mitchellh.ghostty", "contour", "eterm", "aterm", "cool-retro-term",
        "terminology", "gnome-terminal", "gnome-terminal-server", "kgx", "gnome-console",
        "org.gnome.console", "ptyxis", "konsole", "yakuake", "qterminal", "xfce4-terminal",
        "lxterminal", "mate-terminal", "deepin-terminal", "terminator", "tilix", "tilda", "guake",
        "sakura", "roxterm", "termite",
    )
)  # fmt: skip


def is_emulator(name: str) -> bool:
    """Return whether a class or an executable is a known terminal's."""
    return name.casefold() in EMULATORS


def is_terminal(window: WindowInfo) -> bool:
    """Return whether a window belongs to a known terminal."""
    return any(map(is_emulator, window.names))
