"""Tables in Word documents: every number as shown, heads, rows, lights, widths."""

from __future__ import annotations

from time import perf_counter

import pytest
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from tests.render.word import built

from ganxian_ledger.domain.views.paper import Block, Chapter
from ganxian_ledger.domain.views.table import Column, Table, shown
from ganxian_ledger.render.paged import halves, head_lines, measured, widths
from ganxian_ledger.render.word.styles import Known
from ganxian_ledger.render.word.table import Room, table_xml

UPRIGHT, ACROSS = 8844, 12757
ROOM = Room(UPRIGHT, 12756)
KNOWN = Known(dict.fromkeys(("公文表格", "表头", "表格文字", "表题", "表后", "图表"), "x"), 21)


@pytest.fixture(scope="module")
def tables() -> list[WordTable]:
    return built.made(built.a_paper(), built.shipped("unit", "sheet")).tables


def of(table: Table) -> WordTable:
    chapters = (Chapter("x", "", (Block("t", table=table),)),)
    paper = built.a_paper(chapters=chapters, annexes=())
    return built.made(paper, built.shipped("unit", "sheet")).tables[0]


def test_every_cell_reads_as_it_is_shown(tables: list[WordTable]) -> None:
    for table in tables:
        heads, *rows = [[cell.text for cell in row.cells] for row in table.rows]
        assert heads == [column.head for column in built.TABLE.columns]
        assert rows == [
            [shown(c, column) or "—" for c, column in zip(row, built.COLUMNS, strict=True)]
            for row in built.TABLE.rows
        ]
    assert [cell.text for cell in tables[0].rows[1].cells] == [
        "8.3",
        "城镇污水管网建设",
        "45%",
        "+2",
        "红",
    ]


def test_the_head_repeats_and_rows_stay_whole(tables: list[WordTable]) -> None:
    for table in tables:
        assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        for row in table.rows:
            assert row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
        assert table.rows[1]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None


def test_a_row_taller_than_a_page_may_go_on_over_it() -> None:
    table = of(built.TABLE._replace(rows=(("1", "长" * 10_000, 1, 1, "红"),), sums=0))
    assert table.rows[1]._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is None
    assert table.cell(1, 1).text == "长" * 10_000


def test_columns_fill_the_text_of_their_page(tables: list[WordTable]) -> None:
    for table, whole in zip(tables, (UPRIGHT, ACROSS), strict=True):
        grid = [int(c.get(qn("w:w"), 0)) for c in table._tbl.tblGrid.findall(qn("w:gridCol"))]
        assert sum(grid) == pytest.approx(whole, abs=2)
        for row in table.rows:
            own = [c._tc.tcPr.find(qn("w:tcW")).get(qn("w:w")) for c in row.cells]
            assert list(map(int, own)) == grid


def test_styles_are_those_of_the_template(tables: list[WordTable]) -> None:
    table = tables[0]
    assert table.style is not None
    assert table.style.name == "公文表格"
    assert {c.paragraphs[0].style.name for c in table.rows[0].cells} == {"表头"}
    assert {c.paragraphs[0].style.name for r in table.rows[1:] for c in r.cells} == {"表格文字"}


def test_lights_are_shaded_beside_their_word(tables: list[WordTable]) -> None:
    fills = [row.cells[4]._tc.tcPr.find(qn("w:shd")) for row in tables[0].rows]
    assert [f if f is None else f.get(qn("w:fill")) for f in fills] == [
        None,
        "F8CBCB",
        "E2EFDA",
        None,
    ]
    assert [row.cells[4].text for row in tables[0].rows] == ["亮灯", "红", "绿", "—"]


def test_sums_are_bold_and_stay_with_the_row_above(tables: list[WordTable]) -> None:
    bold = [bool(row.cells[0].paragraphs[0].runs[0].bold) for row in tables[0].rows]
    assert bold == [False, False, False, True]
    assert kept(built.TABLE._replace(rows=(*built.TABLE.rows[:1] * 30, built.TABLE.rows[-1]))) == {
        *(0, 1, 29)
    }


def kept(table: Table, *, is_tied: bool = False) -> set[int]:
    """The rows that stay with the next one, by their number from 0."""
    xml = table_xml(table, room=ROOM._replace(is_tied=is_tied), known=KNOWN)
    rows = [row for row in xml.split("<w:tr>")[1:] if "<w:tblHeader/>" not in row]
    return {i for i, row in enumerate(rows) if "<w:keepNext/>" in row.split("</w:tbl>")[0]}


def test_what_a_sum_holds_is_no_sum_and_not_bold() -> None:
    rows = (("甲", "乙", 1, 1, None), ("合计", "", 1, 1, None), ("其中：丙", "", 1, 1, None))
    table = of(built.TABLE._replace(rows=rows, sums=2, shares=1))
    bold = [bool(row.cells[0].paragraphs[0].runs[0].bold) for row in table.rows]
    assert bold == [False, False, True, False]


def test_only_a_table_of_less_than_a_quarter_of_a_page_stays_whole() -> None:
    low, tall = ("1", "短", 1, 1, "红"), ("1", "长" * 150, 1, 1, "红")
    assert kept(built.TABLE._replace(rows=(low,) * 6, sums=0)) == {0, 1, 2, 3, 4}
    assert kept(built.TABLE._replace(rows=(low,) * 12, sums=0)) == {0, 1, 10}
    assert kept(built.TABLE._replace(rows=(tall,) * 6, sums=0)) == set()
    assert kept(built.TABLE._replace(rows=(low,) * 12, sums=0), is_tied=True) == {0, 1, 10, 11}


