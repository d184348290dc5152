"""Every key is vouched for, by at most twenty inquiries a second."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from workbench.desktop.atspi.inquiries import EVERY_MS, Inquiries, Inquiry


def test_a_key_is_unanswered_until_its_inquiry_is() -> None:
    inquiries = Inquiries()
    inquiry = inquiries.key(100)
    assert inquiry is not None
    assert inquiries.unanswered(100)
    assert not inquiries.unanswered(99)
    inquiry.answered = True
    assert not inquiries.unanswered(100)


def test_keys_join_an_inquiry_that_waits_and_need_another_once_it_was_sent() -> None:
    inquiries = Inquiries()
    first = inquiries.key(100)
    assert inquiries.key(110) is None
    assert first is not None
    first.sent = True
    second = inquiries.key(120)
    assert second is not None
    assert (first.first_ms, first.last_ms, second.first_ms) == (100, 110, 120)
    assert second.due_ms == first.due_ms + EVERY_MS


@given(st.lists(st.integers(1, 200), min_size=1, max_size=50))
def test_every_key_is_covered_and_no_two_inquiries_are_closer_than_50_ms(gaps: list[int]) -> None:
    inquiries, asked, now_ms = Inquiries(), list[Inquiry](), 0
    keys = []
    for gap in gaps:
        now_ms += gap
        for inquiry in asked:
            inquiry.sent = inquiry.sent or inquiry.due_ms <= now_ms
        new = inquiries.key(now_ms)
        asked += [new] if new is not None else []
        keys.append(now_ms)
    assert all(inquiries.unanswered(key) for key in keys)
    assert all(later.due_ms - one.due_ms >= EVERY_MS for one, later in pairwise(asked))
    assert all(inquiry.due_ms <= inquiry.first_ms + EVERY_MS for inquiry in asked)
