"""The lists that looking commands write as papers hold the same rows as their JSON."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from tests.papers.conftest import Papers
from tests.papers.extracting import Cell, Extract, plain

from ganxian_ledger.render.papers import FORMATS

DAY = ("--as-of", "2024-09-30")
LISTS: dict[str, tuple[tuple[str, ...], str, dict[str, str]]] = {
    "status": (
        ("status",),
        "measures",
        {
            "编号": "id",
            "措施": "title",
            "状态": "state",
            "亮灯": "light",
            "完成比例": "percent",
            "序时进度": "time_progress",
            "完成时限": "due",
        },
    ),
    "status of a unit": (
        ("status", "--unit", "区生态环境局", "--light", "黄"),
        "measures",
        {"编号": "id", "措施": "title", "状态": "state", "完成比例": "percent"},
    ),
    "overdue": (
        ("overdue", "--within", "60"),
        "measures",
        {"编号": "id", "措施": "title", "状态": "state", "亮灯": "light", "完成时限": "due"},
    ),
    "targets": (
        ("targets",),
        "targets",
        {
            "编号": "id",
            "指标": "name",
            "出处": "clause",
            "单位": "unit",
            "最近数据": "value",
            "完成率": "rate",
            "评价": "verdict",
        },
    ),
    "units": (
        ("units",),
        "units",
        {"单位": "name", "类别": "kind", "排名": "rank", "配合措施": "support"},
    ),
    "projects": (
        ("projects",),
        "projects",
        {
            "编号": "id",
            "项目": "name",
            "措施": "measure",
            "责任单位": "owner",
            "完成比例": "percent",
            "已完成（万元）": "invested",
        },
    ),
    "show": (("show", "8.3"), "log", {"日期": "date", "单位": "by"}),
    "projects of show": (("show", "8.3"), "projects", {"项目": "name", "完成比例": "percent"}),
}
"""Each list: its command, the name of its rows in JSON, and which column is which value."""


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("ending", FORMATS)
def test_a_list_holds_the_rows_of_its_json(papers: Papers, name: str, ending: str) -> None:
    words, key, every = LISTS[name]
    hidden = {"编号"} if key in {"targets", "projects"} and ending != ".csv" else set()
    columns = {head: field for head, field in every.items() if head not in hidden}
    file = papers.folder / f"{name}{ending}"
    papers.run(*words, *DAY, "-o", str(file))
    paper = papers.read(file)
    whole = papers.json(*words, *DAY)
    listed = whole[key]

    assert paper.traps == ()
    if ending == ".json":
        assert paper.data == whole
        return
    wanted = [tuple(_word(row[key]) for key in columns.values()) for row in listed]
    assert len(wanted) > 1
    rows = _rows(paper, tuple(columns))
    if name.startswith("status") and ending == ".xlsx":  # there the clause stands below the title
        assert all(row[1].startswith(right[1]) for row, right in zip(rows, wanted, strict=True))
        rows = [(row[0], right[1], *row[2:]) for row, right in zip(rows, wanted, strict=True)]
    assert rows == wanted


def _rows(paper: Extract, heads: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The cells below these heads, of every grid that has them all, pages one behind the other."""
    found = []
    for grid in paper.grids:
        at: list[int] | None = None
        for row in grid:
            words = [_head(cell) for cell in row]
            if set(heads) <= set(words):
                at = [words.index(head) for head in heads]
            elif at is not None and len(row) > max(at):
                cells = tuple(_word(row[n]) for n in at)
                found += [cells] if sum(map(bool, cells)) > 1 else []
    return found


def _head(cell: Cell) -> str:
    return plain(str(cell or "")).replace("（%）", "")


def _word(value: Any) -> str:
    """A value as text that reads the same in every format."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    text = plain(str("" if value is None else value)).removesuffix("%")
    if text == "—":
        return ""
    return f"{Decimal(text).normalize():f}" if re.fullmatch(r"[1-9]\d*\.0|0\.0", text) else text
