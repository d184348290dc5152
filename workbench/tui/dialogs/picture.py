"""One picture to look at, over a screen."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from workbench.tui.dialogs.dialog import Dialog
from workbench.tui.widgets.picture_canvas import Shot
from workbench.tui.widgets.picture_view import PictureView

if TYPE_CHECKING:
    from workbench.tui.app import WorkbenchApp


class PictureDialog(Dialog[None]):
    """The picture fills the box; it zooms and pans as in the review."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("z", "zoom", "Zoom", id="picture.zoom"),
        Binding("enter,q", "turn_away", "Close", show=False, id="dialog.close"),
    ]

    def __init__(self, title: Content, shot: Shot) -> None:
        super().__init__(title, keys="z zoom   arrows pan   Esc close")
        self._shot = shot

    def compose_body(self) -> Iterable[Widget]:
        """Yield the picture."""
        yield PictureView(cast("WorkbenchApp", self.app).graphics)

    def on_mount(self) -> None:
        """Show the whole of it."""
        picture = self.query_one(PictureView)
        picture.shot = self._shot
        picture.zoom()
        picture.focus()

    def action_zoom(self) -> None:
        """Look from another distance."""
        self.query_one(PictureView).zoom()
