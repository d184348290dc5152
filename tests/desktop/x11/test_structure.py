"""Structure events as they are on the wire."""

import struct

from workbench.desktop.x11 import structure
from workbench.desktop.x11.stack import StackModel, TopLevel
from workbench.model.geometry import Rect

ROOT = 1


def made(kind: int, rest: bytes, parent: int = ROOT) -> bytes:
    return (struct.pack("=BxHI", kind, 0, parent) + rest).ljust(32, b"\0")


def stack_of(*numbers: int) -> StackModel:
    stack = StackModel(ROOT)
    stack.load([TopLevel(number, Rect(0, 0, 10, 10), mapped=True) for number in numbers])
    return stack


def test_a_created_window_counts_its_border() -> None:
    stack = stack_of()
    data = made(structure.CREATE, struct.pack("=IhhHHHB", 10, -5, 6, 100, 50, 2, 1))
    assert structure.apply_structure(stack, data) == 10
    assert stack.tops() == (TopLevel(10, Rect(-5, 6, 104, 54), override=True),)


def test_mapping_unmapping_and_destroying_are_read() -> None:
    stack = stack_of(10)
    structure.apply_structure(stack, made(structure.UNMAP, struct.pack("=IB", 10, 0)))
    assert not stack.tops()[0].mapped
    structure.apply_structure(stack, made(structure.MAP, struct.pack("=IB", 10, 0)))
    assert stack.tops()[0].mapped
    structure.apply_structure(stack, made(structure.DESTROY, struct.pack("=I", 10)))
    assert stack.tops() == ()


def test_configuring_places_and_restacks() -> None:
    stack = stack_of(10, 20)
    data = made(structure.CONFIGURE, struct.pack("=IIhhHHHB", 10, 20, 1, 2, 30, 40, 1, 0))
    structure.apply_structure(stack, data)
    assert [(top.id, top.rect) for top in stack.tops()] == [
        (20, Rect(0, 0, 10, 10)),
        (10, Rect(1, 2, 32, 42)),
    ]


def test_reparenting_gravity_and_circulation_are_read() -> None:
    stack = stack_of(10, 20, 30)
    structure.apply_structure(stack, made(structure.UNMAP, struct.pack("=IB", 20, 0)))
    structure.apply_structure(stack, made(structure.REPARENT, struct.pack("=IIhhB", 10, 20, 3, 4, 0)))
    structure.apply_structure(stack, made(structure.GRAVITY, struct.pack("=Ihh", 20, 7, 8)))
    structure.apply_structure(stack, made(structure.CIRCULATE, struct.pack("=IIB", 30, ROOT, 1)))
    assert [(top.id, top.client) for top in stack.tops()] == [(30, None), (20, 10)]
    assert stack.tops()[1].rect == Rect(7, 8, 10, 10)
    structure.apply_structure(stack, made(structure.REPARENT, struct.pack("=IIhhB", 10, ROOT, 3, 4, 0)))
    assert stack.tops()[2] == TopLevel(10, Rect(3, 4, 10, 10))


def test_events_of_other_parents_and_events_sent_by_clients_are_ignored() -> None:
    stack = stack_of(10)
    move = struct.pack("=IIhhHHHB", 10, 0, 5, 5, 5, 5, 0, 0)
    assert structure.apply_structure(stack, made(structure.CONFIGURE, move, parent=99)) is None
    assert structure.apply_structure(stack, made(structure.CONFIGURE | 0x80, move)) is None
    assert stack.tops()[0].rect == Rect(0, 0, 10, 10)
