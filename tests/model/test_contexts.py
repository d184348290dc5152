"""Contexts."""

from tests.model.streams import EDITOR


def test_the_public_shape_of_a_context_is_application_and_title() -> None:
    assert EDITOR.to_json() == {"app": "mousepad", "title": "Untitled 1"}
