"""Rules about the log of a measure, where they are not plain."""

from __future__ import annotations

from datetime import date

import pytest
from tests.rules.conftest import Finder, Found
from tests.support.build import ledger_files

from ganxian_ledger.domain.rules.catalogue import RULES
from ganxian_ledger.domain.state.steps import ALLOWED_IN, LEADS_TO, State, is_legal

LOG_LINE = 22
"""The line of the first record in the files of `_log`."""

PROOF = "evidence: [{path: evidence/8.3/a.pdf}]"
MORE = {
    "progress": "percent: 50",
    "submit": PROOF,
    "return": "reason: 缺材料",
    "close": PROOF,
    "review": "passed: true",
    "reopen": "reason: 反弹",
    "extend": "to: 2025-06-30, reason: 汛期",
    "transfer": "lead: 区城管局, reason: 职能调整",
    "cancel": "reason: 政策调整",
}


def _record(text: str, day: int = 1) -> str:
    """A record from its type, or from its type and fields."""
    kind, _, fields = text.partition(", ")
    by = "领导小组办公室"
    return f"{{date: 2024-05-{day:02}, type: {kind}, by: {by}, {fields or MORE.get(kind, 'x: 1')}}}"


def _log(*records: str, head: str = "") -> dict[str, bytes]:
    """The ledger with a log of one record a day."""
    lines = [f"  - {_record(text, day)}" for day, text in enumerate(records, 1)]
    return ledger_files(measure="\n".join([*([head] if head else []), "log:", *lines]))


def _marks(found: list[Found]) -> list[tuple[str, int, str]]:
    return [(f.code, f.line - LOG_LINE + 1, f.marked) for f in found]


def test_closing_without_evidence_is_warned_about(find: Finder) -> None:
    assert _marks(find(_log("submit, note: 完成", "close, evidence: []"))) == [("T301", 2, "[]")]


def test_where_there_is_no_list_of_evidence_the_whole_record_is_marked(find: Finder) -> None:
    ((code, line, marked),) = _marks(find(_log("submit, note: 完成", "close, note: 完成")))
    assert (code, line) == ("T301", 2)
    assert marked.startswith("{date: 2024-05-02, type: close")


def test_evidence_in_the_submission_is_enough(find: Finder) -> None:
    assert find(_log("submit", "close, note: 属实")) == []


def test_evidence_of_a_submission_that_was_returned_is_not_enough(find: Finder) -> None:
    files = _log("submit", "return", "submit, note: 补齐", "close, note: 属实")
    assert [f.code for f in find(files)] == ["T301"]


def test_evidence_from_before_a_reopening_is_not_enough(find: Finder) -> None:
    files = _log("submit", "close", "reopen", "submit, note: 整改", "close, note: 属实")
    assert _marks(find(files))[0][:2] == ("T301", 5)


def test_evidence_that_could_not_be_read_is_told_once(find: Finder) -> None:
    files = _log("submit, evidence: evidence/a.pdf", "close, note: 属实")
    assert [f.code for f in find(files)] == ["Y303"]
    files = _log("submit, note: 完成", "close, evidence: evidence/a.pdf")
    assert [f.code for f in find(files)] == ["Y303"]


def test_a_closing_that_was_reopened_and_done_properly_is_warned_about_no_more(
    find: Finder,
) -> None:
    assert {f.code for f in find(_log("close, note: 属实"))} == {"T301", "T302"}
    assert find(_log("close, note: 属实", "reopen", "submit", "close")) == []


def test_closing_without_submission_is_told_with_the_state_before(find: Finder) -> None:
    for before, state in (("progress", "推进中"), ("return", "已退回"), ("", "未启动")):
        records = {"progress": ["progress"], "return": ["submit", "return"], "": []}[before]
        (found,) = find(_log(*records, "close"))
        assert found.mark == ("T302", LOG_LINE + len(records), "close")
        assert f"“{state}”" in found.message


def test_a_second_closing_is_an_illegal_step_and_nothing_else(find: Finder) -> None:
    files = _log("submit", "close", "close, note: 属实")
    assert _marks(find(files)) == [("T303", 3, "close")]


@pytest.mark.parametrize("kind", ALLOWED_IN)
@pytest.mark.parametrize("state", State)
def test_a_step_is_told_exactly_where_it_is_illegal(kind: str, state: State, find: Finder) -> None:
    before = {
        State.NOT_STARTED: [],
        State.UNDER_WAY: ["progress"],
        State.SUBMITTED: ["submit"],
        State.RETURNED: ["submit", "return"],
        State.CLOSED: ["submit", "close"],
        State.CANCELLED: ["cancel"],
    }[state]
    found = _marks(find(_log(*before, kind), "T303"))
    assert found == ([] if is_legal(kind, state) else [("T303", len(before) + 1, kind)])


