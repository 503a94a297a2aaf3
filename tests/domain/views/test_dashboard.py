"""The leader's page, a unit's, a measure's: every figure is the ledger's, nothing is left out."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from tests.support.build import DAY, Value, a_measure, a_target, a_unit, judge, ledger_files
from tests.support.cli import LedgerCli
from tests.support.pages import DEMO, Element, demo, parsed

from ganxian_ledger.domain.state.advance import Advance, advance_of
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.views.dashboard import dashboard
from ganxian_ledger.domain.views.measure_page import measure_page
from ganxian_ledger.domain.views.page import Listing, Page
from ganxian_ledger.domain.views.page_parts import Site, filters_of
from ganxian_ledger.domain.views.page_targets import readings_of, targets_listing
from ganxian_ledger.domain.views.site import page_names, site_pages
from ganxian_ledger.domain.views.table import Column, Table
from ganxian_ledger.domain.views.unit_page import unit_page
from ganxian_ledger.render.page import page

MONTHS = ("2024-03", "2024-06", "2024-12", "2024")
SUMS = ("total", "closed", "open", "overdue", "due_soon", "lagging", "submitted", "close_rate")


def board_of(tmp_path: Path, day: date = DAY, **files: object) -> Board:
    opened = judge(ledger_files(**files), tmp_path, day)  # type: ignore[arg-type]
    return Board(opened.ledger, day)


def status_of(tmp_path: Path, day: date, *more: str) -> dict[str, object]:
    words = ("--data", str(DEMO), "--as-of", day.isoformat(), "--format", "json")
    found: dict[str, object] = LedgerCli(tmp_path)("status", *words, *more).expects(0).json
    return found


def listing_of(view: Page, key: str) -> Listing:
    return next(section for section in view.sections if section.key == key).listings[0]


def rows_of(root: Element, title: str) -> list[list[str]]:
    """The rows of a section's first table, without heads, sums and what unfolds."""
    section = next(s for s in root.all("section") if s.one("h2").text.startswith(title))
    table = next(section.all("table"), Element("table", {}, None))
    bodies = [b for b in table.all("tbody") if "sum" not in b.attributes.values()]
    rows = [row for body in bodies for row in body.all("tr") if "class" not in row.attributes]
    return [row.cells() for row in rows]


@pytest.mark.parametrize("month", MONTHS)
def test_every_key_figure_is_that_of_status(tmp_path: Path, month: str) -> None:
    assessed = demo(month)
    root = parsed(page(dashboard(assessed.report, assessed.board)))

    told = status_of(tmp_path, assessed.board.day)
    summary = told["summary"]
    assert isinstance(summary, dict)
    shown = {key: root.one("b", id=f"v-{key}").text for key in SUMS}
    assert shown == {key: str(summary[key]) for key in SUMS}


@pytest.mark.parametrize("month", MONTHS)
def test_every_row_is_that_of_status(tmp_path: Path, month: str) -> None:
    assessed = demo(month)
    root = parsed(page(dashboard(assessed.report, assessed.board)))

    told = status_of(tmp_path, assessed.board.day)["measures"]
    assert isinstance(told, list)
    assert [row[:9] for row in rows_of(root, "全部措施")] == [
        [
            m["id"],
            m["title"],
            "、".join(m["lead"]),
            m["section"],
            m["due"],
            m["state"],
            m["light"],
            f"{m['percent']}%",
            f"{m['time_progress']}%",
        ]
        for m in told
    ]
    late = sorted((m for m in told if m["days_overdue"]), key=lambda m: -m["days_overdue"])
    assert [(row[0], row[4]) for row in rows_of(root, "逾期事项")] == [
        (m["id"], str(m["days_overdue"])) for m in late
    ]


@pytest.mark.parametrize("month", MONTHS)
def test_units_and_sections_add_up_to_the_whole(month: str) -> None:
    assessed = demo(month)
    root = parsed(page(dashboard(assessed.report, assessed.board)))
    whole = assessed.board.summary

    units = rows_of(root, "各牵头单位")
    assert sum(int(row[4]) for row in units) == whole.total
    assert sum(int(row[5]) for row in units) == whole.closed
    sections = rows_of(root, "各部分")
    assert sum(int(row[2]) for row in sections) == whole.total
    assert [row[4] for row in sections] == [
        f"{float(s.close_rate or 0):.1f}%" for _, _, s in assessed.board.by_section
    ]


