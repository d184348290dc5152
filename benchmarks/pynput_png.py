"""The plain way to record, as most do it: pynput's listeners, a PNG whenever the screen changed, JSON Lines."""

import json
import signal
import sys
import threading
import time
from pathlib import Path

import mss
from PIL import Image
from pynput import keyboard, mouse

PERIOD_S = 0.1


def main() -> None:
    """Record into a folder until SIGINT."""
    folder = Path(sys.argv[1])
    done = threading.Event()
    signal.signal(signal.SIGINT, lambda *_: done.set())
    with (folder / "events.jsonl").open("w", encoding="utf-8") as log:

        def note(*fields: object) -> None:
            log.write(json.dumps([time.monotonic(), *map(str, fields)]) + "\n")

        pointer = mouse.Listener(
            on_move=lambda x, y, *_: note("move", x, y),
            on_click=lambda x, y, button, pressed, *_: note("button", x, y, button, pressed),
            on_scroll=lambda x, y, dx, dy, *_: note("scroll", x, y, dx, dy),
        )
        keys = keyboard.Listener(
            on_press=lambda key, *_: note("down", key), on_release=lambda key, *_: note("up", key)
        )
        for listener in (pointer, keys):
            listener.start()
            listener.wait()
        print("ready", flush=True)
        take_pictures(folder, done)
        for listener in (pointer, keys):
            listener.stop()


def take_pictures(folder: Path, done: threading.Event) -> None:
    """Write a PNG of the screen whenever it has changed."""
    screen = mss.MSS()
    before = b""
    number = 0
    while not done.wait(PERIOD_S):
        shot = screen.grab(screen.monitors[0])
        pixels = bytes(shot.raw)
        if pixels != before:
            before = pixels
            number += 1
            picture = Image.frombytes("RGB", shot.size, pixels, "raw", "BGRX")
            picture.save(folder / f"{number:06}.png", compress_level=1)


if __name__ == "__main__":
    main()
