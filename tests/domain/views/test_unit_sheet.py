"""A unit's own sheet: its figures are those of `status --unit`, led and supported apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.support.build import a_measure, a_unit, judge, ledger_files

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.domain.model.calendar import Period, parse_period
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.views.monthly import build as build_report
from ganxian_ledger.domain.views.paper import Paper
from ganxian_ledger.domain.views.question import Question
from ganxian_ledger.domain.views.status import status
from ganxian_ledger.domain.views.targets import targets
from ganxian_ledger.domain.views.unit_sheet import UnitReport, build, disagreements
from ganxian_ledger.domain.views.unit_sheet_paper import paper_of, payload_of
from ganxian_ledger.usecases.opening import open_sound

ROOT = Path(__file__).parents[3]
PERIODS = ("2024-01", "2024-06", "2024-10", "2024-12", "2024-Q3", "2024", "2025-02")


@pytest.fixture(scope="module")
def demo() -> Ledger:
    return open_sound(LedgerFolder(ROOT / "examples" / "demo"), date(2025, 3, 31)).ledger


def boards(ledger: Ledger, text: str = "2024-06") -> tuple[Board, Board, Period]:
    asked = parse_period(text)
    assert asked is not None
    return Board(ledger, asked.last), Board(ledger, asked.first - timedelta(days=1)), asked


def sheet_of(ledger: Ledger, unit: str, text: str = "2024-06") -> UnitReport:
    return build(*boards(ledger, text), ledger.unit(unit))


def paper(report: UnitReport) -> Paper:
    return paper_of(report, name="", payload={})


def said(report: UnitReport) -> str:
    return "".join(report.overview.words)


def small(tmp_path: Path, **keys: Any) -> Ledger:
    opened = judge(ledger_files(**keys), tmp_path)
    assert not [one for one in opened.judgement.diagnostics if one.severity == "error"]
    return opened.ledger


@pytest.mark.parametrize("text", PERIODS)
def test_the_figures_of_every_unit_are_those_of_status(demo: Ledger, text: str) -> None:
    board = boards(demo, text)[0]
    for unit in demo.units:
        report = sheet_of(demo, unit.name, text)
        payload: Any = status(board, Question(unit=unit.name), path="").payload
        told = report.overview
        roles = Counter(row["role"] for row in payload["measures"])
        assert (told.lead.total, told.support.total) == (roles["lead"], roles["support"])
        summary = payload["summary"]
        for name in ("total", "closed", "open", "overdue", "due_soon", "lagging", "cancelled"):
            assert getattr(told.lead, name) + getattr(told.support, name) == summary[name]
        led = [row for row in payload["measures"] if row["role"] == "lead"]
        assert [line.id for line in report.leads] == [row["id"] for row in led]
        assert [line.percent for line in report.leads] == [row["percent"] for row in led]
        assert not list(disagreements(report))


def test_the_rank_and_the_rate_are_those_of_the_report_of_all(demo: Ledger) -> None:
    for line in build_report(*boards(demo, "2024-10")).units:
        place = sheet_of(demo, line.name, "2024-10").overview.place
        assert place.rank == line.rank
        assert place.counted is not None
        assert place.counted.total == line.total


def test_json_is_status_with_sums_by_role_and_the_chapters(demo: Ledger) -> None:
    board, earlier, period = boards(demo)
    unit = demo.unit("区生态环境局")
    report = build(board, earlier, period, unit)
    payload: Any = payload_of(report, board, unit, path="data")
    plain = status(board, Question(unit=unit.name), path="data").payload
    assert {key: payload[key] for key in plain} == plain
    assert payload["unit"]["lead"]["total"] == 28
    assert payload["unit"]["support"]["total"] == 20
    assert (payload["unit"]["rank"], payload["unit"]["ranked"]) == (4, 19)
    own: Any = targets(board, path="data", unit=unit.name).payload["targets"]
    assert payload["targets"] == own
    rows = {block["key"]: block["rows"] for c in payload["chapters"] for block in c["blocks"]}
    led = [row for row in payload["measures"] if row["role"] == "lead"]
    assert [row["id"] for row in rows["leads"]] == [row["id"] for row in led]


def test_the_table_for_spreadsheets_has_every_measure_with_its_role(demo: Ledger) -> None:
    report = sheet_of(demo, "区水利局")
    detail = paper(report).detail
    assert detail is not None
    assert [column.key for column in detail.columns][:4] == ["id", "title", "role", "lead"]
    assert Counter(row[2] for row in detail.rows) == {"牵头": 2, "配合": 8}
    assert [row[0] for row in detail.rows][:3] == ["3.1", "6.5", "8.1"]


def test_what_is_late_stands_with_what_is_asked(demo: Ledger) -> None:
    block = paper(sheet_of(demo, "区生态环境局")).block
    late, behind = block["overdue"].table, block["lagging"].table
    assert late is not None
    assert behind is not None
    assert late.rows[0][0] == "17.2"
    assert (late.rows[0][3], late.rows[0][-1]) == (30, "请抓紧办结，办结后申请销号")
    assert [row[0] for row in behind.rows][:2] == ["19.3", "21.2"]
    assert behind.columns[-1].head == "要求"
    assert block["demands"].points[:3] == (
        "请于2024年7月25日前报送2024年7月工作进展（未完成且未申请销号的5.5、6.4、6.5、7.1、7.4等26项）。",
        "请补报2024年6月工作进展2项：19.3、21.2。",
        "请抓紧办结已逾期的1项：17.2，办结后申请销号。",
    )


RETURNED = """\
due: 2024-06-20
log:
  - {date: 2024-06-03, type: submit, by: 区城管局}
  - {date: 2024-06-10, type: return, by: 领导小组办公室, reason: 缺照片, until: 2024-07-10}
