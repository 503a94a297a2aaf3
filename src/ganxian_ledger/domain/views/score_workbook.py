"""The assessment as a workbook: a sheet for each group or part, each with its name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ganxian_ledger.domain.views.question import day_text
from ganxian_ledger.domain.views.table import Column, Sheet, Table, shown
from ganxian_ledger.domain.views.workbook import Facts, Workbook, Worksheet

_HEADS = ("方案", "内容", "考评办法")


def score_workbook(sheet: Sheet, facts: Facts, day: date) -> Workbook:
    """The tables of a sheet of scores; a unit's result stands above its details."""
    said = (line.removeprefix(f"{_HEADS[-1]}：") for line in sheet.headings)
    told = tuple(zip(_HEADS, said, strict=True))
    return Workbook(
        title=sheet.title,
        facts=(*told, *facts),
        sheets=tuple(_worksheets(sheet)),
        day=day,
        subtitle=f"{sheet.headings[0]}　截至 {day_text(day)}",
    )


def _worksheets(sheet: Sheet) -> Iterator[Worksheet]:
    results = [table for table in sheet.tables if table.is_facts]
    words = tuple(_result(table) for table in results)
    others = [table for table in sheet.tables if not table.is_facts] or results
    for number, table in enumerate(others):
        is_first = number == 0
        yield Worksheet(
            table.caption or sheet.title,
            f"{sheet.title}　{table.caption}".strip(),
            table,
            notes=sheet.foot if is_first else (),
            empty=sheet.empty,
            words=words if is_first and others is not results else (),
        )


def _result(table: Table) -> str:
    """The facts in one line: 单位：区城管局；总分：86.13 …."""
    column = Column("value", "")
    return "；".join(f"{name}：{shown(value, column)}" for name, value in table.rows)
