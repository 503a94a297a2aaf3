"""What papers say reads as an office writes it, whatever the ledger holds or lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from tests.support.build import Value, a_measure, a_target, a_unit, judge, ledger_files

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.domain.model.calendar import Period, parse_period
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.views.letter import Asking, post
from ganxian_ledger.domain.views.letter_paper import paper_of as letter_paper
from ganxian_ledger.domain.views.monthly import Report, build
from ganxian_ledger.domain.views.monthly_paper import paper_of
from ganxian_ledger.domain.views.monthly_readings import changes_of, preceding, year_before
from ganxian_ledger.domain.views.paper import Chapter, Paper
from ganxian_ledger.domain.views.unit_sheet import build as build_sheet
from ganxian_ledger.domain.views.unit_sheet_paper import paper_of as sheet_paper
from ganxian_ledger.usecases.opening import open_sound

ROOT = Path(__file__).parents[3]
PERIODS = ("2024-01", "2024-06", "2024-12", "2024-Q1", "2024-Q3", "2024", "2025-02")
CLOSED = "log: [{date: 2024-06-20, type: close, by: 领导小组办公室}]"
STRUCK = (
    *("，。", "：。", "；。", "。。", "，，", "、、", "：：", "、。", "、，", "；；", "（）"),
    *("None", "0项、", "共0", "占0.0%", "的0项", "涉及0家", "项项", "家家", "；，"),
)
"""What a clerk would strike out wherever it stood."""
BLANK = re.compile(r"\s[，。；：、？！）》”’]|[（《“‘]\s|[，。；：、]\s|\s\s|\n|\t")


@pytest.fixture(scope="module")
def demo() -> Ledger:
    return open_sound(LedgerFolder(ROOT / "examples" / "demo"), date(2025, 3, 31)).ledger


@pytest.fixture(scope="module")
def real() -> Ledger:
    return open_sound(LedgerFolder(ROOT / "data"), date(2025, 3, 31)).ledger


def period(text: str) -> Period:
    found = parse_period(text)
    assert found is not None
    return found


def boards(ledger: Ledger, text: str) -> tuple[Board, Board, Period]:
    asked = period(text)
    return Board(ledger, asked.last), Board(ledger, asked.first - timedelta(days=1)), asked


def report_of(ledger: Ledger, text: str = "2024-06") -> Report:
    return build(*boards(ledger, text))


def papers(ledger: Ledger, text: str) -> Iterator[Paper]:
    """The report, the sheet of every unit, and every letter of a period."""
    board, earlier, asked = boards(ledger, text)
    yield paper_of(build(board, earlier, asked), name="", payload={})
    for unit in ledger.units:
        yield sheet_paper(build_sheet(board, earlier, asked, unit), name="", payload={})
    for letter in post(board, asked, Asking()).letters:
        yield letter_paper(letter, name="")


def sentences(paper: Paper) -> Iterator[str]:
    """What a paper says beside its tables."""
    yield from (paper.title, *paper.opening, *paper.closing)
    yield from _said((*paper.chapters, *paper.annexes))


def _said(chapters: tuple[Chapter, ...]) -> Iterator[str]:
    for chapter in chapters:
        yield chapter.title
        for block in chapter.blocks:
            yield from (*block.words, *block.points)
        yield from _said(chapter.parts)


def faults(paper: Paper) -> list[str]:
    """The sentences that a clerk would strike something out of."""
    return [
        said
        for said in sentences(paper)
        if BLANK.search(said) or any(one in _without_levels(said) for one in STRUCK)
    ]


def _without_levels(said: str) -> str:
    """Without the shares and counts that end in a nought (10项、) or are measured (为0个)."""
    return re.sub(r"\d+\.0%|[1-9]\d*0(?=[项家])", "N", said)


@pytest.mark.parametrize("text", PERIODS)
def test_no_sentence_of_any_paper_has_what_a_clerk_strikes_out(
    demo: Ledger, real: Ledger, text: str
) -> None:
    for ledger in (demo, real):
        found = [fault for paper in papers(ledger, text) for fault in faults(paper)]
        assert found == []


def without(files: dict[str, bytes], *, measures: bool = False, targets: bool = False) -> None:
    """Take the measures or the targets out of a ledger."""
    if measures:
        head = files["tasks.yaml"].decode().split("sections:")[0]
        files["tasks.yaml"] = f"{head}sections: []\n".encode()
    if targets:
        files["targets.yaml"] = b"schema_version: 1\ntargets: []\n"


def test_a_ledger_without_measures_counts_none(tmp_path: Path) -> None:
    files = ledger_files()
    without(files, measures=True, targets=True)
    ledger = judge(files, tmp_path).ledger
    paper = paper_of(report_of(ledger), name="", payload={})

    said = list(sentences(paper))
    assert faults(paper) == []
    assert said.count("台账没有登记措施。") == 2
    assert said.count("无。") == 2
    assert {block.table for block in paper.block.values()} == {None}
    assert {block.chart for block in paper.block.values()} == {None}
    assert [fault for one in papers(ledger, "2024-06") for fault in faults(one)] == []


def test_a_ledger_without_targets_says_so(tmp_path: Path) -> None:
    files = ledger_files()
    without(files, targets=True)
    paper = paper_of(report_of(judge(files, tmp_path).ledger), name="", payload={})
    assert paper.block["targets"].words == ("台账没有登记指标。",)
    assert paper.block["annex_targets"].words == ("无。",)
    assert faults(paper) == []


def test_targets_of_one_kind_are_called_so(tmp_path: Path) -> None:
    report = report_of(judge(ledger_files(), tmp_path).ledger)
    assert report.target_words[0] == "方案指标共1项，均为量化指标。"


def test_one_unit_shares_its_rank_with_nobody(tmp_path: Path) -> None:
    words = report_of(judge(ledger_files(), tmp_path).ledger).unit_words
    assert words[0] == "牵头措施的单位共1家。尚无销号的1家：区城管局。"
    assert "并列" not in words[0]


def test_all_closed_leaves_nothing_open(tmp_path: Path) -> None:
    closed = a_measure(id="8.4", lead="区水利局") + CLOSED
    files = ledger_files(
        measure=CLOSED, more_measures=[closed], more_units=[a_unit(name="区水利局")]
    )
    report = report_of(judge(files, tmp_path).ledger)
    assert report.overview.words[0].startswith("台账共1个部分、1项任务、2项措施。")
    assert "已销号2项，占100.0%。销号率为100.0%。" in report.overview.words[0]
    assert report.unit_words[0] == "牵头措施的单位共2家，牵头措施均已全部销号，排名并列。"
    assert report.issue_words == ("没有在办措施。",)
    assert report.lagging_words == ("没有滞后事项。",)
    assert report.next_words == ("2024年7月1日至7月31日没有到期的未完成措施。",)
    assert faults(paper_of(report, name="", payload={})) == []


def test_all_overdue_is_named_in_part_and_listed_whole(tmp_path: Path) -> None:
    more = [a_measure(id=f"8.{n}", due=date(2024, 5, n)) for n in range(4, 11)]
    ledger = judge(ledger_files(measure="due: 2024-05-31", more_measures=more), tmp_path).ledger
    report = report_of(ledger)
    assert report.overdue_words[0] == (
        "逾期8项，涉及1家单位：区城管局（8项）。逾期较久的5项情况如下。"
    )
    assert len(report.overdue_words) == 6
    assert len(report.overdue) == 8
    assert report.lagging_words == ("除逾期事项外，没有滞后事项。",)
    assert faults(paper_of(report, name="", payload={})) == []


@pytest.mark.parametrize(
    ("text", "has_base"), [("2024-01", False), ("2024", False), ("2024-02", True)]
)
def test_nothing_is_compared_with_a_time_before_the_plan(
    demo: Ledger, text: str, *, has_base: bool
) -> None:
    report = report_of(demo, text)
    paper = paper_of(report, name="", payload={})
    heads = [column.head for column in paper.block["overview"].table.columns]  # type: ignore[union-attr]
    assert any("相比" in said for said in report.overview.words) is has_base
    assert ("上期末" in heads, "增减" in heads) == (has_base, has_base)
    unit = demo.unit("区水利局")
    sheet = build_sheet(*boards(demo, text), unit)
    assert any("相比" in said for said in sheet.overview.words) is has_base


def test_the_whole_is_a_hundred_to_one_decimal(demo: Ledger) -> None:
    table = paper_of(report_of(demo), name="", payload={}).block["overview"].table
    assert table is not None
    whole = next(row for row in table.rows if row[0] == "合计")
    assert (whole[2], str(whole[2])) == (Decimal(100), "100.0")


READINGS = """\
readings:
  - {period: 2023-06, date: 2023-07-05, value: 27, by: 区城管局}
  - {period: 2024-04, date: 2024-05-05, value: 30, by: 区城管局}
  - {period: 2024-05, date: 2024-06-05, value: 25.4, by: 区城管局}
  - {period: 2024-06, date: 2024-06-30, value: 25.1, by: 区城管局}
