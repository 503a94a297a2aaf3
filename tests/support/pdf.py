"""What stands on the pages of a PDF, and papers to put there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pdfplumber
from pdfplumber.pdf import PDF

from ganxian_ledger.domain.views.paper import Block, Chapter, Paper
from ganxian_ledger.domain.views.table import Column, Table, shown
from ganxian_ledger.render import layouts, pdf
from ganxian_ledger.render.papers import USUAL

MM = 72 / 25.4
"""Points of a millimetre."""
Char = dict[str, Any]


def a_paper(*blocks: Block, kind: str = "report", **more: Any) -> Paper:
    """A paper of one chapter."""
    plain = Paper(
        kind=kind,
        name="通报",
        title="关于工作进展情况的通报",
        chapters=(Chapter("overview", "总体情况", blocks),),
        facts=(("数据截至", "2024年6月30日"),),
    )
    return replace(plain, **more)


def set_in_type(paper: Paper, *folders: Path, template: str | None = None) -> bytes:
    """The PDF of a paper in the shipped layout, or in one of these folders."""
    name = template or USUAL[paper.kind]
    return pdf.document(paper, layouts.find(paper.kind, name, ".typ", folders))


@contextmanager
def opened(made: bytes) -> Iterator[PDF]:
    """A PDF to look at."""
    with pdfplumber.open(BytesIO(made)) as document:
        yield document


def text_of(made: bytes) -> str:
    """All that is said, without blanks, line ends and page numbers."""
    with opened(made) as document:
        chars = (c["text"] for page in document.pages for c in page.chars if not _is_foot(c, page))
        return "".join("".join(chars).split())


def _is_foot(char: Char, page: Any) -> bool:
    """Whether a character belongs to a page number, which stands aside on pages across."""
    if page.width > page.height:
        return bool(char["x1"] < 35 * MM)
    return bool(char["top"] > page.height - 35 * MM)


def lines_of(page: Any) -> list[list[Char]]:
    """The lines of a page's text, top to bottom, left to right; page numbers are none of them."""
    lines: dict[int, list[Char]] = {}
    for char in page.chars:
        if char["upright"] and char["bottom"] < page.height - 35 * MM + 8 and char["text"] != " ":
            lines.setdefault(round(char["matrix"][5]), []).append(char)
    return [sorted(lines[at], key=lambda c: c["x0"]) for at in sorted(lines, reverse=True)]


def said(line: Sequence[Char]) -> str:
    """The characters of a line."""
    return "".join(char["text"] for char in line)


def rows_of(made: bytes) -> list[tuple[str, ...]]:
    """Every row of every table as it stands on the pages, heads too, without blanks."""
    with opened(made) as document:
        return [
            tuple("".join((cell or "").split()) for cell in row)
            for page in document.pages
            for table in page.extract_tables()
            for row in table
        ]


def cells_of(table: Table) -> list[tuple[str, ...]]:
    """The rows of a table as a page has to show them."""
    return [
        tuple(
            "".join((shown(cell, column) or "—").split())
            for cell, column in zip(row, table.columns, strict=True)
        )
        for row in table.rows
    ]


def a_table(rows: int, *, sums: int = 0) -> Table:
    """A table of measures with a light."""
    columns = (
        Column("id", "编号"),
        Column("title", "措施", fold=True),
        Column("percent", "完成比例", "right", suffix="%"),
        Column("light", "亮灯", is_light=True),
        Column("note", "说明", fold=True),
    )
    return Table(
        columns,
        tuple(
            (f"8.{n}", f"城镇污水管网建设第{n}段", n, "红黄绿蓝灰"[n % 5], None)
            for n in range(1, rows + 1)
        ),
        "措施",
        sums=sums,
    )
