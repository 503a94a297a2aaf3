"""Small papers and templates for the tests of Word documents."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document

from ganxian_ledger.domain.views.paper import (
    DATE_BLANK,
    NUMBER_BLANK,
    Block,
    Chapter,
    Chart,
    Paper,
    Series,
)
from ganxian_ledger.domain.views.table import Column, Table
from ganxian_ledger.render import layouts, word
from ganxian_ledger.render.layouts import Layout

COLUMNS = (
    Column("id", "编号"),
    Column("title", "措施", fold=True),
    Column("percent", "完成比例", "right", suffix="%"),
    Column("change", "增减", "right", is_change=True),
    Column("light", "亮灯", is_light=True),
)
TABLE = Table(
    COLUMNS,
    (
        ("8.3", "城镇污水管网建设", 45, 2, "红"),
        ("8.4", "入河排污口\n监测排查", None, -1, "绿"),
        ("合计", None, 45, 1, None),
    ),
    "措施情况",
    sums=1,
)
CHART = Chart(
    "done",
    "完成情况",
    "stacked",
    ("第一部分", "第二部分"),
    (Series("已销号", (3, 0), "蓝"), Series("逾期", (1, None), "红")),
    "项",
)


def a_paper(kind: str = "unit", **changed: object) -> Paper:
    """A paper with everything once, changed by keywords."""
    block = Block("first", ("第一段。",), ("要求一。", "要求二。"), TABLE, CHART)
    part = Chapter("part", "分项情况", (Block("second", ("第二段。",)),))
    given: dict[str, object] = {
        "name": "试",
        "title": "关于示例事项的通报",
        "number": NUMBER_BLANK,
        "addressee": "各责任单位",
        "opening": ("现通报如下。",),
        "chapters": (Chapter("main", "总体情况", (block,), (part,)),),
        "closing": ("特此函达。",),
        "issuer": "示例办公室",
        "date": DATE_BLANK,
        "facts": (("方案文号", "示例美建字〔2024〕1号"), ("数据截至", "2024年6月30日")),
        "annexes": (
            Chapter("a", "明细", (Block("annex", table=TABLE),)),
            Chapter("b", "指标", (Block("other", ("共1项。",)),)),
        ),
    }
    return Paper(kind=kind, **{**given, **changed})  # type: ignore[arg-type]


def shipped(kind: str, name: str) -> Layout:
    """A template of the repository."""
    return layouts.find(kind, name, ".docx", ())


def opened(content: bytes) -> Document:
    """A document read back."""
    return docx.Document(BytesIO(content))


def made(paper: Paper, layout: Layout, names: Mapping[str, object] | None = None) -> Document:
    """A paper rendered and read back."""
    return opened(word.document(paper, layout, names or {}))


def a_template(*paragraphs: str, rows: Sequence[Sequence[str]] = ()) -> bytes:
    """A clerk's own template: plain paragraphs of python-docx's, then a table."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def as_layout(content: bytes, name: str = "自用") -> Layout:
    """Bytes as a layout that was found."""
    return Layout(name, Path(f"{name}.docx"), content, ())


def texts(document: Document) -> list[str]:
    """The words of the paragraphs outside of tables."""
    return [paragraph.text for paragraph in document.paragraphs]


def rewritten(content: bytes, changes: Mapping[str, bytes]) -> bytes:
    """A package with some of its files given anew."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            if name not in changes:
                target.writestr(name, source.read(name))
        for name, data in changes.items():
            target.writestr(name, data)
    return out.getvalue()


def part(content: bytes, name: str) -> bytes:
    """One file of a package."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        return package.read(name)
