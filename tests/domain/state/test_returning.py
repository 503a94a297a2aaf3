"""Return days and working days; who returned a month on time, late or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pytest
from tests.support.build import Value, a_measure, a_target, a_unit, ledger_files

from ganxian_ledger.adapters.yaml.load import read_ledger
from ganxian_ledger.domain.model.calendar import Period, parse_period
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.state.board import Board, Reporting
from ganxian_ledger.domain.state.returning import (
    BeforePlan,
    ReturnDay,
    ReturnStatus,
    UnitReturn,
    counted_months,
    require_planned,
    return_day,
    returns_of,
    returns_summary,
)
from ganxian_ledger.domain.state.workdays import next_return

Plain = Mapping[str, Value]
MOVED = "return_holiday: next_working_day"


def month(text: str) -> Period:
    """A month as it is written."""
    period = parse_period(text)
    assert period is not None
    return period


def planned(policy: str, *, holidays: str = "", year: int = 2024) -> Ledger:
    """The small ledger of a year with these settings and the office's own calendar."""
    plan = f"start: {year}-01-01\ndue: {year}-12-31\npolicy: {{{policy}}}"
    files = ledger_files(plan=plan)
    if holidays:
        files["holidays.yaml"] = f"schema_version: 1\n{holidays}\n".encode()
    reading = read_ledger(files)
    assert reading.findings == ()
    return reading.ledger


def due(policy: str, of: str, *, holidays: str = "") -> ReturnDay:
    """By when a month is to be returned."""
    return return_day(planned(policy, holidays=holidays, year=int(of[:4])), month(of))


@pytest.mark.parametrize(
    ("policy", "of", "day"),
    [
        ("", "2024-06", "2024-06-30"),
        ("", "2024-02", "2024-02-29"),
        ("", "2023-02", "2023-02-28"),
        ("return_day: 25", "2024-06", "2024-06-25"),
        ("return_day: 31", "2024-01", "2024-01-31"),
        ("return_day: 31", "2024-06", "2024-06-30"),
        ("return_day: 31", "2024-02", "2024-02-29"),
        ("return_day: 30", "2023-02", "2023-02-28"),
        ("return_day: 30, return_holiday: as_is", "2024-06", "2024-06-30"),
    ],
)
def test_the_return_day_is_the_policys_or_the_months_last(policy: str, of: str, day: str) -> None:
    expected = date.fromisoformat(day)
    assert due(policy, of) == ReturnDay(expected, expected, is_known=True)


@pytest.mark.parametrize(
    ("policy", "of", "nominal", "day"),
    [
        (MOVED, "2024-06", "2024-06-30", "2024-07-01"),
        (MOVED, "2024-08", "2024-08-31", "2024-09-02"),
        (f"return_day: 1, {MOVED}", "2024-10", "2024-10-01", "2024-10-08"),
        (f"return_day: 6, {MOVED}", "2024-10", "2024-10-06", "2024-10-08"),
        (f"return_day: 29, {MOVED}", "2024-09", "2024-09-29", "2024-09-29"),
        (f"return_day: 28, {MOVED}", "2024-09", "2024-09-28", "2024-09-29"),
        (f"return_day: 12, {MOVED}", "2024-10", "2024-10-12", "2024-10-12"),
        (f"return_day: 25, {MOVED}", "2024-06", "2024-06-25", "2024-06-25"),
        (MOVED, "2023-12", "2023-12-31", "2024-01-02"),
        (f"return_day: 31, {MOVED}", "2024-02", "2024-02-29", "2024-02-29"),
    ],
)
def test_a_holiday_moves_it_to_the_next_day_of_work(
    policy: str, of: str, nominal: str, day: str
) -> None:
    found = due(policy, of)
    assert found == ReturnDay(date.fromisoformat(day), date.fromisoformat(nominal))
    assert found.is_moved is (nominal != day)


def test_a_year_that_no_calendar_covers_is_told() -> None:
    found = due(f"return_day: 6, {MOVED}", "2199-10")
    assert date(2199, 10, 6).weekday() == 6
    assert found == ReturnDay(date(2199, 10, 7), date(2199, 10, 6), is_known=False)
    assert not due(f"return_day: 7, {MOVED}", "2199-10").is_known
    assert due("return_day: 6", "2199-10").is_known


def test_the_offices_own_calendar_covers_a_year_and_names_single_days() -> None:
    day = f"return_day: 7, {MOVED}"
    own = "years: [2199]\ndays: [{date: 2199-10-07, kind: 休息, name: 国庆节}]"
    assert due(day, "2199-10", holidays=own) == ReturnDay(date(2199, 10, 8), date(2199, 10, 7))
    single = "days: [{date: 2199-10-07, kind: 休息}]"
    assert not due(day, "2199-10", holidays=single).is_known
    both = "days: [{date: 2199-10-07, kind: 休息}, {date: 2199-10-08, kind: 上班}]"
    assert due(day, "2199-10", holidays=both).is_known


