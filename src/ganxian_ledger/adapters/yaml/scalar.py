"""How a value is written: plain where it reads back as it is, in quotes or as a block otherwise."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from ganxian_ledger.adapters.yaml.lint import offences_in
from ganxian_ledger.adapters.yaml.parse import Builder, events_of
from ganxian_ledger.domain.changes import Scalar, written
from ganxian_ledger.domain.model.record import Plain

_TAKEN_FOR_ELSE = re.compile(
    r"[-+]?(\.[0-9]+|[0-9][0-9_,]*(\.[0-9_]*)?)(e[-+]?[0-9]+)?|[-+]?\.(inf|nan)"
    r"|0x[0-9a-f_]+|0o[0-7_]+|0b[01_]+|[-+]?[0-9_]+(:[0-5]?[0-9])+(\.[0-9_]*)?"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([t ].*)?"
    r"|y|n|yes|no|on|off|true|false|null|~|=|<<",
    re.IGNORECASE,
)
"""Texts that one YAML reader or another takes for a number, a time, a truth value, or nothing."""

_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\"}


def on_one_line(value: Scalar) -> str:
    """The value on one line, so that it stands in a block as well as between brackets.

    Text that may be taken for something else is quoted, save `Plain` text, whose type reads it as
    it is (the period 2024).
    """
    text = written(value)
    if isinstance(value, (bool, int, Decimal, date)):
        return text
    needs_quotes = not isinstance(value, Plain) and _TAKEN_FOR_ELSE.fullmatch(text)
    if not needs_quotes and _reads_back(text, text):
        return text
    single = "'" + text.replace("'", "''") + "'"
    return single if _reads_back(single, text) else _double(text)


def as_block(text: str, indent: str) -> list[str] | None:
    """A text of several lines as a literal block: its header and its lines, else nothing.

    Lines are never folded. There is no block where it would not read back exactly.
    """
    if "\n" not in text or offences_in(text):
        return None
    body = text.removesuffix("\n")
    header = "|" if body != text else "|-"
    lines = [header, *(indent + line if line else "" for line in body.split("\n"))]
    return lines if _value("k: " + "\n".join(lines) + "\n") == text else None


@lru_cache(maxsize=4096)
def _reads_back(form: str, text: str) -> bool:
    """Whether this one-line form gives the text in a block and between brackets alike.

    Many records that are entered together say the same things.
    """
    if "\n" in form or "\r" in form or offences_in(text):
        return False
    return _value(f"k: {form}\n") == text and _value(f"{{k: {form}}}\n") == text


def _value(source: str) -> object:
    """The value of `k` as the parser reads it; None where it is no mapping with only that key."""
    from ruamel.yaml.error import YAMLError  # noqa: PLC0415 (with the parser)

    builder = Builder(events_of(source), source)
    try:
        root = builder.build()
    except (YAMLError, ValueError):
        return None
    alone = isinstance(root, dict) and list(root) == ["k"] and not builder.faults
    return root["k"] if alone and isinstance(root, dict) else None


def _double(text: str) -> str:
    """In double quotes; only what may not show is escaped, rare characters stand for themselves."""
    hidden = {*offences_in(text), "\ufeff"}
    escaped = (_ESCAPES.get(c) or (_escape(c) if c in hidden else c) for c in text)
    return '"' + "".join(escaped) + '"'


def _escape(letter: str) -> str:
    number = ord(letter)
    return f"\\x{number:02X}" if number < 0x100 else f"\\u{number:04X}"
