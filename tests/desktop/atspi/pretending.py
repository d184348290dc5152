"""An accessible application that does what a test says, on a bus of its own: it answers, hangs, announces."""

import threading
import time
from dataclasses import dataclass, field
from typing import Any

from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.threading import DBusConnection, ReceiveStopped, open_dbus_connection

from workbench.desktop.atspi.questions import NULL_PATH, ROOT_PATH, Ref
from workbench.model.geometry import Rect

ACTIVE, DEFUNCT, FOCUSED, SHOWING, VISIBLE = 1 << 1, 1 << 6, 1 << 12, 1 << 25, 1 << 30
FRAME, ENTRY, PASSWORD, PANEL, PAGE = 23, 79, 40, 39, 95
COMBO_BOX, MENU, MENU_BAR, MENU_ITEM, LIST_BOX = 11, 33, 34, 35, 98
EXPANDED = 1 << 10
EMBEDS = 13
REGISTRY_NAME = "org.a11y.atspi.Registry"


@dataclass
class Thing:
    """One object of the application."""

    role: int
    states: int = SHOWING | VISIBLE
    children: list[str] = field(default_factory=list)
    extents: tuple[int, int, int, int] = (10, 20, 100, 30)
    name: str = ""
    page: str = ""
    """The page that a window embeds."""
    address: str = ""
    """The address of a page."""


