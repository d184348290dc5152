"""Types letters that can be found again: those of secret fields must be nowhere, the others kept."""

import random
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.desktop.forms import SECRET_FIELDS, Values
from tests.desktop.stage import Stage
from tests.desktop.volunteer import plain_bytes, spellings
from tests.patience import KeptTooLittleError

PUBLIC = "abcdefghilmnoprstu"
SECRET = "jkqvwxyz"  # noqa: S105  (letters that nothing public has)
DIGITS = "0123456789"
SETTLE_S = 0.5
"""How long before and after a change of field a public key is typed at the nearest."""
SLACK_MS = 120
FEW_STINTS = 10
Events = list[dict[str, Any]]
KEYS = frozenset({"key_down", "key_up", "key_repeat"})


@dataclass(frozen=True, slots=True)
class Stint:
    """One run of letters, each of them once, and what received them."""

    began_ms: int
    ended_ms: int
    public: str
    """What public fields received."""
    secret: str
    """What secret fields received."""
    settled: bool
    """Whether the field had the keyboard for a while before and after."""


@dataclass
class Typist:
    """Types with random gaps, from 0 to 50 ms, and notes who received what."""

    stage: Stage
    values: Callable[[], Values] = dict
    stints: list[Stint] = field(default_factory=list)
    dice: random.Random = field(default_factory=lambda: random.Random(4))

    def keys(self, letters: str) -> tuple[int, int]:
        """Type at a random pace, and return when it began and ended."""
        began = time.monotonic_ns() // 1_000_000
        pace = self.dice.choice(("burst", "steady", "random", "random"))
        if pace == "burst":
            self.stage.type(letters)
        steady_s = self.dice.randint(2, 50) / 1000
        for letter in letters if pace != "burst" else "":
            self.stage.type(letter)
            time.sleep(steady_s if pace == "steady" else self.dice.randint(0, 50) / 1000)
        return began, time.monotonic_ns() // 1_000_000

    def sample(self, alphabet: str, count: int) -> str:
        """Return letters in random order, none of them twice."""
        return "".join(self.dice.sample(alphabet, count))

    def told(self, letters: str, *, settled: bool) -> Stint:
        """Type and note which of the fields say that they received it."""
        before = self.values()
        began, ended = self.keys(letters)
        time.sleep(SETTLE_S)
        after = self.values()
        gained = {name: more_of(text, before.get(name, "")) for name, text in after.items()}
        public = "".join(text for name, text in gained.items() if name not in SECRET_FIELDS)
        secret = "".join(text for name, text in gained.items() if name in SECRET_FIELDS)
        return self.note(Stint(began, ended, public, secret, settled))

    def taken(self, letters: str, *, secret: bool, settled: bool = True) -> Stint:
        """Type where one field is sure to receive it; what it says in the end is checked by the caller."""
        began, ended = self.keys(letters)
        time.sleep(SETTLE_S)
        seen = letters.replace(" ", "")
        ways = ("", seen) if secret else (seen, "")
        return self.note(Stint(began, ended, *ways, settled))

    def note(self, stint: Stint) -> Stint:
        """Remember a stint."""
        self.stints.append(stint)
        return stint


@dataclass(frozen=True, slots=True)
class Figures:
    """What became of everything that was typed."""

    secret: int
    """Keys that secret fields received."""
    leaked: list[str]
    """Those of them that were kept."""
    public: int
    """Keys that public fields received while nothing changed."""
    kept: int
    """Those of them that were kept."""
    stints: int
    """How many runs of letters these were."""
    short: int
    """How many of them were not kept whole."""
    hasty: tuple[int, int]
    """Keys that public fields received right beside a change of field, and how many of them were kept."""

    def require_enough(self) -> None:
        """Raise where fewer than 98 % of the public keys were kept; among few stints, where two are short.

        An answer that comes too late on a busy machine costs a stint, rightly: nobody knew its field then.
        """
        if self.kept < 0.98 * self.public and not self.short == 1 < self.stints <= FEW_STINTS:
            raise KeptTooLittleError(self.words("too little"))

    def words(self, what: str) -> str:
        """Say it in a line."""
        share = 100 * self.kept / max(1, self.public)
        return (
            f"{what}: {self.secret} secret keys, {len(self.leaked)} leaked; "
            f"{self.public} public keys, {share:.1f} % kept; "
            f"{self.hasty[0]} public keys within {SETTLE_S * 1000:.0f} ms of a change, {self.hasty[1]} kept"
        )


def more_of(text: str, before: str) -> str:
    """Return the letters that a text has more of than it had before."""
    return "".join((Counter(text) - Counter(before)).elements())


def judge(events: Events, session: Path, stints: Iterable[Stint]) -> Figures:
    """Compare a session's events with what the fields received."""
    listed, anchor_ms = list(stints), began_at_ms(session)
    leaked = too_many(events, listed)
    counts = Counter[str]()
    for stint in listed:
        near = within(events, stint.began_ms - anchor_ms - SLACK_MS, stint.ended_ms - anchor_ms + SLACK_MS)
        leaked += [letter for letter in stint.secret if letter in DIGITS and letter in near]
        group = "settled" if stint.settled else "hasty"
        counts[group] += len(stint.public)
        missing = sum(letter not in near for letter in stint.public)
        counts[f"{group} kept"] += len(stint.public) - missing
        counts[f"{group} stints"] += bool(stint.public)
        counts[f"{group} short"] += bool(missing)
    secret = sum(len(stint.secret) for stint in listed)
    hasty = counts["hasty"], counts["hasty kept"]
    settled = (counts["settled"], counts["settled kept"], counts["settled stints"], counts["settled short"])
    return Figures(secret, leaked, *settled, hasty)


def began_at_ms(session: Path) -> int:
    """Return when a plain session began, on the clock that the typist uses."""
    with closing(sqlite3.connect(session)) as database:
        return int(database.execute("SELECT monotonic_ms FROM session").fetchone()[0])


def too_many(events: Events, stints: list[Stint]) -> list[str]:
    """Return letters of secrets that were kept more often than public fields received them, anywhere."""
    kept = Counter(event["key"] for event in events if event["kind"] == "key_down")
    others = {event["key"] for event in events if event["kind"] in KEYS}
    fair = Counter(letter for stint in stints for letter in stint.public)
    odd = [letter for letter in SECRET if letter in others and not fair[letter] and not kept[letter]]
    return odd + [letter for letter in SECRET for _ in range(kept[letter] - fair[letter])]


def within(events: Events, since_ms: int, until_ms: int) -> set[str]:
    """Return the keys that went down in that time."""
    return {e["key"] for e in events if e["kind"] == "key_down" and since_ms <= e["t_ms"] <= until_ms}


def found_in_bytes(session: Path, stints: Iterable[Stint]) -> list[str]:
    """Return the secrets that stand anywhere in a plain session file or in the pixels of its pictures."""
    whole = plain_bytes(session)
    secrets = {stint.secret for stint in stints if len(stint.secret) > 3 and not stint.public}
    return [secret for secret in secrets if any(spelling in whole for spelling in spellings(secret))]
