"""A field into which nothing harmful comes."""

import pytest
from textual import events
from textual.app import App, ComposeResult

from tests.tui.made_sessions import HOSTILE
from workbench.tui.widgets.field import Field


class OneField(App[None]):
    """A field."""

    def __init__(self, value: str = "") -> None:
        super().__init__()
        self._value = value

    def compose(self) -> ComposeResult:
        yield Field(self._value)

    @property
    def field(self) -> Field:
        return self.query_one(Field)


@pytest.mark.parametrize(
    ("pasted", "value"),
    [("Jane", "Jane"), ("a\nb", "a"), ("", ""), ("\x1b]0;x\x07", "␛]0;x␇"), ("[b]", "[b]")],
)
async def test_what_is_pasted_is_made_showable(pasted: str, value: str) -> None:
    app = OneField()
    async with app.run_test(size=(80, 5)) as pilot:
        app.field.post_message(events.Paste(pasted))
        await pilot.pause()
        assert app.field.value == value


async def test_a_long_text_is_pasted_whole() -> None:
    app = OneField()
    async with app.run_test(size=(80, 5)) as pilot:
        app.field.post_message(events.Paste("x" * 1500))
        await pilot.pause()
        assert app.field.value == "x" * 1500


async def test_what_it_begins_with_is_made_showable() -> None:
    app = OneField(HOSTILE)
    async with app.run_test(size=(80, 5)):
        assert app.field.value.isprintable()
