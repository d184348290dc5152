"""Contexts."""

from dataclasses import replace

from tests.model.streams import EDITOR


def test_the_public_shape_of_a_context_is_application_and_title() -> None:
    assert EDITOR.to_json() == {"app": "mousepad", "title": "Untitled 1"}


def test_the_public_shape_has_neither_the_address_nor_the_process_nor_the_place_of_the_window() -> None:
    page = replace(EDITOR, url="https://shop.example.com/orders/4711", pid=987_654)
    assert page.to_json() == EDITOR.to_json()
