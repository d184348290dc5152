"""Colours of words."""

import pytest
from textual.app import App
from textual.content import Content

from workbench.tui.colours import MUTED, PROBLEM, WARNING


@pytest.mark.parametrize("colour", [MUTED, WARNING, PROBLEM])
@pytest.mark.parametrize("theme", ["textual-dark", "textual-light"])
async def test_every_colour_is_known_in_both_themes(colour: str, theme: str) -> None:
    app: App[None] = App()
    app.theme = theme
    async with app.run_test():
        style = app.stylesheet.parse_style(Content.styled("x", colour).spans[0].style)
        assert style.foreground is not None
