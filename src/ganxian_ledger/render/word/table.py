"""A table as WordprocessingML: heads that repeat, rows that stay together, lights with colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ganxian_ledger.domain.views.table import Cell, Column, Table, shown
from ganxian_ledger.render.paged import PADDING, halves, head_lines, measured, widths
from ganxian_ledger.render.word import hints, styles
from ganxian_ledger.render.word.marks import escaped
from ganxian_ledger.render.word.styles import Known

EMPTY = "—"
SHADES = {"红": "F8CBCB", "黄": "FFF2CC", "绿": "E2EFDA", "蓝": "DDEBF7", "灰": "E7E6E6"}
"""Light enough for black words, apart from each other also in print."""
_MOST_LINES = 15
"""Lines of a row that is kept on one page; longer ones may go on over it, lest they be cut."""
_LINE, _FRAME = 310, 66
"""Twips of a line of a table, and of a row's margins and rule."""
_FIRST = 2
"""Rows that stand with the head and the row behind them. Not one: where a page ends behind the
head, one kept row and its next one, LibreOffice 7.4 leaves out the rest of the table."""
_NO_DISTANCE = '<w:spacing w:line="20" w:lineRule="exact"/>'
_KEPT = 4
"""What part of a page (a quarter) a table, or its end, may leave empty to stay together."""


class Room(NamedTuple):
    """The text of the page that a table or a chart stands on, in twips.

    A table that is tied ends on the page of the line behind it; behind one that is the last there
    is next to no distance, which would else stand alone on a page.
    """

    width: int
    height: int
    is_tied: bool = False
    is_last: bool = False


class _Set(NamedTuple):
    """How a column is set: its width in twips, and the XML in front of a cell's text."""

    column: Column
    width: int
    lines: int
    """Halves of a character that stand on one line."""
    align: str


