"""Programs with a name, a password and a note, whose password field is left in four ways.

Escape goes to the note, Enter back to the name, and the letter `z` makes a timer move on to the note. Each
program writes down what its fields received. With the argument `plain` the second field is no password field.
"""

GTK = """
import json, sys
from collections import Counter
from pathlib import Path
import gi
version, told, plain = sys.argv[1], Path(sys.argv[2]), sys.argv[3] == "plain"
gi.require_version("Gtk", version)
gi.require_version("Gdk", version)
from gi.repository import Gdk, GLib, Gtk
new = version == "4.0"
fields = {name: Gtk.Entry() for name in ("name", "password", "note")}
if new and not plain:
    fields["password"] = Gtk.PasswordEntry()
elif not plain:
    fields["password"].set_visibility(False)
heard, stood = dict.fromkeys(fields, ""), dict.fromkeys(fields, "")

def place(field):
    if new:
        found, bounds = field.compute_bounds(window)
        return [bounds.get_x() + bounds.get_width() / 2, bounds.get_y() + bounds.get_height() / 2]
    spot = field.translate_coordinates(window, 0, 0)
    return [spot[0] + field.get_allocated_width() / 2, spot[1] + field.get_allocated_height() / 2]

def tell():
    written = told.with_suffix(".new")
    written.write_text(json.dumps({"values": heard, "places": {n: place(f) for n, f in fields.items()}}))
    written.replace(told)
    return True

def typed(field, name):
    text, before = field.get_text(), stood[name]
    stood[name] = text
    more = "".join((Counter(text) - Counter(before)).elements())
    heard[name] += more
    if name == "password" and more == "z":
        GLib.timeout_add(15, lambda: fields["note"].grab_focus() and False)

def pressed(key):
    if key == Gdk.KEY_Escape:
        fields["note"].grab_focus()
    if key in (Gdk.KEY_Return, Gdk.KEY_KP_Enter):
        fields["name"].grab_focus()
        fields["name"].set_position(-1)
    return key in (Gdk.KEY_Escape, Gdk.KEY_Return, Gdk.KEY_KP_Enter)

def build(window, box):
    for name, field in fields.items():
        field.connect("changed", typed, name)
        if not new:
            box.pack_start(field, False, False, 4)
        else:
            box.append(field)
    if new:
        keys = Gtk.EventControllerKey()
        keys.set_propagation_phase(Gtk.PropagationPhase.CAPTURE)
        keys.connect("key-pressed", lambda _, key, *__: pressed(key))
        window.add_controller(keys)
    else:
        window.connect("key-press-event", lambda _, event: pressed(event.keyval))
    GLib.timeout_add(20, tell)

def activate(application):
    global window
    window = Gtk.ApplicationWindow(application=application, title="Leaving form", decorated=False)
    box = Gtk.Box(orientation=Gtk.Orientation.VERTICAL)
    window.set_child(box)
    window.set_default_size(420, 240)
    build(window, box)
    window.present()

if new:
    application = Gtk.Application()
    application.connect("activate", activate)
    application.run()
else:
    window = Gtk.Window(title="Leaving form")
    box = Gtk.VBox()
    window.add(box)
    window.set_default_size(420, 240)
    build(window, box)
    window.show_all()
    Gtk.main()
"""

QT = """
import json, sys
from collections import Counter
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
told, plain = Path(sys.argv[1]), sys.argv[2] == "plain"
application = QApplication(["leaving"])
window = QWidget()
window.setWindowTitle("Leaving form")
column = QVBoxLayout(window)
fields = {name: QLineEdit() for name in ("name", "password", "note")}
if not plain:
    fields["password"].setEchoMode(QLineEdit.EchoMode.Password)
heard, stood = dict.fromkeys(fields, ""), dict.fromkeys(fields, "")

def typed(name, text):
    before, stood[name] = stood[name], text
    more = "".join((Counter(text) - Counter(before)).elements())
    heard[name] += more
    if name == "password" and more == "z":
        QTimer.singleShot(15, fields["note"].setFocus)

class Keys(QObject):
    def eventFilter(self, target, event):
        if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            fields["note"].setFocus()
            return True
        return False

def tell():
    places = {}
    for name, field in fields.items():
        middle = field.mapTo(window, field.rect().center())
        places[name] = [middle.x(), middle.y()]
    written = told.with_suffix(".new")
    written.write_text(json.dumps({"values": heard, "places": places}))
    written.replace(told)

for name, field in fields.items():
    column.addWidget(field)
    field.textEdited.connect(lambda text, name=name: typed(name, text))
    field.returnPressed.connect(fields["name"].setFocus)
keys = Keys()
application.installEventFilter(keys)
timer = QTimer()
timer.timeout.connect(tell)
timer.start(20)
window.move(60, 60)
window.resize(420, 240)
window.show()
application.exec()
"""

PAGE = """<!doctype html><meta charset=utf-8><title>Leaving form</title>
<style>body{font:18px monospace;margin:20px}input{font:18px monospace}</style>
<p><input id=name autofocus>BETWEEN<p><input id=password type=KIND><p><input id=note>
<script>
const ids = ["name", "password", "note"], heard = {name: "", password: "", note: ""};
const at = id => document.getElementById(id);
let number = 0, busy = 0;
function tell() {
  const places = {};
  for (const id of ids) {
    const box = at(id).getBoundingClientRect();
    places[id] = [box.x + box.width / 2, outerHeight - innerHeight + box.y + box.height / 2];
  }
  fetch("/told", {method: "POST", body: JSON.stringify({number: number++, places, values: heard})});
}
function end(id) { at(id).focus(); at(id).setSelectionRange(99999, 99999); }
document.addEventListener("keydown", event => {
  if (event.key === "Escape") end("note");
  if (event.key === "Enter") end("name");
  if (event.key === "Tab" && busy) {
    const until = performance.now() + busy;
    while (performance.now() < until);
  }
});
document.addEventListener("input", event => {
  heard[event.target.id] += event.data || "";
  if (event.target.id === "password" && event.data === "z") setTimeout(() => end("note"), 15);
  tell();
});
async function obey() {
  const [word, value] = (await (await fetch("/wanted")).text()).split(" ");
  if (word === "busy") busy = Number(value);
}
setInterval(tell, 300);
setInterval(obey, 25);
</script>"""
