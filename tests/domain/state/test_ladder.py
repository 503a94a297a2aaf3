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
from ganxian_ledger.domain.places import LETTERS, RETURNS
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.state.ladder import Rung, rungs_of
from ganxian_ledger.domain.state.sent import sent_of

DAY = date(2024, 6, 30)
UNIT = "区城管局"
SEEN = "{date: 2024-06-20, type: progress, by: 区城管局, percent: 10}"
DONE = "{date: 2024-06-20, type: progress, by: 区城管局, percent: 60}"
LATE = f"due: 2024-04-30\nlog: [{SEEN}]"
SINCE_MAY = f"due: 2024-05-31\nlog: [{SEEN}]"
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
        (SINCE_MAY, "督办函", ("逾期1项：8.3（30天）",)),
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


def test_letters_about_one_month_are_one_reminder(tmp_path: Path) -> None:
    same = (
        a_letter("2024-05-27", "提醒函"),
        a_letter("2024-05-27", "提醒函", number="甲1号"),
        a_letter("2024-06-03", "提醒函", month="2024-05"),
        a_letter("2024-05-29", "提醒函"),
    )
    assert rung(tmp_path, *same, measure=BEHIND).kind == "提醒函"
    april = a_letter("2024-05-04", "提醒函", month="2024-04")
    assert rung(tmp_path / "april", april, same[1], measure=BEHIND).kind == "督办函"


def test_the_months_own_letters_do_not_make_it_rise_but_settle_it(tmp_path: Path) -> None:
    sent = (a_letter("2024-04-25", "提醒函"), a_letter("2024-06-10", "提醒函"))
    found = rung(tmp_path, *sent, measure=BEHIND)
    assert (found.kind, [one.row.id for one in found.held]) == (None, ["8.3"])
    later = rung(tmp_path, *sent, measure=BEHIND, day=date(2024, 7, 30))
    assert later.kind == "督办函", "two months before July"


def test_reminders_about_something_else_do_not_count(tmp_path: Path) -> None:
    """The letters of April and May name a measure that was then ahead of the time."""
    ahead = "{date: 2024-03-20, type: progress, by: 区城管局, percent: 45}"
    sent = (a_letter("2024-04-25", "提醒函"), a_letter("2024-05-02", "提醒函", month="2024-05"))
    measure = f"log: [{ahead}, {SEEN.replace('10', '46')}]"
    plan = "policy: {lag_yellow: 3}"
    found = rung(tmp_path, *sent, measure=measure.replace("46", "45"), plan=plan)
    assert (found.kind, found.reasons) == ("提醒函", ("滞后1项：8.3",))
    behind = measure.replace("percent: 45", "percent: 20")
    assert rung(tmp_path / "behind", *sent, measure=behind, plan=plan).kind == "督办函"


def test_letters_about_other_measures_to_others_or_of_later_do_not_count(tmp_path: Path) -> None:
    others = (
        a_letter("2024-04-25", "提醒函", ("8.4",)),
        a_letter("2024-04-20", "提醒函", to="区水利局"),
        a_letter("2024-05-27", "提醒函"),
        a_letter("2024-07-01", "提醒函"),
        a_letter("2024-07-02", "提醒函", month="2024-07"),
    )
    more: dict[str, Any] = {
        "more_measures": [a_measure(id="8.4")],
        "more_units": [a_unit(name="区水利局")],
    }
    found = rung(tmp_path, *others, measure=BEHIND, **more, known=date(2024, 7, 20))
    assert (found.kind, [one.letter.date.month for one in found.sent]) == ("提醒函", [4, 5])


def test_a_measure_urged_in_two_months_and_still_overdue_leads_to_a_talk(tmp_path: Path) -> None:
    first = a_letter("2024-05-06", "督办函", answer_due=date(2024, 5, 16))
    again = a_letter("2024-05-20", "督办函", number="甲3号", answer_due=date(2024, 5, 30))
    once = rung(tmp_path, first, again, measure=LATE)
    assert once.kind == "督办函", "twice in one month"
    told = "8.3（逾期61天）已于2024年5月6日、5月20日两次发函督办，仍未办结"
    assert once.raised == (told,)
    assert once.reasons == once.raised
    second = a_letter("2024-06-17", "督办函", number="甲4号", answer_due=date(2024, 6, 27))
    june = rung(tmp_path, first, second, measure=LATE)
    assert june.kind == "督办函", "it was not answered, and is sent again"
    july = rung(tmp_path, first, second, measure=LATE, day=date(2024, 7, 31))
    assert july.kind == "约谈"
    assert july.reasons == ("8.3（逾期92天）已于2024年5月6日、6月17日两次发函督办，仍未办结",)