def table_xml(table: Table, *, room: Room, known: Known) -> str:
    """A caption, the table, and the small distance behind it.

    Numbers and words are those of `shown`; an empty cell has a dash.
    """
    texts = [
        [shown(cell, column) for cell, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]
    half = known.size * 5
    columns = _columns(table, texts, room.width, half)
    head = "" if table.is_facts else _head(columns, known)
    rows = "".join(_rows(table, texts, columns, room, known))
    grid = "".join(f'<w:gridCol w:w="{one.width}"/>' for one in columns)
    caption = escaped(table.caption)
    told = f'<w:tblCaption w:val="{caption}"/>' if caption else ""
    look = f'<w:tblLook w:val="{"0000" if table.is_facts else "0020"}"/>'
    return (
        f"{_caption(caption, known)}<w:tbl><w:tblPr>"
        f'<w:tblStyle w:val="{known.ids[styles.TABLE]}"/>'
        f'<w:tblW w:w="{room.width}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblLayout w:type="fixed"/>{look}{told}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>"
        f"{_distance(known, keeps=room.is_tied, own=_NO_DISTANCE if room.is_last else '')}"
    )


def _distance(known: Known, *, keeps: bool, own: str = "") -> str:
    keep = "<w:keepNext/>" if keeps else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{known.ids[styles.AFTER]}"/>{keep}{own}</w:pPr></w:p>'


def _caption(caption: str, known: Known) -> str:
    """The caption, or the small distance that stands in its place."""
    if not caption:
        return _distance(known, keeps=True)
    style = known.ids[styles.CAPTION]
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{_run(caption)}</w:p>'


def _columns(
    table: Table, texts: Sequence[Sequence[str]], width: int, half: int
) -> tuple[_Set, ...]:
    every = [measured(column, [row[i] for row in texts]) for i, column in enumerate(table.columns)]
    made = widths(every, width, half)
    return tuple(
        _Set(
            one.column,
            own,
            max((own - PADDING) // half, 1),
            _align(one.column, table, folds=one.folds),
        )
        for one, own in zip(every, made, strict=True)
    )


def _align(column: Column, table: Table, *, folds: bool) -> str:
    if column.align == "right":
        return '<w:jc w:val="right"/>'
    return "" if folds or table.is_facts else '<w:jc w:val="center"/>'


def _head(columns: Sequence[_Set], known: Known) -> str:
    style = f'<w:pPr><w:pStyle w:val="{known.ids[styles.HEAD]}"/></w:pPr>'
    heads = [head_lines(one.column.head, one.lines) for one in columns]
    cells = "".join(
        f"{_opening(one.width)}<w:p>{style}{_run(escaped(words))}</w:p></w:tc>"
        for one, words in zip(columns, heads, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _rows(
    table: Table,
    texts: Sequence[Sequence[str]],
    columns: Sequence[_Set],
    room: Room,
    known: Known,
) -> Iterator[str]:
    count = len(texts)
    lines = [_lines(columns, words) for words in texts]
    kept = _kept(table, lines, room)
    for number, (row, words) in enumerate(zip(table.rows, texts, strict=True)):
        keeps = number in kept
        is_sum = count - table.sums <= number < count - table.shares
        cells = "".join(
            _cell(
                one,
                cell,
                text,
                known.ids[styles.HEAD if table.is_facts and i == 0 else styles.TEXT],
                keeps=keeps,
                is_bold=is_sum,
            )
            for i, (one, cell, text) in enumerate(zip(columns, row, words, strict=True))
        )
        whole = "<w:trPr><w:cantSplit/></w:trPr>" if lines[number] <= _MOST_LINES else ""
        yield f"<w:tr>{whole}{cells}</w:tr>"


def _kept(table: Table, lines: Sequence[int], room: Room) -> set[int]:
    """The rows that stand on the page of the next one.

    All of a low table; of a high one the first rows with the head, and the sums with the last entry
    (or the last entry with the one before it), where they are low themselves.
    """
    last = len(lines) - 1
    behind = {last} if room.is_tied and last >= 0 else set()
    if _is_low(lines, room):
        return {*range(last), *behind}
    first = set(range(_FIRST)) if _is_low(lines[: _FIRST + 1], room) else set()
    end = max(last - max(table.sums, 1), 0)
    return first | behind | (set(range(end, last)) if _is_low(lines[end:], room) else set())


def _is_low(lines: Sequence[int], room: Room) -> bool:
    """Whether rows of so many lines, with a head, take no more than a quarter of a page."""
    return (sum(lines) + 1) * _LINE + (len(lines) + 1) * _FRAME <= room.height // _KEPT


def _lines(columns: Sequence[_Set], words: Sequence[str]) -> int:
    """About how many lines a row has."""
    return max(
        sum(-(-halves(line) // one.lines) or 1 for line in text.split("\n"))
        for one, text in zip(columns, words, strict=True)
    )


def _cell(one: _Set, cell: Cell, text: str, style: str, *, keeps: bool, is_bold: bool) -> str:
    shade = SHADES.get(str(cell), "") if one.column.is_light else ""
    keep = "<w:keepNext/>" if keeps else ""
    return (
        f'{_opening(one.width, shade)}<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}{one.align}'
        f"</w:pPr>{_run(escaped(text or EMPTY), is_bold=is_bold)}</w:p></w:tc>"
    )


def _opening(width: int, shade: str = "") -> str:
    shading = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shading}'
        '<w:vAlign w:val="center"/></w:tcPr>'
    )


def _run(text: str, *, is_bold: bool = False) -> str:
    """A run of escaped text, its line ends as breaks."""
    own = f"{hints.HINT if hints.is_wanted(text) else ''}{'<w:b/>' if is_bold else ''}"
    properties = f"<w:rPr>{own}</w:rPr>" if own else ""
    lines = text.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    return f'<w:r>{properties}<w:t xml:space="preserve">{lines}</w:t></w:r>'
