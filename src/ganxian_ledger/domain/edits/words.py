"""Free text on its way into a record: what may be written, and what is said where it may not."""

from __future__ import annotations

from typing import overload

from ganxian_ledger.domain.characters import FORBIDDEN, describe
from ganxian_ledger.domain.edits.refusals import EMPTY_TEXT, UNWRITABLE_TEXT


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
    cleaned = text.replace("\r\n", "\n").replace("\r", "\n").strip(" \n\u3000")
    found = FORBIDDEN.search(cleaned)
    if found:
        raise UNWRITABLE_TEXT.of(
            f"{what}里有{describe(found.group())}（第 {found.start() + 1} 个字）",
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
