"""What a recorder counted, as it is stored and said."""

from workbench.model.health import Health, overall


def test_what_is_stored_is_read_again() -> None:
    health = Health(lag_ms=1.5, lost=3, worst_lag_ms=80.0, blind_ms=4000, timeouts=2)
    assert Health.read(health.counters()) == health


def test_counters_of_another_version_and_what_is_no_number_are_left_out() -> None:
    assert Health.read({"lost": 2, "memory": 7, "lag_ms": "\x1b[31m"}) == Health(lost=2)


def test_the_last_look_tells_of_the_whole() -> None:
    assert overall([(0, {"lost": 0}), (900, {"lost": 4})]) == Health(lost=4)
    assert overall([]) is None


def test_it_is_said_in_figures() -> None:
    assert Health(worst_lag_ms=12.4, grab_discards=3).sentence == (
        "nothing lost, never blind, at most 12 ms late; 3 pictures discarded, 0 questions to applications "
        "unanswered"
    )
    assert Health(lost=9, blind_ms=4000).sentence.startswith("9 lost, blind for 4 s, ")


def test_trouble_is_named_in_a_few_words_and_no_trouble_not_at_all() -> None:
    assert Health(worst_lag_ms=900).trouble == ""
    assert Health(lost=9, blind_ms=4000).trouble == "9 lost, blind for 4 s"
