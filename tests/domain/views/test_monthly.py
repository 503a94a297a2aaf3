"""The 通报: its sums agree everywhere; its sentences read right, lists empty or long."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.support.build import a_measure, judge, ledger_files

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.domain.model.calendar import Period, parse_period
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.state.steps import State
from ganxian_ledger.domain.views.monthly import Report, build, disagreements, following
from ganxian_ledger.usecases.opening import open_sound

ROOT = Path(__file__).parents[3]
TODAY = date(2025, 3, 31)
PERIODS = (*(f"2024-{month:02}" for month in range(1, 13)), "2024-Q2", "2024-Q4", "2024", "2025-02")


@pytest.fixture(scope="module")
def demo() -> Ledger:
    return open_sound(LedgerFolder(ROOT / "examples" / "demo"), TODAY).ledger


@pytest.fixture(scope="module")
def real() -> Ledger:
    return open_sound(LedgerFolder(ROOT / "data"), TODAY).ledger


def period(text: str) -> Period:
    found = parse_period(text)
    assert found is not None
    return found


def report_of(ledger: Ledger, text: str, day: date | None = None) -> Report:
    asked = period(text)
    earlier = Board(ledger, asked.first - timedelta(days=1))
    return build(Board(ledger, day or asked.last), earlier, asked)


def small(tmp_path: Path, **keys: str) -> Ledger:
    more = [a_measure(id=f"8.{n}") for n in range(4, 4 + int(keys.pop("more", "0")))]
    opened = judge(ledger_files(more_measures=more, **keys), tmp_path)
    assert not opened.judgement.diagnostics or keys
    return opened.ledger


@pytest.mark.parametrize("text", PERIODS)
def test_the_sums_of_every_period_of_the_demonstration_agree(demo: Ledger, text: str) -> None:
    report = report_of(demo, text)
    whole = report.overview.whole
    assert not list(disagreements(report))
    assert sum(unit.total for unit in report.units) == whole.total == len(report.measures)
    assert sum(unit.closed for unit in report.units) == whole.closed
    assert sum(section.overdue for section in report.sections) == whole.overdue
    assert Counter(m.state for m in report.measures) == Counter(
        {line.name: line.count for line in report.overview.states if line.count}
    )
    assert sum(line.before for line in report.overview.states) == whole.total
    assert sum(line.change for line in report.overview.states) == 0
    assert len({t.id for t in report.targets}) == len(demo.targets)


@pytest.mark.parametrize("text", PERIODS)
def test_the_sums_of_the_plan_as_issued_agree(real: Ledger, text: str) -> None:
    report = report_of(real, text)
    assert not list(disagreements(report))
    assert report.overview.whole.total == 79
    assert {m.state for m in report.measures} == {"未启动"}


@pytest.mark.parametrize("text", PERIODS)
def test_what_was_newly_closed_and_reopened_explains_the_change(demo: Ledger, text: str) -> None:
    asked = period(text)
    now = {r.id for r in Board(demo, asked.last).rows if r.state is State.CLOSED}
    earlier = Board(demo, asked.first - timedelta(days=1))
    before = {r.id for r in earlier.rows if r.state is State.CLOSED}
    report = report_of(demo, text)
    closed = next(line for line in report.overview.states if line.name == "已销号")
    assert closed.change == len(now - before) - len(before - now)
    head = report.overview.change_words[0]
    assert (f"新增销号{len(now - before)}项" in head) or (not now - before and "没有新增" in head)


def test_a_report_whose_sums_differ_is_never_given_out(demo: Ledger) -> None:
    report = report_of(demo, "2024-06")
    whole = replace(report.overview.whole, closed=report.overview.whole.closed + 1)
    wrong = replace(report, overview=replace(report.overview, whole=whole))
    assert list(disagreements(wrong))


def test_the_title_is_that_of_a_notice(real: Ledger, demo: Ledger) -> None:
    expected = "关于2024年6月赣县区美丽赣州建设行动工作进展情况的通报"
    assert report_of(real, "2024-06").head.title == expected
    assert report_of(real, "2024-Q2").head.title.startswith("关于2024年第二季度赣县区")
    assert report_of(real, "2024").head.title.startswith("关于2024年赣县区")
    assert "（演示）" in report_of(demo, "2024-06").head.title


def test_a_plan_that_is_called_otherwise_stands_in_book_marks(tmp_path: Path) -> None:
    ledger = small(tmp_path, plan="title: 美丽示例区三年行动要点")
    assert report_of(ledger, "2024-06").head.title == (
        "关于2024年6月《美丽示例区三年行动要点》工作进展情况的通报"
    )


def test_empty_lists_are_said_in_words(real: Ledger) -> None:
    report = report_of(real, "2024-05")
    assert report.overview.change_words == (
        "本月没有新增销号事项。",
        "本月没有退回、重新挂号、延期、转办和核减事项。",
    )
    assert report.overdue_words == ("没有逾期事项。",)
    assert report.issue_words == ("台账尚未登记进展，没有可汇总的问题。",)
    assert "量化指标39项均暂无数据。" in report.target_words
    assert "尚未登记进展记录，79项措施均列为未启动" in report.overview.words[0]
    assert "均持平" in report_of(real, "2024-10").overview.words[2]


def test_a_period_in_which_nothing_falls_due_says_so(real: Ledger) -> None:
    words = report_of(real, "2024-07").next_words
    assert words == ("2024年8月1日至8月31日没有到期的未完成措施。",)


def test_what_is_due_on_the_last_day_is_not_forgotten(demo: Ledger) -> None:
    on_the_day, after = report_of(demo, "2024-12").next_words
    assert on_the_day.startswith("2024年12月31日当日到期、尚未完成的18项：")
    assert after == "2025年1月1日至1月31日没有到期的未完成措施。"


def test_nothing_lagging_and_all_returned_are_said_in_words(tmp_path: Path) -> None:
    log = "log: [{date: 2024-06-20, type: progress, by: 区城管局, percent: 60}]"
    report = report_of(small(tmp_path, measure=log), "2024-06")
    assert report.lagging_words == ("没有滞后事项。",)
    assert report.issue_words == ("在办措施最近一次进展均未反映存在问题。",)
    assert "应报送进展1项" in report.return_words[0]
    assert report.return_words[0].endswith("已全部报送。")


def test_a_closed_ledger_asks_for_nothing_more(tmp_path: Path) -> None:
    log = "log: [{date: 2024-06-20, type: close, by: 领导小组办公室}]"
    report = report_of(small(tmp_path, measure=log), "2024-06")
    assert report.return_words == ("2024年6月没有应报送进展的措施。",)
    assert report.overview.words[1] == "没有未完成的措施。"
    assert report.demands == ("（其他要求由领导小组办公室填写）",)
    assert report.units[0].rate is not None


def test_a_cancelled_measure_leaves_its_unit_unranked(tmp_path: Path) -> None:
    log = "log: [{date: 2024-06-20, type: cancel, by: 领导小组办公室, reason: 任务取消}]"
    report = report_of(small(tmp_path, measure=log), "2024-06")
    assert (report.units[0].rank, report.units[0].rate) == (None, None)
    assert "本月核减1项：8.3“城镇污水管网建设”。" in report.overview.change_words


def test_long_lists_are_cut_in_sentences_and_whole_in_tables(tmp_path: Path) -> None:
    report = report_of(small(tmp_path, plan="due: 2024-07-31", more="7"), "2024-06")
    assert report.next_words[0].startswith("2024年7月1日至7月31日到期的未完成措施8项：8.3“")
    assert report.next_words[0].endswith("等8项。")
    assert [m.id for m in report.next_due][-2:] == ["8.9", "8.10"]


def test_an_overdue_measure_is_named_as_an_office_names_it(tmp_path: Path) -> None:
    report = report_of(small(tmp_path, measure="due: 2024-05-31"), "2024-06")
    assert report.overdue_words == (
        "逾期1项，涉及1家单位：区城管局（1项）。",
        "区城管局牵头的8.3“城镇污水管网建设”应于5月31日前完成，目前未启动，完成比例0%，逾期30天。",
    )


def test_a_measure_closed_and_reopened_within_the_month_is_not_newly_closed(
    tmp_path: Path,
) -> None:
    log = """\