def test_after_a_talk_the_ladder_begins_anew(tmp_path: Path) -> None:
    sent = (
        a_letter("2024-05-06", "督办函", answer_due=date(2024, 5, 16)),
        a_letter("2024-06-17", "督办函", answer_due=date(2024, 6, 27)),
        a_letter("2024-07-31", "约谈", answer_due=date(2024, 8, 10)),
    )
    waiting = rung(tmp_path, *sent, measure=LATE, day=date(2024, 8, 8))
    assert (waiting.kind, waiting.held[0].letters[0].letter.kind) == (None, "约谈")
    anew = rung(tmp_path, *sent, measure=LATE, day=date(2024, 8, 31))
    assert anew.kind == "督办函"
    assert anew.raised[0] == "8.3（逾期123天）已于2024年7月31日约谈，仍未办结"
    urged = a_letter("2024-08-31", "督办函", answer_due=date(2024, 9, 10))
    once = rung(tmp_path, *sent, urged, measure=LATE, day=date(2024, 9, 30))
    assert (once.kind, len(once.grounds[0].letters)) == ("督办函", 1)


def test_a_talk_takes_the_place_of_answers_that_never_came(tmp_path: Path) -> None:
    sent = (
        a_letter("2024-05-06", "督办函", answer_due=date(2024, 5, 16)),
        a_letter("2024-05-07", "督办函", ("8.3", "8.4"), answer_due=date(2024, 5, 17)),
        a_letter("2024-05-08", "提醒函"),
        a_letter("2024-05-31", "约谈", answer_due=date(2024, 6, 10)),
        a_letter("2024-06-10", "督办函", answer_due=date(2024, 6, 20)),
    )
    ledger = ledger_of(tmp_path, *sent, measure=LATE, more_measures=[a_measure(id="8.4")])

    def answering(day: date) -> list[str]:
        return [one.answering.value for one in sent_of(ledger, day)]

    assert answering(date(2024, 5, 30)) == ["逾期未答复", "逾期未答复", "不要求答复"]
    assert answering(DAY) == ["已约谈", "逾期未答复", "不要求答复", "逾期未答复", "逾期未答复"]


def test_urgings_count_from_the_deadline_in_force(tmp_path: Path) -> None:
    extended = (
        "due: 2024-04-30\n"
        "log: [{date: 2024-05-28, type: extend, by: 领导小组办公室, to: 2024-06-20, reason: 汛期},"
        f" {SEEN}]"
    )
    before = (a_letter("2024-05-06", "督办函"), a_letter("2024-05-20", "督办函"))
    found = rung(tmp_path, *before, measure=extended)
    assert (found.kind, found.raised) == ("督办函", ())


def test_letters_sent_before_it_was_overdue_are_no_urgings_of_it(tmp_path: Path) -> None:
    """Letters name everything that a unit is behind with; one about May speaks of its end."""
    sent = (
        a_letter("2024-04-25", "督办函"),
        a_letter("2024-05-20", "督办函"),
        a_letter("2024-06-03", "督办函", month="2024-05"),
    )
    found = rung(tmp_path, *sent, measure=SINCE_MAY)
    assert (found.kind, found.raised) == ("督办函", ())


def test_a_later_extension_does_not_count_yet(tmp_path: Path) -> None:
    later = "{date: 2024-07-05, type: extend, by: 领导小组办公室, to: 2024-12-31, reason: 汛期}"
    sent = (a_letter("2024-04-06", "督办函"), a_letter("2024-05-20", "督办函"))
    measure = f"due: 2024-03-31\nlog: [{SEEN}, {later}]"
    assert rung(tmp_path, *sent, measure=measure).kind == "约谈"


def test_a_talk_counts_for_its_measures_and_until_they_are_put_off(tmp_path: Path) -> None:
    urged = (a_letter("2024-04-06", "督办函"), a_letter("2024-05-20", "督办函"))
    other = a_letter("2024-05-25", "约谈", ("8.4",))
    found = rung(
        tmp_path,
        *urged,
        other,
        measure=f"due: 2024-03-31\nlog: [{SEEN}]",
        more_measures=[a_measure(id="8.4")],
    )
    assert found.kind == "约谈"
    extended = (
        "due: 2024-03-31\n"
        "log: [{date: 2024-05-28, type: extend, by: 领导小组办公室, to: 2024-06-20, reason: 汛期},"
        f" {SEEN}]"
    )
    talk = a_letter("2024-05-25", "约谈")
    before = rung(tmp_path / "extended", *urged, talk, measure=extended)
    assert (before.kind, before.raised) == ("督办函", ())