"""


def test_what_was_sent_back_is_asked_for_by_its_day(tmp_path: Path) -> None:
    report = sheet_of(small(tmp_path, measure=RETURNED), "区城管局")
    assert report.overdue[0].ask == "请于2024年7月10日前补齐材料，再次申请销号"
    gone = sheet_of(small(tmp_path, measure=RETURNED), "区城管局", "2024-07")
    assert gone.overdue[0].ask == "请尽快补齐材料，再次申请销号"


def test_what_was_submitted_waits_for_the_office(tmp_path: Path) -> None:
    log = "due: 2024-06-20\nlog: [{date: 2024-06-18, type: submit, by: 区城管局}]"
    report = sheet_of(small(tmp_path, measure=log), "区城管局")
    assert report.overdue[0].ask == "已申请销号，待领导小组办公室核查"
    assert report.demands == ("（其他要求由领导小组办公室填写）",)
    assert "2024年6月没有应报送的进展。" in said(report)


def test_a_measure_at_a_hundred_is_to_be_submitted(tmp_path: Path) -> None:
    log = "log: [{date: 2024-06-18, type: progress, by: 区城管局, percent: 100}]"
    report = sheet_of(small(tmp_path, measure=log), "区城管局")
    assert "完成比例已达100%的1项：8.3，请申请销号。" in report.demands


def test_a_unit_that_leads_nothing_has_no_chapters_about_leading(demo: Ledger) -> None:
    report = sheet_of(demo, "区妇联")
    assert said(report) == "区妇联没有牵头措施，配合措施1项。"
    assert [c.title for c in paper(report).chapters] == ["总体情况", "指标情况", "配合措施"]


def test_a_unit_without_any_measure_says_so(tmp_path: Path) -> None:
    ledger = small(tmp_path, more_units=[a_unit(name="区妇联")])
    report = sheet_of(ledger, "区妇联")
    assert said(report) == "区妇联没有牵头措施，也没有配合措施。"
    block = paper(report).block
    assert block["overview"].table is None
    assert block["supports"].words == ("没有配合措施。",)
    assert block["targets"].words == ("没有负责的指标。",)


GROUP = "name: 各乡镇\nkind: 集合\nmembers: [甲镇, 乙镇]\n"


def grouped(tmp_path: Path) -> Ledger:
    return small(
        tmp_path,
        measure="support: [各乡镇]",
        more_measures=[
            a_measure(id="8.4", lead="各乡镇"),
            a_measure(id="8.5", lead=["区城管局", "甲镇"]),
            a_measure(id="8.6", lead="甲镇", support=["各乡镇"]),
        ],
        more_units=[GROUP, a_unit(name="甲镇"), a_unit(name="乙镇")],
    )


def test_a_member_has_the_measures_of_its_group_and_the_sheet_says_so(tmp_path: Path) -> None:
    report = sheet_of(grouped(tmp_path), "甲镇")
    assert [line.id for line in report.leads] == ["8.4", "8.5", "8.6"]
    assert [line.id for line in report.supports] == ["8.3"]
    assert dict(report.head.facts)["统计范围"] == "含甲镇以“各乡镇”名义列入的措施2项"
    assert "作为第一牵头单位的1项，销号率为0.0%，在参加排名的3家牵头单位中并列第1位。" in said(
        report
    )
    leads = paper(report).block["leads"].table
    assert leads is not None
    assert [row[2] for row in leads.rows] == ["各乡镇", "区城管局、甲镇", "甲镇"]


def test_a_member_that_leads_only_within_its_group_is_not_ranked(tmp_path: Path) -> None:
    report = sheet_of(grouped(tmp_path), "乙镇")
    assert [line.id for line in report.leads] == ["8.4"]
    assert "均非第一牵头单位，不参加单位排名。" in said(report)


def test_a_group_has_only_what_names_it(tmp_path: Path) -> None:
    report = sheet_of(grouped(tmp_path), "各乡镇")
    assert [line.id for line in report.leads] == ["8.4"]
    assert [line.id for line in report.supports] == ["8.3", "8.6"]
    assert "统计范围" not in dict(report.head.facts)
    assert report.overview.place.rank == 1


def test_a_unit_whose_measures_were_cancelled_is_not_ranked(tmp_path: Path) -> None:
    log = "log: [{date: 2024-06-20, type: cancel, by: 领导小组办公室, reason: 任务取消}]"
    words = said(sheet_of(small(tmp_path, measure=log), "区城管局"))
    assert "牵头措施已核减；没有可销号的措施，不参加单位排名。" in words
    assert "没有未完成的牵头措施。" in words


def test_a_handed_over_measure_counts_for_its_new_lead(tmp_path: Path) -> None:
    log = """\
