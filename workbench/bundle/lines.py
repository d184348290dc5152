"""JSON in a bundle: one form only, one line a record, read with bounds on length and depth.

What is written has no spaces, fields in the order of the allow-list, and characters as they are, in UTF-8. What
is read has to come out the same when it is written again: no field twice, no other spelling of the same value.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, NoReturn

from workbench.bundle.checks import Check, refused
from workbench.bundle.kinds import Kind

LONGEST_LINE = 256 * 1024
DEEPEST = 32
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[{]|[\]}]', re.S)  # possessive: never tried twice
_CONTROLS = {code: code + 0x2400 for code in range(32) if chr(code) not in "\n\t"} | {0x7F: 0x2421}
_CONTROLS |= dict.fromkeys(range(0x80, 0xA0), 0xFFFD)


def harmless(value: str) -> str:
    """Return a text without controls, which become their pictures, and without halves of surrogate pairs."""
    if value.isprintable():
        return value
    return value.translate(_CONTROLS).encode("utf-8", "replace").decode()


def written(shape: Any) -> bytes:
    """Return a value in the one form that it has in a bundle."""
    return json.dumps(shape, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def written_lines(shapes: Iterable[Any]) -> bytes:
    """Return one line for each value."""
    return b"".join(written(shape) + b"\n" for shape in shapes)


def read_object(data: bytes, kind: Kind, where: str) -> Any:
    """Return the one value that a member holds, checked."""
    shape = _parsed(data, where)
    kind(shape, where)
    if _rewritten(shape) != data:
        raise refused(Check.CANONICAL, f"{where} is not written in the one form that it can have")
    return shape


def read_lines(data: bytes, kind: Kind, where: str) -> Iterator[Any]:
    """Yield the value of every line, checked."""
    at = number = 0
    while at < len(data):
        number += 1
        end = data.find(b"\n", at, at + LONGEST_LINE + 1)
        if end < 0:
            raise refused(Check.LINE, f"line {number} of {where} is too long, or the last one has no end")
        yield read_object(data[at:end], kind, f"{where} line {number}")
        at = end + 1


def _rewritten(shape: Any) -> bytes | None:
    try:
        return written(shape)
    except ValueError:
        return None


def _parsed(data: bytes, where: str) -> Any:
    """Parse, with every way in which that can fail under a name of its own."""
    try:
        text = data.decode()
        _check_depth(text, where)
        return json.loads(text, parse_constant=lambda _: _not_finite(where), parse_float=_finite(where))
    except (ValueError, RecursionError) as error:
        raise refused(Check.JSON, f"{where} is not JSON in UTF-8") from error


def _check_depth(text: str, where: str) -> None:
    if text.count("[") + text.count("{") <= DEEPEST:
        return
    depth = 0
    for token in _TOKEN.finditer(text):
        sign = token[0]
        depth += (sign in "[{") - (sign in "]}")
        if depth > DEEPEST:
            raise refused(Check.DEPTH, f"{where} is nested more than {DEEPEST} deep")


def _finite(where: str) -> Any:
    def read(said: str) -> float:
        value = float(said)
        return value if value - value == 0 else _not_finite(where)

    return read


def _not_finite(where: str) -> NoReturn:
    raise refused(Check.NUMBER, f"{where} has a number that is not finite")
