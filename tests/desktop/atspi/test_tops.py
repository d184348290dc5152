"""The way up from an object to its window."""

from tests.desktop.atspi.pretending import ENTRY, PAGE, PANEL, PretendApplication
from workbench.desktop.atspi.bus import Bus
from workbench.desktop.atspi.questions import Ref
from workbench.desktop.atspi.tops import Place, ToolBarField, Tops


def test_the_way_up_is_asked_once(linked: Bus, application: PretendApplication) -> None:
    application.put("/panel", PANEL)
    name = application.put("/name", ENTRY, inside="/panel")
    tops = Tops(linked.ask_all)
    frame = Ref(application.name, "/frame")
    assert linked.run(tops.of(name)).result(5) == frame
    asked = len(application.asked)
    assert linked.run(tops.of(name)).result(5) == frame
    assert len(application.asked) == asked
    tops.forget(application.name)
    assert linked.run(tops.of(name)).result(5) == frame
    assert len(application.asked) == 2 * asked


def test_a_way_that_is_not_told_leads_nowhere_and_is_asked_again(
    linked: Bus, application: PretendApplication
) -> None:
    tops = Tops(linked.ask_all)
    gone = Ref(application.name, "/gone")
    assert linked.run(tops.of(gone)).result(5) is None
    application.put("/gone", ENTRY)
    assert linked.run(tops.of(gone)).result(5) is not None


def test_a_way_in_a_circle_ends(linked: Bus, application: PretendApplication) -> None:
    application.put("/panel", PANEL)
    round_again = application.put("/again", PANEL, inside="/panel")
    application.things["/again"].children.append("/panel")
    application.things["/frame"].children.clear()
    assert linked.run(Tops(linked.ask_all).of(round_again)).result(5) is None


def test_a_page_was_left_only_where_its_holder_says_so(linked: Bus, application: PretendApplication) -> None:
    view = application.put("/view", PANEL)
    page = application.put("/page", PAGE, inside="/view")
    name = application.put("/name", ENTRY, inside="/page")
    tops = Tops(linked.ask_all)
    frame = Ref(application.name, "/frame")
    held = Place(frame, ((page, view),), (page, view, frame))
    assert linked.run(tops.place(name)).result(5) == held
    assert held.holder == page
    assert not linked.run(tops.left(name)).result(5)
    application.leave("/page")
    assert linked.run(tops.left(name)).result(5)
    application.hung = True
    assert not linked.run(tops.left(name)).result(5), "nobody tells"
    application.hung = False
    application.things["/view"].children.append("/page")
    assert not linked.run(tops.left(name)).result(5), "one goes back to it"


def test_a_page_that_was_put_elsewhere_was_not_left(linked: Bus, application: PretendApplication) -> None:
    application.put("/view", PANEL)
    application.put("/other", PANEL)
    application.put("/page", PAGE, inside="/view")
    name = application.put("/name", ENTRY, inside="/page")
    tops = Tops(linked.ask_all)
    assert not linked.run(tops.left(name)).result(5)
    application.things["/view"].children.remove("/page")
    application.things["/other"].children.append("/page")
    assert not linked.run(tops.left(name)).result(5)


def test_a_page_in_no_window_was_left_and_its_objects_have_no_place(
    linked: Bus, application: PretendApplication
) -> None:
    application.put("/view", PANEL)
    application.put("/page", PAGE, inside="/view")
    name = application.put("/name", ENTRY, inside="/page")
    tops = Tops(linked.ask_all)
    assert not linked.run(tops.left(name)).result(5)
    application.detach("/page")
    assert linked.run(tops.left(name)).result(5)
    assert linked.run(tops.seems_left(name)).result(5), "as long as nothing holds it"
    assert linked.run(tops.place(name)).result(5) is None
    application.kept.clear()
    application.things["/view"].children.append("/page")
    assert not linked.run(tops.left(name)).result(5), "the tab shows again"


def test_a_field_in_a_part_of_a_tool_bar_is_told_with_that_part_but_not_in_a_page(
    linked: Bus, application: PretendApplication
) -> None:
    tops, name, role = Tops(linked.ask_all), application.name, 63
    bar = application.put("/bar", role)
    part = application.put("/part", PANEL, inside="/bar")
    application.put("/inner", PANEL, inside="/part")
    for path, holder, expected in (
        ("/deep", "/inner", ToolBarField(part, bar, Ref(name, "/frame"))),
        ("/alone", "/bar", None),
        ("/outside", "/frame", None),
    ):
        place = linked.run(tops.place(application.put(path, ENTRY, inside=holder))).result(5)
        assert place is not None
        assert place.field == expected
    application.put("/page", PAGE)
    application.put("/page_bar", role, inside="/page")
    application.put("/page_part", PANEL, inside="/page_bar")
    place = linked.run(tops.place(application.put("/in_page", ENTRY, inside="/page_part"))).result(5)
    assert place is not None
    assert place.field is None
