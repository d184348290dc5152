"""Notices while recording: nobody waits for them, and what is kept out is told once and without names."""

import threading
import time

from tests.desktop.stage import wait_for
from workbench.capture.announcing import (
    Announcer,
    Stretches,
    forgotten,
    kept_out,
    paused,
    resumed,
    started,
)
from workbench.capture.verdict import Withheld
from workbench.model.gaps import GapCause, GapReason
from workbench.model.scope import Scope

PASSWORD = Withheld(GapReason.SECRET, GapCause.PASSWORD_FIELD, "chromium")
OUTSIDE = Withheld(GapReason.OUT_OF_SCOPE, GapCause.OTHER_WINDOW)
SCOPE = Scope(("mousepad", "chromium"))


class Service:
    """A desktop's service, quick or slow or without an answer."""

    def __init__(self, *, answers: bool = True) -> None:
        self.shown: list[str] = []
        self.answers = answers
        self.free = threading.Event()
        self.free.set()

    def notify(self, title: str, body: str) -> bool:
        self.free.wait(100)
        self.shown.append(f"{title}: {body}")
        return self.answers


class Stopwatch:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


def told(stretches: Stretches, clock: Stopwatch, why: Withheld | None, seconds: int) -> list[str]:
    """Look four times a second for so long, and return what was told."""
    words = []
    for _ in range(seconds * 4):
        clock.now_s += 0.25
        words.append(stretches.look(why))
    return [word for word in words if word]


def test_a_service_that_hangs_holds_up_nobody_and_what_finds_no_room_is_left_out() -> None:
    service = Service()
    service.free.clear()
    announcer = Announcer(service.notify)
    began = time.monotonic()
    for number in range(100):
        announcer.say("Notice", str(number))
    announcer.close(0.05)
    assert time.monotonic() - began < 60, "the service takes longer"
    service.free.set()
    announcer.say("Notice", "last")
    wait_for(lambda: len(service.shown) >= 8, "what found room")
    time.sleep(0.2)
    assert 8 <= len(service.shown) <= 10


def test_a_service_that_does_not_answer_is_left_in_peace_for_a_while() -> None:
    service = Service(answers=False)
    announcer = Announcer(service.notify)
    for number in range(3):
        announcer.say("Notice", str(number))
    announcer.close(20)
    assert service.shown == ["Notice: 0"]


def test_what_was_said_last_goes_out_before_the_end() -> None:
    service = Service()
    announcer = Announcer(service.notify)
    announcer.say("Recording stopped", "It is saved.")
    announcer.close(20)
    assert service.shown == ["Recording stopped: It is saved."]


def test_a_withheld_stretch_is_told_once_and_only_when_it_lasts() -> None:
    clock = Stopwatch()
    stretches = Stretches(clock)
    assert told(stretches, clock, OUTSIDE, 4) == []
    assert told(stretches, clock, None, 1) == []
    assert told(stretches, clock, OUTSIDE, 60) == ["window outside the scope"]


def test_stretches_that_follow_each_other_are_told_seldom() -> None:
    clock = Stopwatch()
    stretches = Stretches(clock)
    words = []
    for _ in range(20):
        words += told(stretches, clock, OUTSIDE, 6) + told(stretches, clock, None, 1)
    assert 2 <= len(words) <= 3
    told(stretches, clock, None, 15)
    assert told(stretches, clock, PASSWORD, 6) == ["password field in chromium"]


def test_the_notices_name_nothing_from_outside_the_scope_and_say_what_to_do() -> None:
    _, body = kept_out(OUTSIDE.in_words, SCOPE)
    assert body == (
        "Not recorded just now: window outside the scope. What you do in mousepad or chromium is kept "
        "as soon as it may be."
    )
    title, body = started(SCOPE, {"stop": "ctrl+alt+s"})
    assert title == "Recording mousepad, chromium"
    assert body.endswith("Everything else stays invisible. Stop it with Ctrl+Alt+S.")
    assert started(Scope(windows=("Invoice",)), {})[0] == "Recording chosen windows"
    assert started(SCOPE, {})[1].endswith("Stop it in the workbench.")
    assert paused({})[1] == "Nothing is kept until you resume, in the workbench."


def test_after_a_pause_and_after_forgetting_it_is_said_what_pictures_still_show() -> None:
    for _, body in (resumed(), forgotten()):
        assert "the screen still shows" in body
        assert "in the next pictures" in body
