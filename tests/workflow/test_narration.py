"""What the demonstration says."""

from workbench.workflow.narration import Said, counted


def test_one_thing_is_counted_in_the_singular() -> None:
    assert counted(1, "step") == "1 step"
    assert counted(0, "step") == "0 steps"
    assert counted(2, "trajectory", "trajectories") == "2 trajectories"


def test_a_line_stands_by_itself_unless_it_is_a_detail() -> None:
    assert not Said("Imported 3 sample sessions").indented
