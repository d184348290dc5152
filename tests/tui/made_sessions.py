"""Small real session files with synthetic pictures, made through the journal."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from workbench.model.contexts import Context
from workbench.model.events import Button, ButtonDown, ButtonUp, Event, Focus, KeyDown, KeyUp, Modifier, Scroll
from workbench.model.frames import Frame
from workbench.model.gaps import Gap, GapReason
from workbench.model.geometry import Rect
from workbench.model.scope import Scope
from workbench.model.session import Monitor, Platform, Session, SessionState
from workbench.model.tiles import tile_rects
from workbench.paths import Home
from workbench.store.journal import Journal, PackedFrame
from workbench.store.library import Library
from workbench.store.tiles import TilePacker

WIDTH, HEIGHT = 640, 400
SALT = bytes(16)
HOSTILE = "[b]x[/b] [/] \x1b]52;c;ZXZpbA==\x07 \x1b[31m\x9b2J\x90q\x9c \u202elru\u202c \u200b \x00\x7f end"


def session_id(number: int) -> str:
    """Return an id that sorts by its number, as ids do by time."""
    return f"019aa000-{number:04d}-7000-8000-{number:012d}"


def session_row(number: int, title: str) -> Session:
    """Return a session's own row."""
    return Session(
        id=session_id(number),
        created_at=f"2026-11-{10 + number:02d}T14:02:00+00:00",
        tool_version="0.1.0",
        title=title,
        state=SessionState.RECORDING,
        consent_id="c1",
        consent_hash="0" * 64,
        scope=Scope(apps=("mousepad",)),
        platform=Platform("scripted", (Monitor(1, Rect(0, 0, WIDTH, HEIGHT)),), 1.0, "us"),
        wall_ms=1_795_269_720_000,
        monotonic_ms=1000,
    )


def drawn(text: str, *, menu: bool = False) -> NDArray[np.uint8]:
    """Return a picture of an editor with that text in it."""
    image = Image.new("RGB", (WIDTH, HEIGHT), (40, 44, 52))
    pen = ImageDraw.Draw(image)
    pen.rectangle((40, 30, 600, 370), fill=(250, 250, 250))
    pen.rectangle((40, 30, 600, 54), fill=(70, 110, 170))
    pen.text((50, 36), "Untitled 1 - Mousepad", fill=(255, 255, 255))
    pen.text((50, 60), "File  Edit  Search  View", fill=(30, 30, 30))
    pen.text((50, 90), text, fill=(0, 0, 0))
    if menu:
        pen.rectangle((44, 74, 160, 180), fill=(225, 225, 235), outline=(90, 90, 90))
        pen.text((54, 82), "New\nOpen\nSave\nClose", fill=(20, 20, 20))
    return np.asarray(image)