@pytest.mark.parametrize("month", ["2024-03", "2024-12"])
def test_each_measure_unfolds_its_records_up_to_the_day_and_none_later(month: str) -> None:
    assessed = demo(month)
    listing = listing_of(dashboard(assessed.report, assessed.board), "measures")

    for row, detail in zip(assessed.board.rows, listing.details, strict=True):
        known = [e for e in row.entry.measure.log if e.date <= assessed.board.day]
        assert detail is not None
        assert [entry.date for entry in detail.timeline] == [e.date.isoformat() for e in known]
        latest = row.standing.progress
        for event, told in zip(known, detail.timeline, strict=True):
            percent = getattr(event, "percent", None)
            assert percent is None or told.words.startswith(f"{percent}%")
            if percent is None or event is latest:
                assert (event.note or "") in told.words
            else:
                assert ("反映了问题" in told.words) == bool(getattr(event, "issue", None))
        assert ("原文", row.entry.measure.text) in detail.facts


def test_who_is_to_be_expected_is_not_named_on_a_short_timeline(tmp_path: Path) -> None:
    log: list[dict[str, Value]] = [
        {
            "date": date(2024, 3, 1),
            "type": "progress",
            "by": "区城管局",
            "percent": 10,
            "note": "开工",
        },
        {"date": date(2024, 4, 1), "type": "progress", "by": "区水利局", "percent": 20},
        {
            "date": date(2024, 5, 1),
            "type": "extend",
            "by": "领导小组办公室",
            "to": date(2025, 1, 31),
            "reason": "雨季",
        },
    ]
    board = board_of(
        tmp_path,
        more_measures=[a_measure(id="8.4", log=log)],
        more_units=[a_unit(name="区水利局")],
    )
    row = board.row("8.4")
    view = measure_page(board, row)

    detail = unit_page(board, board.ledger.unit("区城管局"))
    short = listing_of(detail, "measures").details[1]
    assert short is not None
    assert [(e.by, e.words) for e in short.timeline] == [
        ("", "10%"),
        ("区水利局", "20%"),
        ("", "延期至 2025-01-31：雨季"),
    ]
    whole = next(s for s in view.sections if s.key == "records").timeline
    assert [e.by for e in whole] == ["区城管局", "区水利局", "领导小组办公室"]


def test_the_means_leave_out_what_is_cancelled_and_count_closed_as_done(tmp_path: Path) -> None:
    def log(kind: str, **more: object) -> list[dict[str, object]]:
        return [{"date": date(2024, 3, 1), "type": kind, "by": "区城管局", **more}]

    board = board_of(
        tmp_path,
        more_measures=[
            a_measure(id="8.4", log=log("progress", percent=40)),  # type: ignore[arg-type]
            a_measure(id="8.5", due=date(2024, 3, 31), log=log("close")),  # type: ignore[arg-type]
            a_measure(id="8.6", log=log("cancel", reason="上级取消")),  # type: ignore[arg-type]
        ],
    )

    assert advance_of(board.rows) == Advance(Fraction(140, 3), Fraction(200, 3))
    assert advance_of(()) == Advance(None, None)
    assert advance_of(row for row in board.rows if row.id == "8.6") == Advance(None, None)


def test_a_filter_offers_each_piece_of_its_column_once() -> None:
    columns = (Column("lead", "牵头单位"), Column("remarks", "提示"), Column("state", "状态"))
    rows = (
        ("甲、乙", "逾期 12 天，延期 1 次", "推进中"),
        ("乙", "逾期 3 天", "推进中"),
        ("丙", "", "推进中"),
        ("合计", "", ""),
    )
    found = filters_of(
        Table(columns, rows, sums=1), {"lead": "牵头", "remarks": "提示", "state": "状态"}
    )

    assert [(f.column, [o.value for o in f.options]) for f in found] == [
        ("lead", ["甲", "乙", "丙"]),
        ("remarks", ["逾期", "延期"]),
    ]


def test_what_pieces_count_is_no_part_of_a_choice_with_or_without_a_space() -> None:
    table = Table((Column("remarks", "提示"),), (("逾期12天，延期1次",), ("滞后 3.5 个百分点",)))

    (found,) = filters_of(table, {"remarks": "提示"})
    assert [one.value for one in found.options] == ["逾期", "延期", "滞后"]


@pytest.mark.parametrize("month", MONTHS)
def test_the_page_points_to_nothing_that_it_does_not_have(month: str) -> None:
    assessed = demo(month)
    root = parsed(page(dashboard(assessed.report, assessed.board)))

    assert "附件" not in root.text
    assert "见表" not in root.text
    assert root.one("h1").text == f"{assessed.report.head.period}工作进展情况"


@pytest.mark.parametrize("month", MONTHS)
def test_the_words_on_targets_count_what_the_listing_has(month: str) -> None:
    assessed = demo(month)
    view = dashboard(assessed.report, assessed.board)
    section = next(section for section in view.sections if section.key == "targets")
    held = Counter(str(row[5]) for row in section.listings[0].table.rows)

    told = "".join(section.words)
    worded = held.pop("定性")
    assert f"量化指标{sum(held.values())}项、定性指标{worded}项。" in told
    for verdict, count in held.items():
        assert f"{verdict}{count}项" in told
    missed = [row[0] for row in section.listings[0].table.rows if row[5] == "未达标"]
    assert not missed or f"未达标的有{missed[0]}" in told or f"项：{missed[0]}" in told


