"""The page by GB/T 9704-2012, measured in the papers that the shipped templates make."""

from __future__ import annotations

import re

import pytest
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from tests.render.word import built

from ganxian_ledger.render import titles

SHIPPED = [
    ("report", "monthly"),
    ("unit", "sheet"),
    ("letter", "reminder"),
    ("letter", "urging"),
    ("list", "table"),
]
SIZES = {
    "公文标题": ("方正小标宋简体", 22),
    "主送机关": ("仿宋_GB2312", 16),
    "公文正文": ("仿宋_GB2312", 16),
    "一级标题": ("黑体", 16),
    "二级标题": ("楷体_GB2312", 16),
    "三级标题": ("仿宋_GB2312", 16),
    "附件序号": ("黑体", 16),
    "附件标题": ("方正小标宋简体", 22),
    "页码": ("宋体", 14),
}


@pytest.fixture(scope="module")
def paper() -> Document:
    return built.made(built.a_paper(), built.shipped("unit", "sheet"))


def style(document: Document, name: str) -> ParagraphStyle:
    found = document.styles[name]
    assert isinstance(found, ParagraphStyle)
    return found


def test_the_upright_page_is_a4_with_the_margins_of_the_standard(paper: Document) -> None:
    section = paper.sections[0]
    assert near(section.page_width, Mm(210))
    assert near(section.page_height, Mm(297))
    edges = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert all(near(edge, Mm(mm)) for edge, mm in zip(edges, (37, 35, 28, 26), strict=True))


def test_annexes_stand_across_with_the_same_text_block_turned(paper: Document) -> None:
    section = paper.sections[1]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    size = (section.page_width, section.page_height)
    edges = (section.top_margin, section.left_margin, section.bottom_margin, section.right_margin)
    assert all(near(side, Mm(mm)) for side, mm in zip(size, (297, 210), strict=True))
    assert all(near(edge, Mm(mm)) for edge, mm in zip(edges, (28, 35, 26, 37), strict=True))


def near(value: int | None, wanted: int) -> bool:
    return value is not None and abs(value - wanted) <= Pt(0.1)


def test_twenty_two_lines_stand_on_a_page_of_lines(paper: Document) -> None:
    for section in paper.sections:
        grid = section._sectPr.find(qn("w:docGrid"))
        assert grid is not None
        assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")
    assert style(paper, "公文正文").paragraph_format.line_spacing == Pt(28.95)
    assert 22 * 28.95 <= Mm(225).pt + 0.5 < 23 * 28.95


@pytest.mark.parametrize("name", SIZES)
def test_each_kind_of_text_has_its_font_and_size(paper: Document, name: str) -> None:
    found = style(paper, name)
    fonts = found.element.rPr.rFonts
    face, size = SIZES[name]
    assert fonts.get(qn("w:eastAsia")) == face
    assert found.font.size == Pt(size)
    assert fonts.get(qn("w:ascii")) == fonts.get(qn("w:hAnsi"))
    assert fonts.get(qn("w:ascii"))


def test_the_body_is_indented_by_two_characters_and_set_tight(paper: Document) -> None:
    element = style(paper, "公文正文").element
    assert element.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"
    assert element.rPr.find(qn("w:spacing")).get(qn("w:val")) == "-5"
    assert element.pPr.find(qn("w:widowControl")).get(qn("w:val")) == "0"


@pytest.mark.parametrize("name", ["一级标题", "二级标题", "表题", "附件序号", "附件标题"])
def test_headings_stay_with_what_follows(paper: Document, name: str) -> None:
    assert style(paper, name).paragraph_format.keep_with_next


def test_page_numbers_stand_outside_on_odd_and_even_pages(paper: Document) -> None:
    assert paper.settings.odd_and_even_pages_header_footer
    for section, holder in zip(paper.sections, ("w:p", "w:txbxContent/w:p"), strict=True):
        for footer, side, align in (
            (section.footer, "rightChars", "right"),
            (section.even_page_footer, "leftChars", "left"),
        ):
            lines = footer._element.xpath(f".//{holder}[w:r/w:instrText]")
            assert [re.sub(r"\s", "", one.xpath("string()")) for one in lines] == ["—PAGE—"] * len(
                lines
            )
            properties = [lines[0].pPr, style(paper, "页码").element.pPr]
            found = [p.find(qn("w:ind")) for p in properties if p.find(qn("w:ind")) is not None]
            assert found[0].get(qn(f"w:{side}")) == "100"
            aligned = [p.find(qn("w:jc")) for p in properties if p.find(qn("w:jc")) is not None]
            assert aligned[0].get(qn("w:val")) == align


def test_numbers_on_pages_across_stand_turned_where_the_upright_page_has_them(
    paper: Document,
) -> None:
    for footer in (paper.sections[1].footer, paper.sections[1].even_page_footer):
        (box,) = footer._element.iter("{urn:schemas-microsoft-com:vml}rect")
        told = dict(one.split(":") for one in str(box.get("style")).split(";"))
        places = [told[name] for name in ("margin-left", "margin-top", "height")]
        assert [float(place.removesuffix("pt")) for place in places] == [
            pytest.approx(Mm(millimetres).pt, abs=0.1) for millimetres in (25.5, 28, 156)
        ]
        assert told["mso-position-vertical-relative"] == "page"
        words = next(box.iter("{urn:schemas-microsoft-com:vml}textbox"))
        assert words.get("style") == "layout-flow:vertical"


