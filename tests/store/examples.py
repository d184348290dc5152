"""Sessions for tests: invented people at invented tasks, in real encrypted files."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from workbench.model.contexts import Context
from workbench.model.events import Button, ButtonDown, ButtonUp, Event, KeyDown, KeyUp, Modifier, PointerPath
from workbench.model.frames import Frame
from workbench.model.gaps import Gap, GapReason
from workbench.model.geometry import Rect
from workbench.model.scope import KeyChannel, Scope
from workbench.model.session import Monitor, Platform, Session, SessionState
from workbench.model.tiles import tile_rects
from workbench.paths import Home
from workbench.store.identity import new_session_id
from workbench.store.journal import Journal, PackedFrame
from workbench.store.keys import KeyStore
from workbench.store.library import Library
from workbench.store.tiles import TilePacker

TITLE = "Write to Ada Example at ada@example.com"
WINDOW = "letter-to-ada.txt - Editor"
SALT = bytes(range(16))


@dataclass(frozen=True)
class Place:
    """One home with its parts."""

    home: Home
    """The folder."""
    keys: KeyStore
    """Its keys."""
    library: Library
    """Its sessions."""

    def start(self, session_id: str | None = None) -> Journal:
        """Begin a recording."""
        session = a_session(session_id or new_session_id())
        key = self.keys.create(session.id)
        return Journal.create(self.library.path(session.id), key, session, SALT)

    def recorded(self, text: str = "Hi Ada") -> str:
        """Return the id of a finished session with a click, a text, a picture and a gap."""
        session = a_session(new_session_id())
        journal = Journal.create(self.library.path(session.id), self.keys.create(session.id), session, SALT)
        fill(journal, text)
        journal.finish(4000)
        return session.id


def a_place(root: Path) -> Place:
    """Make an empty home with its keys in files."""
    home = Home(root).ensure()
    keys = KeyStore(home, "file")
    return Place(home, keys, Library(home, keys))


def a_session(session_id: str) -> Session:
    """Return the row of a session that is being recorded."""
    scope = Scope(("mousepad",), ("^letter",), 1, Rect(0, 0, 800, 600), (), keys=KeyChannel.ALL)
    platform = Platform("scripted", (Monitor(1, Rect(0, 0, 1920, 1080)),), 1.0, "us")
    made = (session_id, "2026-11-22T10:00:00Z", "0.1.0", TITLE, SessionState.RECORDING)
    return Session(*made, "consent-1", "ab" * 32, scope, platform, 1_795_000_000_000, 5000)


def a_context() -> Context:
    """Return the editor's window."""
    return Context(1, "mousepad", WINDOW, None, 4321, Rect(10, 20, 800, 600), 1)


def typed(text: str, first_seq: int = 1, start_ms: int = 100) -> Iterable[Event]:
    """Yield the presses and releases of a text, 20 ms apart."""
    for at, letter in enumerate(text):
        seq, t_ms = first_seq + 2 * at, start_ms + 40 * at
        mods = (Modifier.SHIFT,) if letter.isupper() else ()
        yield Event(seq, t_ms, 1, KeyDown(letter.lower(), letter, mods))
        yield Event(seq + 1, t_ms + 20, 1, KeyUp(letter.lower()))


def clicked(first_seq: int, t_ms: int) -> Iterable[Event]:
    """Yield a way to a button and a click on it."""
    yield Event(first_seq, t_ms, 1, PointerPath(90, 90, ((10, 5, 5), (10, 5, 5))))
    yield Event(first_seq + 1, t_ms + 50, 1, ButtonDown(Button.LEFT, 100, 100))
    yield Event(first_seq + 2, t_ms + 90, 1, ButtonUp(Button.LEFT, 100, 100))


def a_screen(width: int = 300, height: int = 200, seed: int = 7) -> NDArray[np.uint8]:
    """Return a screen full of noise, so that no tile looks like another."""
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)


def packed(
    frame_id: int,
    captured_ms: int,
    screen: NDArray[np.uint8],
    salt: bytes = SALT,
) -> PackedFrame:
    """Cut a screen into tiles, as the recorder does."""
    height, width = screen.shape[:2]
    packer = TilePacker(salt)
    rects = tile_rects(width, height)
    cuts = [np.ascontiguousarray(screen[rect.y : rect.bottom, rect.x : rect.right]) for rect in rects]
    pairs = [packer.pack(cut) for cut in cuts]
    frame = Frame(frame_id, 1, captured_ms, captured_ms + 10, width, height)
    return PackedFrame(frame, b"".join(identity for identity, _ in pairs), dict(pairs))


def fill(journal: Journal, text: str = "Hi Ada") -> None:
    """Record a click into a window, a text, a picture before and after, a gap and a look at the recorder."""
    journal.add_context(a_context())
    journal.add_frame(packed(1, 40, a_screen()))
    for event in clicked(1, 50):
        journal.add_event(event)
    journal.commit()
    for event in typed(text, 4, 1000):
        journal.add_event(event)
    journal.add_frame(packed(2, 3000, a_screen(seed=8)))
    journal.add_gap(Gap(3200, 3600, GapReason.OUT_OF_SCOPE))
    journal.add_health(3700, {"lag_ms": 3, "lost": 0})
    journal.commit()


def bytes_below(root: Path) -> bytes:
    """Return every byte of every file below a folder."""
    return b"\n".join(path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file())


def names_of(place: Place) -> list[str]:
    """Return the names in the library's folder without the session's id."""
    return sorted(path.name[36:] for path in place.home.sessions.iterdir())


def random_key() -> bytes:
    """Return a key that belongs to nothing."""
    return os.urandom(32)