log: [{date: 2024-06-20, type: transfer, by: 领导小组办公室, lead: 区水利局, reason: 职责调整}]
"""
    ledger = small(tmp_path, measure=log, more_units=[a_unit(name="区水利局")])
    assert "牵头措施增加1项" in said(sheet_of(ledger, "区水利局"))
    assert "牵头措施减少1项" in said(sheet_of(ledger, "区城管局"))


def test_what_another_unit_reported_is_under_its_name(tmp_path: Path) -> None:
    log = "{date: 2024-06-20, type: progress, by: 区水利局, percent: 50, issue: 缺资金}"
    ledger = small(tmp_path, measure=f"log: [{log}]", more_units=[a_unit(name="区水利局")])
    table = paper(sheet_of(ledger, "区城管局")).block["issues"].table
    assert table is not None
    assert table.columns[0].head == "报送单位"
    assert table.rows[0][0] == "区水利局"


def test_a_sheet_whose_sums_differ_is_never_given_out(demo: Ledger) -> None:
    report = sheet_of(demo, "区水利局")
    lead = report.overview.lead._replace(closed=1)
    assert list(disagreements(replace(report, overview=replace(report.overview, lead=lead))))
    assert list(disagreements(replace(report, leads=report.leads[1:])))


def test_the_title_and_the_head_name_unit_period_and_plan(demo: Ledger) -> None:
    sheet = paper(sheet_of(demo, "区水利局", "2024-Q3"))
    assert sheet.title == "区水利局2024年第三季度赣县区美丽赣州建设行动（演示）工作情况表"
    assert (sheet.addressee, sheet.number) == ("区水利局", "")
    assert sheet.issuer == "赣州市赣县区美丽赣州建设行动领导小组办公室"
    assert sheet.date == "（成文日期待填）"


def test_the_sheet_speaks_to_the_unit_and_of_one_state_at_once(demo: Ledger) -> None:
    report = sheet_of(demo, "区水利局")
    assert "现将你单位2024年6月工作进展情况列后" in report.head.opening
    assert "截至2024年6月30日，牵头措施均在推进中；销号率为0.0%，" in said(report)
    assert "牵头措施中，已销号1项、待核查1项、" in said(sheet_of(demo, "区生态环境局"))
