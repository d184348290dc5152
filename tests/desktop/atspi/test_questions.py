"""Questions to applications."""

from workbench.desktop.atspi import questions
from workbench.desktop.atspi.questions import NULL_PATH, Outcome, Ref, Reply, extents_of, pid_of, role_of


def test_no_question_asks_for_what_stands_in_a_field() -> None:
    names = {value for value in vars(questions).values() if isinstance(value, str)}
    assert not any(name.endswith((".Text", ".EditableText", ".Value")) for name in names)


def test_questions_name_their_interface_and_arguments() -> None:
    button = Ref(":1.5", "/button")
    assert (role_of(button).method, role_of(button).signature) == ("GetRole", None)
    assert extents_of(button).body == (0,)
    assert pid_of(":1.5").body == (":1.5",)


def test_a_reference_to_nothing_is_known_as_such() -> None:
    assert Ref(":1.5", NULL_PATH).null
    assert Ref("", "/a").null
    assert not Ref(":1.5", "/a").null


def test_a_reply_without_an_answer_has_no_value() -> None:
    assert Reply(Outcome.LATE).value is None
    assert Reply(Outcome.ANSWERED, (40,)).value == 40