@dataclass
class SessionMaker:
    """Writes one session, event by event."""

    home: Home
    number: int = 1
    title: str = "Write an invoice"
    window_title: str = "Untitled 1 - Mousepad"
    app: str = "mousepad"
    seq: int = field(default=0, init=False)
    frames: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self.library = Library.of(self.home.ensure())
        self.session = session_row(self.number, self.title)
        key = self.library._keys.create(self.session.id)
        self.journal = Journal.create(self.library.path(self.session.id), key, self.session, SALT)
        self.packer = TilePacker(SALT)
        rect = Rect(40, 30, 560, 340)
        self.journal.add_context(Context(1, self.app, self.window_title, None, 100, rect, 1))

    def event(self, t_ms: int, body: object) -> None:
        """Add an event."""
        self.seq += 1
        self.journal.add_event(Event(self.seq, t_ms, 1, body))  # type: ignore[arg-type]

    def click(self, t_ms: int, x: int, y: int) -> None:
        """Press and release the left button."""
        self.event(t_ms, ButtonDown(Button.LEFT, x, y))
        self.event(t_ms + 60, ButtonUp(Button.LEFT, x, y))

    def drag(self, t_ms: int, x0: int, y0: int, x: int, y: int) -> None:
        """Press here, release there."""
        self.event(t_ms, ButtonDown(Button.LEFT, x0, y0))
        self.event(t_ms + 300, ButtonUp(Button.LEFT, x, y))

    def scroll(self, t_ms: int, x: int, y: int) -> None:
        """Turn the wheel by three notches down."""
        for notch in range(3):
            self.event(t_ms + 40 * notch, Scroll(x, y, 0, -1))

    def type(self, t_ms: int, text: str) -> None:
        """Type a text, a key every 80 ms."""
        for at, character in enumerate(text):
            self.key(t_ms + 80 * at, character.lower(), character)

    def key(self, t_ms: int, key: str, text: str = "", mods: tuple[Modifier, ...] = ()) -> None:
        """Press and release a key."""
        self.event(t_ms, KeyDown(key, text, mods))
        self.event(t_ms + 40, KeyUp(key))

    def gap(self, start_ms: int, end_ms: int, reason: GapReason) -> None:
        """Withhold a stretch."""
        self.journal.add_gap(Gap(start_ms, end_ms, reason))

    def frame(self, captured_ms: int, valid_ms: int, rgb: NDArray[np.uint8]) -> None:
        """Keep a picture."""
        self.frames += 1
        tiles: dict[bytes, bytes] = {}
        ids = []
        for rect in tile_rects(WIDTH, HEIGHT):
            tile = np.ascontiguousarray(rgb[rect.y : rect.bottom, rect.x : rect.right])
            identity, data = self.packer.pack(tile)
            ids.append(identity)
            tiles[identity] = data
        new = {identity: data for identity, data in tiles.items() if identity not in self._stored()}
        self._stored().update(new)
        frame = Frame(self.frames, 1, captured_ms, valid_ms, WIDTH, HEIGHT)
        self.journal.add_frame(PackedFrame(frame, b"".join(ids), new))

    def _stored(self) -> dict[bytes, bytes]:
        return self.__dict__.setdefault("stored", {})  # type: ignore[no-any-return]

    def finish(self, duration_ms: int) -> str:
        """Close the session and return its id."""
        self.journal.finish(duration_ms)
        return self.session.id


def invoice(home: Home, number: int = 1, title: str = "Write an invoice") -> str:
    """Make a session of some steps, with pictures, a gap, a drag and a scroll."""
    maker = SessionMaker(home, number, title)
    maker.event(0, Focus())
    maker.frame(500, 2900, drawn(""))
    maker.click(3000, 60, 66)
    maker.frame(3200, 3900, drawn("", menu=True))
    maker.click(4000, 70, 86)
    maker.frame(4300, 6900, drawn(""))
    maker.type(7000, "Dear Jane Example,")
    maker.frame(9000, 11_900, drawn("Dear Jane Example,"))
    maker.key(12_000, "enter")
    maker.gap(13_000, 22_000, GapReason.OUT_OF_SCOPE)
    maker.event(22_100, Focus())
    maker.frame(22_200, 29_000, drawn("Dear Jane Example,\nthank you for your order."))
    maker.drag(30_000, 50, 92, 150, 96)
    maker.scroll(33_000, 300, 200)
    maker.key(36_000, "s", "", (Modifier.CTRL,))
    maker.frame(36_400, 40_000, drawn("Dear Jane Example,\nthank you for your order."))
    return maker.finish(44_000)


def empty(home: Home, number: int = 2) -> str:
    """Make a session in which nothing was done."""
    return SessionMaker(home, number, "Nothing yet").finish(2000)


def hostile(home: Home, number: int = 3) -> str:
    """Make a session whose every text attacks the terminal."""
    maker = SessionMaker(home, number, HOSTILE, HOSTILE, HOSTILE)
    maker.event(0, Focus())
    maker.frame(100, 900, drawn("hostile"))
    maker.click(1000, 60, 66)
    for at, character in enumerate(HOSTILE):
        maker.key(2000 + 50 * at, "a", character)
    maker.key(9000, "\x1b[31mevil", "")
    return maker.finish(10_000)


def damaged(home: Home, number: int = 4) -> str:
    """Make a session whose file is overwritten in the middle."""
    made = invoice(home, number)
    file = Library.of(home).path(made)
    content = bytearray(file.read_bytes())
    content[100:20_000] = bytes(19_900)
    file.write_bytes(content)
    return made


def cut_off(home: Home, number: int = 5) -> str:
    """Make a session whose recorder was killed after its last commit."""
    maker = SessionMaker(home, number, "Order paper clips for the office")
    maker.event(0, Focus())
    maker.click(3000, 60, 66)
    maker.journal.commit()
    maker.journal.close()
    return maker.session.id