log:
  - {date: 2024-06-03, type: close, by: 领导小组办公室}
  - {date: 2024-06-20, type: reopen, by: 领导小组办公室, reason: 问题反弹}
"""
    words = report_of(small(tmp_path, measure=log), "2024-06").overview.change_words
    assert words[0] == (
        "本月办理销号1项次，8.3“城镇污水管网建设”后来重新挂号、期末未销号；期末没有新增销号事项。"
    )
    assert words[1] == "本月重新挂号1项：8.3“城镇污水管网建设”（当期销号后又重新挂号）。"


def test_a_failed_look_back_asks_for_reopening(tmp_path: Path) -> None:
    log = """\
log:
  - {date: 2024-05-03, type: close, by: 领导小组办公室}
  - {date: 2024-06-20, type: review, by: 领导小组办公室, passed: false, reason: 问题反弹}
"""
    report = report_of(small(tmp_path, measure=log), "2024-06")
    told = "本月开展回头看1项，不合格1项；不合格的是8.3“城镇污水管网建设”。"
    assert told in report.overview.change_words
    assert report.demands[0] == "措施8.3“城镇污水管网建设”回头看不合格，应重新挂号。"
    assert report.overview.changes[0].kind == "回头看不合格"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2024, 6, 30), "已退回，请区城管局于2024年7月10日前补齐材料。"),
        (date(2024, 7, 31), "已退回，补齐材料的期限2024年7月10日已过。"),
    ],
)
def test_a_returned_measure_is_asked_for_by_its_date(tmp_path: Path, day: date, words: str) -> None:
    log = """\
