"""The one place where text from outside becomes something to show."""

from tests.tui.made_sessions import HOSTILE
from workbench.tui.outside import outside


def test_controls_become_visible_and_markup_stays_text() -> None:
    shown = outside(HOSTILE).plain
    assert shown.startswith("[b]x[/b] [/] ␛]52;c;")
    assert shown.isprintable()


def test_a_style_covers_the_text_and_nothing_of_the_text_is_style() -> None:
    content = outside("[red]x[/red]", "bold")
    assert content.plain == "[red]x[/red]"
    assert [span.style for span in content.spans] == ["bold"]


def test_long_text_is_cut_at_the_limit() -> None:
    assert len(outside("x" * 1000, limit=20).plain) == 20


def test_empty_text_is_empty_content() -> None:
    assert outside("").plain == ""
