"""The page of GB/T 9704-2012, read back from the PDF."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

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


def test_sums_are_set_in_the_face_of_heads() -> None:
    made = set_in_type(a_paper(Block("b", table=a_table(5, sums=1))))
    with opened(made) as document:
        lines = lines_of(document.pages[0])
        row = {said(line)[:3]: line[0]["fontname"] for line in lines if said(line)[:2] == "8."}
        head = next(line for line in lines if said(line).startswith("编号"))
    assert row["8.5"].split("+")[1] == head[0]["fontname"].split("+")[1]
    assert row["8.4"].split("+")[1] != head[0]["fontname"].split("+")[1]


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
        widths = [round((one["x1"] - one["x0"]) / MM) for one in first.lines]
        assert widths == [170] * 4
        assert "—1—" not in said(first.chars)
        assert "—2—" in said(second.chars).replace(" ", "")


def test_a_list_stands_across() -> None:
    chapters = (Chapter("list", "", (Block("t", table=a_table(3)),)),)
    made = set_in_type(a_paper(kind="list", chapters=chapters, opening=("截至2024年6月30日",)))
    with opened(made) as document:
        assert document.pages[0].width > document.pages[0].height
    assert [row for row in rows_of(made) if row[0] != "编号"] == cells_of(a_table(3))