def test_an_illegal_step_is_told_with_the_state_and_what_would_be_legal(find: Finder) -> None:
    (found,) = find(_log("submit", "close", "progress"))
    assert found.message == ("这时的状态是“已销号”，不能记“进展”；未启动、推进中、已退回时才能记")
    assert found.hint == (
        "“已销号”时可以记：回头看、重新挂号。要继续办，先 ledger reopen 8.3 --reason 理由"
    )


def test_nothing_more_can_be_recorded_after_a_cancellation(find: Finder) -> None:
    (found,) = find(_log("cancel", "progress"))
    assert found.hint == "“已核减”以后不再有记录，删去这一条。"


def test_each_illegal_step_is_judged_as_if_those_before_had_been_allowed(find: Finder) -> None:
    files = _log("return", "progress", "review", "submit", "submit")
    assert _marks(find(files)) == [
        ("T303", 1, "return"),
        ("T303", 3, "review"),
        ("T303", 5, "submit"),
    ]


def test_after_a_record_of_unknown_type_nothing_is_judged_until_the_state_is_certain(
    find: Finder,
) -> None:
    files = _log("submit", "clos", "review", "extend", "progress", "return")
    assert _marks(find(files)) == [("Y307", 2, "clos"), ("T303", 6, "return")]


def test_a_closing_after_a_record_of_unknown_type_may_have_its_submission(find: Finder) -> None:
    assert [f.code for f in find(_log("sumbit", "close, note: 属实"))] == ["Y307"]


def test_a_date_is_compared_with_the_latest_so_far(find: Finder) -> None:
    files = ledger_files(
        measure="""\
log:
  - {date: 2024-05-10, type: progress, percent: 10, by: 区城管局}
  - {date: 2024-05-08, type: progress, percent: 20, by: 区城管局}
  - {date: 2024-05-09, type: progress, percent: 30, by: 区城管局}
  - {date: 2024-05-10, type: progress, percent: 40, by: 区城管局}"""
    )
    found = find(files)
    assert [f.mark for f in found] == [("T304", 23, "2024-05-08"), ("T304", 24, "2024-05-09")]
    assert found[1].message == "日期 2024-05-09 早于前面第 1 条记录的 2024-05-10"


def test_a_date_that_could_not_be_read_goes_not_back(find: Finder) -> None:
    files = ledger_files(
        measure="""\
log:
  - {date: 2024-05-10, type: progress, percent: 10, by: 区城管局}
  - {date: 2024-05-32, type: progress, percent: 20, by: 区城管局}
  - {type: progress, percent: 20, by: 区城管局}
  - {date: 2024-05-09, type: progress, percent: 30, by: 区城管局}"""
    )
    assert [f.code for f in find(files)] == ["Y305", "Y302", "T304"]


def test_dates_of_a_project_s_log_go_not_back_either(find: Finder) -> None:
    log = "log:\n  - {date: 2024-05-02, by: 区城管局, stage: 在建}"
    files = ledger_files(project=f"{log}\n  - {{date: 2024-05-01, by: 区城管局, stage: 完工}}")
    assert [f.mark for f in find(files)] == [("T304", 9, "2024-05-01")]


def test_readings_may_come_in_any_order_but_not_from_the_future(find: Finder) -> None:
    files = ledger_files(
        target="""\
readings:
  - {period: 2024-05, date: 2024-06-05, value: 20, by: 区城管局}
  - {period: 2024-04, date: 2024-05-05, value: 21, by: 区城管局}
  - {period: 2024-06, date: 2024-07-01, value: 22, by: 区城管局}"""
    )
    assert [f.mark for f in find(files)] == [("T305", 13, "2024-07-01")]
    assert find(files, day=date(2024, 7, 1)) == []


def test_the_reading_of_a_month_s_form_may_come_before_the_month_is_over(find: Finder) -> None:
    form = "{path: returns/2024-07/a.xlsx, received: 2024-06-28}"
    reading = "{{period: 2024-07, date: 2024-06-28, value: 20, by: 区城管局, source: {}}}"
    read = "readings: [{}]"
    asked, told = (
        ledger_files(target=read.format(reading.format(source))) for source in (form, "监测站")
    )
    assert find(asked, "T311") == []
    assert len(find(told, "T311")) == 1


