"""What is withheld leaves a gap that tells its reason and, for secrets, nothing else."""

from workbench.capture.verdict import Withheld
from workbench.capture.withholding import Channel, Withholding
from workbench.model.gaps import Gap, GapCause, GapReason

OUTSIDE = Withheld(GapReason.OUT_OF_SCOPE, GapCause.OTHER_WINDOW)
OWN = Withheld(GapReason.OWN_WINDOW)
PAUSED = Withheld(GapReason.PAUSED)
FIELD = Withheld(GapReason.SECRET, GapCause.PASSWORD_FIELD)
PROMPT = Withheld(GapReason.SECRET, GapCause.TERMINAL_PROMPT)


def start() -> tuple[list[Gap], Withholding]:
    gaps: list[Gap] = []
    return gaps, Withholding(gaps.append)


def test_a_gap_lasts_from_the_first_withheld_to_the_next_kept_input_of_its_channel() -> None:
    gaps, withholding = start()
    withholding.keep(Channel.KEYBOARD, 100)
    withholding.withhold(Channel.KEYBOARD, 500, OUTSIDE)
    withholding.withhold(Channel.KEYBOARD, 700, OUTSIDE)
    withholding.keep(Channel.POINTER, 800)
    assert withholding.keep(Channel.KEYBOARD, 900) is GapReason.OUT_OF_SCOPE
    assert gaps == [Gap(500, 900, GapReason.OUT_OF_SCOPE, GapCause.OTHER_WINDOW)]


def test_another_reason_begins_another_gap() -> None:
    gaps, withholding = start()
    withholding.withhold(Channel.KEYBOARD, 500, OUTSIDE)
    withholding.withhold(Channel.KEYBOARD, 600, OWN)
    withholding.keep(Channel.KEYBOARD, 900)
    assert gaps == [
        Gap(500, 600, GapReason.OUT_OF_SCOPE, GapCause.OTHER_WINDOW),
        Gap(600, 900, GapReason.OWN_WINDOW),
    ]


def test_a_secret_spans_from_the_last_kept_event_to_the_next_whatever_its_keys_rhythm() -> None:
    for typed in ((500,), (300, 420, 600, 850)):
        gaps, withholding = start()
        withholding.keep(Channel.KEYBOARD, 100)
        for at_ms in typed:
            withholding.withhold(Channel.KEYBOARD, at_ms, FIELD)
        assert withholding.keep(Channel.KEYBOARD, 900) is GapReason.SECRET
        assert gaps == [Gap(100, 900, GapReason.SECRET, GapCause.PASSWORD_FIELD)]


def test_a_secret_swallows_the_gaps_between_its_neighbours() -> None:
    gaps, withholding = start()
    withholding.keep(Channel.KEYBOARD, 100)
    withholding.withhold(Channel.KEYBOARD, 200, FIELD)
    withholding.withhold(Channel.KEYBOARD, 300, OUTSIDE)
    withholding.withhold(Channel.POINTER, 350, OUTSIDE)
    withholding.withhold(Channel.KEYBOARD, 400, FIELD)
    withholding.keep(Channel.KEYBOARD, 900)
    withholding.finish(1000)
    assert gaps == [Gap(100, 900, GapReason.SECRET, GapCause.PASSWORD_FIELD)]


def test_a_gap_of_the_other_channel_that_began_earlier_ends_where_the_secret_begins() -> None:
    gaps, withholding = start()
    withholding.withhold(Channel.POINTER, 50, OUTSIDE)
    withholding.keep(Channel.KEYBOARD, 100)
    withholding.withhold(Channel.KEYBOARD, 200, FIELD)
    withholding.keep(Channel.KEYBOARD, 900)
    assert sorted(gaps, key=lambda gap: gap.start_ms) == [
        Gap(50, 100, GapReason.OUT_OF_SCOPE, GapCause.OTHER_WINDOW),
        Gap(100, 900, GapReason.SECRET, GapCause.PASSWORD_FIELD),
    ]