def test_a_reopened_measure_starts_anew(tmp_path: Path) -> None:
    office = "by: 领导小组办公室"
    again = (
        f"due: 2024-04-30\nlog: [{{date: 2024-06-01, type: close, {office}}},"
        f" {{date: 2024-06-05, type: reopen, {office}, reason: 反弹}}, {SEEN}]"
    )
    before = (a_letter("2024-05-06", "督办函"), a_letter("2024-05-20", "督办函"))
    assert rung(tmp_path, *before, measure=again).kind == "督办函"


def test_nothing_is_proposed_until_the_answer_is_late(tmp_path: Path) -> None:
    sent = a_letter("2024-06-15", "督办函", answer_due=date(2024, 6, 25))
    found = rung(tmp_path, sent, measure=LATE, day=date(2024, 6, 25))
    assert found.kind is None
    assert found.is_settled
    assert [(one.row.id, one.letters[0].letter.kind) for one in found.held] == [("8.3", "督办函")]
    late = rung(tmp_path, sent, measure=LATE, day=date(2024, 6, 26))
    assert late.raised == ("8.3（逾期57天）已于2024年6月15日发函督办，仍未办结",)
    assert late.kind == "督办函", "the same letter again"
    again = a_letter("2024-06-26", "督办函", answer_due=date(2024, 7, 6))
    assert rung(tmp_path, sent, again, measure=LATE).kind is None


def test_a_letter_that_asks_for_no_answer_settles_the_month(tmp_path: Path) -> None:
    sent = a_letter("2024-06-10", "提醒函")
    assert rung(tmp_path, sent, measure=BEHIND).is_settled
    assert rung(tmp_path, sent, measure=BEHIND, day=date(2024, 7, 2)).kind == "提醒函"
    other = a_letter("2024-06-10", "提醒函", month="2024-05")
    assert rung(tmp_path, other, measure=BEHIND).kind == "提醒函", "it is about another month"
    whole = a_letter("2024-06-10", "提醒函").replace("measures: ['8.3']\n", "")
    assert rung(tmp_path, whole, measure=BEHIND).is_settled, "it names none and is about all"


def test_a_higher_rung_settles_too_and_a_lower_one_does_not(tmp_path: Path) -> None:
    for kind in ("提醒函", "督办函", "约谈"):
        sent = a_letter("2024-06-10", kind)
        assert rung(tmp_path / f"1{kind}", sent, measure=BEHIND).is_settled
        late = rung(tmp_path / f"2{kind}", sent, measure=LATE)
        assert late.kind == ("督办函" if kind == "提醒函" else None)


def test_an_answer_brings_rest_for_the_month_alone(tmp_path: Path) -> None:
    answers = [{"date": date(2024, 6, 28), "by": UNIT}]
    sent = a_letter("2024-06-15", "督办函", answer_due=date(2024, 6, 25), answers=answers)
    assert rung(tmp_path, sent, measure=LATE, day=date(2024, 6, 27)).kind == "督办函"
    assert rung(tmp_path, sent, measure=LATE).kind is None
    assert rung(tmp_path, sent, measure=LATE, day=date(2024, 7, 20)).kind == "督办函"


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


def test_months_without_any_return_are_urged_from_the_plans_issue_on(tmp_path: Path) -> None:
    found = rung(tmp_path, **SILENT)
    assert found.kind == "督办函"
    assert found.raised == ("2024年5月、6月连续两个月未报送工作进展",)
    longer = rung(tmp_path / "longer", measure="")
    assert longer.raised == ("2024年4月至6月连续三个月未报送工作进展",), "issued in April"
    issued = rung(tmp_path / "issued", measure="", plan="issued: 2024-06-16")
    assert issued.kind == "提醒函"


def test_before_the_issue_only_months_that_were_asked_for_count(tmp_path: Path) -> None:
    def raised(
        name: str, *months: str, sent: str = "2024-05-20", known: date | None = None
    ) -> tuple[str, ...]:
        notices = (a_letter(sent, "调度通知", (), month=month) for month in months)
        kept = [one.replace("measures: []\n", "") for one in notices]
        plan = "issued: 2024-06-16"
        return rung(tmp_path / name, *kept, measure="", plan=plan, known=known).raised

    assert raised("may", "2024-05") == ("2024年5月、6月连续两个月未报送工作进展",)
    assert raised("march", "2024-03", "2024-05") == raised("may", "2024-05"), "not in a row"
    assert raised("later", "2024-05", sent="2024-07-01") == ()
    known = raised("known", "2024-05", sent="2024-07-01", known=date(2024, 7, 1))
    assert known == raised("may", "2024-05")


