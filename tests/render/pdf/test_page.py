"""The page of GB/T 9704-2012, read back from the PDF."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple

import pytest
from tests.support.pdf import (
    MM,
    a_paper,
    a_table,
    cells_of,
    lines_of,
    opened,
    rows_of,
    said,
    set_in_type,
    text_of,
)

from ganxian_ledger.domain.views.paper import Block, Chapter, Chart, Series
from ganxian_ledger.render.titles import title_lines

pytest.importorskip("typst", reason="typst is not installed")
WORDS = "根据方案要求各有关单位认真落实责任做好有关工作"


def test_a_full_page_has_22_lines_of_28_characters() -> None:
    made = set_in_type(a_paper(Block("long", words=("字" * 3000,))))
    with opened(made) as document:
        assert len(document.pages) >= 4
        for page in document.pages[1:-1]:
            assert (round(page.width / MM), round(page.height / MM)) == (210, 297)
            lines = lines_of(page)
            assert [len(line) for line in lines] == [28] * 22
            pitches = {round(a[0]["matrix"][5] - b[0]["matrix"][5], 2) for a, b in pairwise(lines)}
            assert pitches == {28.95}


def test_the_text_stands_within_margins_of_37_35_28_and_26_millimetres() -> None:
    made = set_in_type(a_paper(Block("long", words=("字" * 3000,))))
    with opened(made) as document:
        page = document.pages[1]
        lines = lines_of(page)
        assert min(line[0]["x0"] for line in lines) == pytest.approx(28 * MM, abs=0.3)
        assert max(line[-1]["x1"] for line in lines) == pytest.approx(184 * MM, abs=0.8)
        baselines = [page.height - line[0]["matrix"][5] for line in lines]
        assert baselines[0] - 16 > 37 * MM
        assert baselines[-1] < (297 - 35) * MM


def test_sizes_and_faces_are_those_of_an_official_document() -> None:
    parts = (Chapter("part", "逾期事项", (Block("p", words=(WORDS,), points=(WORDS,)),)),)
    chapters = (Chapter("overview", "总体情况", (Block("b", words=(WORDS,)),), parts),)
    made = set_in_type(a_paper(chapters=chapters))
    with opened(made) as document:
        lines = {said(line): line for line in lines_of(document.pages[0])}
        faces = {words: (line[0]["size"], line[0]["fontname"]) for words, line in lines.items()}
        assert faces["关于工作进展情况的通报"][0] == pytest.approx(22, abs=0.1)
        assert faces["一、总体情况"][0] == pytest.approx(16, abs=0.1)
        assert faces["（一）逾期事项"][0] == pytest.approx(16, abs=0.1)
        body = next(face for words, face in faces.items() if words.startswith("根据"))
        assert body[0] == pytest.approx(16, abs=0.1)
        assert faces["一、总体情况"][1] != body[1]
        first = next(line for words, line in lines.items() if words.startswith("根据"))
        assert first[0]["x0"] == pytest.approx(28 * MM + 2 * 15.8, abs=0.5)
        assert any(words.startswith("1.根据") for words in lines)
        title = lines["关于工作进展情况的通报"]
        middle = (title[0]["x0"] + title[-1]["x1"]) / 2
        assert middle == pytest.approx((28 + 184) / 2 * MM, abs=1)


def test_page_numbers_stand_outside_in_size_4_seven_millimetres_below_the_text() -> None:
    made = set_in_type(a_paper(Block("long", words=("字" * 1800,))))
    with opened(made) as document:
        for number, page in enumerate(document.pages, 1):
            foot = [c for c in page.chars if c["top"] > (297 - 35) * MM and c["text"] != " "]
            assert said(foot) == f"—{number}—"
            assert {round(c["size"]) for c in foot} == {14}
            dash = page.height - foot[0]["matrix"][5] - 0.35 * 14
            assert dash == pytest.approx((297 - 35 + 7) * MM, abs=2)
            if number % 2:
                assert foot[-1]["x1"] == pytest.approx(184 * MM - 14, abs=3)
            else:
                assert foot[0]["x0"] == pytest.approx(28 * MM + 14, abs=3)


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    clauses = (
        "（一）方案提出：“加快城镇污水管网建设（含老城区）、雨污分流改造；”其中，",
        "《工作方案》【试行】要求：完成率应不低于50%！是否达到？请各单位（部门）、街道：",
    )
    text = "".join(clauses[n % 2] + "字" * (n % 29) for n in range(120))
    made = set_in_type(a_paper(Block("long", words=(text,))))
    with opened(made) as document:
        lines = [said(line) for page in document.pages for line in lines_of(page)]
    assert len(lines) > 100
    assert not [line for line in lines if line[0] in "，。、；：？！）》”】％%’"]
    assert not [line for line in lines if line[-1] in "（《“【‘"]
    assert text.replace(" ", "") in "".join(lines)


def test_annexes_stand_across_with_heads_repeated_and_rows_whole() -> None:
    table = a_table(120, sums=1)
    annex = Chapter("annex", "工作台账明细", (Block("all", table=table),))
    made = set_in_type(a_paper(Block("b", words=(WORDS,)), annexes=(annex,)))
    with opened(made) as document:
        upright = [page for page in document.pages if page.width < page.height]
        across = [page for page in document.pages if page.width > page.height]
        assert len(upright) == 1
        assert len(across) > 2
        heads = [page.extract_tables()[0][0] for page in across]
        assert [["".join((cell or "").split()) for cell in head] for head in heads] == [
            ["编号", "措施", "完成比例", "亮灯", "说明"]
        ] * len(across)
        for number, page in enumerate(across, 2):
            aside = [c for c in page.chars if c["x1"] < 35 * MM and c["text"] != " "]
            assert sorted(said(aside)) == sorted(f"—{number}—")
            assert {round(c["matrix"][0], 6) for c in aside} == {0}
            middle = sum(c["top"] for c in aside) / len(aside)
            assert (middle > page.height / 2) == (number % 2 == 1)
    rows = [row for row in rows_of(made) if row[0] != "编号"]
    assert rows == cells_of(table)


def test_cells_of_a_light_are_tinted_and_keep_their_word() -> None:
    table = a_table(5)
    made = set_in_type(a_paper(Block("b", table=table)))
    with opened(made) as document:
        page = document.pages[0]
        tints = {
            tuple(round(part, 2) for part in one["non_stroking_color"])
            for one in page.rects
            if one["fill"] and len(one["non_stroking_color"] or ()) == 3
        }
    assert len(tints) == 5
    assert [row[3] for row in rows_of(made)[1:]] == list("黄绿蓝灰红")


def test_sums_are_set_in_bold_and_what_they_hold_is_not() -> None:
    made = set_in_type(a_paper(Block("b", table=a_table(6, sums=2)._replace(shares=1))))
    with opened(made) as document:
        lines = lines_of(document.pages[0])
        row = {said(line)[:3]: line[0]["fontname"] for line in lines if said(line)[:2] == "8."}
    assert "Bold" in row["8.5"]
    assert "Bold" not in row["8.4"]
    assert "Bold" not in row["8.6"]


def test_numbers_stand_at_the_right_of_their_cells_and_empty_cells_have_a_dash() -> None:
    table = a_table(3)._replace(
        rows=(("8.1", "措施", 5, "绿", None), ("8.2", "措施", 100, "绿", ""))
    )
    made = set_in_type(a_paper(Block("b", table=table)))
    with opened(made) as document:
        percents = [c for c in document.pages[0].chars if c["text"] == "%"]
    assert len({round(c["x1"]) for c in percents}) == 1
    assert [row[4] for row in rows_of(made)[1:]] == ["—", "—"]


def test_a_chart_says_its_numbers_as_text_and_in_words_for_those_who_hear_it() -> None:
    stacked = Chart(
        "c",
        "各部分措施完成情况",
        "stacked",
        ("三（一）", "三（二）"),
        (
            Series("已销号", (37, 41), "蓝"),
            Series("逾期", (1, 0), "红"),
            Series("核减", (None, 3), "灰"),
        ),
        "项",
    )
    line = Chart(
        "l",
        "销号率",
        "line",
        ("5月", "6月"),
        (
            Series("销号率", (Decimal("12.3"), Decimal("45.6")), "蓝"),
            Series("序时", (None, 50), ""),
        ),
        "%",
    )
    made = set_in_type(a_paper(Block("a", chart=stacked), Block("b", chart=line)))
    text = text_of(made)
    for said_so in ("37", "41", "逾期1", "12.3%", "45.6%", "50%", "三（二）", "6月"):
        assert said_so in text
    with opened(made) as document:
        heard = str(document.pages[0].structure_tree)
    assert "三（一）：已销号37项，逾期1项，核减无" in heard
    assert "6月：销号率45.6%，序时50%" in heard


def test_blanks_are_marked_and_those_that_are_given_are_not() -> None:
    blank = set_in_type(a_paper(number="（文号待填）", date="（成文日期待填）", issuer="办公室"))
    given = set_in_type(a_paper(number="示例〔2024〕3号", date="2024年7月5日", issuer="办公室"))
    with opened(blank) as first, opened(given) as second:
        assert len(first.pages[0].rects) == len(second.pages[0].rects) + 2
    assert "（文号待填）" in text_of(blank)
    assert "示例〔2024〕3号" in text_of(given)


def test_a_number_of_a_point_is_apart_from_a_number_that_follows_it() -> None:
    made = set_in_type(a_paper(Block("b", points=("8.6措施已退回", "请按时报送"))))
    with opened(made) as document:
        words = document.pages[0].extract_text()
    assert "1. 8.6措施" in words
    assert "2.请按时" in words


def test_a_letter_has_a_red_head_and_no_number_on_its_first_page() -> None:
    words = Block("b", words=("字" * 900,))
    made = set_in_type(a_paper(words, kind="letter", issuer="领导小组办公室", addressee="区城管局"))
    with opened(made) as document:
        first, second = document.pages[:2]
        head = next(line for line in lines_of(first) if said(line) == "领导小组办公室")
        assert head[0]["size"] == pytest.approx(26, abs=0.2)
        assert head[0]["non_stroking_color"] != lines_of(second)[0][0]["non_stroking_color"]
        red = head[0]["non_stroking_color"]
        upper, lower = _double_lines(first, red)
        assert [round(one.thick, 2) for one in upper] == [3, 0.75]
        assert [round(one.thick, 2) for one in lower] == [0.75, 3]
        assert upper[1].top > upper[0].top + upper[0].thick + 1
        assert lower[1].top + lower[1].thick == pytest.approx((297 - 20) * MM, abs=0.5)
        assert "—1—" not in said(first.chars)
        assert "—2—" in said(second.chars).replace(" ", "")


def _double_lines(page: Any, colour: Any) -> tuple[list[_Line], list[_Line]]:
    """The two lines at the head and the two at the foot of a letter, 170 mm long, centred."""
    made = [one for one in page.rects if one["non_stroking_color"] == colour]
    for one in made:
        assert one["x1"] - one["x0"] == pytest.approx(170 * MM, abs=0.1)
        assert one["x0"] == pytest.approx(20 * MM, abs=0.1)
    lines = sorted(_Line(one["top"], one["height"]) for one in made)
    assert len(lines) == 4
    return lines[:2], lines[2:]


class _Line(NamedTuple):
    top: float
    thick: float


@pytest.mark.parametrize("issuer", ["领导小组办公室", "赣州市赣县区美丽赣州建设行动领导小组办公室"])
def test_the_head_of_a_letter_is_measured_by_the_strokes_of_its_characters(issuer: str) -> None:
    made = set_in_type(a_paper(kind="letter", issuer=issuer, number="示例〔2024〕3号"))
    with opened(made) as document:
        page = document.pages[0]
        red = page.chars[0]["non_stroking_color"]
        upper, _ = _double_lines(page, red)
        picture = page.to_image(resolution=254).original.convert("RGB")
        inked = [y for y in range(400) if _is_red_name(picture, y)]
        number = next(line for line in lines_of(page) if said(line).startswith("示例"))
    assert inked[0] / 10 == pytest.approx(30, abs=0.3)
    name = [y for y in inked if y / 10 < upper[0].top / MM - 2]
    assert upper[0].top / MM - name[-1] / 10 == pytest.approx(4, abs=0.4)
    above = page.height - number[0]["matrix"][5] - 0.88 * 16
    assert above - upper[1].top - upper[1].thick == pytest.approx(14, abs=0.5)


def _is_red_name(picture: Any, y: int) -> bool:
    colours = (picture.getpixel((x, y)) for x in range(500, 1600, 2))
    return any(red > 200 and green < 120 for red, green, _ in colours)


def _pages(made: bytes) -> list[str]:
    with opened(made) as document:
        return ["".join("".join(map(said, lines_of(page))).split()) for page in document.pages]


def test_a_title_is_parted_between_words_and_the_number_stands_below_it() -> None:
    title = "关于2024年6月赣县区美丽赣州建设行动（演示）工作进展情况的通报"
    made = set_in_type(a_paper(title=title, number="（文号待填）", addressee="各责任单位"))
    with opened(made) as document:
        lines = [said(line) for line in lines_of(document.pages[0])]
    parted = title_lines(title).split("\n")
    assert len(parted) == 2
    assert lines[:4] == [*parted, "（文号待填）", "各责任单位："]


FILLED = range(1, 22, 3)
"""Lines before what must not be parted, so that it comes to stand at the foot of the page."""


@pytest.mark.parametrize("lines", FILLED)
def test_a_signature_stands_with_text_and_the_facts_stand_with_it(lines: int) -> None:
    last, facts = "请于月底前报送。", (("数据截至", "2024年6月30日"), ("版式", "某版式"))
    block = Block("b", words=("字" * 28,) * lines, points=("请抓紧办结。", last))
    made = set_in_type(
        a_paper(
            block,
            kind="letter",
            closing=("特此函达。",),
            issuer="办公室",
            date="2024年7月5日",
            notes=("（联系人：某某）",),
            facts=facts,
            annexes=(Chapter("a", "明细", (Block("t", table=a_table(2)),)),),
        )
    )
    *_, page, annex = _pages(made)
    for words in (last, "特此函达。", "附件：明细", "2024年7月5日", "联系人", "某版式"):
        assert words in page
    assert "某版式" not in annex


@pytest.mark.parametrize("lines", FILLED)
def test_a_heading_and_a_lead_in_stand_with_the_head_and_two_rows_of_the_table(lines: int) -> None:
    parts = (Chapter("p", "滞后事项", (Block("t", words=("以下40项：",), table=a_table(40)),)),)
    filled = (Block("b", words=("字" * 26,) * lines),)
    made = set_in_type(a_paper(chapters=(Chapter("c", "情况", filled, parts),)))
    page = next(page for page in _pages(made) if "滞后事项" in page)
    assert "以下40项：" in page
    assert "第2段" in page


@pytest.mark.parametrize("lines", FILLED)
def test_a_low_table_is_not_parted_and_a_high_one_leaves_no_quarter_of_a_page(lines: int) -> None:
    for rows in (5, 30):
        block = Block("b", words=("字" * 26,) * lines, table=a_table(rows))
        made = set_in_type(a_paper(block))
        with opened(made) as document:
            tables = [table for page in document.pages for table in page.find_tables()]
            first = document.pages[0]
            text = max(line[0]["bottom"] for line in lines_of(first) if said(line)[0] == "字")
            if rows == 5:
                assert len(tables) == 1
            if not first.find_tables():
                assert (297 - 35) * MM - text < 225 / 4 * MM + 30


def test_sums_stand_on_a_page_with_an_entry() -> None:
    parted = 0
    for rows in range(23, 31):
        with opened(set_in_type(a_paper(Block("b", table=a_table(rows, sums=2))))) as document:
            tables = [page.extract_tables()[0] for page in document.pages if page.find_tables()]
        parted += len(tables) > 1
        assert len(tables[-1]) >= 1 + 3
    assert parted > 3


def test_what_a_list_comes_to_stands_with_its_last_rows() -> None:
    for rows in range(16, 22):
        chapters = (Chapter("list", "", (Block("t", table=a_table(rows)),)),)
        made = set_in_type(a_paper(kind="list", chapters=chapters, closing=("共若干项",)))
        page = _pages(made)[-1]
        assert f"第{rows}段" in page
        assert f"第{rows - 1}段" in page
        assert "共若干项" in page
        assert "数据截至" in text_of(made).split(f"第{rows}段")[1]


def test_a_list_stands_across() -> None:
    chapters = (Chapter("list", "", (Block("t", table=a_table(3)),)),)
    made = set_in_type(a_paper(kind="list", chapters=chapters, opening=("截至2024年6月30日",)))
    with opened(made) as document:
        assert document.pages[0].width > document.pages[0].height
    assert [row for row in rows_of(made) if row[0] != "编号"] == cells_of(a_table(3))