def test_a_gap_of_the_other_channel_that_began_with_the_last_kept_input_is_part_of_the_secret() -> None:
    gaps, withholding = start()
    withholding.keep(Channel.KEYBOARD, 100)
    withholding.withhold(Channel.POINTER, 100, OUTSIDE)
    withholding.withhold(Channel.KEYBOARD, 200, FIELD)
    withholding.keep(Channel.KEYBOARD, 900)
    assert gaps == [Gap(100, 900, GapReason.SECRET, GapCause.PASSWORD_FIELD)]


def test_a_brief_way_of_the_pointer_across_another_window_leaves_no_gap_but_a_click_there_does() -> None:
    gaps, withholding = start()
    withholding.withhold(Channel.POINTER, 100, OUTSIDE, moved=True)
    withholding.keep(Channel.POINTER, 400)
    assert gaps == []
    withholding.withhold(Channel.POINTER, 500, OUTSIDE, moved=True)
    withholding.withhold(Channel.POINTER, 600, OUTSIDE)
    withholding.keep(Channel.POINTER, 700)
    assert gaps == [Gap(500, 700, GapReason.OUT_OF_SCOPE, GapCause.OTHER_WINDOW)]


def test_a_pause_inside_a_secret_stays_part_of_it() -> None:
    gaps, withholding = start()
    withholding.keep(Channel.KEYBOARD, 100)
    withholding.withhold(Channel.KEYBOARD, 200, FIELD)
    withholding.withhold(Channel.RECORDER, 300, PAUSED)
    withholding.resume(500)
    withholding.keep(Channel.KEYBOARD, 900)
    assert gaps == [Gap(100, 900, GapReason.SECRET, GapCause.PASSWORD_FIELD)]


def test_what_is_open_at_the_end_is_closed_there() -> None:
    gaps, withholding = start()
    withholding.withhold(Channel.KEYBOARD, 200, OUTSIDE)
    withholding.finish(1000)
    assert gaps == [Gap(200, 1000, GapReason.OUT_OF_SCOPE, GapCause.OTHER_WINDOW)]
    assert (withholding.gaps, withholding.withheld_ms) == (1, 800)


def test_another_cause_begins_another_gap_but_secrets_of_several_causes_are_one_that_tells_none() -> None:
    gaps, withholding = start()
    for at_ms, cause in ((100, GapCause.NO_FIELDS), (200, GapCause.NO_ANSWER)):
        withholding.withhold(Channel.KEYBOARD, at_ms, Withheld(GapReason.UNKNOWN_TARGET, cause))
    withholding.keep(Channel.KEYBOARD, 300)
    withholding.withhold(Channel.KEYBOARD, 400, FIELD)
    withholding.withhold(Channel.KEYBOARD, 500, PROMPT)
    withholding.keep(Channel.KEYBOARD, 900)
    assert gaps == [
        Gap(100, 200, GapReason.UNKNOWN_TARGET, GapCause.NO_FIELDS),
        Gap(200, 300, GapReason.UNKNOWN_TARGET, GapCause.NO_ANSWER),
        Gap(300, 900, GapReason.SECRET),
    ]


def test_what_goes_on_is_counted_while_it_does_and_a_secret_tells_no_time() -> None:
    _, withholding = start()
    assert withholding.so_far(5000) == (0, 0)
    withholding.withhold(Channel.POINTER, 1000, OUTSIDE, moved=True)
    assert withholding.so_far(5000) == (0, 0), "the pointer alone passed over something"
    withholding.withhold(Channel.POINTER, 2000, OUTSIDE)
    withholding.withhold(Channel.KEYBOARD, 2500, OUTSIDE)
    assert withholding.so_far(5700) == (1, 4000)
    withholding.keep(Channel.POINTER, 6000)
    withholding.keep(Channel.KEYBOARD, 6000)
    closed = (withholding.gaps, withholding.withheld_ms)
    withholding.withhold(Channel.KEYBOARD, 7000, FIELD)
    assert withholding.so_far(9000) == (closed[0] + 1, closed[1])


