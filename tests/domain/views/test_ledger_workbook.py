"""The workbook's sheets: what stands in which column, in which group, and when it is blank."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from tests.support.build import Value, a_measure, a_target, judge, ledger_files

from ganxian_ledger.domain.errors import Unknown
from ganxian_ledger.domain.model.calendar import parse_period
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.views.ledger_workbook import ledger_workbook, selected_workbook
from ganxian_ledger.domain.views.monthly import build
from ganxian_ledger.domain.views.question import Question
from ganxian_ledger.domain.views.table import Cell, Table
from ganxian_ledger.domain.views.workbook import Group, Workbook, Worksheet

DAY = date(2024, 6, 30)
OFFICE, LEAD = "领导小组办公室", "区城管局"


def record(month: int, kind: str, **keys: Value) -> Mapping[str, Value]:
    by = LEAD if kind in {"progress", "submit"} else OFFICE
    return {"date": date(2024, month, 20), "type": kind, "by": by, **keys}


def progress(month: int, percent: int) -> Mapping[str, Value]:
    return record(
        month,
        "progress",
        percent=percent,
        note=f"完成{percent}%。",
        issue="缺资金",
        next="争取资金",
    )


EVIDENCE: list[Mapping[str, Value]] = [{"path": "evidence/8.5/验收单.pdf", "title": "验收单"}]
LATE = "title: 逾期的措施\ndue: 2024-05-31\n"


def ledger(folder: Path) -> Ledger:
    """8.3 overdue, 8.4 extended and soon due, 8.5 closed, 8.6 cancelled, 8.7 untouched."""
    more = [
        a_measure(
            id="8.4",
            due=date(2024, 6, 10),
            log=[progress(4, 60), record(5, "extend", to=date(2024, 7, 10), reason="汛期停工")],
        ),
        a_measure(
            id="8.5",
            log=[
                progress(4, 90),
                record(5, "submit", evidence=EVIDENCE),
                record(6, "close", evidence=EVIDENCE, method="现场核查"),
            ],
        ),
        a_measure(id="8.6", log=[progress(3, 10), record(5, "cancel", reason="项目取消")]),
        a_measure(id="8.7"),
    ]
    goals = [
        a_target(id="trees", name="植树", goal={"at_least": 100}, unit="万株", kind="cumulative"),
        a_target(id="quality", name="水质", goal={"text": "稳中向好"}, unit="等级"),
    ]
    reading = "readings:\n  - {period: 2024-05, date: 2024-06-10, value: 25.40, by: 区城管局}\n"
    files = ledger_files(measure=LATE, target=reading, more_measures=more, more_targets=goals)
    return judge(files, folder).ledger


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Board:
    return Board(ledger(tmp_path_factory.mktemp("ledger")), DAY)


@pytest.fixture(scope="module")
def book(board: Board) -> Workbook:
    return book_of(board)


def book_of(board: Board) -> Workbook:
    """The workbook of June."""
    period = parse_period("2024-06")
    assert period is not None
    earlier = Board(board.ledger, period.first - timedelta(days=1))
    return ledger_workbook(build(board, earlier, period), board)


def sheet(book: Workbook, name: str) -> Worksheet:
    return next(one for one in book.sheets if one.name == name)


def by_id(table: Table, head: str = "编号") -> dict[Cell, dict[str, Cell]]:
    """Each row by its number, or by another of its cells, with its cells by their heads."""
    heads = [column.head for column in table.columns]
    rows = [dict(zip(heads, row, strict=True)) for row in table.rows]
    return {row[head]: row for row in rows}


def sizes(groups: Sequence[Group]) -> Iterator[int]:
    for group in groups:
        yield group.rows
        yield from sizes(group.parts)


def test_the_ledger_has_the_columns_that_offices_use(book: Workbook) -> None:
    heads = [column.head for column in sheet(book, "工作台账").table.columns]
    assert heads == [
        "序号",
        "任务",
        "编号",
        "措施",
        "牵头单位",
        "责任单位",
        "完成时限",
        "进展情况",
        "存在问题",
        "下步打算",
        "完成比例",
        "序时进度",
        "亮灯",
        "状态",
        "是否销号",
        "销号日期",
        "佐证",
        "备注",
    ]


def test_the_sheets_are_in_the_order_in_which_they_are_read(book: Workbook) -> None:
    names = [one.name for one in book.sheets]
    assert names == ["工作台账", "指标", "单位", "部分", "逾期和临期"]


def test_an_open_measure_tells_its_progress_its_issue_and_what_is_next(book: Workbook) -> None:
    row = by_id(sheet(book, "工作台账").table)["8.4"]
    assert row["进展情况"] == "2024年4月20日进展：完成60%"
    assert (row["存在问题"], row["下步打算"]) == ("缺资金", "争取资金")
    assert row["完成时限"] == date(2024, 7, 10)
    assert str(row["备注"]).startswith("原定2024-06-10；临期")
    assert "延期1次" in str(row["备注"])
    assert (row["是否销号"], row["销号日期"], row["亮灯"]) == ("否", None, "黄")


def test_a_closed_measure_keeps_its_progress_and_tells_when_and_on_what_it_was_closed(
    book: Workbook,
) -> None:
    row = by_id(sheet(book, "工作台账").table)["8.5"]
    assert row["进展情况"] == "2024年4月20日进展：完成90%；2024年6月20日销号"
    assert (row["存在问题"], row["下步打算"]) == ("", "")
    assert (row["是否销号"], row["销号日期"]) == ("是", date(2024, 6, 20))
    assert row["佐证"] == "验收单（evidence/8.5/验收单.pdf）"
    assert (row["完成比例"], row["亮灯"], row["状态"]) == (100, "蓝", "已销号")


def test_a_cancelled_measure_is_not_closed_off(book: Workbook) -> None:
    row = by_id(sheet(book, "工作台账").table)["8.6"]
    assert (row["是否销号"], row["状态"], row["亮灯"]) == ("否", "已核减", "灰")
    assert row["进展情况"] == "2024年3月20日进展：完成10%；2024年5月20日核减：项目取消"


def test_a_measure_without_records_has_blanks(book: Workbook) -> None:
    row = by_id(sheet(book, "工作台账").table)["8.7"]
    assert (row["进展情况"], row["佐证"], row["完成比例"]) == ("", "", 0)
    assert row["措施"] == "城镇污水管网建设\n加快城镇污水管网建设。"


def test_every_row_stands_below_its_section_and_its_task(book: Workbook) -> None:
    ledger = sheet(book, "工作台账")
    assert [group.title for group in ledger.groups] == ["三（二）持续深入推进污染防治攻坚"]
    assert [one.title for one in ledger.groups[0].parts] == ["8.持续深入打好碧水保卫战（5项）"]
    assert sum(sizes(ledger.groups)) == len(ledger.table.rows) == 5


def test_readings_are_numbers_as_they_were_written(book: Workbook) -> None:
    table = sheet(book, "指标").table
    rows = by_id(table, "指标")
    first, *_ = rows.values()
    assert str(first["最近数据"]) == "25.40"
    assert first["说明"] == "比目标高1.4微克/立方米"
    assert (rows["植树"]["最近数据"], rows["植树"]["单位"]) == (None, "万株")
    assert rows["水质"]["单位"] == ""


def test_indicators_are_counted_and_show_none_of_our_codes(book: Workbook) -> None:
    table = sheet(book, "指标").table
    assert [row[0] for row in table.rows] == [1, 2, 3]
    assert not {"pm25", "trees", "quality"} & {cell for row in table.rows for cell in row}


def test_nothing_that_readers_of_the_workbook_see_has_blanks_beside_numbers(book: Workbook) -> None:
    told = [str(row["备注"]) for row in by_id(sheet(book, "工作台账").table).values()]
    assert any(told)
    assert not any(" " in words for words in (*told, *sheet(book, "工作台账").notes))
    assert book.subtitle.startswith("方案文号：")


def test_overdue_measures_stand_before_those_soon_due_with_their_days(book: Workbook) -> None:
    late = sheet(book, "逾期和临期")
    rows = by_id(late.table)
    assert list(rows) == ["8.3", "8.4"]
    assert (rows["8.3"]["逾期天数"], rows["8.3"]["剩余天数"]) == (30, None)
    assert (rows["8.4"]["逾期天数"], rows["8.4"]["剩余天数"]) == (None, 10)
    assert [(group.title, group.rows) for group in late.groups] == [
        ("逾期（1项）", 1),
        ("临期（1项）", 1),
    ]


def test_the_charts_draw_the_figures_of_the_table_beside_them(book: Workbook) -> None:
    units = sheet(book, "单位")
    rates, counts = units.charts
    assert rates.categories == counts.categories == (LEAD,)
    assert rates.series[0].values == (Decimal("25.0"),)
    assert [series.values for series in counts.series] == [(1,), (2,), (1,), (1,)]
    assert units.table.rows[0][units.table.columns.index(_column(units, "rate"))] == Decimal("25.0")


def _column(sheet: Worksheet, key: str) -> object:
    return next(column for column in sheet.table.columns if column.key == key)


def test_the_guide_tells_the_lights_by_the_settings_of_the_office(book: Workbook) -> None:
    guide = dict(book.guide)
    assert guide["黄灯"] == (
        "临期（30天内到期）、滞后（完成比例落后序时进度超过10个百分点）或已退回"
    )
    assert guide["红灯"] == "逾期（过了完成时限还没有销号）"


def test_the_red_light_for_falling_far_behind_is_told_where_it_is_set(tmp_path: Path) -> None:
    found = judge(ledger_files(plan="policy: {lag_red: 30}\n"), tmp_path).ledger
    guide = dict(book_of(Board(found, DAY)).guide)
    assert guide["红灯"].endswith("，或完成比例落后序时进度超过30个百分点")


def test_a_question_gives_the_same_ledger_of_fewer_measures(board: Board, book: Workbook) -> None:
    facts = (("数据版本", "abc"),)
    found = selected_workbook(board, Question(states=("已销号",)), facts)
    (one,) = found.sheets
    whole = by_id(sheet(book, "工作台账").table)["8.5"]
    assert by_id(one.table)["8.5"] == {**whole, "序号": 1}
    assert found.subtitle.endswith("筛选：状态 已销号")
    assert ("数据版本", "abc") in found.facts
    assert ("筛选", "状态 已销号") in found.facts


def test_a_question_that_leaves_nothing_says_so(board: Board) -> None:
    found = selected_workbook(board, Question(states=("已退回",)), ())
    assert found.sheets[0].table.rows == ()
    assert found.sheets[0].empty == "没有符合条件的措施"


def test_a_question_for_what_does_not_exist_is_refused(board: Board) -> None:
    with pytest.raises(Unknown, match="没有状态"):
        selected_workbook(board, Question(states=("完成",)), ())
