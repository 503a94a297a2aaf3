"""Free text on its way into a record: what may be written, and what is said where it may not."""

from __future__ import annotations

import re
from typing import overload

from ganxian_ledger.domain.edits.refusals import EMPTY_TEXT, UNWRITABLE_TEXT

UNWRITABLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069"
    "\ud800-\udfff\ufeff\ufff9-\ufffc\ufffe\uffff]"
)
"""What the files may not hold (a test compares it with the reader's own list)."""


@overload
def prose(text: str, what: str) -> str: ...
@overload
def prose(text: str | None, what: str) -> str | None: ...
def prose(text: str | None, what: str) -> str | None:
    """A text of one or more lines without the blanks around it; None where nothing was given.

    Raises:
        Refused: P107 for characters that may not stand in the files, P108 for blank text.
    """
    if text is None:
        return None
    cleaned = text.replace("\r\n", "\n").strip(" \n\u3000")
    found = UNWRITABLE.search(cleaned)
    if found:
        raise UNWRITABLE_TEXT.of(
            f"{what}里有{_called(found.group())}（第 {found.start() + 1} 个字）",
            remedy="删去这个字符，重新输入这一处文字",
        )
    if not cleaned:
        raise EMPTY_TEXT.of(f"{what}是空的", remedy=f"写上{what}；不需要的选项可以不写")
    return cleaned


def one_line(text: str | None, what: str) -> str | None:
    """A text of one line; None where nothing was given.

    Raises:
        Refused: as `prose`, and P107 for a line break.
    """
    cleaned = prose(text, what)
    if cleaned is not None and "\n" in cleaned:
        raise UNWRITABLE_TEXT.of(f"{what}只能写一行", remedy="去掉换行；长的说明用 --note")
    return cleaned


def _called(letter: str) -> str:
    if letter == "\t":
        return "制表符（Tab）"
    if "\ud800" <= letter <= "\udfff":
        return "不成字的字节（终端的编码可能不是 UTF-8）"
    return f"控制字符或看不见的字符 U+{ord(letter):04X}"
