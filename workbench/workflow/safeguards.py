"""What keeps things out while recording: what each safeguard is, catches and misses, and what it holds now.

What is missed stands here as plainly as what is caught: the review and redacting are there for it.
"""

from dataclasses import dataclass
from typing import Any

from workbench.model.denied import NAMES, PRIVATE_WINDOW, WORKBENCH
from workbench.paths import Home
from workbench.workflow.standing_rules import standing_rules

YOUR_OWN = "your own list and that of the corpus"


@dataclass(frozen=True, slots=True)
class Safeguard:
    """One thing that keeps something out."""

    name: str
    """What it is called."""
    what: str
    """What it does, and from what it knows."""
    catches: str
    """What it keeps out."""
    misses: str
    """What it does not keep out, and what to do about that."""

    def to_json(self) -> dict[str, Any]:
        """Return the public shape."""
        return {
            "kind": "safeguard",
            "name": self.name,
            "what": self.what,
            "catches": self.catches,
            "misses": self.misses,
        }


@dataclass(frozen=True, slots=True)
class NeverRecorded:
    """A part of the list that is stronger than any scope."""

    what: str
    """What kind of thing it is."""
    names: tuple[str, ...]
    """The names and titles by which it is known."""

    def to_json(self) -> dict[str, Any]:
        """Return the public shape."""
        return {"kind": "never_recorded", "what": self.what, "names": list(self.names)}


SAFEGUARDS = (
    Safeguard(
        "scope",
        "The desktop says in its own order which window each key and click went to.",
        "Every key, click, scroll, pointer position, title and picture outside the applications you named.",
        "Whatever stands inside them: other people's words, notices that an application draws into its own "
        "window, and what a remote desktop or a shared screen shows. Look at it in the review.",
    ),
    Safeguard(
        "sites",
        "Browsers tell the address of their document; outside the sites you named nothing of them is kept.",
        "Pages of other sites, their titles included, what the browser puts over a page, and browsers that do "
        "not tell.",
        "What a page of a named site shows of another one inside itself, and what you type into such a "
        "frame: it counts as that page. Name paths as well to narrow it.",
    ),
    Safeguard(
        "never recorded",
        "A list of applications and titles that is stronger than any scope; it stands below.",
        "Password managers, keyrings, prompts for passwords and PINs, generators of one-time codes, lock "
        "screens, private browser windows, what a browser suggests, and other terminals in which the workbench "
        "runs.",
        "What nobody has put on it: programs of other names, and managers that are part of a page. A private "
        "window of a browser that tells nothing of itself, if it was that browser's only one from the start. "
        "Add names and titles with never_record in settings.toml.",
    ),
    Safeguard(
        "password fields",
        "Applications announce the kind of the field that has the keyboard. What stands in it is never asked.",
        "What is typed into password fields, when, and how many keys it was; in pictures their rectangles.",
        "Fields that only look like one, as dots drawn by a page's style, a secret typed where it shows, "
        "one that a page copies into its title or shows at another place, and one that is shown already when "
        "the recording begins. Pause before you type one there, and clear it before you resume. GTK 4 does "
        "not mark an ordinary entry whose text it hides. The dots of a password that fills itself in may show "
        "for up to ten seconds in a new window of Qt or GTK 4, "
        "and for a moment in very large pages.",
    ),
    Safeguard(
        "names of buttons and fields",
        "Of what a click or a key was aimed at, the name is kept; what stands in it is never asked.",
        "What stands in fields, and names that are dots, which tell how long a password is.",
        "A name into which the application itself puts what stands in a field, as of a button whose label "
        "encloses the field: it is kept as the name. Redact it in the review, or record with --no-elements.",
    ),
    Safeguard(
        "terminal prompts",
        "A terminal says whether it shows what is typed; it is asked at every key and up to 20 times a second.",
        "Passwords at prompts of sudo, ssh, getpass, read -s and the like, in tmux as well.",
        "Prompts of programs that read key by key and show nothing, or draw stars themselves: they look like "
        "an editor's, and few are known by name, as sudo and gpg. `read -e -s` in bash, which edits its line "
        "as the shell does. A terminal reached through a program that is not on the list of such programs. A "
        "secret that a program reads while it shows, and one that you paste into a command. Pause first, and "
        "clear the screen before you resume.",
    ),
    Safeguard(
        "withheld when not known",
        "A key waits 300 ms and is judged by what was known from 300 ms before it to 300 ms after.",
        "Keys at windows and fields of which nobody said in time what they are, and at terminals of other "
        "machines.",
        "Nothing, but it withholds more than it must. `workbench launch` starts an application so that its "
        "fields can be seen.",
    ),
    Safeguard(
        "pictures",
        "Everything but windows in scope is painted black before a picture is stored. It is stored once the "
        "applications on it were searched for password fields after they drew it.",
        "Other windows, also while they move and overlap, the workbench itself, and password fields: the whole "
        "window where the place of one is not known, where an application was not searched within 5 seconds, "
        "or where a browser exposes no accessibility tree. What a browser suggests is black too, with the "
        "fields of the page beside it.",
        "What shows through a translucent window in scope. Until the keyboard comes to it, a password field "
        "that was filled in for you can show: for up to ten seconds in an application that cannot search "
        "itself (GTK 4, Qt), and in a very large page where it is gone again after a second or two. Turn "
        "pictures off, or redact a box.",
    ),
    Safeguard(
        "presence",
        "Lockers, the login session and the screen saver tell; so does a clock since the last input.",
        "Everything from a lock on, and after a while without input, until you resume by hand.",
        "A locker that tells nobody and has a name that is not known here; the idle limit still holds.",
    ),
    Safeguard(
        "forgetting",
        "A chord erases the last 30 seconds from the file itself: rows, pictures and free pages.",
        "What you wish you had not done, before anybody looked at it.",
        "Anything older, and what the screen goes on showing. Redact or drop that in the review.",
    ),
    Safeguard(
        "your own folder",
        "A session is encrypted from its first byte; what the workbench puts there is yours alone to read.",
        "Other users of this machine, and a session that was copied without its key.",
        "Whoever can read your files has the key as well, unless a keyring holds it. A home folder that "
        "existed before keeps its mode, while everything in it is private.",
    ),
)


def never_recorded(home: Home) -> tuple[NeverRecorded, ...]:
    """Return the list as it holds now; raises `WorkbenchError` where your own part cannot be read."""
    by_title = {PRIVATE_WINDOW: ("windows that browsers mark as private",), WORKBENCH: ("its own windows",)}
    kinds = dict.fromkeys((*NAMES, *by_title))
    known = [NeverRecorded(kind, NAMES.get(kind, ()) + by_title.get(kind, ())) for kind in kinds]
    return (*known, NeverRecorded(YOUR_OWN, standing_rules(home).never_record))
