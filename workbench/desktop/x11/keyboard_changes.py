"""Word from the server that the keyboard's layout or the group in force has changed, through XKB.

Requests as in the X Keyboard Extension protocol specification, sections 16.1 and 16.3.
"""

from Xlib.protocol import rq

from workbench.desktop.x11.connection import Connection

CORE_KEYBOARD = 0x0100
NEW_KEYBOARD, MAP, STATE = 1, 2, 4
ALL_PARTS = 0xFF
GROUP = 1 << 4
GROUP_SHIFT = 13


class UseExtension(rq.ReplyRequest):  # type: ignore[misc]  # the library has no types
    """Greets the extension; without it the server tells nothing."""

    _request = rq.Struct(
        rq.Card8("opcode"), rq.Opcode(0), rq.RequestLength(), rq.Card16("major"), rq.Card16("minor")
    )
    _reply = rq.Struct(
        rq.ReplyCode(),
        rq.Bool("supported"),
        rq.Card16("sequence_number"),
        rq.ReplyLength(),
        rq.Card16("server_major"),
        rq.Card16("server_minor"),
        rq.Pad(20),
    )


class SelectEvents(rq.Request):  # type: ignore[misc]  # the library has no types
    """Asks for word of new keyboards, new layouts, and groups that come in force."""

    _request = rq.Struct(
        rq.Card8("opcode"),
        rq.Opcode(1),
        rq.RequestLength(),
        rq.Card16("device"),
        rq.Card16("which"),
        rq.Card16("clear"),
        rq.Card16("whole"),
        rq.Card16("map_parts"),
        rq.Card16("map_wanted"),
        rq.Card16("state_parts"),
        rq.Card16("state_wanted"),
    )


def tell_of_changes(connection: Connection) -> None:
    """Let the server send an event whenever keys may have come to mean something else."""
    found = connection.query_extension("XKEYBOARD")
    if found is None:
        return  # an event of the core protocol tells of new layouts then; there are no groups
    wire, opcode = connection.display, found.major_opcode
    UseExtension(display=wire, opcode=opcode, major=1, minor=0)
    SelectEvents(
        display=wire,
        opcode=opcode,
        device=CORE_KEYBOARD,
        which=NEW_KEYBOARD | MAP | STATE,
        clear=0,
        whole=NEW_KEYBOARD,
        map_parts=ALL_PARTS,
        map_wanted=ALL_PARTS,
        state_parts=GROUP,
        state_wanted=GROUP,
    )


def group_in_force(connection: Connection) -> int:
    """Return the keyboard's group, from 0."""
    return int(connection.screen().root.query_pointer().mask) >> GROUP_SHIFT & 3