def test_forgetting_names_the_secrets_whose_gap_began_before_the_border_and_whose_keys_came_after() -> None:
    for border_ms, found in ((100, ()), (101, (100,)), (500, (100,)), (501, ())):
        gaps, withholding = start()
        withholding.keep(Channel.KEYBOARD, 100)
        withholding.withhold(Channel.KEYBOARD, 500, FIELD)
        withholding.withhold(Channel.KEYBOARD, 600, FIELD)
        withholding.keep(Channel.KEYBOARD, 900)
        assert withholding.forget(border_ms, 1000) == found
        assert gaps == [Gap(100, 900, GapReason.SECRET, GapCause.PASSWORD_FIELD)]
        assert withholding.forget(border_ms, 1100) == (), "what was forgotten is not remembered"


def test_a_secret_that_is_forgotten_leaves_no_gap_and_one_from_before_ends_at_the_border() -> None:
    for border_ms, left in ((500, []), (501, [Gap(100, 501, GapReason.SECRET, GapCause.PASSWORD_FIELD)])):
        gaps, withholding = start()
        withholding.keep(Channel.KEYBOARD, 100)
        withholding.withhold(Channel.KEYBOARD, 500, FIELD)
        withholding.forget(border_ms, 1000)
        assert gaps == left
        assert not withholding.secret
        withholding.keep(Channel.KEYBOARD, 1200)
        assert gaps == left


def test_after_forgetting_the_last_reason_shown_is_that_something_was_forgotten() -> None:
    _, withholding = start()
    withholding.withhold(Channel.KEYBOARD, 500, FIELD)
    assert withholding.last == FIELD
    withholding.forget(400, 1000)
    assert withholding.last == Withheld(GapReason.FORGOTTEN)
    assert withholding.now is None


def test_the_last_reason_shown_is_that_of_an_input_and_not_of_mere_movement() -> None:
    _, withholding = start()
    withholding.withhold(Channel.KEYBOARD, 500, OUTSIDE)
    withholding.withhold(Channel.POINTER, 600, OWN, moved=True)
    assert withholding.last == OUTSIDE
    withholding.withhold(Channel.POINTER, 700, FIELD, moved=True)
    assert withholding.last == FIELD


def test_black_screenshots_are_a_gap_from_the_last_kept_event_before_to_the_next_one_after() -> None:
    gaps, withholding = start()
    withholding.keep(Channel.KEYBOARD, 100)
    withholding.mask({GapCause.FIELD_PLACE})
    withholding.withhold(Channel.KEYBOARD, 200, FIELD)
    withholding.mask(frozenset())
    assert gaps == []
    withholding.keep(Channel.KEYBOARD, 900)
    assert gaps == [
        Gap(100, 900, GapReason.SECRET, GapCause.PASSWORD_FIELD),
        Gap(100, 900, GapReason.MASKED, GapCause.FIELD_PLACE),
    ]
    withholding.keep(Channel.KEYBOARD, 950)
    assert len(gaps) == 2
    assert (withholding.gaps, withholding.withheld_ms) == (1, 800), "input that was kept is not withheld"


def test_screenshots_that_stay_black_are_one_gap_to_the_end() -> None:
    gaps, withholding = start()
    for at_ms in (100, 200, 300):
        withholding.mask({GapCause.NO_TREE})
        withholding.keep(Channel.KEYBOARD, at_ms)
    assert gaps == []
    withholding.finish(1000)
    assert gaps == [Gap(0, 1000, GapReason.MASKED, GapCause.NO_TREE)]


def test_black_screenshots_that_began_before_what_is_forgotten_are_told_up_to_there_and_from_its_end() -> None:
    gaps, withholding = start()
    withholding.keep(Channel.KEYBOARD, 100)
    withholding.mask({GapCause.SUGGESTIONS})
    withholding.forget(400, 700)
    assert gaps == [Gap(100, 400, GapReason.MASKED, GapCause.SUGGESTIONS)]
    withholding.mask({GapCause.SUGGESTIONS})
    withholding.finish(1000)
    assert gaps[1:] == [Gap(700, 1000, GapReason.MASKED, GapCause.SUGGESTIONS)]