def test_the_offices_own_calendar_goes_over_the_official_one() -> None:
    work = "days: [{date: 2024-06-30, kind: 上班}]"
    assert due(MOVED, "2024-06", holidays=work).day == date(2024, 6, 30)
    rest = "days: [{date: 2024-06-28, kind: 休息}]"
    assert due(f"return_day: 28, {MOVED}", "2024-06", holidays=rest).day == date(2024, 7, 1)
    alone = due(f"return_day: 1, {MOVED}", "2024-10", holidays="years: [2024]")
    assert alone == ReturnDay(date(2024, 10, 1), date(2024, 10, 1))


def test_a_moved_return_day_is_still_awaited_at_the_months_end() -> None:
    ledger = planned(MOVED)
    assert Board(ledger, date(2024, 6, 30)).rows[0].reporting is Reporting.AWAITED
    assert Board(planned(""), date(2024, 6, 30)).rows[0].reporting is Reporting.MISSING
    assert Board(ledger, date(2024, 7, 31)).rows[0].reporting is Reporting.MISSING


def test_the_next_return_may_still_be_that_of_the_month_before() -> None:
    ledger = planned(MOVED)
    assert next_return(ledger, date(2024, 6, 30)) == (month("2024-06"), date(2024, 7, 1))
    assert next_return(ledger, date(2024, 7, 1)) == (month("2024-07"), date(2024, 7, 31))
    assert next_return(ledger, date(2024, 8, 31)) == (month("2024-08"), date(2024, 9, 2))
    assert next_return(ledger, date(2024, 9, 1)) == (month("2024-08"), date(2024, 9, 2))
    late = planned(f"return_day: 31, {MOVED}", year=2023)
    assert next_return(late, date(2024, 1, 1)) == (month("2023-12"), date(2024, 1, 2))


# Which months count.


def counted(ledger: Ledger, day: str) -> list[str]:
    """The months that count on a day, as they are written."""
    return [one.text for one in counted_months(ledger, date.fromisoformat(day))]


def test_months_count_from_that_of_the_plans_issue() -> None:
    ledger = ledger_of({})
    assert counted(ledger, "2024-06-01") == ["2024-04", "2024-05", "2024-06"]
    assert counted(ledger, "2024-04-01") == ["2024-04"]
    assert counted(ledger, "2024-03-31") == []
    assert counted(ledger_of({}, plan="issued: 2023-11-01"), "2024-02-09") == ["2024-01", "2024-02"]


def test_a_month_before_it_counts_once_it_was_asked_for_or_returned() -> None:
    ledger = ledger_of(
        {"8.3": ("甲局", ())},
        (form("甲局", "2024-03-02", "2024-02"), form("甲局", "2024-01-02", "2023-12")),
        letters=(
            "{date: 2024-02-20, kind: 调度通知, to: 甲局, by: 领导小组办公室}",
            "{date: 2024-04-02, kind: 调度通知, to: 甲局, by: 领导小组办公室, month: 2024-03}",
            "{date: 2024-01-20, kind: 提醒函, to: 甲局, by: 领导小组办公室, month: 2024-01}",
        ),
    )
    assert counted(ledger, "2024-02-19") == []
    assert counted(ledger, "2024-02-20") == ["2024-02"], "a notice of the month of its day"
    assert counted(ledger, "2024-04-01") == ["2024-02", "2024-04"]
    assert counted(ledger, "2024-04-02") == ["2024-02", "2024-03", "2024-04"]
    unsent = ledger_of({"8.3": ("甲局", ())}, (form("甲局", "2024-03-02", "2024-02"),))
    assert counted(unsent, "2024-03-01") == []
    assert counted(unsent, "2024-03-02") == ["2024-02"]


def test_a_month_that_was_over_before_the_plan_starts_cannot_be_asked_about() -> None:
    ledger = ledger_of({}, plan="start: 2024-02-15")
    require_planned(ledger, month("2024-02"))
    with pytest.raises(BeforePlan) as caught:
        require_planned(ledger, month("2024-01"))
    assert caught.value.message == "2024年1月在方案起算之前，没有要报送的"
    assert "2024-02" in caught.value.remedy


# Who returned.


def record(day: str, kind: str, **fields: Value) -> Plain:
    """A record of a log."""
    return {"date": date.fromisoformat(day), "type": kind, "by": "领导小组办公室", **fields}


