"""Kinds of values that fields of a bundle can have; each takes a value as JSON has it, or refuses it."""

import math
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from workbench.bundle.checks import Check, refused

Kind = Callable[[Any, str], None]
"""Takes a value and where it stands; raises `BundleError` where it is none of that kind."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field that may leave the machine."""

    name: str
    """Its name."""
    kind: Kind
    """What it can hold."""
    purpose: str
    """What it is for."""
    parts: tuple["Field", ...] = ()
    """The fields inside it, where it is an object or a list of objects."""


def text(most: int) -> Kind:
    """Return the kind of texts of at most so many characters, without controls but tab and line feed."""

    def check(value: Any, where: str) -> None:
        if not isinstance(value, str) or len(value) > most:
            raise refused(Check.VALUE, f"{where} is no text of at most {most} characters")
        if not value.isprintable() and any(_control(character) for character in value):
            raise refused(Check.TEXT, f"{where} has a control character")

    return check


def _control(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\t"


def matching(pattern: str) -> Kind:
    """Return the kind of texts that a pattern matches from end to end."""
    compiled = re.compile(pattern)

    def check(value: Any, where: str) -> None:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            raise refused(Check.VALUE, f"{where} has not the form it has to have")

    return check


def one_of(*words: Any) -> Kind:
    """Return the kind that is one of a few words."""
    known = frozenset(map(str, words))

    def check(value: Any, where: str) -> None:
        if not isinstance(value, str) or value not in known:
            raise refused(Check.VALUE, f"{where} is none of the words it can be")

    return check


def whole(low: int, high: int) -> Kind:
    """Return the kind of whole numbers in that range, both ends in it."""

    def check(value: Any, where: str) -> None:
        if type(value) is not int or not low <= value <= high:
            raise refused(Check.VALUE, f"{where} is no whole number from {low} to {high}")

    return check


def decimal(low: float, high: float) -> Kind:
    """Return the kind of decimal numbers in that range, both ends in it."""

    def check(value: Any, where: str) -> None:
        if type(value) is not float or not math.isfinite(value) or not low <= value <= high:
            raise refused(Check.VALUE, f"{where} is no decimal number from {low} to {high}")

    return check


def flag(value: Any, where: str) -> None:
    """Take yes and no."""
    if type(value) is not bool:
        raise refused(Check.VALUE, f"{where} is neither true nor false")


def maybe(kind: Kind) -> Kind:
    """Return the kind that is another, or null."""

    def check(value: Any, where: str) -> None:
        if value is not None:
            kind(value, where)

    return check


def several(kind: Kind, most: int) -> Kind:
    """Return the kind of lists of at most so many values of another."""

    def check(value: Any, where: str) -> None:
        if type(value) is not list or len(value) > most:
            raise refused(Check.VALUE, f"{where} is no list of at most {most} entries")
        for entry in value:
            kind(entry, where)

    return check


def row(*kinds: Kind) -> Kind:
    """Return the kind of lists that hold exactly these kinds, in order."""

    def check(value: Any, where: str) -> None:
        if type(value) is not list or len(value) != len(kinds):
            raise refused(Check.VALUE, f"{where} is no list of {len(kinds)} entries")
        for kind, entry in zip(kinds, value, strict=True):
            kind(entry, where)

    return check


def record(*fields: Field) -> Kind:
    """Return the kind of objects that have exactly these fields, in this order."""
    names = [field.name for field in fields]

    def check(value: Any, where: str) -> None:
        if type(value) is not dict or list(value) != names:
            raise refused(Check.FIELDS, f"{where} has not exactly the fields that it has to have, in order")
        for field in fields:
            field.kind(value[field.name], f"{where} {field.name}")

    return check


def variant(name: str, kinds: Mapping[str, Kind]) -> Kind:
    """Return the kind of objects of which one field tells what others they have."""

    def check(value: Any, where: str) -> None:
        said = value.get(name) if type(value) is dict else None
        if not isinstance(said, str) or said not in kinds:
            raise refused(Check.FIELDS, f"{where} is of no known kind")
        kinds[said](value, where)

    return check
