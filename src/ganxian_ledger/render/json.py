"""JSON: exact numbers, Chinese as it is, and nothing that a terminal would obey."""

from __future__ import annotations

import json as reading
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from ganxian_ledger.domain.views.paper import Paper
from ganxian_ledger.domain.views.table import Sheet

SCHEMA_VERSION = 1
STEP = "  "


def json(answer: Sheet | Paper) -> str:
    """An answer's payload, with the version of the schema and the kind first."""
    whole = {"schema_version": SCHEMA_VERSION, "kind": answer.kind, **answer.payload}
    return "".join(_written(whole, "\n")) + "\n"


def escaped(text: str, encoding: str) -> str:
    """The same JSON where an encoding lacks some of its characters (all of them in strings)."""
    return "".join(letter if _has(encoding, letter) else _escape(letter) for letter in text)


def _has(encoding: str, letter: str) -> bool:
    try:
        letter.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _written(value: object, line: str) -> Iterator[str]:
    """A value in pieces; `line` is a line end with the indentation in force."""
    if isinstance(value, Mapping):
        items = [
            f"{_text(str(key))}: {''.join(_written(v, line + STEP))}" for key, v in value.items()
        ]
        yield _enclosed("{}", items, line)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        yield _enclosed("[]", ["".join(_written(v, line + STEP)) for v in value], line)
    else:
        yield _scalar(value)


def _enclosed(brackets: str, items: list[str], line: str) -> str:
    if not items:
        return brackets
    inner = f",{line}{STEP}".join(items)
    return f"{brackets[0]}{line}{STEP}{inner}{line}{brackets[1]}"


def _scalar(value: object) -> str:
    """One value: decimals digit by digit as they are, days as text."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int | Decimal):
        return f"{Decimal(value):f}"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, date):
        return _text(value.isoformat())
    raise TypeError(type(value).__name__)


def _text(value: str) -> str:
    """A string; what is not printable stands as an escape, which says the same."""
    if not value.isprintable():
        return "".join(['"', *map(_letter, value), '"'])
    return reading.dumps(value, ensure_ascii=False)


def _letter(letter: str) -> str:
    """One character within quotes."""
    plain = letter.isprintable() or letter == "　"
    return reading.dumps(letter, ensure_ascii=not plain)[1:-1]


def _escape(letter: str) -> str:
    return reading.dumps(letter)[1:-1]