def test_the_dash_of_the_page_number_is_seven_millimetres_below_the_text(paper: Document) -> None:
    across = built.made(built.a_paper("list", annexes=()), built.shipped("list", "table"))
    for section in (paper.sections[0], across.sections[0]):
        assert section.footer_distance is not None
        assert section.bottom_margin is not None
        middle = section.footer_distance + Pt(14) // 2
        assert abs(section.bottom_margin - middle - Mm(7)) < Mm(0.5)


@pytest.mark.parametrize(("kind", "name"), SHIPPED)
def test_no_template_names_a_theme_or_an_author(kind: str, name: str) -> None:
    content = built.shipped(kind, name).content
    document = built.opened(content)
    for part in ("word/document.xml", "word/styles.xml", "word/settings.xml"):
        assert b"Theme" not in built.part(content, part)
    assert not [p for p in document.part.package.iter_parts() if "theme" in p.partname]
    assert document.core_properties.author == ""
    language = document.styles.element.find(f".//{qn('w:lang')}")
    assert language.get(qn("w:eastAsia")) == "zh-CN"


def test_blanks_are_marked_and_nothing_else_is(paper: Document) -> None:
    marked = [r.text for p in paper.paragraphs for r in p.runs if r.style.name == "待填"]
    assert marked == ["（文号待填）", "（成文日期待填）"]
    shade = paper.styles["待填"].element.rPr.find(qn("w:shd"))
    assert shade.get(qn("w:fill")) == "D9D9D9"


def test_a_paper_stands_in_the_order_of_the_standard(paper: Document) -> None:
    words = [text for text in built.texts(paper) if text]
    wanted = [
        "关于示例事项的通报",
        "（文号待填）",
        "各责任单位：",
        "现通报如下。",
        "一、总体情况",
        "第一段。",
        "1.要求一。",
        "2.要求二。",
        "措施情况",
        "（一）分项情况",
        "第二段。",
        "特此函达。",
        "附件：1.明细",
        "2.指标",
        "示例办公室",
        "（成文日期待填）",
        "方案文号：示例美建字〔2024〕1号",
        "数据截至：2024年6月30日",
        words[18],
        "附件1",
        "明细",
        "措施情况",
        "附件2",
        "指标",
        "共1项。",
    ]
    assert words == wanted
    assert re.fullmatch(r"版式：sheet\.docx（[0-9a-f]{8}）", words[18])


def test_one_annex_has_no_number() -> None:
    one = built.a_paper().annexes[:1]
    words = built.texts(built.made(built.a_paper(annexes=one), built.shipped("unit", "sheet")))
    assert "附件：明细" in words
    assert "附件" in words


def test_without_annexes_there_is_no_empty_page_across() -> None:
    document = built.made(built.a_paper(annexes=()), built.shipped("unit", "sheet"))
    assert [s.orientation for s in document.sections] == [WD_ORIENT.PORTRAIT]
    assert document.sections[0].footer.paragraphs[0].text.startswith("—")


def test_a_letter_has_the_name_in_red_above_a_double_line_and_no_number_on_its_first_page() -> None:
    document = built.made(built.a_paper("letter"), built.shipped("letter", "urging"))
    first = document.sections[0]
    assert first.different_first_page_header_footer
    assert near(first.footer_distance, Mm(20))
    name = first.first_page_header.paragraphs[0]
    assert name.text == "示例办公室"
    properties = name.style.element
    assert properties.rPr.find(qn("w:color")).get(qn("w:val")) == "FF0000"
    line = properties.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))
    assert line.get(qn("w:val")) == "thickThinSmallGap"
    assert first.first_page_footer.paragraphs[0].text == ""
    assert not document.sections[1].different_first_page_header_footer


@pytest.mark.parametrize(("count", "size"), [(8, None), (20, 22), (40, 16)])
def test_a_long_name_at_the_head_of_a_letter_is_set_smaller(count: int, size: float | None) -> None:
    paper = built.a_paper("letter", issuer="办" * count)
    document = built.made(paper, built.shipped("letter", "reminder"))
    name = document.sections[0].first_page_header.paragraphs[0]
    assert name.text == "办" * count
    assert {run.font.size for run in name.runs} == {Pt(size) if size else None}


def test_a_list_stands_across_with_its_headings_tables_and_sums() -> None:
    paper = built.a_paper(
        "list", title="措施一览", closing=("共 2 条。",), annexes=(), number="", date="", issuer=""
    )
    document = built.made(paper, built.shipped("list", "table"))
    assert [s.orientation for s in document.sections] == [WD_ORIENT.LANDSCAPE]
    assert [t for t in built.texts(document) if t][:2] == ["措施一览", "现通报如下。"]
    assert "共 2 条。" in built.texts(document)
    assert len(document.tables) == 1


def test_a_paper_without_number_date_or_addressee_leaves_no_gaps() -> None:
    paper = built.a_paper(number="", date="", addressee="", closing=())
    words = built.texts(built.made(paper, built.shipped("unit", "sheet")))
    assert words[:2] == ["关于示例事项的通报", "现通报如下。"]
    assert "：" not in words


def test_the_title_is_parted_between_phrases_near_its_middle() -> None:
    title = "关于2024年6月赣县区美丽赣州建设行动（演示）工作进展情况的通报"
    document = built.made(built.a_paper(title=title), built.shipped("unit", "sheet"))
    assert document.paragraphs[0].text.split("\n") == [
        "关于2024年6月赣县区美丽赣州建设行动",
        "（演示）工作进展情况的通报",
    ]
    assert document.core_properties.title == title
    assert titles.title_lines("短标题") == "短标题"
    assert titles.title_lines("长" * 100) == "长" * 100
