"""Where windows hide what lies below, on a real server; a selection's owner stands in for a compositor."""

from collections.abc import Iterator
from typing import Any

import pytest
from Xlib import X, Xatom
from Xlib.ext import shape

from tests.desktop.stage import Stage, wait_for
from workbench.desktop.x11.connection import close, connect
from workbench.desktop.x11.solidity import SolidityReader
from workbench.desktop.x11.stack import TopLevel
from workbench.desktop.x11.windows import X11Windows
from workbench.model.geometry import Rect

pytestmark = pytest.mark.display
PLACE = Rect(100, 80, 200, 150)


@pytest.fixture
def connection(bare_stage: Stage) -> Iterator[Any]:
    opened = connect(bare_stage.display)
    yield opened
    close(opened)


def window(connection: Any, depth: int = 24) -> Any:
    """Make a window of that depth, and show it."""
    screen = connection.screen()
    visuals = {each.depth: each.visuals for each in screen.allowed_depths}
    visual = visuals[depth][0].visual_id
    colours = screen.root.create_colormap(visual, X.AllocNone)
    made = screen.root.create_window(
        *(PLACE.x, PLACE.y, PLACE.width, PLACE.height, 0, depth, X.InputOutput, visual),
        background_pixel=0,
        border_pixel=0,
        colormap=colours,
        override_redirect=True,
    )
    made.set_wm_class("pane", "Pane")
    made.map()
    connection.sync()
    return made


def cut(made: Any, *rects: tuple[int, int, int, int]) -> None:
    parts = [{"x": x, "y": y, "width": width, "height": height} for x, y, width, height in rects]
    made.shape_rectangles(shape.SO.Set, shape.SK.Bounding, X.Unsorted, 0, 0, parts)
    made.get_geometry()  # an answer says that the server has done what was asked before


def blend(connection: Any) -> None:
    """Look like a compositor."""
    manager = connection.intern_atom("_NET_WM_CM_S0")
    connection.screen().root.create_window(0, 0, 1, 1, 0, 0).set_selection_owner(manager, X.CurrentTime)
    connection.sync()


def test_a_plain_window_hides_all_a_shaped_one_its_shape_and_one_that_is_gone_nothing(connection: Any) -> None:
    reader, made = SolidityReader(connection), window(connection)
    top = TopLevel(made.id, PLACE)
    assert reader.solid(top, composited=False) is None
    cut(made, (0, 0, 50, 150), (150, 0, 50, 150))
    assert reader.solid(top, composited=False) == (Rect(0, 0, 50, 150), Rect(150, 0, 50, 150))
    made.destroy()
    assert reader.solid(top, composited=False) == ()


def test_a_window_with_an_alpha_channel_hides_its_opaque_region_where_a_compositor_blends(
    connection: Any,
) -> None:
    reader, made = SolidityReader(connection), window(connection, depth=32)
    top = TopLevel(made.id, PLACE)
    assert reader.solid(top, composited=False) is None
    assert reader.solid(top, composited=True) == ()
    region = connection.intern_atom("_NET_WM_OPAQUE_REGION")
    made.change_property(region, Xatom.CARDINAL, 32, [10, 20, 100, 60])
    assert reader.solid(top, composited=True) == (Rect(10, 20, 100, 60),)
    cut(made, (0, 0, 60, 150))
    assert reader.solid(top, composited=True) == (Rect(10, 20, 50, 60),)


def test_a_faded_window_hides_nothing(connection: Any) -> None:
    reader, made = SolidityReader(connection), window(connection)
    opacity = connection.intern_atom("_NET_WM_WINDOW_OPACITY")
    made.change_property(opacity, Xatom.CARDINAL, 32, [0xE0000000])
    assert reader.solid(TopLevel(made.id, PLACE), composited=True) == ()
    assert reader.solid(TopLevel(made.id, PLACE), composited=False) is None


def test_a_compositor_is_known_by_its_selection(connection: Any) -> None:
    reader = SolidityReader(connection)
    assert not reader.composited()
    blend(connection)
    assert reader.composited()


def test_the_stack_follows_shapes_and_compositors(bare_stage: Stage, connection: Any) -> None:
    windows = X11Windows(bare_stage.display, frozenset())
    made = window(connection, depth=32)

    def solid() -> Any:
        windows.settle()
        return next((each.solid for each in windows.stack().windows if each.id == made.id), "unseen")

    wait_for(lambda: solid() is None, "the window")
    cut(made, (0, 0, 50, 150))
    assert solid() == (Rect(100, 80, 50, 150),)
    blend(connection)
    assert solid() == ()
    windows.close()
