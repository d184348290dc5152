"""Lines of what leaves."""

from tests.tui.made_sessions import HOSTILE
from workbench.tui.widgets.leaving_lists import PictureList, TextList
from workbench.workflow.leaving_texts import LeavingText
from workbench.workflow.previewing import LeavingPicture


def test_texts_stand_with_their_place_and_are_harmless() -> None:
    texts = TextList()
    texts._rows = (LeavingText("typed in step 3", "Hi"), LeavingText("task", HOSTILE))
    assert texts.row_content(0, 80).plain == " typed in step 3  Hi"
    assert texts.row_content(1, 80).plain.isprintable()


def test_pictures_stand_with_the_step_that_shows_them() -> None:
    pictures = PictureList()
    pictures._rows = (LeavingPicture(1, 2, after=False), LeavingPicture(2, 2, after=True))
    lines = [pictures.row_content(at, 80).plain for at in (0, 1)]
    assert lines == [" ▦ picture 1, before step 2", " ▦ picture 2, after step 2"]