log:
  - {date: 2024-06-03, type: submit, by: 区城管局}
  - {date: 2024-06-20, type: return, by: 领导小组办公室, reason: 缺照片, until: 2024-07-10}
"""
    report = report_of(small(tmp_path, measure=log), f"{day:%Y-%m}", day)
    assert any(demand.endswith(words) for demand in report.demands)


def test_before_the_return_day_progress_is_awaited_not_missing(tmp_path: Path) -> None:
    ledger = small(tmp_path, plan="policy: {return_day: 25}")
    report = report_of(ledger, "2024-06", date(2024, 6, 12))
    assert "".join(report.return_words) == (
        "2024年6月应报送进展1项（未完成且未申请销号的），报送截止2024年6月25日；"
        "待报1项，涉及1家单位：区城管局（1项）。"
    )
    assert not report.unreturned
    assert "请各牵头单位于2024年6月25日前报送2024年6月工作进展" in report.demands[0]
    assert dict(report.head.facts)["数据截至"] == "2024年6月12日（未到2024年6月末）"


def test_a_missed_target_is_named_with_goal_value_and_distance(demo: Ledger) -> None:
    words = "".join(report_of(demo, "2024-06").target_words)
    assert "2024年5月为25.4微克/立方米，目标不高于24微克/立方米，比目标高1.4微克/立方米" in words
    missed = {t.id: t for t in report_of(demo, "2024-06").missed_targets}
    assert missed["rural-toilets"].miss == "完成率低于序时进度10.9个百分点"


def test_after_the_plan_a_count_is_short_of_its_goal(demo: Ledger) -> None:
    missed = {t.id: t for t in report_of(demo, "2025-02").missed_targets}
    assert missed["rural-toilets"].miss == "尚差45个"


def test_inner_quotes_stand_within_quotes(demo: Ledger) -> None:
    assert "4.3“‘公转水’多式联运发展”" in "".join(report_of(demo, "2024-06").overview.change_words)


def test_a_group_without_members_says_so(real: Ledger) -> None:
    line = next(m for m in report_of(real, "2024-06").measures if m.id == "1.1")
    assert line.support == "高新区经发局、区有关单位（成员未定）"
    assert next(m for m in report_of(real, "2024-06").measures if m.id == "1.2").support.endswith(
        "等"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2024-12", "2025-01"), ("2024-Q4", "2025-Q1"), ("2024-Q1", "2024-Q2"), ("2024", "2025")],
)
def test_the_next_period_is_of_the_same_kind(text: str, expected: str) -> None:
    assert following(period(text)).text == expected


def test_a_ledger_without_measures_still_reports(tmp_path: Path) -> None:
    files = ledger_files()
    tasks = files["tasks.yaml"].decode().split("sections:")[0]
    files["tasks.yaml"] = f"{tasks}sections: []\n".encode()
    files["targets.yaml"] = b"schema_version: 1\ntargets: []\n"
    report = report_of(judge(files, tmp_path).ledger, "2024-06")
    assert report.overview.whole.total == 0
    assert report.unit_words == ("没有牵头单位。",)
    assert report.target_words == ("台账没有登记指标。",)
