"""The monthly notice: what is asked, by when, how, and what stays to be filled."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.support.build import Value, a_measure, a_target, a_unit, judge, ledger_files

from ganxian_ledger.domain.forms.build import forms_of
from ganxian_ledger.domain.model.calendar import month_of
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.state.workdays import ReturnDay, return_day
from ganxian_ledger.domain.views import notice_words as said
from ganxian_ledger.domain.views.notice import Notice, Request
from ganxian_ledger.domain.views.notice_list import Asking, left_out, list_of, sheet_of
from ganxian_ledger.domain.views.notice_paper import paper_of
from ganxian_ledger.domain.views.paper import DATE_BLANK, NUMBER_BLANK, Paper
from ganxian_ledger.domain.views.paper_bundle import bundle_of
from ganxian_ledger.render.papers import FORMATS, Style

DAY = date(2024, 6, 20)
JUNE = month_of(DAY)
DUE = ReturnDay(date(2024, 6, 30), date(2024, 6, 30))
ASKED = Request("区城管局", 2, 1, 21)
SUBMITTED: list[Value] = [{"date": date(2024, 6, 1), "type": "submit", "by": "区城管局"}]
CLOSED: list[Value] = [{"date": date(2024, 6, 1), "type": "close", "by": "领导小组办公室"}]
CANCELLED: list[Value] = [
    {"date": date(2024, 6, 1), "type": "cancel", "by": "领导小组办公室", "reason": "无"}
]


def board_of(tmp_path: Path, day: date = DAY, **keys: Any) -> Board:
    opened = judge(ledger_files(**keys), tmp_path, day)
    assert not [one for one in opened.judgement.diagnostics if one.severity == "error"]
    return Board(opened.ledger, day)


def asking_of(board: Board, *units: str) -> Asking:
    month = month_of(board.day)
    forms = forms_of(board, month, "0" * 12, units=units or None)
    requests = tuple(
        Request(f.identity.unit, len(f.measures), len(f.targets), f.asked_cells, f.waiting)
        for f in forms
    )
    return Asking(month, return_day(board.ledger, month), requests, units)


def paper(board: Board, request: Request = ASKED, due: ReturnDay = DUE) -> Paper:
    notice = Notice(request, JUNE, due, ("2024年6月进展填报表（区城管局）",))
    return paper_of(board, notice, (("数据版本", "0" * 12),), name="通知")


def words(made: Paper) -> str:
    return "\n".join(
        line
        for chapter in made.chapters
        for block in chapter.blocks
        for line in (*block.words, *block.points)
    )


def test_it_says_what_is_asked_by_when_and_how(tmp_path: Path) -> None:
    made = paper(board_of(tmp_path))
    assert made.title == "关于报送2024年6月美丽示例区建设行动工作进展的通知"
    assert made.addressee == "区城管局"
    assert "".join(made.opening) == (
        "根据《2024年美丽示例区建设行动工作方案》（示例美建字〔2024〕1号），现请你单位报送"
        "2024年6月工作进展。有关事项通知如下。"
    )
    text = words(made)
    assert "请你单位填报牵头的2项措施、1个指标，填报表见附件。" in text
    assert "请于2024年6月30日前（含当日）将填报表发回。" in text
    assert "只填白色格" in text
    assert "“完成比例”填0到100的整数" in text
    assert "申请销号须附佐证材料" in text
    assert "原表发回，不要改表的结构" in text


def test_it_is_set_in_markdown_with_its_attachment(tmp_path: Path) -> None:
    board = board_of(tmp_path)
    notice = Notice(ASKED._replace(unit="<b>局|"), JUNE, DUE, ("表一", "表二"))
    made = paper_of(board, notice, (), name="通知")
    bundle = bundle_of(lambda: made, DAY, {"notice": notice})
    text = FORMATS[".md"](bundle, Style()).decode()
    assert text.startswith("# 关于报送2024年6月美丽示例区建设行动工作进展的通知\n\n（文号待填）\n")
    assert "<b>" not in text
    assert "1. 只填白色格" in text
    assert "附件：1.表一\n\n2.表二\n\n美丽示例区建设行动领导小组办公室\n" in text


def test_number_date_and_contact_stay_blank(tmp_path: Path) -> None:
    made = paper(board_of(tmp_path))
    assert (made.number, made.date) == (NUMBER_BLANK, DATE_BLANK)
    assert made.notes == ("（联系人：（待填）；联系电话：（待填））",)
    assert made.issuer == "美丽示例区建设行动领导小组办公室"


@pytest.mark.parametrize(
    ("request_", "asked", "absent"),
    [
        (Request("区城管局", 3, 0, 18), "3项措施，", "指标"),
        (Request("区城管局", 0, 2, 6), "2个指标，", "措施填"),
    ],
)
def test_what_is_not_asked_is_not_spoken_of(
    tmp_path: Path, request_: Request, asked: str, absent: str
) -> None:
    text = words(paper(board_of(tmp_path), request_))
    assert f"牵头的{asked}" in text
    assert absent not in text
    assert ("完成比例" in text) == bool(request_.measures)
    assert ("计量单位" in text) == bool(request_.targets)


def test_a_day_of_return_that_was_moved_is_told(tmp_path: Path) -> None:
    moved = ReturnDay(date(2024, 7, 1), date(2024, 6, 30))
    text = words(paper(board_of(tmp_path), due=moved))
    assert "请于2024年7月1日前（含当日）将填报表发回（6月30日为周日，顺延）。" in text


@pytest.mark.parametrize(
    ("nominal", "day", "why"),
    [
        (date(2024, 6, 15), date(2024, 6, 17), "6月15日为周六，6月16日为周日，顺延"),
        (date(2024, 10, 1), date(2024, 10, 8), "10月1日至10月7日放假，顺延"),
        (date(2024, 12, 29), date(2025, 1, 2), "2024年12月29日至1月1日放假，顺延"),
    ],
)
def test_every_day_that_is_skipped_is_accounted_for(
    tmp_path: Path, nominal: date, day: date, why: str
) -> None:
    text = words(paper(board_of(tmp_path), due=ReturnDay(day, nominal)))
    assert f"将填报表发回（{why}）。" in text


def test_measures_that_the_office_checks_are_named_and_not_asked(tmp_path: Path) -> None:
    board = board_of(
        tmp_path, measure="", more_measures=[a_measure(id="8.4", title="管网", log=SUBMITTED)]
    )
    (request,) = asking_of(board).requests
    assert (request.measures, request.waiting) == (1, ("8.4 管网",))
    text = words(paper(board, request))
    assert "已申请销号、正在核查的1项（8.4 管网）本月不必填报。" in text


def test_a_group_is_spoken_to_as_several(tmp_path: Path) -> None:
    board = board_of(
        tmp_path,
        more_units=[a_unit(name="各乡镇", kind="集合", members=["区城管局"])],
        more_measures=[a_measure(id="8.4", lead="各乡镇")],
    )
    assert "请你们填报" in words(paper(board, Request("各乡镇", 1, 0, 6)))


def test_the_message_has_all_that_matters(tmp_path: Path) -> None:
    text = said.message(board_of(tmp_path).ledger.plan, ASKED, JUNE, DUE)
    assert len(text) <= said.MOST_MESSAGE
    assert "\n" not in text
    for part in ("区城管局：", "2项措施、1个指标", "2024年6月30日前", "（待填）", "领导小组办公室"):
        assert part in text


def test_brackets_do_not_stand_in_brackets_where_the_text_is_pasted(tmp_path: Path) -> None:
    board = board_of(tmp_path)
    mail = said.mail(board, ASKED, JUNE, DUE)
    for text in (mail, said.message(board.ledger.plan, ASKED, JUNE, DUE)):
        assert "联系人：（待填），联系电话：（待填）。" in text
        assert "（联系人" not in text


@pytest.mark.parametrize("length", [100, 300, 420, 600, 3000])
def test_a_message_is_never_too_long_and_says_where_it_was_cut(tmp_path: Path, length: int) -> None:
    request = ASKED._replace(unit="局" * length)
    text = said.message(board_of(tmp_path).ledger.plan, request, JUNE, DUE)
    assert len(text) <= said.MOST_MESSAGE
    assert "2024年6月30日前（含当日）发回填报表。" in text
    assert "局" * length in text or "…" in text


def test_the_list_counts_what_is_asked_and_what_is_left_out(tmp_path: Path) -> None:
    units = [a_unit(name=name) for name in ("区水利局", "区住建局", "区财政局")]
    measures = [
        a_measure(id="8.4", lead="区水利局"),
        a_measure(id="8.5", lead="区水利局", log=SUBMITTED),
        a_measure(id="8.6", lead="区住建局", log=CLOSED),
        a_measure(id="8.7", lead="区住建局", log=CANCELLED),
    ]
    reached: list[Value] = [
        {"period": "2024-05", "date": date(2024, 6, 1), "value": 9, "by": "区水利局"}
    ]
    targets = [
        a_target(id="pipes", kind="cumulative", goal={"at_least": 9}, readings=reached),
        a_target(id="closed", clause="8.6"),
        a_target(id="nobody", name="无主的").replace("lead: 区城管局\n", ""),
    ]
    board = board_of(tmp_path, more_units=units, more_measures=measures, more_targets=targets)
    asking = asking_of(board)
    assert [one[:4] for one in asking.requests] == [("区城管局", 1, 1, 9), ("区水利局", 1, 0, 6)]
    without = left_out(board, asking)
    assert without._asdict() == {
        "closed": 1,
        "cancelled": 1,
        "waiting": 1,
        "settled": 1,
        "finished": 1,
        "idle": ("区住建局",),
        "nobody": ("无主的",),
        "strangers": (),
    }
    sheet = sheet_of(board, asking, path="data")
    assert sheet.foot == (
        "共 2 家：要填措施 2 项、指标 1 个，合计 15 格",
        "没有列入的：已销号 1 项，已核减 1 项，待核查 1 项；指标已达标 1 个，所属措施已办结 1 个",
        "没有要填的 1 家：区住建局",
        "没有牵头单位、没有列入的指标 1 个：无主的",
    )
    assert sheet.payload["summary"] == {"units": 2, "measures": 2, "targets": 1, "cells": 15}


def test_a_unit_that_leads_nothing_is_told_with_the_group_that_does(tmp_path: Path) -> None:
    board = board_of(
        tmp_path,
        more_units=[a_unit(name="甲镇"), a_unit(name="各乡镇", kind="集合", members=["甲镇"])],
        more_measures=[a_measure(id="8.4", lead="各乡镇")],
    )
    sheet = sheet_of(board, asking_of(board, "甲镇"), path="data")
    assert sheet.is_empty
    assert "甲镇没有牵头的措施和指标，所在的各乡镇有" in sheet.foot
    assert "筛选：单位 甲镇" in sheet.headings


def test_a_day_of_return_that_is_past_or_unsure_is_told(tmp_path: Path) -> None:
    board = board_of(tmp_path, date(2024, 6, 26), plan="policy: {return_day: 25}")
    asking = asking_of(board)
    assert "报送期限 2024-06-25 已过，发出前请核对" in sheet_of(board, asking, path="").foot
    unsure = asking._replace(until=ReturnDay(date(2024, 7, 1), date(2024, 6, 30), is_known=False))
    foot = sheet_of(board, unsure, path="").foot
    assert "报送期限：2024年7月1日（6月30日为周日，顺延）" in foot
    assert "注意：2024年的放假安排还不知道，报送期限只按周一至周五推算，可能不准" in foot


def test_the_office_s_list_has_a_file_a_digest_and_two_blanks_for_each(tmp_path: Path) -> None:
    asking = asking_of(board_of(tmp_path))
    table = list_of(asking, [("区城管局/表.xlsx", "ab" * 32)])
    assert [column.head for column in table.columns][-4:] == [
        "文件",
        "SHA-256",
        "发出时间",
        "收件人",
    ]
    assert table.rows == (
        ("区城管局", 1, 1, 9, 0, date(2024, 6, 30), "区城管局/表.xlsx", "ab" * 32, None, None),
    )
