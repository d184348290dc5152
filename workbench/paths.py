"""Where everything of one volunteer lives on this machine."""

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

HOME_VARIABLE = "WORKBENCH_HOME"


@dataclass(frozen=True, slots=True)
class Home:
    """One volunteer's own folder: sessions, keys, settings and logs. Folders are 0700, files 0600."""

    root: Path
    """The folder that holds all the others."""

    @classmethod
    def from_environment(cls) -> "Home":
        """Return the folder that `WORKBENCH_HOME` names, else the platform's place for user data."""
        named = os.environ.get(HOME_VARIABLE)
        return cls(Path(named) if named else platformdirs.user_data_path("recording-workbench"))

    @property
    def sessions(self) -> Path:
        """The library: one `<id>.session` file for each session, with its lock and its key check."""
        return self.root / "sessions"

    @property
    def keys(self) -> Path:
        """Session keys, where the operating system has no keyring."""
        return self.root / "keys"

    @property
    def receipts(self) -> Path:
        """Receipts of submissions: hashes, names and dates, no content."""
        return self.root / "receipts"

    @property
    def drafts(self) -> Path:
        """Labels that were typed and are neither sent nor saved yet, encrypted."""
        return self.root / "drafts"

    @property
    def corpus_file(self) -> Path:
        """The corpus that is used where none is named; made on first use."""
        return self.root / "corpus.db"

    @property
    def settings_file(self) -> Path:
        """The volunteer's choices, as TOML."""
        return self.root / "settings.toml"

    @property
    def consent_file(self) -> Path:
        """The volunteer's agreement to the notice: its id, its text's hash and when it was given."""
        return self.root / "consent.json"

    def ensure(self) -> "Home":
        """Make the folders that are missing, readable by their owner alone, and return this home."""
        missing = [folder for folder in reversed(self.root.parents) if not folder.exists()]
        for folder in (*missing, self.root, self.sessions, self.keys):
            folder.mkdir(mode=0o700, exist_ok=True)  # `parents` would make those above readable by all
        return self