def test_a_month_in_which_something_was_told_breaks_the_row(tmp_path: Path) -> None:
    told = SEEN.replace("06-20", "05-20")
    more = [f"{a_measure(id='8.4')}log: [{told}]\n"]
    assert rung(tmp_path, **SILENT, more_measures=more).kind == "提醒函"
    unknown = [f"{a_measure(id='8.4')}log: [{told.replace('05-20', '07-20')}]\n"]
    later = rung(tmp_path / "later", **SILENT, more_measures=unknown)
    assert later.kind == "督办函", "nobody knew of it on the day"


def from_form(of: str, day: str) -> str:
    return (
        f"{{date: {day}, type: progress, by: 区城管局, percent: 60, source: "
        f"{{path: returns/{of}/1.xlsx, sha256: {'1' * 64}, received: {day}}}}}"
    )


def returned(of: str, day: str) -> str:
    return (
        f"schema_version: 1\nreturns:\n  - {{month: {of}, unit: {UNIT}, date: {day}, "
        f"by: 领导小组办公室, form: {{path: returns/{of}/1.xlsx, sha256: {'1' * 64}}}}}\n"
    )


def test_a_record_of_a_form_tells_of_the_forms_month(tmp_path: Path) -> None:
    """The form of April came in May, and nothing of May or June did."""
    files = ledger_files(measure=f"log: [{from_form('2024-04', '2024-05-06')}]")
    files[RETURNS] = returned("2024-04", "2024-05-06").encode()
    ledger = judge(files, tmp_path, DAY).ledger
    (found,) = rungs_of(Board(ledger, DAY), month_of(DAY))
    assert found.raised == ("2024年5月、6月连续两个月未报送工作进展",)


@pytest.mark.parametrize("log", ["", f"log: [{from_form('2024-05', '2024-07-03')}]"])
def test_a_form_that_came_late_breaks_the_row_from_the_day_it_came(
    log: str, tmp_path: Path
) -> None:
    files = ledger_files(plan="issued: 2024-05-16", measure=log)
    files[RETURNS] = returned("2024-05", "2024-07-03").encode()
    ledger = judge(files, tmp_path, date(2024, 7, 5)).ledger

    def kind(known: date) -> str | None:
        (found,) = rungs_of(Board(ledger, DAY), month_of(DAY), known=known)
        return found.kind

    assert kind(date(2024, 7, 2)) == "督办函"
    assert kind(date(2024, 7, 3)) == "提醒函"


def test_what_came_in_after_the_month_is_not_asked_for_again(tmp_path: Path) -> None:
    files = ledger_files(measure=f"log: [{DONE.replace('06-20', '05-20')}]")
    files[RETURNS] = returned("2024-06", "2024-07-03").encode()
    ledger = judge(files, tmp_path, date(2024, 7, 5)).ledger

    def kind(known: date) -> str | None:
        (found,) = rungs_of(Board(ledger, DAY), month_of(DAY), known=known)
        return found.kind

    assert kind(date(2024, 7, 2)) == "提醒函"
    assert kind(date(2024, 7, 3)) is None


def test_what_a_form_of_the_month_left_empty_is_asked_for(tmp_path: Path) -> None:
    files = ledger_files(measure=f"log: [{DONE.replace('06-20', '05-20')}]")
    files[RETURNS] = returned("2024-06", "2024-06-20").encode()
    ledger = judge(files, tmp_path, DAY).ledger
    (found,) = rungs_of(Board(ledger, DAY), month_of(DAY))
    assert found.reasons == ("未报送1项：8.3",)


@pytest.mark.parametrize(
    ("policy", "kind"),
    [
        ("urge_overdue_days: 62", "提醒函"),
        ("urge_overdue_days: 61", "督办函"),
        ("talk_after_urgings: 1", "约谈"),
        ("talk_after_urgings: 0", "督办函"),
    ],
)
def test_the_office_sets_the_numbers(policy: str, kind: str, tmp_path: Path) -> None:
    sent = a_letter("2024-05-06", "督办函", answer_due=date(2024, 5, 16))
    found = rung(tmp_path, sent, measure=LATE, plan=f"policy: {{ladder: {{{policy}}}}}")
    assert found.kind == kind


def test_a_nought_switches_a_rung_off(tmp_path: Path) -> None:
    letters = (a_letter("2024-04-25", "提醒函"), a_letter("2024-05-27", "提醒函"))
    plan = "policy: {ladder: {urge_after_reminders: 0, urge_missing_months: 0}}"
    assert rung(tmp_path, *letters, measure=BEHIND, plan=plan).kind == "提醒函"


def test_the_office_gets_no_rung(tmp_path: Path) -> None:
    own = ledger_of(tmp_path, measure="lead: 领导小组办公室\ndue: 2024-05-31")
    assert rungs_of(Board(own, DAY), month_of(DAY)) == ()