def progress(day: str) -> Plain:
    """A progress entered by itself."""
    return record(day, "progress", percent=10)


def from_form(day: str, kind: str = "progress") -> Plain:
    """A record that a form brought."""
    source = {"path": "returns/2024-06/甲.xlsx", "sha256": "a" * 64, "received": day}
    fields: dict[str, Value] = {"percent": 20} if kind == "progress" else {}
    return record(day, kind, source=source, **fields)


def form(unit: str, day: str, of: str = "2024-06") -> str:
    """An entry of returns.yaml."""
    return (
        f"- month: {of}\n  unit: {unit}\n  date: {day}\n  by: 领导小组办公室\n"
        f"  form: {{path: returns/{of}/{unit}-{day}.xlsx, sha256: {'ab' * 32}}}\n"
    )


def ledger_of(
    measures: Mapping[str, tuple[str, Sequence[Plain]]],
    forms: Sequence[str] = (),
    *,
    targets: Sequence[str] = (),
    letters: Sequence[str] = (),
    policy: str = "return_day: 25",
    plan: str = "",
) -> Ledger:
    """Measures by number with lead and log, forms, and further targets; 甲局 is also 甲."""
    written = [
        a_measure(id=number, lead=lead, log=list(log)) for number, (lead, log) in measures.items()
    ]
    units = [a_unit(name=f"{name}局") for name in "乙丙"]
    files = ledger_files(
        plan=f"policy: {{{policy}}}\n{plan}",
        measure="id: '8.1'\nlog: [{date: 2024-01-02, type: close, by: 领导小组办公室}]",
        target="goal: {text: 稳定}\nlead: 领导小组办公室",
        unit="name: 区城管局",
        more_measures=written,
        more_targets=targets,
        more_units=[a_unit(name="甲局", aliases=["甲"]), *units],
    )
    if forms:
        files["returns.yaml"] = ("schema_version: 1\nreturns:\n" + "".join(forms)).encode()
    if letters:
        text = "".join(f"- {one}\n" for one in letters)
        files["letters.yaml"] = f"schema_version: 1\nletters:\n{text}".encode()
    reading = read_ledger(files)
    assert reading.findings == ()
    return reading.ledger


def returned(ledger: Ledger, day: str, of: str = "2024-06") -> dict[str, UnitReturn]:
    """The returns by unit; the office is asked for its target in words."""
    found = returns_of(Board(ledger, date.fromisoformat(day)), month(of))
    return {one.unit: one for one in found if one.unit.endswith("局") and one.unit != "区城管局"}


def test_a_form_counts_from_the_day_it_was_received() -> None:
    ledger = ledger_of(
        {"8.3": ("甲局", ()), "8.4": ("乙局", ()), "8.5": ("丙局", ())},
        (form("甲局", "2024-06-25"), form("乙局", "2024-06-28"), form("丙局", "2024-07-01")),
    )
    words = {name: one.words for name, one in returned(ledger, "2024-07-05").items()}
    assert words == {"甲局": "按时", "乙局": "迟报 3 天", "丙局": "迟报 6 天"}
    assert returned(ledger, "2024-06-24")["丙局"].status is ReturnStatus.AWAITED
    assert returned(ledger, "2024-06-25")["丙局"].status is ReturnStatus.MISSING
    assert returned(ledger, "2024-06-27")["乙局"].status is ReturnStatus.MISSING
    assert returned(ledger, "2024-06-28")["乙局"].days_late == 3
    assert returned(ledger, "2024-06-24")["甲局"].received is None


def test_the_first_of_several_forms_counts_by_any_name_of_the_unit() -> None:
    ledger = ledger_of(
        {"8.3": ("甲局", ())},
        (form("甲局", "2024-06-27"), form("甲", "2024-06-24"), form("甲", "2024-07-24", "2024-07")),
    )
    found = returned(ledger, "2024-07-30")["甲局"]
    assert (found.words, found.received, found.forms) == ("按时", date(2024, 6, 24), 2)
    assert (found.how, found.by_records) == ("填报表", False)
    assert returned(ledger, "2024-07-30", "2024-07")["甲局"].forms == 1


def test_days_late_are_counted_over_holidays_from_the_moved_return_day() -> None:
    ledger = ledger_of(
        {"8.3": ("甲局", ())},
        (form("甲局", "2024-10-10", "2024-10"),),
        policy=f"return_day: 1, {MOVED}",
    )
    assert returned(ledger, "2024-10-07", "2024-10")["甲局"].status is ReturnStatus.AWAITED
    assert returned(ledger, "2024-10-08", "2024-10")["甲局"].status is ReturnStatus.MISSING
    assert returned(ledger, "2024-10-31", "2024-10")["甲局"].words == "迟报 2 天"


