"""Texts as a spreadsheet can hold them: nothing hidden in them, nothing cut in silence."""

from __future__ import annotations

from collections.abc import Iterable

from ganxian_ledger.render.width import safe_text

MOST = 32_767
"""UTF-16 units that a cell holds."""
MOST_IN_NAME = 31
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "_"))
_RESERVED = "history"


def units(text: str) -> int:
    """How long a text is in UTF-16, as spreadsheets count."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, most: int, mark: str) -> str:
    """A text of at most so many UTF-16 units; the mark stands for what was cut."""
    if units(text) <= most:
        return text
    kept = text.encode("utf-16-le", "surrogatepass")[: 2 * (most - units(mark))]
    return kept.decode("utf-16-le", "ignore") + mark


def cell_text(text: str, where: str) -> str:
    """A text for a cell; one that is too long says how long it is and where the whole stands."""
    mark = f"……（原文共{len(text)}字，超出单元格上限，后面的没有列出，全文见{where}）"
    return cut(safe_text(text), MOST, mark)


def line(text: str) -> str:
    """A text on one line."""
    return " ".join(safe_text(text).split())


def named(names: Iterable[str]) -> list[str]:
    """Names of sheets as spreadsheets take them: short, without signs, no two alike."""
    taken: list[str] = []
    for name in names:
        plain = line(name).translate(_FORBIDDEN).strip("' ") or "表"
        if plain.lower() == _RESERVED:
            plain += "_"
        taken.append(_distinct(plain, {one.lower() for one in taken}))
    return taken


def _distinct(name: str, taken: set[str]) -> str:
    """The name, cut to length, with a number where another has it."""
    found, number = cut(name, MOST_IN_NAME, "…"), 1
    while found.lower() in taken:
        number += 1
        found = cut(name, MOST_IN_NAME - len(str(number)), "…") + str(number)
    return found
