"""A sheet in every format, with data that means something to the format."""

from __future__ import annotations

import csv
import json
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from ganxian_ledger.domain.views.table import Column, Sheet, Table, shown
from ganxian_ledger.render import terminal
from ganxian_ledger.render.formats import FORMATS
from ganxian_ledger.render.json import escaped
from ganxian_ledger.render.text import text

TABLE = Table(
    (
        Column("id", "编号"),
        Column("title", "措施", fold=True),
        Column("light", "亮灯", is_light=True),
        Column("percent", "进度", align="right", suffix="%"),
        Column("due", "时限"),
        Column("note", "备注", fold=True),
    ),
    (
        ("8.2", "管网[red]建设|[/]*加粗*", "红", 40, date(2024, 6, 30), None),
        ("8.10", "=1+1", "蓝", Decimal("92.5"), None, None),
    ),
)
FACTS = Table(
    (Column("name", "项"), Column("value", "内容", fold=True)), (("原文", "一\n二"),), "事项", True
)
SHEET = Sheet(
    "status",
    "标题_一",
    ("方案（〔2024〕1号）", "截至 2024-06-30"),
    (TABLE, FACTS),
    ("共 2 条",),
    {"n": 1, "列": [], "空": {}, "null": None},
)
EMPTY = replace(SHEET, tables=(Table(TABLE.columns, ()),), empty="没有")


def test_plain_text() -> None:
    assert text(SHEET) == (
        """方案（〔2024〕1号）
截至 2024-06-30

编号  措施                     亮灯   进度  时限        备注
8.2   管网[red]建设|[/]*加粗*  红      40%  2024-06-30
8.10  =1+1                     蓝    92.5%

事项
原文  一 二

共 2 条
"""
    )


def test_plain_text_of_a_narrow_screen_is_folded_and_not_cut() -> None:
    folded = text(SHEET, width=44)
    assert (
        "8.2   管网      红      40%  2024-06-30\n      [red]建\n      设|[/]*\n      加粗*\n"
    ) in folded
    assert "8.2" in text(SHEET, width=5)


def test_plain_text_in_colour() -> None:
    assert "  \x1b[31m红  \x1b[0m  " in text(SHEET, colour=True)
    odd = TABLE._replace(rows=(("8.2", "题", "无", 1, None, None),))
    assert "\x1b" not in text(replace(SHEET, tables=(odd,)), colour=True)


def test_nothing_to_show() -> None:
    assert text(EMPTY) == "方案（〔2024〕1号）\n截至 2024-06-30\n\n没有\n\n共 2 条\n"
    assert FORMATS["csv"](EMPTY) == "编号,措施,亮灯,进度（%）,时限,备注\n"
    assert "\n没有\n" in FORMATS["md"](EMPTY)
    assert "没有\n" in terminal.terminal(EMPTY, width=80, colour=False)


def test_markdown_escapes_what_is_markup() -> None:
    out = FORMATS["md"](SHEET)
    assert out.startswith("# 标题\\_一\n\n方案（〔2024〕1号）\n\n截至 2024-06-30\n")
    assert "| 8.2 | 管网\\[red\\]建设\\|\\[/\\]\\*加粗\\* | 红 | 40% | 2024-06-30 |  |" in out
    assert "## 事项\n\n| 项 | 内容 |\n| --- | --- |\n| 原文 | 一<br>二 |\n" in out


def test_csv_holds_no_formula_and_leaves_numbers_alone() -> None:
    first, second = FORMATS["csv"](SHEET).split("\n\n")
    rows = list(csv.reader(StringIO(first)))
    assert rows[0] == ["编号", "措施", "亮灯", "进度（%）", "时限", "备注"]
    assert rows[1] == ["8.2", "管网[red]建设|[/]*加粗*", "红", "40", "2024-06-30", ""]
    assert rows[2] == ["8.10", "'=1+1", "蓝", "92.5", "", ""]
    assert list(csv.reader(StringIO(second))) == [["项", "内容"], ["原文", "一\n二"]]


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@A", "\tx", "\rx", "＝1", "＋1", "－1", "＠a"])
def test_csv_marks_every_beginning_of_a_formula(text: str) -> None:
    sheet = replace(SHEET, tables=(Table((Column("a", "甲"),), ((text,), (Decimal(-1),))),))
    rows = list(csv.reader(StringIO(FORMATS["csv"](sheet))))
    assert rows[1][0].startswith("'")
    assert rows[2] == ["-1"]


def test_json() -> None:
    assert FORMATS["json"](SHEET) == (
        '{\n  "schema_version": 1,\n  "kind": "status",\n  "n": 1,\n  "列": [],\n  "空": {},\n'
        '  "null": null\n}\n'
    )


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("23.10"), "23.10"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0.1234567890123456789012345"), "0.1234567890123456789012345"),
        (24, "24"),
        (True, "true"),
        (False, "false"),
        (date(2024, 6, 30), '"2024-06-30"'),
        ('引"号\\', '"引\\"号\\\\"'),
        ("\x1b\u202e\n　", '"\\u001b\\u202e\\n　"'),
        (("甲", None), '[\n    "甲",\n    null\n  ]'),
    ],
)
def test_json_values(value: object, written: str) -> None:
    assert f'"x": {written}\n}}' in FORMATS["json"](replace(SHEET, payload={"x": value}))


def test_json_of_anything_else_is_a_fault_of_the_program() -> None:
    with pytest.raises(TypeError, match="object"):
        FORMATS["json"](replace(SHEET, payload={"x": object()}))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.dictionaries(st.text().map(lambda key: f"k{key}"), VALUES))
def test_json_reads_back_as_it_was(payload: dict[str, object]) -> None:
    whole = {"schema_version": 1, "kind": "status", **payload}
    written = FORMATS["json"](replace(SHEET, payload=payload))
    assert json.loads(written) == whole
    assert json.loads(escaped(written, "gbk").encode("gbk").decode("gbk")) == whole


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120])
def test_a_terminal_shows_everything_within_its_width(width: int) -> None:
    shown = terminal.terminal(SHEET, width=width, colour=False)
    assert all(cell_len(line) <= width for line in shown.split("\n"))
    squeezed = "".join(shown.replace("：", "").split())
    for word in ("8.10", "92.5%", "2024-06-30", "共2条", "事项"):
        assert word in squeezed
    assert "备注" not in shown
    assert "\x1b" not in shown


def test_a_terminal_takes_no_markup_from_data() -> None:
    shown = terminal.terminal(SHEET, width=120, colour=True)
    assert "管网[red]建设|[/]*加粗*" in shown
    assert "\x1b[1;31m红  \x1b[0m" in shown


def test_no_character_is_lost_on_a_screen_of_any_width() -> None:
    def letters(words: str) -> Counter[str]:
        return Counter(c for c in words if not c.isspace() and c != "─")

    row = ("8.10", "水源地规范化建设", "黄", 70, None, "临期，滞后 30.0 个百分点，未报送")
    wide = TABLE._replace(rows=(row,))
    sheet = replace(SHEET, tables=(wide,))
    cells = map(shown, row, wide.columns)
    held = letters("".join(cells))

    for size in range(24, 140):
        drawn = terminal.terminal(sheet, width=size, colour=False)
        assert held - letters(drawn) == Counter(), size
