"""A paper as plain values for a layout: every text ready, nothing left to compute or to parse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import ceil
from typing import Any

from ganxian_ledger.domain.views.doctor_facts import Face
from ganxian_ledger.domain.views.numerals import ordinal
from ganxian_ledger.domain.views.paper import Block, Chapter, Chart, Paper, Series
from ganxian_ledger.domain.views.table import Column, Table, shown
from ganxian_ledger.render.pdf import faces as fonts
from ganxian_ledger.render.pdf.pieces import Piece, pieces_of
from ganxian_ledger.render.pdf.widths import widths_of
from ganxian_ledger.render.width import one_line, width

Value = Mapping[str, Any]
EMPTY = "—"
PORTRAIT, LANDSCAPE = 442.2, 637.8
"""Points that the text is wide on pages upright (156 mm) and across (225 mm)."""
SMALL, USUAL = 9, 10.5
"""Points of the text of tables: 小五 for those of many columns, 五号 for the others."""
MANY = 8
"""Columns from which on a table is set small."""
TALL = 25
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
        "title": one_line(paper.title),
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


def _chapter(chapter: Chapter, mark: str, number: int, room: float) -> Value:
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


def _block(block: Block, room: float) -> Value:
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


def _table(table: Table, room: float) -> Value:
    columns = table.columns
    texts = [
        [shown(cell, column) or EMPTY for cell, column in zip(row, columns, strict=True)]
        for row in table.rows
    ]
    size = SMALL if len(columns) >= MANY else USUAL
    wide = widths_of(columns, texts, room * 2 / size)
    first_sum = len(texts) - table.sums
    return {
        "caption": _said(table.caption),
        "is_facts": table.is_facts,
        "size": size,
        "columns": [_column(*pair) for pair in zip(columns, wide.heads, strict=True)],
        "shares": wide.shares,
        "rows": [
            {
                "cells": [pieces_of(*pair) for pair in zip(row, wide.rooms, strict=True)],
                "is_sum": at >= first_sum,
                "is_tall": any(map(_is_tall, row, wide.rooms)),
            }
            for at, row in enumerate(texts)
        ],
    }


def _is_tall(text: str, room: float) -> bool:
    if len(text) <= TALL:
        return False
    return sum(ceil(width(line) / room) or 1 for line in text.split("\n")) > TALL


def _column(column: Column, head: Sequence[str]) -> Value:
    return {
        "key": column.key,
        "head": "\n".join(one_line(line) for line in head),
        "is_right": column.align == "right",
        "is_folded": column.fold,
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
