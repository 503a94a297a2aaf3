"""Charts in Word documents: native, with their figures, and with words for those who need them."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree
from tests.render.word import built

from ganxian_ledger.domain.views.paper import Chart, Series
from ganxian_ledger.render import word
from ganxian_ledger.render.xlsx.chart_part import chart_part

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
FLAGS = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
LINE = Chart(
    "rate",
    "销号率",
    "line",
    ("1月", "2月"),
    (Series("销号率", (Decimal("5.1"), None), "蓝"), Series("其他", (1, 2))),
    "%",
)


@pytest.fixture(scope="module")
def content() -> bytes:
    return word.document(built.a_paper(), built.shipped("unit", "sheet"), {})


def test_the_chart_is_a_part_with_its_workbook(content: bytes) -> None:
    chart = etree.fromstring(built.part(content, "word/charts/chart1.xml"))
    assert chart.find(f"{C}externalData") is not None
    relations = built.part(content, "word/charts/_rels/chart1.xml.rels")
    assert b"../embeddings/chart1.xlsx" in relations
    kept = openpyxl.load_workbook(BytesIO(built.part(content, "word/embeddings/chart1.xlsx")))
    assert list(kept.active.values) == [  # type: ignore[union-attr]
        ("单位：项", "已销号", "逾期"),
        ("第一部分", 3, 1),
        ("第二部分", 0, None),
    ]


def test_the_drawing_has_the_width_of_the_text_and_tells_its_figures(content: bytes) -> None:
    document = built.opened(content)
    drawing = document.element.body.find(f".//{qn('wp:inline')}")
    assert int(drawing.find(qn("wp:extent")).get("cx")) == pytest.approx(156 * 36000, abs=2000)
    told = drawing.find(qn("wp:docPr")).get("descr")
    assert told == "完成情况。第一部分：已销号3项、逾期1项；第二部分：已销号0项、逾期无。"
    assert style_of(document) == "图表"


def style_of(document: Document) -> str:
    holding = [p for p in document.paragraphs if p._p.find(f".//{qn('w:drawing')}") is not None]
    assert len(holding) == 1
    style = holding[0].style
    assert style is not None
    return str(style.name)


@pytest.mark.parametrize("chart", [built.CHART, LINE])
def test_every_flag_of_a_label_is_told(chart: Chart) -> None:
    root = etree.fromstring(chart_part(chart).xml.encode())
    labels = list(root.iter(f"{C}dLbls"))
    assert len(labels) == len(chart.series)
    for label in labels:
        told = [label.find(f"{C}{flag}").get("val") for flag in FLAGS]  # type: ignore[union-attr]
        assert told == ["0", "1", "0", "0", "0", "0"]


def test_a_stack_lies_and_a_line_is_straight_with_gaps_where_there_is_no_value() -> None:
    stacked = etree.fromstring(chart_part(built.CHART).xml.encode())
    assert stacked.find(f".//{C}barDir").get("val") == "bar"  # type: ignore[union-attr]
    assert stacked.find(f".//{C}overlap").get("val") == "100"  # type: ignore[union-attr]
    line = etree.fromstring(chart_part(LINE).xml.encode())
    assert {s.get("val") for s in line.iter(f"{C}smooth")} == {"0"}
    first = next(line.iter(f"{C}val"))
    assert [v.text for v in first.iter(f"{C}v")] == ["5.1"]


def test_lights_have_their_colours_and_fonts_are_told_for_chinese() -> None:
    xml = chart_part(built.CHART).xml
    assert 'srgbClr val="C00000"' in xml
    assert 'srgbClr val="2E75B6"' in xml
    assert '<a:ea typeface="仿宋_GB2312"/>' in xml
    assert "printSettings" not in xml


def test_a_chart_of_many_values_is_told_in_short() -> None:
    many = LINE._replace(categories=tuple(map(str, range(100))), series=(Series("甲", (1,) * 100),))
    block = built.a_paper().chapters[0].blocks[0]._replace(chart=many)
    chapter = built.a_paper().chapters[0]._replace(blocks=(block,))
    document = built.made(built.a_paper(chapters=(chapter,)), built.shipped("unit", "sheet"))
    told = document.element.body.find(f".//{qn('wp:docPr')}").get("descr")
    assert told == "销号率：按100类列出甲，数值见所附数据表。"


def test_the_same_chart_has_the_same_bytes() -> None:
    assert chart_part(LINE) == chart_part(LINE)


def test_hostile_names_stay_text_in_chart_and_workbook() -> None:
    bad = "=1+1</c:v>\x1b{{ 7*7 }}&"
    made = chart_part(
        LINE._replace(title=bad, categories=(bad, bad), series=(Series(bad, (1, 2)),))
    )
    root = etree.fromstring(made.xml.encode())
    assert "=1+1</c:v>␛{{ 7*7 }}&" in [v.text for v in root.iter(f"{C}v")]
    sheet = openpyxl.load_workbook(BytesIO(made.workbook)).active
    assert sheet is not None
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=1+1</c:v>␛{{ 7*7 }}&", "s")