def test_a_form_is_asked_what_was_open_on_the_day_before_it_came() -> None:
    ledger = ledger_of(
        {
            "8.3": ("甲局", (from_form("2024-06-24"), from_form("2024-06-24", "submit"))),
            "8.4": ("甲局", (from_form("2024-06-24"), record("2024-06-26", "close"))),
            "8.5": ("甲局", (record("2024-06-20", "close"),)),
        },
        (form("甲局", "2024-06-24"),),
    )
    assert returned(ledger, "2024-06-30")["甲局"].asked == ("8.3", "8.4")


def test_without_a_form_asked_is_what_is_open_at_the_months_end() -> None:
    ledger = ledger_of(
        {
            "8.3": ("甲局", (record("2024-06-29", "close"),)),
            "8.4": ("甲局", (record("2024-07-02", "close"),)),
        }
    )
    assert returned(ledger, "2024-06-28")["甲局"].asked == ("8.3", "8.4")
    assert returned(ledger, "2024-07-31")["甲局"].asked == ("8.4",)


def test_single_records_return_a_month_when_they_tell_of_every_measure() -> None:
    ledger = ledger_of(
        {
            "8.3": ("甲局", (progress("2024-05-31"), progress("2024-06-10"))),
            "8.4": ("甲局", (record("2024-06-27", "submit"),)),
            "8.5": ("乙局", (progress("2024-06-10"),)),
            "8.6": ("乙局", (progress("2024-07-01"),)),
            "8.7": ("丙局", (from_form("2024-06-10"),)),
        }
    )
    found = returned(ledger, "2024-07-05")
    assert (found["甲局"].words, found["甲局"].received) == ("迟报 2 天", date(2024, 6, 27))
    assert (found["甲局"].by_records, found["甲局"].how) == (True, "逐项记录")
    assert found["甲局"].asked == ("8.3", "8.4")
    assert found["乙局"].status is ReturnStatus.MISSING
    assert found["丙局"].status is ReturnStatus.MISSING
    assert returned(ledger, "2024-06-24")["甲局"].status is ReturnStatus.AWAITED


def test_a_unit_of_which_nothing_is_asked_need_not_return() -> None:
    ledger = ledger_of({"8.3": ("甲局", (record("2024-05-29", "submit"),))})
    assert returned(ledger, "2024-06-30")["甲局"].status is ReturnStatus.NOT_ASKED
    assert "乙局" not in returned(ledger, "2024-06-30")


def test_a_unit_that_is_asked_for_targets_alone_returns_with_readings_of_the_month() -> None:
    target: dict[str, Value] = {"kind": "cumulative", "goal": {"at_least": 100}, "lead": "甲局"}
    reading: Plain = {"period": "2024-05", "date": date(2024, 6, 26), "value": 5, "by": "甲局"}
    settled: Plain = {"period": "2024-05", "date": date(2024, 5, 31), "value": 100, "by": "甲局"}
    read = a_target(id="read", readings=[reading], **target)
    done = a_target(id="done", readings=[settled], **target)
    unread = a_target(id="unread", **target)
    found = returned(ledger_of({}, targets=[read, done]), "2024-06-30")["甲局"]
    assert (found.asked, found.asked_targets) == ((), ("read",))
    assert (found.words, found.by_records) == ("迟报 1 天", True)
    both = returned(ledger_of({}, targets=[read, unread]), "2024-06-30")["甲局"]
    assert both.status is ReturnStatus.MISSING


def test_the_lead_of_the_day_is_asked_after_a_transfer() -> None:
    moved = record("2024-06-20", "transfer", lead="乙局", reason="分工调整")
    ledger = ledger_of({"8.3": ("甲局", (moved,))}, (form("甲局", "2024-06-18"),))
    found = returned(ledger, "2024-06-30")
    assert (found["甲局"].words, found["甲局"].asked) == ("按时", ("8.3",))
    assert (found["乙局"].words, found["乙局"].asked) == ("未报", ("8.3",))


def test_the_summary_counts_every_unit_once() -> None:
    ledger = ledger_of(
        {
            "8.3": ("甲局", ()),
            "8.4": ("乙局", ()),
            "8.5": ("丙局", (record("2024-02-01", "cancel", reason="撤"),)),
        },
        (form("乙局", "2024-06-26"),),
    )
    found = returns_summary(returned(ledger, "2024-06-30").values())
    assert found._asdict() == {
        "asked": 2,
        "on_time": 0,
        "late": 1,
        "missing": 1,
        "awaited": 0,
        "not_asked": 1,
    }
