"""Characters that may not stand in a ledger: what is read and what people see must be the same."""

from __future__ import annotations

import re

FORBIDDEN = re.compile(
    "[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069"
    "\ud800-\udfff\ufeff\ufff9-\ufffc\ufffe\uffff]"
)
"""Tabs, control characters, those that are invisible or turn the reading round, lone surrogates.

Line ends are not among them.
"""
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def describe(character: str) -> str:
    """What a forbidden character is, for a message."""
    if character == "\t":
        return "制表符（Tab）"
    if "\ud800" <= character <= "\udfff":
        return "不成字的字节（编码可能不是 UTF-8）"
    kind = "改变文字方向的字符" if character in _DIRECTIONS else "控制字符或看不见的字符"
    return f"{kind} U+{ord(character):04X}"
