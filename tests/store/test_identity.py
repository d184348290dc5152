"""Session ids."""

from datetime import UTC, datetime

from workbench.store.identity import is_session_id, made_at, new_session_id


def test_later_sessions_sort_after_earlier_ones() -> None:
    ids = [new_session_id() for _ in range(50)]
    assert ids == sorted(ids)
    assert len(set(ids)) == 50
    assert all(is_session_id(session_id) for session_id in ids)


def test_nothing_but_an_id_becomes_a_file_name() -> None:
    hostile = [
        "",
        "..",
        "../keys/x",
        "last",
        new_session_id().upper(),
        new_session_id() + "/x",
        "{" + "0" * 34 + "}",
    ]
    assert not any(is_session_id(text) for text in hostile)


def test_an_id_tells_when_it_was_made_even_one_of_the_far_future() -> None:
    made = datetime.fromisoformat(made_at(new_session_id()))
    assert abs((datetime.now(tz=UTC) - made).total_seconds()) < 5
    assert made_at("ffffffff-ffff-7fff-bfff-ffffffffffff") == "9999-12-31T23:59:59Z"
