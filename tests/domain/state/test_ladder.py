"""The ladder: which letter is due to whom, why, and when it is not proposed again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.support.build import a_measure, a_unit, as_yaml, items, judge, ledger_files

from ganxian_ledger.domain.model.calendar import month_of
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.places import LETTERS
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.state.ladder import Rung, rungs_of

DAY = date(2024, 6, 30)
UNIT = "区城管局"
SEEN = "{date: 2024-06-20, type: progress, by: 区城管局, percent: 10}"
DONE = "{date: 2024-06-20, type: progress, by: 区城管局, percent: 60}"
LATE = f"due: 2024-05-31\nlog: [{SEEN}]"
BEHIND = f"log: [{SEEN}]"


def a_letter(day: str, kind: str, measures: Sequence[str] = ("8.3",), **more: Any) -> str:
    record: dict[str, Any] = {
        "date": date.fromisoformat(day),
        "kind": kind,
        "to": UNIT,
        "by": "领导小组办公室",
    }
    return as_yaml({**record, "measures": list(measures), **more})


def ledger_of(folder: Path, *letters: str, **keys: Any) -> Ledger:
    files = ledger_files(**keys)
    if letters:
        text = f"schema_version: 1\nletters:\n{items(letters, indent=2)}"
        files[LETTERS] = text.encode()
    opened = judge(files, folder, DAY)
    assert [d.message for d in opened.judgement.diagnostics if d.severity.value == "error"] == []
    return opened.ledger


def rung(folder: Path, *letters: str, day: date = DAY, **keys: Any) -> Rung:
    known = keys.pop("known", None)
    found = rungs_of(Board(ledger_of(folder, *letters, **keys), day), month_of(day), known=known)
    return next(one for one in found if one.unit == UNIT)


@pytest.mark.parametrize(
    ("measure", "kind", "reasons"),
    [
        (f"log: [{DONE}]", None, ()),
        (BEHIND, "提醒函", ("滞后1项：8.3",)),
        (f"due: 2024-07-20\nlog: [{DONE.replace('60', '95')}]", "提醒函", ("临期1项：8.3",)),
        (f"log: [{DONE.replace('06-20', '05-20')}]", "提醒函", ("未报送1项：8.3",)),
        (LATE, "督办函", ("逾期1项：8.3（30天）",)),
    ],
)
def test_without_letters_it_is_a_reminder_or_an_urging(
    measure: str, kind: str | None, reasons: tuple[str, ...], tmp_path: Path
) -> None:
    found = rung(tmp_path, measure=measure)
    assert (found.kind, found.reasons, found.raised) == (kind, reasons, ())


def test_a_measure_reminded_twice_and_still_behind_is_urged(tmp_path: Path) -> None:
    first, second = a_letter("2024-04-25", "提醒函"), a_letter("2024-05-27", "提醒函")
    assert rung(tmp_path, first, measure=BEHIND).kind == "提醒函"
    twice = rung(tmp_path, first, second, measure=BEHIND)
    assert twice.kind == "督办函"
    assert twice.raised == ("8.3已于2024年4月25日、5月27日两次发函提醒，仍滞后",)
    assert [one.letter.date for one in twice.grounds[0].letters] == [
        date(2024, 4, 25),
        date(2024, 5, 27),
    ]
    caught_up = rung(tmp_path, first, second, measure=f"log: [{DONE}]")
    assert caught_up.kind is None


def test_two_letters_of_one_day_are_one_reminder(tmp_path: Path) -> None:
    same = (a_letter("2024-05-27", "提醒函"), a_letter("2024-05-27", "提醒函", number="甲1号"))
    assert rung(tmp_path, *same, measure=BEHIND).kind == "提醒函"


def test_letters_about_other_measures_to_others_or_of_later_do_not_count(tmp_path: Path) -> None:
    others = (
        a_letter("2024-04-25", "提醒函", ("8.4",)),
        a_letter("2024-05-20", "提醒函", to="区水利局"),
        a_letter("2024-05-27", "提醒函"),
        a_letter("2024-07-01", "提醒函"),
    )
    more: dict[str, Any] = {
        "more_measures": [a_measure(id="8.4")],
        "more_units": [a_unit(name="区水利局")],
    }
    assert rung(tmp_path, *others, measure=BEHIND, **more).kind == "提醒函"


def test_a_measure_urged_twice_and_still_overdue_leads_to_a_talk(tmp_path: Path) -> None:
    first = a_letter("2024-06-03", "督办函", answer_due=date(2024, 6, 13))
    second = a_letter("2024-06-17", "督办函", number="甲3号", answer_due=date(2024, 6, 27))
    once = rung(tmp_path, first, measure=LATE)
    assert once.kind == "督办函"
    assert once.raised == ("8.3（逾期30天）已于2024年6月3日发函督办，仍未办结",)
    assert once.reasons == once.raised
    twice = rung(tmp_path, first, second, measure=LATE)
    assert twice.kind == "约谈"
    assert twice.reasons == ("8.3（逾期30天）已于2024年6月3日、6月17日两次发函督办，仍未办结",)


def test_urgings_count_from_the_deadline_in_force(tmp_path: Path) -> None:
    extended = (
        "due: 2024-04-30\n"
        "log: [{date: 2024-05-28, type: extend, by: 领导小组办公室, to: 2024-06-20, reason: 汛期},"
        f" {SEEN}]"
    )
    before = (a_letter("2024-05-06", "督办函"), a_letter("2024-05-20", "督办函"))
    found = rung(tmp_path, *before, measure=extended)
    assert (found.kind, found.raised) == ("督办函", ())


def test_a_reopened_measure_starts_anew(tmp_path: Path) -> None:
    office = "by: 领导小组办公室"
    again = (
        f"due: 2024-04-30\nlog: [{{date: 2024-06-01, type: close, {office}}},"
        f" {{date: 2024-06-05, type: reopen, {office}, reason: 反弹}}, {SEEN}]"
    )
    before = (a_letter("2024-05-06", "督办函"), a_letter("2024-05-20", "督办函"))
    assert rung(tmp_path, *before, measure=again).kind == "督办函"


def test_nothing_is_proposed_while_a_letter_waits_for_its_answer(tmp_path: Path) -> None:
    sent = a_letter("2024-06-25", "督办函", answer_due=date(2024, 6, 30))
    found = rung(tmp_path, sent, measure=LATE)
    assert found.kind is None
    assert found.is_waiting
    assert [(one.row.id, one.letters[0].letter.kind) for one in found.held] == [("8.3", "督办函")]
    assert rung(tmp_path, sent, measure=LATE, day=date(2024, 7, 1)).kind == "督办函"


def test_an_answer_ends_the_waiting(tmp_path: Path) -> None:
    answers = [{"date": date(2024, 6, 28), "by": UNIT}]
    sent = a_letter("2024-06-25", "督办函", answer_due=date(2024, 7, 5), answers=answers)
    assert rung(tmp_path, sent, measure=LATE, day=date(2024, 6, 27)).kind is None
    assert rung(tmp_path, sent, measure=LATE).kind == "督办函"


def test_what_waits_is_left_out_and_the_rest_is_written_about(tmp_path: Path) -> None:
    sent = a_letter("2024-06-25", "督办函", answer_due=date(2024, 7, 5))
    found = rung(tmp_path, sent, measure=LATE, more_measures=[a_measure(id="8.4")])
    assert (found.kind, found.matters.measures) == ("提醒函", ("8.4",))
    assert [one.row.id for one in found.held] == ["8.3"]


def test_the_highest_rung_takes_all_matters_inside(tmp_path: Path) -> None:
    found = rung(tmp_path, measure=LATE, more_measures=[a_measure(id="8.4")])
    assert (found.kind, found.matters.measures, found.led) == ("督办函", ("8.3", "8.4"), 2)


def test_letters_about_the_month_that_leave_after_it_count_for_it(tmp_path: Path) -> None:
    sent = a_letter("2024-07-03", "督办函", month="2024-06", answer_due=date(2024, 7, 13))
    assert rung(tmp_path, sent, measure=LATE).kind == "督办函"
    assert rung(tmp_path, sent, measure=LATE, known=date(2024, 7, 5)).kind is None
    assert rung(tmp_path, sent, measure=LATE, known=date(2024, 7, 14)).kind == "督办函"


SILENT: dict[str, Any] = {"measure": f"log: [{DONE.replace('06-20', '04-20')}]"}


def test_months_without_any_return_are_urged_where_letters_are_kept(tmp_path: Path) -> None:
    kept = a_letter("2024-05-18", "调度通知", (), month="2024-05")
    kept = kept.replace("measures: []\n", "")
    found = rung(tmp_path, kept, **SILENT)
    assert found.kind == "督办函"
    assert found.raised == ("2024年5月、6月连续两个月未报送工作进展",)
    longer = rung(tmp_path / "longer", kept.replace("2024-05", "2024-03"), measure="")
    assert longer.raised == ("2024年4月至6月连续三个月未报送工作进展",), "issued in April"
    begun = rung(tmp_path / "begun", kept.replace("2024-05", "2024-06"), **SILENT)
    assert begun.kind == "提醒函", "before June nobody kept a register"
    without = rung(tmp_path / "without", **SILENT)
    assert without.kind == "提醒函", "no register tells that nothing came"


def test_a_month_in_which_something_was_told_breaks_the_row(tmp_path: Path) -> None:
    kept = a_letter("2024-05-18", "提醒函", ("8.9",)).replace("measures: ['8.9']\n", "")
    told = SEEN.replace("06-20", "05-20")
    more = [f"{a_measure(id='8.4')}log: [{told}]\n"]
    assert rung(tmp_path, kept, **SILENT, more_measures=more).kind == "提醒函"


@pytest.mark.parametrize(
    ("policy", "kind"),
    [
        ("urge_overdue_days: 31", "提醒函"),
        ("urge_overdue_days: 30", "督办函"),
        ("talk_after_urgings: 1", "约谈"),
        ("talk_after_urgings: 0", "督办函"),
    ],
)
def test_the_office_sets_the_numbers(policy: str, kind: str, tmp_path: Path) -> None:
    sent = a_letter("2024-06-03", "督办函", answer_due=date(2024, 6, 13))
    found = rung(tmp_path, sent, measure=LATE, plan=f"policy: {{ladder: {{{policy}}}}}")
    assert found.kind == kind


def test_a_nought_switches_a_rung_off(tmp_path: Path) -> None:
    letters = (a_letter("2024-04-25", "提醒函"), a_letter("2024-05-27", "提醒函"))
    plan = "policy: {ladder: {urge_after_reminders: 0, urge_missing_months: 0}}"
    assert rung(tmp_path, *letters, measure=BEHIND, plan=plan).kind == "提醒函"


def test_the_office_gets_no_rung(tmp_path: Path) -> None:
    own = ledger_of(tmp_path, measure="lead: 领导小组办公室\ndue: 2024-05-31")
    assert rungs_of(Board(own, DAY), month_of(DAY)) == ()