def test_behind_the_last_table_of_a_page_is_next_to_no_distance() -> None:
    document = built.made(built.a_paper(), built.shipped("unit", "sheet"))
    own = [
        table._tbl.xpath("string(following-sibling::w:p[1]/w:pPr/w:spacing/@w:line)")
        for table in document.tables
    ]
    assert own == ["", "20"]


def test_marks_that_latin_text_has_too_are_set_as_chinese_ones() -> None:
    rows = (("4.3“‘公转水’联运”", "公转水", 1, 1, None),)
    xml = table_xml(Table(built.COLUMNS, rows), room=ROOM, known=KNOWN)
    assert '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">4.3“' in xml
    assert xml.count("w:hint") == 1 + xml.count(">—<")


def test_numbers_stand_right_and_line_ends_are_kept(tables: list[WordTable]) -> None:
    aligned = [c.paragraphs[0]._p.pPr.find(qn("w:jc")) for c in tables[0].rows[2].cells]
    assert [a if a is None else a.get(qn("w:val")) for a in aligned] == [
        *("center", None, "right", "right", "center")
    ]
    assert len(tables[0].cell(2, 1)._tc.findall(f".//{qn('w:br')}")) == 1


def test_a_caption_stands_above_and_stays_with_its_table() -> None:
    document = built.made(built.a_paper(), built.shipped("unit", "sheet"))
    before = document.tables[0]._tbl.getprevious()
    assert before is not None
    assert before.xpath("string()") == "措施情况"
    behind = document.tables[0]._tbl.getnext()
    assert behind is not None
    assert behind.tag == qn("w:p")


def test_facts_have_no_head_and_their_names_are_set_as_heads() -> None:
    columns = (Column("k", "名称"), Column("v", "内容", fold=True))
    table = of(Table(columns, (("任务", "甲"), ("时限", "乙")), is_facts=True))
    assert [[c.text for c in r.cells] for r in table.rows] == [["任务", "甲"], ["时限", "乙"]]
    assert table.cell(0, 0).paragraphs[0].style.name == "表头"


def test_a_table_without_rows_has_its_head_alone() -> None:
    assert len(of(Table(built.COLUMNS, ())).rows) == 1


def test_time_grows_with_the_rows_and_no_faster() -> None:
    def seconds(count: int) -> float:
        table = Table(built.COLUMNS, built.TABLE.rows[:1] * count)
        start = perf_counter()
        table_xml(table, room=ROOM, known=KNOWN)
        return perf_counter() - start

    seconds(100)
    assert min(seconds(8000), seconds(8000)) < 40 * max(min(seconds(1000), seconds(1000)), 0.001)


@pytest.mark.parametrize(
    ("text", "wide"), [("", 0), ("汉字", 4), ("12", 3), ("“引”", 6), ("𠮷", 2), ("短\n很长的", 6)]
)
def test_text_is_measured_in_halves_of_a_character(text: str, wide: int) -> None:
    assert halves(text) == wide


def test_narrow_columns_keep_their_words_and_long_ones_share_the_rest() -> None:
    columns = (
        measured(Column("id", "编号"), ["8.3", "13.10"]),
        measured(Column("a", "措施", fold=True), ["长" * 30] * 9),
        measured(Column("b", "进展", fold=True), ["很" * 90] * 9),
        measured(Column("d", "完成时限", fold=True), ["2024-12-31"] * 9),
    )
    made = widths(columns, UPRIGHT, 105)
    assert sum(made) == UPRIGHT
    assert made[0] < made[3] < made[1] < made[2]
    assert (made[3] - 134) // 105 >= 10


def test_a_column_with_few_long_texts_gets_the_width_that_makes_the_table_lowest() -> None:
    columns = [
        measured(Column("a", "指标", fold=True), ["长" * 12] * 60),
        measured(Column("b", "时期", fold=True), ["2024年第二季度"] * 60),
        measured(Column("c", "变化", fold=True), ["较上月上升16.7个百分点"] * 60),
        measured(Column("d", "说明", fold=True), ["减排工程按计划推进（演示）"] * 20 + ["—"] * 40),
    ]
    made = widths(columns, 4600, 105)
    assert sum(made) == 4600
    assert (made[3] - 134) // 105 >= 9


def test_a_bracket_stays_with_the_letters_in_it() -> None:
    assert measured(Column("a", "甲", fold=True), ["细颗粒物（PM2.5）浓度"]).word == 10


def test_columns_that_cannot_all_be_served_become_narrower_together() -> None:
    columns = [measured(Column(str(i), "一列", "right"), ["1234567890123"]) for i in range(20)]
    made = widths(columns, UPRIGHT, 105)
    assert sum(made) == UPRIGHT
    assert min(made) > 0


def test_long_heads_are_parted_evenly_and_before_a_bracket() -> None:
    assert head_lines("完成比例", 6) == "完成\n比例"
    assert head_lines("落后（个百分点）", 8) == "落后\n（个百\n分点）"
    assert head_lines("状态", 8) == "状态"
