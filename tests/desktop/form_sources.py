"""The programs behind `forms`: a Qt form, a page, and what asks for secrets in terminals."""

QT = """
import json, sys
from collections import Counter
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QFormLayout, QLineEdit, QPlainTextEdit, QWidget

application = QApplication(["qtform"])
told, wanted = Path(sys.argv[1]), Path(sys.argv[2])
window = QWidget()
window.setWindowTitle("Qt form")
layout = QFormLayout(window)
fields = {"name": QLineEdit(), "password": QLineEdit(), "code": QLineEdit(), "note": QPlainTextEdit()}
fields["password"].setEchoMode(QLineEdit.EchoMode.Password)
fields["code"].setEchoMode(QLineEdit.EchoMode.NoEcho)
for name, field in fields.items():
    layout.addRow(name, field)
heard, stood, open_dialogs = dict.fromkeys((*fields, "popup"), ""), {}, []

def hear(name, text):
    before = stood.get(name, "")
    stood[name] = text
    if len(text) == len(before) + 1:
        heard[name] += "".join((Counter(text) - Counter(before)).elements())
    elif len(text) == 1:
        heard[name] += text

def tell():
    places, values = {}, heard
    for name, field in fields.items():
        middle = field.mapToGlobal(field.rect().center())
        places[name] = [middle.x(), middle.y()]
    new = told.with_suffix(".new")
    new.write_text(json.dumps({"places": places, "values": values}))
    new.replace(told)

def ask(letters):
    dialog = QDialog(window)
    dialog.setWindowTitle("Qt password")
    inside = QLineEdit(dialog)
    inside.setEchoMode(QLineEdit.EchoMode.Password)
    stood["popup"] = ""
    def typed(text):
        hear("popup", text)
        if len(text) >= letters:
            dialog.accept()
    inside.textChanged.connect(typed)
    QTimer.singleShot(4000, dialog.accept)
    dialog.resize(260, 60)
    open_dialogs.append(dialog)
    dialog.open()

def obey():
    if wanted.exists():
        word, _, value = wanted.read_text().partition(" ")
        wanted.unlink()
        if word == "popup":
            ask(int(value))
        if word == "show":
            fields["password"].setEchoMode(QLineEdit.EchoMode.Normal)
    tell()

for name in ("name", "password", "code"):
    fields[name].textChanged.connect(lambda text, name=name: hear(name, text))
fields["note"].textChanged.connect(lambda: hear("note", fields["note"].toPlainText()))
timer = QTimer()
timer.timeout.connect(obey)
timer.start(20)
window.move(60, 60)
window.resize(420, 300)
window.show()
application.exec()
"""

PAGE = """<!doctype html><meta charset=utf-8><title>Web form</title>
<style>body{font:18px monospace;margin:20px}label{display:block;margin:10px 0}
input,textarea{font:18px monospace}</style>
<label>name <input id=name autofocus></label>
<label>password <input id=password type=password></label>
<label>note <textarea id=note rows=3 cols=30></textarea></label>
<label>tea <select id=tea><option>one<option>two<option>three</select></label>
<dialog id=box><label>password <input id=popup type=password></label></dialog>
<script>
let number = 0;
const ids = ["name", "password", "note"], heard = {name: "", password: "", note: "", popup: ""};
const at = id => document.getElementById(id);
function tell() {
  const places = {};
  for (const id of ids) {
    const box = at(id).getBoundingClientRect();
    const top = screenY + outerHeight - innerHeight;
    places[id] = [screenX + box.x + box.width / 2, top + box.y + box.height / 2];
  }
  fetch("/told", {method: "POST", body: JSON.stringify({number: number++, places, values: heard})});
}
function ask(letters) {
  at("popup").value = "";
  at("box").showModal();
  at("popup").focus();
  at("popup").oninput = () => { if (at("popup").value.length >= letters) at("box").close(); };
}
async function obey() {
  const [word, value] = (await (await fetch("/wanted")).text()).split(" ");
  if (word === "popup") ask(Number(value));
  if (word === "show") at("password").type = "text";
  if (word === "hide") at("password").type = "password";
  if (word === "leave") location.reload();
}
document.addEventListener("input", event => { heard[event.target.id] += event.data || ""; tell(); });
setInterval(tell, 300);
setInterval(obey, 25);
</script>"""

SHELL = """
PS1='$ '
PROMPT_COMMAND='history -a'
HISTFILE=$HOME/lines
HISTCONTROL=
TOLD=$HOME/secrets
code() { python3 -S -c 'import getpass; print(getpass.getpass(), file=open("'$TOLD'", "a"))'; }
hide() { read -s -p 'PIN: ' X; echo "$X" >> $TOLD; echo; }
login() { code; sleep 1; }
PATH=$HOME:$PATH
"""
"""A shell with the programs that ask for secrets; what they got and what the shell got are written down."""

STARS = """#!{python} -S
import os, sys, termios, tty
before = termios.tcgetattr(0)
os.write(1, b"Password: ")
tty.setraw(0, termios.TCSAFLUSH)
got = b""
while not got.endswith((b"\\r", b"\\n")):
    got += os.read(0, 1)
    os.write(1, b"*")
termios.tcsetattr(0, termios.TCSADRAIN, before)
os.write(1, b"\\n")
open(os.path.expanduser("~/secrets"), "ab").write(got.strip() + b"\\n")
"""
"""As sudo with pwfeedback: raw mode, a star for every key."""
