"""A paper as plain values for a layout: every text ready, nothing left to compute or to parse."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ganxian_ledger.domain.views.doctor_facts import Face
from ganxian_ledger.domain.views.numerals import ordinal
from ganxian_ledger.domain.views.paper import Block, Chapter, Chart, Paper, Series
from ganxian_ledger.domain.views.table import Table, shown
from ganxian_ledger.render.paged import PADDING, Measured, halves, head_lines, measured, widths
from ganxian_ledger.render.pdf import faces as fonts
from ganxian_ledger.render.pdf.pieces import Piece, pieces_of
from ganxian_ledger.render.titles import title_lines
from ganxian_ledger.render.width import one_line

Value = Mapping[str, Any]
EMPTY = "—"
PORTRAIT, LANDSCAPE = 8844, 12756
"""Twips that the text is wide on pages upright (156 mm) and across (225 mm)."""
HALF = 105
"""Twips of half a character in tables, which are set in 五号 (10.5 points)."""
TALL = 20
"""Lines of a cell beyond which its row may be split across pages, lest it be cut."""


def content_of(
    paper: Paper, faces: Mapping[Face, tuple[str, ...]], latin: str, layout: str
) -> Value:
    """What a layout reads as /paper.json.

    Args:
        paper: The paper.
        faces: The fonts of each face.
        latin: The font of Latin letters and digits.
        layout: The layout and its version in words, for the document's properties.
    """
    is_list = paper.kind == "list"
    room = LANDSCAPE if is_list else PORTRAIT
    return {
        "kind": paper.kind,
        "title": (title := one_line(paper.title)),
        "title_lines": [title] if is_list else title_lines(title).split("\n"),
        "number": _said(paper.number),
        "addressee": _said(paper.addressee),
        "opening": [_said(words) for words in paper.opening],
        "chapters": [_chapter(one, "、", n, room) for n, one in enumerate(paper.chapters, 1)],
        "closing": [_said(words) for words in paper.closing],
        "notes": [_said(words) for words in paper.notes],
        "issuer": _said(paper.issuer),
        "date": _said(paper.date),
        "facts": [[_said(head), _said(words)] for head, words in paper.facts],
        "annexes": [_chapter(one, "", n, LANDSCAPE) for n, one in enumerate(paper.annexes, 1)],
        "fonts": {face.name.lower(): list(names) for face, names in faces.items()},
        "latin": latin,
        "about": f"版式：{layout}；字体：{fonts.told(faces)}",
    }


def _said(text: str) -> list[Piece]:
    return pieces_of(text) if text else []


def _chapter(chapter: Chapter, mark: str, number: int, room: int) -> Value:
    """A chapter; `mark` is 、 for 一、, （ for （一）, and empty where it has no number."""
    numbered = {"、": f"{ordinal(number)}、", "（": f"（{ordinal(number)}）", "": ""}[mark]
    title = one_line(chapter.title)
    return {
        "key": chapter.key,
        "title": title,
        "heading": f"{numbered}{title}" if title else "",
        "blocks": [_block(one, room) for one in chapter.blocks],
        "parts": [_chapter(one, "（", n, room) for n, one in enumerate(chapter.parts, 1)],
    }


def _block(block: Block, room: int) -> Value:
    table = block.table
    return {
        "key": block.key,
        "words": [_said(words) for words in block.words],
        "points": [_said(_point_words(n, words)) for n, words in enumerate(block.points, 1)],
        "table": _table(table, room) if table and table.rows else None,
        "chart": _chart(block.chart) if block.chart and block.chart.categories else None,
    }


def _point_words(number: int, words: str) -> str:
    """A numbered paragraph; a space keeps the number from a number that follows."""
    return f"{number}.{' ' if words[:1].isdigit() else ''}{words}"


def _table(table: Table, room: int) -> Value:
    """A table whose columns are as wide, in shares, as on a page of so many twips."""
    texts = [
        [shown(cell, column) or EMPTY for cell, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]
    columns = [
        measured(column, [row[i] for row in texts]) for i, column in enumerate(table.columns)
    ]
    given = widths(columns, room, HALF)
    rooms = [max((own - PADDING) // HALF, 1) for own in given]
    sums = range(len(texts) - table.sums, len(texts) - table.shares)
    return {
        "caption": _said(table.caption),
        "is_facts": table.is_facts,
        "sums": table.sums,
        "columns": [_column(*pair) for pair in zip(columns, rooms, strict=True)],
        "shares": [own / room for own in given],
        "rows": [
            {
                "cells": [pieces_of(*pair) for pair in zip(row, rooms, strict=True)],
                "is_sum": at in sums,
                "is_tall": any(map(_is_tall, row, rooms)),
            }
            for at, row in enumerate(texts)
        ],
    }


def _is_tall(text: str, room: int) -> bool:
    if len(text) <= TALL:
        return False
    return sum(-(-halves(line) // room) or 1 for line in text.split("\n")) > TALL


def _column(one: Measured, room: int) -> Value:
    column = one.column
    return {
        "key": column.key,
        "head": head_lines(one_line(column.head), room),
        "is_right": column.align == "right",
        "is_folded": one.folds,
        "is_light": column.is_light,
    }


def _chart(chart: Chart) -> Value:
    return {
        "title": one_line(chart.title),
        "kind": chart.kind,
        "unit": chart.unit,
        "categories": [one_line(name) for name in chart.categories],
        "series": [
            {
                "name": one_line(series.name),
                "tone": series.tone,
                "values": [_point(value, chart.unit) for value in series.values],
            }
            for series in chart.series
        ],
        "told": _told(chart),
    }


def _point(value: Decimal | int | None, unit: str) -> Value | None:
    """A value as it is shown, and as a length to draw."""
    if value is None:
        return None
    return {"text": f"{Decimal(value):f}{unit if unit == '%' else ''}", "size": float(value)}


def _told(chart: Chart) -> str:
    """The chart in words, for those who hear the document."""
    lines = (_heard(chart, name, at) for at, name in enumerate(chart.categories))
    return f"{chart.title}。{'；'.join(lines)}。"


def _heard(chart: Chart, name: str, at: int) -> str:
    values = "，".join(_valued(series, at, chart.unit) for series in chart.series)
    return one_line(f"{name}：{values}")


def _valued(series: Series, at: int, unit: str) -> str:
    value = series.values[at]
    return f"{series.name}{'无' if value is None else f'{value}{unit}'}"