def test_a_name_with_a_space_is_offered_whole() -> None:
    table = Table((Column("lead", "牵头单位"),), (("供电 公司、区",), ("供电 二公司",)))

    (found,) = filters_of(table, {"lead": "牵头"})
    assert [one.value for one in found.options] == ["供电 公司", "区", "供电 二公司"]


def test_an_indicators_line_has_each_period_once_in_order_up_to_the_day(tmp_path: Path) -> None:
    readings: list[dict[str, Value]] = [
        {"period": "2024-02", "date": date(2024, 3, 5), "value": 30, "by": "区城管局"},
        {"period": "2024-01", "date": date(2024, 3, 6), "value": 40, "by": "区城管局"},
        {"period": "2024-02", "date": date(2024, 4, 1), "value": 28, "by": "区城管局"},
        {"period": "2024-05", "date": date(2024, 7, 1), "value": 20, "by": "区城管局"},
    ]
    board = board_of(tmp_path, more_targets=[a_target(id="o3", readings=readings)])
    target = board.ledger.targets[1]

    assert [(r.period.text, int(r.value or 0)) for r in readings_of(target, board)] == [
        ("2024-01", 40),
        ("2024-02", 28),
    ]
    listing = targets_listing(board, board.attainments)
    assert listing.pictures is not None
    assert listing.pictures.drawn[0] is None
    assert listing.details[1] is not None
    assert listing.details[1].facts[0][1] == "2024年1月 40微克/立方米；2024年2月 28微克/立方米"


@pytest.mark.parametrize("day", [date(2024, 6, 30), date(2024, 12, 31)])
def test_a_units_figures_are_those_that_status_gives_of_its_leading(
    tmp_path: Path, day: date
) -> None:
    board = demo("2024-06" if day.month == 6 else "2024-12").board
    view = unit_page(board, board.ledger.unit("区生态环境局"))

    told = status_of(tmp_path, day, "--unit", "区生态环境局", "--lead")["summary"]
    assert isinstance(told, dict)
    shown = {card.key: card.value for card in view.cards}
    assert {key: shown[key] for key in SUMS} == {key: str(told[key]) for key in SUMS}
    both = status_of(tmp_path, day, "--unit", "区生态环境局")["measures"]
    assert isinstance(both, list)
    assert [row[0] for row in listing_of(view, "measures").table.rows] == [m["id"] for m in both]


def test_a_site_has_a_page_for_each_unit_and_measure_and_every_link_leads_to_one() -> None:
    assessed = demo("2024-06")
    pages = list(site_pages(assessed.report, assessed.board))

    names = [view.name for view in pages]
    assert tuple(names) == page_names(assessed.board)
    assert len(names) == len(set(names)) == 1 + len(list(assessed.board.ledger.units)) + 79
    linked = {link for v in pages for s in v.sections for one in s.listings for link in one.links}
    assert linked - {""} <= set(names)
    assert {f"measure-{row.id}" for row in assessed.board.rows} <= linked
    assert {link.page for view in pages for link in view.up} <= set(names)


def test_names_of_pages_hold_nothing_of_the_data(tmp_path: Path) -> None:
    board = board_of(tmp_path, more_units=[a_unit(name="../../etc/passwd")])

    assert re.fullmatch("unit-[0-9a-f]{12}", Site.of(board).unit("../../etc/passwd"))
    assert Site.of(board).unit("没有") == ""


def test_a_units_page_keeps_its_name_whatever_is_registered_before_it(tmp_path: Path) -> None:
    before = board_of(tmp_path, more_units=[a_unit(name="甲局"), a_unit(name="乙局")])
    after = board_of(
        tmp_path, more_units=[a_unit(name="乙局"), a_unit(name="新局"), a_unit(name="甲局")]
    )

    names = {name: Site.of(before).unit(name) for name in ("甲局", "乙局")}
    assert {name: Site.of(after).unit(name) for name in names} == names
    assert len(set(Site.of(after).units.values())) == len(list(after.ledger.units))


def test_a_plan_without_measures_has_a_page_that_says_so(tmp_path: Path) -> None:
    board = board_of(tmp_path)
    ledger = board.ledger
    bare = ledger.tasks.model_copy(update={"sections": ()})
    empty = Board(
        type(ledger)(bare, ledger.targets_file, ledger.units, ledger.projects_file, ledger.access),
        DAY,
    )
    from ganxian_ledger.domain.model.calendar import month_of
    from ganxian_ledger.domain.views.monthly import build

    report = build(empty, Board(empty.ledger, date(2024, 5, 31)), month_of(DAY))
    root = parsed(page(dashboard(report, empty)))

    assert root.one("b", id="v-total").text == "0"
    assert root.one("b", id="v-close_rate").text == "—"
    assert "没有措施" in root.text