def test_today_is_not_the_future(find: Finder) -> None:
    files = _log("progress")
    assert find(files, day=date(2024, 5, 1)) == []
    assert _marks(find(files, day=date(2024, 4, 30))) == [("T305", 1, "2024-05-01")]


def test_an_extension_is_compared_with_the_one_before_it(find: Finder) -> None:
    files = _log(
        "extend, to: 2025-03-31, reason: 汛期",
        "extend, to: 2025-03-31, reason: 汛期",
        "extend, to: 2025-01-31, reason: 汛期",
        "extend, to: 2025-02-28, reason: 汛期",
    )
    assert _marks(find(files)) == [("T306", 2, "2025-03-31"), ("T306", 3, "2025-01-31")]


def test_an_extension_may_go_beyond_a_deadline_of_its_own_but_within_the_plan(
    find: Finder,
) -> None:
    extension = "extend, to: 2024-09-30, reason: 汛期"
    assert [f.code for f in find(_log(extension))] == ["T306"]
    assert find(_log(extension, head="due: 2024-06-30")) == []


def test_after_a_record_of_unknown_type_the_last_known_deadline_still_counts(find: Finder) -> None:
    files = _log("extand, to: 2025-06-30", "extend, to: 2024-09-30, reason: 汛期")
    assert [f.code for f in find(files)] == ["Y307", "T306"]
    later = _log("extand, to: 2025-06-30", "extend, to: 2025-03-31, reason: 汛期")
    assert [f.code for f in find(later)] == ["Y307"]


def test_an_extension_on_the_due_day_is_still_in_time(find: Finder) -> None:
    extension = "extend, to: 2024-09-30, reason: 汛期"
    assert find(_log(extension, head="due: 2024-05-01")) == []
    found = find(_log(extension, head="due: 2024-04-30"))
    assert [(f.code, f.marked) for f in found] == [("T307", "2024-05-01")]
    assert "已过 1 天" in found[0].message


def test_an_extension_to_its_own_day_is_an_extension_to_the_past(find: Finder) -> None:
    files = _log("extend, to: 2024-05-01, reason: 汛期", head="due: 2024-04-30")
    assert [(f.code, f.marked) for f in find(files, "T308")] == [("T308", "2024-05-01")]
    files = _log("extend, to: 2024-05-02, reason: 汛期", head="due: 2024-04-30")
    assert find(files, "T308") == []


def test_continuing_work_that_is_done_early_is_told_at_the_report_and_at_the_closing(
    find: Finder,
) -> None:
    full = "progress, percent: 100"
    files = _log(full, full, "submit", "close", head="term: 长期")
    assert [(f.code, f.marked) for f in find(files)] == [("T309", "100"), ("T309", "close")]
    assert find(_log("submit", "close", head="term: 长期\ndue: 2024-05-02")) == []


def test_continuing_work_that_reports_100_is_not_asked_to_be_submitted(find: Finder) -> None:
    assert [f.code for f in find(_log("progress, percent: 100", head="term: 长期"))] == ["T309"]


def test_a_failed_review_waits_for_a_reopening_or_for_a_passed_review(find: Finder) -> None:
    closed = ("submit", "close", "review, passed: false")
    assert _marks(find(_log(*closed))) == [("T310", 3, "false")]
    assert find(_log(*closed, "reopen")) == []
    assert find(_log(*closed, "review")) == []
    assert find(_log(*closed, "reopen", "submit", "close")) == []
    assert _marks(find(_log(*closed, "review", "review, passed: false"))) == [("T310", 5, "false")]


def test_a_review_whose_outcome_could_not_be_read_is_told_once(find: Finder) -> None:
    assert [f.code for f in find(_log("submit", "close", "review, passed: 否"))] == ["Y303"]


def test_a_review_of_an_open_measure_is_an_illegal_step_and_nothing_else(find: Finder) -> None:
    assert [f.code for f in find(_log("progress", "review, passed: false"))] == ["T303"]


def test_every_type_that_leads_to_a_state_is_allowed_somewhere() -> None:
    assert set(LEADS_TO) < set(ALLOWED_IN)
    assert "T303" in {rule.code for rule in RULES}


def test_after_an_extension_to_no_day_the_deadline_before_it_still_counts(find: Finder) -> None:
    files = _log("extend, to: 2025-02-30, reason: 汛期", "extend, to: 2024-09-30, reason: 汛期")
    assert [f.code for f in find(files)] == ["Y305", "T306"]
    later = _log("extend, to: 2025-02-30, reason: 汛期", "extend, to: 2025-03-31, reason: 汛期")
    assert [f.code for f in find(later)] == ["Y305"]
