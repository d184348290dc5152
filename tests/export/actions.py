"""Actions of every kind, for tests that try many."""

from hypothesis import strategies as st

from workbench.export.agentnet_actions import Screen
from workbench.model.events import Button, Modifier
from workbench.model.steps import Action, Click, Drag, PressKeys, ScrollBy, SwitchApp, TypeText

SCREEN = Screen(1920, 1080, "x11")

xs = st.integers(0, SCREEN.width - 1)
ys = st.integers(0, SCREEN.height - 1)
buttons = st.sampled_from(Button)
modifiers = st.lists(st.sampled_from(Modifier), unique=True, max_size=2).map(tuple)
notches = st.integers(-20, 20)
points = st.lists(st.tuples(xs, ys), max_size=4).map(tuple)
KNOWN_KEYS = (
    *(
        "enter",
        "esc",
        "tab",
        "backspace",
        "delete",
        "up",
        "pageup",
        "pagedown",
        "f1",
        "f24",
        "menu",
        "meta",
        "altgr",
    ),
    *(
        "kp_0",
        "kp_9",
        "kp_enter",
        "kp_add",
        "kp_divide",
        "printscreen",
        "volumeup",
        "a",
        "z",
        "0",
        "'",
        '"',
        "\\",
    ),
)
UNKNOWN_KEYS = ("keycode_247", "compose", "é", "ß", "xf86launcha", "kp_begin", "A", "")
keys = st.sampled_from((*KNOWN_KEYS, *UNKNOWN_KEYS))
chords = st.tuples(modifiers, keys).map(lambda pair: (*map(str, pair[0]), pair[1]))
texts = st.text(st.characters(), max_size=40)

clicks = st.builds(Click, xs, ys, buttons, st.integers(1, 3), modifiers)
drags = st.builds(Drag, xs, ys, xs, ys, buttons, modifiers, points)
scrolls = st.builds(ScrollBy, xs, ys, notches, notches, modifiers)
typings = st.builds(TypeText, texts, st.booleans())
presses = st.builds(PressKeys, chords, st.integers(1, 120))
switches = st.builds(SwitchApp, texts)
actions: st.SearchStrategy[Action] = st.one_of(clicks, drags, scrolls, typings, presses, switches)