class PretendApplication:
    """The registry and one application, on one connection and a thread of its own."""

    def __init__(self, address: str) -> None:
        self._connection: DBusConnection = open_dbus_connection(address)
        self.name = str(self._connection.unique_name)
        self.things: dict[str, Thing] = {
            "/frame": Thing(FRAME, ACTIVE | SHOWING | VISIBLE, extents=(0, 0, 400, 300))
        }
        self.tops = ["/frame"]
        self.registered = True
        self.hung = False
        self.asked: list[str] = []
        self.properties: set[str] = set()
        self.kept: dict[str, str] = {}
        self.finds = False
        self.toolkit = "Chromium"
        self.tells_points = True
        self._connection.send(message_bus.RequestName(REGISTRY_NAME))
        self._thread = threading.Thread(target=self._serve, name="pretend", daemon=True)
        self._thread.start()

    def put(self, path: str, role: int, *, focused: bool = False, inside: str = "/frame") -> Ref:
        """Add an object."""
        self.things[path] = Thing(role, SHOWING | VISIBLE | (FOCUSED if focused else 0))
        if role == PASSWORD:  # not where the other fields are
            self.things[path].extents = (10, 70, 100, 30)
        self.things[inside].children.append(path)
        return Ref(self.name, path)

    def leave(self, page: str) -> None:
        """Take a page from its holder, but keep it as browsers do: all in it answers as before."""
        self.kept[page] = self._holder_of(page)
        self.things[self.kept[page]].children.remove(page)

    def detach(self, page: str) -> None:
        """Take a page from its window, as a browser does with a tab in the background: nothing holds it."""
        self.things[self._holder_of(page)].children.remove(page)
        self.kept[page] = NULL_PATH

    def swap(self, path: str, other: str, role: int, *, extents: tuple[int, int, int, int]) -> Ref:
        """Put another object at the place of one, which is defunct from then on."""
        holder = self._holder_of(path)
        self.things[holder].children.remove(path)
        self.kept[path] = holder
        self.things[path].states, self.things[path].extents = DEFUNCT | SHOWING, (-1, -1, -1, -1)
        self.put(other, role, inside=holder)
        self.things[other].extents = extents
        return Ref(self.name, other)

    def focus(self, path: str, *, told: bool = True) -> None:
        """Move the focus to an object, and announce it."""
        for thing in self.things.values():
            thing.states &= ~FOCUSED
        self.things[path].states |= FOCUSED
        if told:
            self.announce(path)

    def announce(self, path: str, *, on: bool = True) -> None:
        """Say that an object got the focus, or lost it."""
        address = DBusAddress(path, interface="org.a11y.atspi.Event.Object")
        values: tuple[Any, ...] = ("focused", int(on), 0, ("i", 0), {})
        self._connection.send(new_signal(address, "StateChanged", "siiva{sv}", values))

    def move_caret(self, path: str, offset: int) -> None:
        """Say that the caret of an object moved."""
        address = DBusAddress(path, interface="org.a11y.atspi.Event.Object")
        values: tuple[Any, ...] = ("", offset, 0, ("s", ""), {})
        self._connection.send(new_signal(address, "TextCaretMoved", "siiva{sv}", values))

    def close(self) -> None:
        self._connection.interrupt()
        self._thread.join(2)
        self._connection.close()

    def _serve(self) -> None:
        while True:
            try:
                message = self._connection.receive()
            except (ReceiveStopped, ConnectionError):
                return
            if message.header.message_type is MessageType.method_call:
                while self.hung:
                    time.sleep(0.005)
                self._connection.send(self._answer(message))

    def _answer(self, message: Message) -> Message:
        fields = message.header.fields
        method, path = fields[HeaderFields.member], fields[HeaderFields.path]
        self.asked.append(f"{fields[HeaderFields.interface]}.{method}")
        if method == "RegisterEvent":
            return new_method_return(message)
        if method == "GetMatches":
            return self._found(message)
        if method == "Get" and message.body[1] == "ToolkitName":
            return new_method_return(message, "v", (("s", self.toolkit),))
        if path == ROOT_PATH:
            return self._children(message, self._of_root(message))
        thing = self.things.get(path)
        if thing is None:
            return new_error(message, "org.freedesktop.DBus.Error.UnknownObject")
        return self._of(message, method, thing)

    def _found(self, message: Message) -> Message:
        """Answer with every object inside that has a role which the rule names, and its states."""
        if not self.finds:
            return new_error(message, "org.freedesktop.DBus.Error.UnknownInterface")
        words, wanted = message.body[0][4], sum(word << 32 * at for at, word in enumerate(message.body[0][0]))
        holder = self.things.get(message.header.fields[HeaderFields.path])
        level, found = list(self.tops if holder is None else holder.children), list[Ref]()
        while level:
            things = [(path, self.things[path]) for path in level]
            found += [
                Ref(self.name, path)
                for path, thing in things
                if words[thing.role // 32] >> thing.role % 32 & 1 and thing.states & wanted == wanted
            ]
            level = [child for _, thing in things for child in thing.children if child in self.things]
        return self._children(message, found)

    def _of(self, message: Message, method: str, thing: Thing) -> Message:
        answers: dict[str, tuple[str, Any]] = {
            "GetRole": ("u", thing.role),
            "GetState": ("au", [thing.states & 0xFFFFFFFF, thing.states >> 32]),
            "GetExtents": ("(iiii)", thing.extents),
            "GetRelationSet": ("a(ua(so))", [(EMBEDS, [(self.name, thing.page)])] if thing.page else []),
            "GetAttributes": ("a{ss}", {"URI": thing.address}),
        }
        if method == "GetAccessibleAtPoint":
            there = self._at(message.header.fields[HeaderFields.path], *message.body[:2])
            found = (self.name, there) if self.tells_points else ("", NULL_PATH)
            return new_method_return(message, "(so)", (found,))
        if method == "GetChildren":
            return self._children(message, [Ref(self.name, path) for path in thing.children])
        if method == "Get":
            return new_method_return(message, "v", (self._property(message, thing),))
        signature, value = answers[method]
        return new_method_return(message, signature, (value,))

    def _property(self, message: Message, thing: Thing) -> tuple[str, Any]:
        name = message.body[1]
        self.properties.add(name)
        known = {"CaretOffset": ("i", 0), "ChildCount": ("i", len(thing.children)), "Name": ("s", thing.name)}
        parent = self._holder_of(message.header.fields[HeaderFields.path])
        return known.get(name, ("(so)", (self.name, parent)))

    def _at(self, path: str, x: int, y: int) -> str:
        """Return the object with the deepest path from one whose extents hold a point, itself included."""
        for child in self.things[path].children if path in self.things else ():
            thing = self.things.get(child)
            if thing is not None and Rect(*thing.extents).contains(x, y):
                return self._at(child, x, y)
        return path

    def _holder_of(self, path: str) -> str:
        holders = (name for name, thing in self.things.items() if path in thing.children)
        return self.kept.get(path) or next(holders, ROOT_PATH)

    def _of_root(self, message: Message) -> list[Ref]:
        if message.header.fields[HeaderFields.destination] == REGISTRY_NAME:
            return [Ref(self.name, ROOT_PATH)] if self.registered else []
        return [Ref(self.name, path) for path in self.tops]

    def _children(self, message: Message, refs: list[Ref]) -> Message:
        return new_method_return(message, "a(so)", ([tuple(ref) for ref in refs],))
