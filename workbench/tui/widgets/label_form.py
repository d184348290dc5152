"""The label form: what can be said of the task and of a step, each with its key and its rule."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from textual import on
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from workbench.errors import UsageError
from workbench.model.edits import LabelKind
from workbench.model.labels import REQUIRED_TO_SUBMIT, LabelField, ValueKind, check_label, label_fields
from workbench.model.showable import showable
from workbench.tui.outside import TEXT_LIMIT
from workbench.tui.widgets.choice_row import ChoiceRow
from workbench.tui.widgets.field import Field

SHOWN = {
    LabelKind.TASK: ("instruction", "outcome", "domain", "difficulty", "notes"),
    LabelKind.STEP: ("intent", "correct", "redundant"),
}
NAME_WIDTH = 13
Changes = dict[LabelKind, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Section:
    """What the form asks of one thing."""

    title: str
    """What it is about: words of our own."""
    kind: LabelKind
    """Task or step."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """What was said of it so far."""

    def fields(self) -> tuple[LabelField, ...]:
        """Return its fields, in the order of the form."""
        known = {entry.name: entry for entry in label_fields(self.kind)}
        return tuple(known[name] for name in SHOWN[self.kind])


class LabelRow(Horizontal):
    """A name and what is said; required fields carry a star."""

    DEFAULT_CSS = """
    LabelRow {
        height: 1;
        & > .name { width: 15; }
        & > Field { width: 1fr; background: $surface-lighten-1; }
    }
    """

    def __init__(self, entry: LabelField, value: Any, keep: "Keep | None" = None) -> None:
        super().__init__(id=f"{entry.target}-{entry.name}")
        self.entry = entry
        self._value = "" if value is None else str(value)
        self._keep = keep
        self._filling = False

    def compose(self) -> Iterable[Widget]:
        """Yield the name and the field."""
        must = self.entry.target is LabelKind.TASK and self.entry.name in REQUIRED_TO_SUBMIT
        yield Static(Content(f"{self.entry.name}{' *' if must else ''}"), classes="name")
        if self.entry.kind is ValueKind.TEXT:
            text = Field(placeholder=self.entry.definition)
            text.select_on_focus = False  # who comes by with Tab must not replace it with the next key
            text.value = self._start()
            yield text
        else:
            row = ChoiceRow(self.entry.choices)
            row.set_reactive(ChoiceRow.value, self._value or None)
            yield row

    def on_mount(self) -> None:
        """Hand on every change at once: before it is painted, so that nothing is seen that is not kept."""
        self.watch(self.query("Field, ChoiceRow").first(), "value", self._hand_on, init=False)

    def _hand_on(self) -> None:
        if self._keep is not None and not self._filling:
            self._keep(self)

    def _start(self) -> str:
        return showable(self._value, TEXT_LIMIT)

    @property
    def changed(self) -> bool:
        """Whether something else stands here than in the beginning."""
        return (self.now() or "") != (self._start() if self.entry.kind is ValueKind.TEXT else self._value)

    def said(self) -> Any:
        """Return what is said here, none for nothing; raises `UsageError` for what the field cannot have."""
        return check_label(self.entry.target, self.entry.name, self.now() or None)

    def fill(self, value: Any, now: Any) -> None:
        """Show something else: what was said before, and what is said now; a text that is the same stays."""
        self._value = "" if value is None else str(value)
        self.type(now)

    def type(self, now: Any) -> None:
        """Show what was typed at another time; it is not handed on again."""
        shown = "" if now is None else str(now)
        self._filling = True
        if self.entry.kind is not ValueKind.TEXT:
            self.query_one(ChoiceRow).value = shown or None
        elif showable(shown, TEXT_LIMIT) != self.now():
            self.query_one(Field).value = showable(shown, TEXT_LIMIT)
        self._filling = False

    def take(self) -> None:
        """Let the hands say something here."""
        self.query("Field, ChoiceRow").first().focus()

    def now(self) -> str | None:
        """Return what stands here now, unchecked."""
        if self.entry.kind is ValueKind.TEXT:
            return self.query_one(Field).value.strip()
        return self.query_one(ChoiceRow).value


Keep = Callable[[LabelRow], None]
"""Takes a row whose value was changed by the person."""


class LabelForm(VerticalScroll, can_focus=False):
    """Sections of fields. Enter goes to the next one, a value's own key sets it and goes on."""

    DEFAULT_CSS = """
    LabelForm {
        height: auto;
        & .section { text-style: bold; margin-top: 1; }
        & .section:first-of-type { margin-top: 0; }
    }
    """

    class Changed(Message):
        """Something else is said now."""

    def __init__(
        self,
        sections: Sequence[Section],
        *,
        keep: "Keep | None" = None,
        id: str | None = None,  # noqa: A002  (Textual's name)
    ) -> None:
        super().__init__(id=id)
        self._sections = sections
        self._keep = keep

    def compose(self) -> Iterable[Widget]:
        """Yield the sections one below the other."""
        for section in self._sections:
            yield Static(Content(section.title), classes="section")
            for entry in section.fields():
                yield LabelRow(entry, section.values.get(entry.name), self._keep)

    @property
    def rows(self) -> list[LabelRow]:
        """Every field of the form."""
        return list(self.query(LabelRow))

    def begin(self) -> None:
        """Go to the first field that has to be filled in; where there is none, to the last section."""
        missing = [row for row in self.rows if row.entry.name in REQUIRED_TO_SUBMIT and not row.now()]
        last = [row for row in self.rows if row.entry.target is self._sections[-1].kind]
        (missing or last)[0].take()

    def changes(self) -> Changes:
        """Return what was changed, by what it is about; raises `UsageError` with the first that cannot be."""
        found: Changes = {}
        for row in self.rows:
            if row.changed:
                found.setdefault(row.entry.target, {})[row.entry.name] = self._said(row)
        return found

    def unchecked(self) -> dict[str, Any]:
        """Return what was changed, by field, before anybody looks whether it can be."""
        return {row.entry.name: row.now() or None for row in self.rows if row.changed}

    def fill(self, section: Section, now: Mapping[str, Any]) -> None:
        """Show another thing of the same kind: what was said of it, and what is said now instead."""
        self.query(".section").only_one(Static).update(Content(section.title))
        for row in self.rows:
            before = section.values.get(row.entry.name)
            row.fill(before, now.get(row.entry.name, before))

    def _said(self, row: LabelRow) -> Any:
        try:
            return row.said()
        except UsageError:
            row.take()
            raise

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        event.stop()
        self.screen.focus_next()

    @on(Input.Changed)
    @on(ChoiceRow.Changed)
    def _changed(self, event: Message) -> None:
        event.stop()
        self.post_message(self.Changed())