"""


def changed(tmp_path: Path, target: str, day: date = date(2024, 6, 30)) -> list[str]:
    ledger = judge(ledger_files(target=target), tmp_path).ledger
    one = Board(ledger, day).attainments[0]
    return list(changes_of(one.target, one.reading, day))


def test_a_value_is_compared_with_the_month_before_and_the_year_before(tmp_path: Path) -> None:
    assert changed(tmp_path, READINGS) == [
        "较上月下降0.3微克/立方米",
        "较上年同期下降1.9微克/立方米",
    ]


def test_without_a_base_no_change_is_claimed(tmp_path: Path) -> None:
    alone = "readings: [{period: 2024-06, date: 2024-06-30, value: 25, by: 区城管局}]"
    assert changed(tmp_path, alone) == []
    gap = READINGS.replace("2024-05,", "2024-03,").replace("2023-06,", "2023-Q2,")
    assert changed(tmp_path / "gap", gap) == []
    assert changed(tmp_path / "none", "") == []
    late = READINGS.replace("date: 2024-06-05", "date: 2024-08-05")
    assert changed(tmp_path / "late", late) == ["较上年同期下降1.9微克/立方米"]


def test_no_reading_of_the_demonstration_has_a_year_before(demo: Ledger) -> None:
    changes = {line.change for line in report_of(demo).targets}
    assert any(change.startswith("较上月") for change in changes)
    assert not any("同期" in change for change in changes)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"kind": "cumulative", "goal": {"at_least": 9}, "unit": "个"}, "较上季度增加2个"),
        ({"unit": "%"}, "较上季度上升2个百分点"),
        ({"unit": "户"}, "较上季度上升2户"),
    ],
)
def test_counts_grow_and_rates_rise_by_points(
    keys: dict[str, str], expected: str, tmp_path: Path
) -> None:
    readings: list[dict[str, Value]] = [
        {"period": "2024-Q1", "date": date(2024, 4, 5), "value": 3, "by": "区城管局"},
        {"period": "2024-Q2", "date": date(2024, 6, 30), "value": 5, "by": "区城管局"},
    ]
    assert changed(tmp_path, a_target(**keys, readings=readings)) == [expected]


@pytest.mark.parametrize(
    ("text", "before", "year"),
    [
        ("2024-01", "2023-12", "2023-01"),
        ("2024-Q1", "2023-Q4", "2023-Q1"),
        ("2024-Q3", "2024-Q2", "2023-Q3"),
        ("2024", "2023", "2023"),
    ],
)
def test_bases_are_whole_periods_of_the_same_kind(text: str, before: str, year: str) -> None:
    assert preceding(period(text)) == period(before)
    assert year_before(period(text)) == period(year)
