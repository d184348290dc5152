"""The notice: what a volunteer agrees to before anything is recorded, and its hash, by which it is known.

Another text has another hash, and then needs another agreement; corpora without a policy of their own take
sessions that were recorded under this one.
"""

import hashlib

NOTICE = """\
WHAT IS CAPTURED
Inside the applications and windows that you choose, while a recording runs: the keys you press and the text \
they write, when each was pressed and released, clicks, scrolling and the way of the pointer, the names and \
titles of those windows, what the buttons and fields that you act on are called, the addresses of sites that \
you chose, and pictures of their screen. Together these show what you did, how you type, and whatever stands \
in those windows, other people's words included.

WHAT NEVER IS
Nothing outside your choice: no key, no pointer position, no title; in the pictures everything else is \
black. No key typed into a password field, nor at a terminal prompt that hides what you type, nor how many \
there were; in the pictures password fields are black. No password manager, lock screen or private browser \
window that is known as one, whatever you chose. Not the workbench itself. No sound, no camera, no \
clipboard, no files, and not your name or your computer's. Where the program cannot tell which window or \
which field a key went to, it keeps nothing. Each stretch that was kept out is shown to you as a gap, with \
its reason.

WHAT IT CANNOT KNOW
A secret that nothing marks as one is recorded like any other text: a password, a card number or a one-time \
code in an ordinary field, in a field that only looks like a password field because the page draws dots over \
it, in a document, or shown on the screen by the application itself. Pause before you type or open such a \
thing, press the chord that forgets the last 30 seconds if it has happened, or leave that application out.

WHO SEES IT AND WHAT FOR
Only you, until you submit it. A recording is encrypted from its first byte and stays on this machine; the \
program uses no network. Before you submit one, you can look at every text and picture that would leave, \
and nothing does without your yes. Then a copy goes into the corpus that you named, a file that may be \
shared. Who can read that corpus sees what you submitted: those who label it, those who run it, and whoever \
is given training data that was made from it. It is meant to teach computer programs how a task is done. \
There you have a random name instead of yours. Nobody is measured or ranked by it.

FOR HOW LONG
On this machine until you remove it, in a corpus until you withdraw it. Nothing records unless you start it. \
While it records, the screen says so, and it stops when the workbench is closed or dies. What you redacted or \
dropped is deleted from your own file as well once you submit, unless you choose to keep it.

HOW TO TAKE IT BACK
Pause or stop at any moment. Before you submit, any step, text or part of a picture can be taken out. \
"workbench sessions remove ID" destroys a recording's key and then its file. "workbench withdraw ID" erases \
what you submitted from the corpus; a hash stays, so that every later release can say that it was withdrawn. \
It cannot call back training data that was given to somebody before, nor copies and backups that anybody \
made. You may agree today and never record again."""

NOTICE_HASH = hashlib.sha256(NOTICE.encode()).hexdigest()
