"""How long things wait, in one place."""

HOLD_MS = 300
"""An input or a picture waits this long and is judged by what was known this long before and after it."""
LATE_MS = 250
"""A key that took longer than this to reach the recorder is withheld: nobody watched field and terminal."""
ECHO_PERIOD_MS = 50
"""How often the focused window's terminal is looked at, besides once at every key."""
ECHO_REST_MS = 100
"""The same while nobody does anything."""
NO_ECHO_REST_MS = 250
"""The same where the focused window has no terminal."""
REST_MS = 2000
"""After so long without any input nobody does anything."""
DEVICES_MS = 1000
"""How often the pointer and the keys are compared with what arrived."""
ECHO_FRESH_MS = 1000
"""A terminal's state that was seen longer ago than this counts as unknown."""
UNSEEN_MS = 500
"""Between two looks at a terminal that are this far apart, a prompt may have come and gone unseen."""
LINE_FRESH_MS = 150
"""A shell that sat at its line this long ago still does, unless something was typed."""
LINE_READ_MS = 600
"""What was typed this long ago has passed the terminal's window and stands in the pty: twice the usual wait."""
SAME_MOMENT_MS = 5
"""Two clocks that agree within this tell no order of two things."""
COMMIT_MS = 60
"""Kept rows reach the disk at most this late."""
PATH_MS = 100
"""A pointer path closes its row after this time."""
SEARCH_LATE_MS = 500
"""An application finds a field that it draws in its own accessibility tree at most this much later."""
UNSEARCHED_MS = 5000
"""A picture waits at most this long until its applications were searched for password fields."""
FRAME_MS = 100
"""Shortest time between two pictures of one monitor."""
RING_MS = 2000
"""How far back pictures are kept in memory."""
SETTLED_MS = 200
"""Without damage for this long, the screen has settled after an action."""
FORGET_MS = 30_000
"""How far back a volunteer makes the recorder forget."""
BRIEF_MS = 1000
"""Movement of pointer or focus alone that was withheld for less than this leaves no gap of its own."""
TICK_S = 0.04
"""How often the recorder looks at what is due, while there is something."""
IDLE_TICK_S = 0.5
"""The same while there is nothing; an input ends the wait."""
START_S = 2.0
"""A recording that begins waits at most this long for applications to say where the keyboard is."""
START_LEAST_S = 0.1
"""And at least this long: the window with the keyboard must be known first."""
STATUS_S = 0.25
"""How often a status is sent at most."""
