"""The 通报 as a paper: what stands in the text, what becomes an annex, and how it is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.support.build import judge, ledger_files

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.domain.model.calendar import Period, parse_period
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.views.monthly import Report, build
from ganxian_ledger.domain.views.monthly_paper import LONGEST, MOVED, paper_of, payload_of
from ganxian_ledger.domain.views.paper import Chapter, Paper
from ganxian_ledger.usecases.opening import open_sound

ROOT = Path(__file__).parents[3]
PERIODS = (*(f"2024-{month:02}" for month in range(1, 13)), "2024-Q2", "2024")


@pytest.fixture(scope="module")
def demo() -> Ledger:
    return open_sound(LedgerFolder(ROOT / "examples" / "demo"), date(2025, 3, 31)).ledger


@pytest.fixture(scope="module")
def real() -> Ledger:
    return open_sound(LedgerFolder(ROOT / "data"), date(2025, 3, 31)).ledger


def boards(ledger: Ledger, text: str) -> tuple[Board, Board, Period]:
    asked = parse_period(text)
    assert asked is not None
    return Board(ledger, asked.last), Board(ledger, asked.first - timedelta(days=1)), asked


def report_of(ledger: Ledger, text: str) -> Report:
    return build(*boards(ledger, text))


def paper(ledger: Ledger, text: str = "2024-06") -> Paper:
    return paper_of(report_of(ledger, text), name="", payload={})


def flat(chapters: tuple[Chapter, ...]) -> Iterator[Chapter]:
    for chapter in chapters:
        yield chapter
        yield from flat(chapter.parts)


@pytest.mark.parametrize("text", PERIODS)
def test_long_tables_stand_whole_in_annexes_that_the_text_names(demo: Ledger, text: str) -> None:
    report = report_of(demo, text)
    found = paper_of(report, name="", payload={})
    listed = {
        "changes": len(report.overview.changes),
        "targets": len(report.missed_targets),
        "overdue": len(report.overdue),
        "lagging": len(report.lagging),
        "issues": len(report.issues),
        "returns": len(report.unreturned),
        "next": len(report.next_due),
    }
    assert listed.keys() == MOVED.keys()
    assert len(found.block) == sum(len(c.blocks) for c in flat((*found.chapters, *found.annexes)))
    for key, count in listed.items():
        name, title = MOVED[key]
        block, annexed = found.block[key], found.block.get(name)
        if count > LONGEST:
            assert block.table is None
            assert annexed is not None
            assert annexed.table is not None
            assert len(annexed.table.rows) == count
            place = [annex.key for annex in found.annexes].index(name) + 1
            assert block.words[-1 - (key == "targets")] == f"{title}详见附件{place}。"
        else:
            assert annexed is None
            assert (block.table is not None) == (count > 0)


def test_the_text_names_every_annex_and_no_other(demo: Ledger) -> None:
    found = paper(demo, "2024")
    said = "".join(w for c in flat(found.chapters) for b in c.blocks for w in b.words)
    named = {int(number) for number in re.findall(r"附件(\d+)", said)}
    assert named == set(range(1, len(found.annexes) + 1))
    assert len(found.annexes) > 2
    assert "见表" not in said


def test_json_keeps_every_row_in_its_chapter(demo: Ledger) -> None:
    report = report_of(demo, "2024")
    chapters = payload_of(report, boards(demo, "2024")[0], path="data")["chapters"]
    assert isinstance(chapters, list)
    changes = chapters[0]["blocks"][2]
    assert (changes["key"], len(changes["rows"])) == ("changes", len(report.overview.changes))


def test_sections_are_named_so_that_no_code_reads_as_a_heading(demo: Ledger) -> None:
    block = paper(demo).block["sections"]
    assert block.words[0].startswith("“有序推动发展方式绿色转型”部分（方案三（一））：措施23项，")
    assert block.words[-1].startswith("“保障措施”部分（方案四）：")
    assert block.table is not None
    assert block.chart is not None
    labels = [*(str(row[0]) for row in block.table.rows), *block.chart.categories]
    assert "四　保障措施" in labels
    assert not [label for label in labels if re.match("[一二三四五六七八九十]、", label)]


@pytest.mark.parametrize("text", PERIODS)
def test_numbered_points_do_not_begin_with_a_number(demo: Ledger, text: str) -> None:
    points = [p for c in flat(paper(demo, text).chapters) for b in c.blocks for p in b.points]
    assert points
    assert not [point for point in points if point[0].isdigit()]


def test_what_a_sum_holds_is_told_once_and_apart_from_the_sum(demo: Ledger) -> None:
    table = paper(demo).block["overview"].table
    assert table is not None
    assert (table.sums, table.shares) == (4, 3)
    assert [row[0] for row in table.rows[-4:]] == ["合计", "其中：逾期", "滞后", "临期"]


def test_a_target_that_nobody_answers_for_says_so(demo: Ledger) -> None:
    table = paper(demo, "2024-12").block["targets"].table
    assert table is not None
    assert "（未明确）" in {row[1] for row in table.rows}
    assert "" not in {row[1] for row in table.rows}


def test_what_stands_still_is_named_whole(real: Ledger) -> None:
    assert paper(real).block["overview"].words[2] == (
        "与上月末（2024年5月31日）相比，已销号、待核查、逾期、滞后、临期和核减的件数均持平。"
    )


def test_more_closings_than_measures_are_explained(demo: Ledger) -> None:
    report = report_of(demo, "2024")
    told = sum(line.kind == "销号" for line in report.overview.changes)
    first = report.overview.change_words[0]
    assert told == 61
    assert first.startswith(
        "本年度办理销号61项次，其中7.2“城区‘四尘’专项整治”销号2次，"
        "6.1“绿色消费与塑料污染治理”后来重新挂号、期末未销号；期末新增销号59项，涉及区生态环境局"
    )


def test_a_measure_closed_before_and_again_is_no_new_one(tmp_path: Path) -> None:
    log = """\
log:
  - {date: 2024-05-20, type: close, by: 领导小组办公室}
  - {date: 2024-06-03, type: reopen, by: 领导小组办公室, reason: 问题反弹}
  - {date: 2024-06-20, type: close, by: 领导小组办公室}
"""
    ledger = judge(ledger_files(measure=log), tmp_path).ledger
    assert report_of(ledger, "2024-06").overview.change_words[0] == (
        "本月办理销号1项次，8.3“城镇污水管网建设”为重新挂号后再次销号；期末没有新增销号事项。"
    )


def test_many_closings_are_told_by_unit_and_few_by_name(demo: Ledger) -> None:
    many = report_of(demo, "2024-12").overview.change_words[0]
    assert many.startswith("本月新增销号28项，涉及区生态环境局（10项）、区农业农村局（4项）、")
    few = report_of(demo, "2024-06").overview.change_words[0]
    assert few == ("本月新增销号2项：4.3“‘公转水’多式联运发展”、6.2“节约型机关与零碳会议”。")
