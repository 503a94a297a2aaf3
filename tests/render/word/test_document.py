"""Word documents from papers: any data as text, the same bytes, properties, a clerk's own tags."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from io import BytesIO
from typing import Any

import pytest
from lxml import etree
from tests.render.word import built

from ganxian_ledger.domain.views.paper import Block, Chapter, Chart, Paper, Series
from ganxian_ledger.domain.views.table import Column, Table
from ganxian_ledger.render import word
from ganxian_ledger.render.width import safe_text

HOSTILE = [
    "<b>&\"'</w:t></w:r><w:p>",
    "]]><!-- ?> <?ledger-slot 0?>",
    "{{ 7*7 }}{% for x in y %}{# c #}",
    "{_{}_}{_%%_}",
    "\x00\x07\x0c\x1b[31m\x85\u202e\ufeff",
    "\ud800\ufffe",
    "𠮷野家　\u00a0é",
    "一\n二\r\n三\t四",
    "=1+1 @SUM http://example.org",
    "长" * 10_000,
]


def hostile(text: str) -> Paper:
    """A paper with the same text in every field."""
    columns = (Column("a", text, fold=True), Column("b", text), Column("l", text, is_light=True))
    table = Table(columns, ((text, text, text), (text, None, "红")), text)
    chart = Chart("c", text, "stacked", (text,), (Series(text, (1,), text),), text)
    block = Block("first", (text,), (text,), table, chart)
    chapter = Chapter("x", text, (block,), (Chapter("y", text, (Block("b", (text,)),)),))
    fields: dict[str, Any] = dict.fromkeys(("number", "addressee", "issuer", "date", "title"), text)
    return built.a_paper(
        "letter",
        **fields,
        chapters=(chapter,),
        annexes=(chapter,),
        opening=(text,),
        closing=(text,),
        facts=((text, text),),
    )


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", ["letter/urging", "unit/sheet", "list/table"])
def test_any_text_stands_in_every_field_as_it_is(name: str, text: str) -> None:
    kind, layout = name.split("/")
    paper = hostile(text)
    content = word.document(paper, built.shipped(kind, layout), {})
    seen = safe_text(text.replace("\r\n", "\n"))
    document = built.opened(content)
    words = built.texts(document)
    assert seen in words
    assert f"一、{seen}" in words
    heads = [cell.text.replace("\n", "") for cell in document.tables[0].rows[0].cells]
    assert heads == [seen.replace("\n", "")] * 3
    assert [c.text for c in document.tables[0].rows[2].cells] == [seen, "—", "红"]
    if kind == "letter":
        assert document.sections[0].first_page_header.paragraphs[0].text == seen
        assert words[0] == seen
    with zipfile.ZipFile(BytesIO(content)) as package:
        for part in package.namelist():
            if part.endswith((".xml", ".rels")):
                etree.fromstring(package.read(part))


def test_the_same_paper_has_the_same_bytes() -> None:
    once, again = (
        word.document(built.a_paper(), built.shipped("unit", "sheet"), {}) for _ in range(2)
    )
    assert once == again


def test_another_process_makes_the_same_bytes() -> None:
    code = (
        "import hashlib; from ganxian_ledger.render import word;"
        "from tests.render.word import built;"
        "made = word.document(built.a_paper(), built.shipped('unit', 'sheet'), {});"
        "print(hashlib.sha256(made).hexdigest())"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1


def test_the_properties_are_the_papers_and_name_nobody() -> None:
    content = word.document(built.a_paper(), built.shipped("unit", "sheet"), {})
    core = built.opened(content).core_properties
    assert core.title == "关于示例事项的通报"
    assert (core.author, core.last_modified_by, core.created, core.modified) == ("", "", None, None)
    custom = etree.fromstring(built.part(content, "docProps/custom.xml"))
    told = {node.get("name"): node.xpath("string()") for node in custom}
    assert told["方案文号"] == "示例美建字〔2024〕1号"
    assert told["数据截至"] == "2024年6月30日"
    assert str(told["版式"]).startswith("sheet.docx（")
    with zipfile.ZipFile(BytesIO(content)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.namelist()[:2] == ["[Content_Types].xml", "_rels/.rels"]


def test_the_properties_of_a_template_are_not_taken_over() -> None:
    document = built.opened(built.a_template("{{ paper.title }}"))
    document.core_properties.author = "某某"
    saved = BytesIO()
    document.save(saved)
    made = built.made(built.a_paper(), built.as_layout(saved.getvalue()))
    assert made.core_properties.author == ""


def test_a_long_fact_stands_in_the_text_alone() -> None:
    paper = built.a_paper(facts=(("数据口径", "字" * 300), ("数据截至", "今天")))
    content = word.document(paper, built.shipped("unit", "sheet"), {})
    custom = built.part(content, "docProps/custom.xml").decode()
    assert "数据口径" not in custom
    assert "数据截至" in custom
    assert f"数据口径：{'字' * 300}" in built.texts(built.opened(content))


def test_what_is_not_there_leaves_no_paragraph() -> None:
    layout = built.as_layout(
        built.a_template(
            "前", "{{p table(block.second.table) }}", "{{p chart(block.second.chart) }}", "后"
        )
    )
    assert built.texts(built.made(built.a_paper(), layout)) == ["前", "后"]


def test_a_table_may_stand_in_a_plain_tag_of_its_own() -> None:
    layout = built.as_layout(built.a_template("前", "{{ table(block.first.table) }}", "后"))
    document = built.made(built.a_paper(), layout)
    assert built.texts(document) == ["前", "措施情况", "", "后"]
    assert document.tables[0].cell(1, 0).text == "8.3"


def test_a_clerks_own_rows_are_filled() -> None:
    rows = [
        ("编号", "措施"),
        ("{%tr for row in block.first.table.rows %}", ""),
        ("{{ row[0] }}", "{{ row[1] }}"),
        ("{%tr endfor %}", ""),
    ]
    document = built.made(built.a_paper(), built.as_layout(built.a_template("表", rows=rows)))
    assert [[c.text for c in r.cells] for r in document.tables[0].rows] == [
        ["编号", "措施"],
        ["8.3", "城镇污水管网建设"],
        ["8.4", "入河排污口\n监测排查"],
        ["合计", ""],
    ]


def test_a_clerks_own_template_needs_none_of_our_styles() -> None:
    layout = built.as_layout(built.a_template("{{p table(block.first.table) }}"))
    document = built.made(built.a_paper(), layout)
    assert document.tables[0].style is not None
    assert document.tables[0].style.name == "公文表格"
    assert document.styles["表头"].element.rPr.rFonts is not None


def test_a_clerks_change_of_a_style_is_kept() -> None:
    document = built.opened(built.shipped("unit", "sheet").content)
    document.styles["表格文字"].element.rPr.find(".//{*}sz").set(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val", "18"
    )
    document.styles["公文正文"].font.name = "宋体"
    saved = BytesIO()
    document.save(saved)
    made = built.made(built.a_paper(), built.as_layout(saved.getvalue()))
    assert made.styles["表格文字"].font.size.pt == 9
    assert made.styles["公文正文"].font.name == "宋体"


def test_a_tag_whose_letters_stand_in_several_runs_works() -> None:
    document = built.opened(built.a_template(""))
    paragraph = document.paragraphs[0]
    for piece in ("{", "{ pa", "per.", "title }", "}"):
        paragraph.add_run(piece).bold = piece == "per."
    saved = BytesIO()
    document.save(saved)
    made = built.made(built.a_paper(), built.as_layout(saved.getvalue()))
    assert built.texts(made) == ["关于示例事项的通报"]


def test_the_names_of_the_answer_are_seen_beside_the_paper() -> None:
    layout = built.as_layout(built.a_template("{{ report.title }}，{{ block.first.words[0] }}"))
    names = {"report": built.a_paper(), "table": "不能盖过函数"}
    assert built.texts(built.made(built.a_paper(), layout, names)) == [
        "关于示例事项的通报，第一段。"
    ]


def test_headers_and_footers_are_filled_too() -> None:
    document = built.opened(built.a_template("正文"))
    document.sections[0].header.paragraphs[0].text = "{{ paper.issuer }}"
    saved = BytesIO()
    document.save(saved)
    made = built.made(built.a_paper(issuer="<甲>{{ 1 }}"), built.as_layout(saved.getvalue()))
    assert made.sections[0].header.paragraphs[0].text == "<甲>{{ 1 }}"
