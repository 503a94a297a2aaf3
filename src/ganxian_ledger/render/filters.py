"""What templates may do with a value: pure functions from values to text."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

_MARKUP = re.compile(r"[\\`*_\[\]<>~#|&$]")
_LINE_BREAKS = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
_ADDRESS = re.compile(r"(?i)(?<=http)(s?)://|(?<=ftp)(s?)://|(?<=www)\.")
_LIST_MARK = re.compile(r"^(\d+)([.)])(?=\s|$)")
_LINE_MARK = re.compile(r"^(?:[-+](?=[\s+-]|$)|[=.):])")


def markdown(value: object) -> str:
    """A value as Markdown text that shows exactly its characters, wherever it stands.

    Marks get a backslash, line breaks become <br>, characters that only steer become spaces;
    addresses are not made into links. Nothing for None.
    """
    if value is None:
        return ""
    text = _CONTROLS.sub(" ", str(value)).strip().replace("\t", " ")
    text = _MARKUP.sub(r"\\\g<0>", text)
    text = _ADDRESS.sub(_unlinked, text)
    text = _LIST_MARK.sub(r"\1\\\2", text)
    text = _LINE_MARK.sub(r"\\\g<0>", text)
    return _LINE_BREAKS.sub("<br>", text)


def _unlinked(match: re.Match[str]) -> str:
    mark = match.group(0)
    return rf"{mark[: mark.index(':')]}\://" if ":" in mark else rf"\{mark}"


def percent(value: Decimal | int | None) -> str:
    """29.1%, or a dash where there is nothing to divide."""
    return "—" if value is None else f"{value}%"


def dash(value: object) -> object:
    """A dash where a cell is empty."""
    return "—" if value is None or value == "" else value


def signed(value: int | Decimal) -> str:
    """+3, -2 or 0."""
    return f"{value:+}" if value else "0"


def day_words(value: date) -> str:
    """2024年6月30日."""
    return f"{value.year}年{value.month}月{value.day}日"
