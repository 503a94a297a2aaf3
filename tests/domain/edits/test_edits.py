"""What may be recorded in which state, by whom, on which day; and what is said where it may not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest
from tests.support.build import a_measure, judge, ledger_files

from ganxian_ledger.domain import edits
from ganxian_ledger.domain.changes import Append
from ganxian_ledger.domain.edits import (
    EDITS,
    AnswerLetter,
    Cancel,
    Close,
    Extend,
    GiveMark,
    GiveVeto,
    Intent,
    Progress,
    Reading,
    Reopen,
    Return,
    Review,
    SendLetter,
    Submit,
    Transfer,
    decide,
)
from ganxian_ledger.domain.edits.refusals import REFUSALS
from ganxian_ledger.domain.edits.said import Said
from ganxian_ledger.domain.errors import Refused, Unknown
from ganxian_ledger.domain.model.calendar import parse_period
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.places import TARGETS, TASKS, Place
from ganxian_ledger.domain.state.steps import ALLOWED_IN, State

TODAY = date(2024, 6, 30)
EVIDENCE = ({"path": "佐证/8.3.pdf", "sha256": "0" * 64},)
UNITS = (
    "name: 区水利局\nkind: 区直部门\naliases: [区水务局]\n",
    "name: 高新区城管局\nkind: 高新区\n",
)

OPENING: dict[State, list[dict[str, Any]]] = {
    State.NOT_STARTED: [],
    State.UNDER_WAY: [
        {"date": date(2024, 5, 1), "type": "progress", "by": "区城管局", "percent": 5}
    ],
    State.SUBMITTED: [{"date": date(2024, 5, 1), "type": "submit", "by": "区城管局"}],
    State.RETURNED: [
        {"date": date(2024, 5, 1), "type": "submit", "by": "区城管局"},
        {"date": date(2024, 5, 2), "type": "return", "by": "领导小组办公室", "reason": "缺照片"},
    ],
    State.CLOSED: [{"date": date(2024, 5, 1), "type": "close", "by": "领导小组办公室"}],
    State.CANCELLED: [
        {"date": date(2024, 5, 1), "type": "cancel", "by": "领导小组办公室", "reason": "取消"}
    ],
}
INTENTS: dict[str, Intent] = {
    "progress": Progress("8.4", 60),
    "submit": Submit("8.4"),
    "return": Return("8.4", "缺验收单"),
    "close": Close("8.4"),
    "review": Review("8.4", passed=True),
    "reopen": Reopen("8.4", "回头看不合格"),
    "extend": Extend("8.4", date(2025, 3, 31), "汛期"),
    "transfer": Transfer("8.4", ("区水务局",), "职能划转"),
    "cancel": Cancel("8.4", "上级取消"),
}


@pytest.fixture
def ledger(tmp_path: Path) -> Any:
    """A ledger whose measure 8.4 has the given log, and whose target is as given."""

    def make(
        log: list[dict[str, Any]] | None = None, *, plan: str = "", target: str = "", **keys: Any
    ) -> Ledger:
        extra = {"log": log} if log is not None else {}
        measure = a_measure(id="8.4", title="管网", **extra, **keys)
        files = ledger_files(plan=plan, target=target, more_measures=[measure], more_units=UNITS)
        opened = judge(files, tmp_path, TODAY)
        assert [d for d in opened.judgement.diagnostics if d.severity.value == "error"] == []
        return opened.ledger

    return make


def change(ledger: Ledger, intent: Intent) -> Append:
    return decide(ledger, intent, today=TODAY).change


def fields(ledger: Ledger, intent: Intent) -> dict[str, Any]:
    return dict(change(ledger, intent).fields)


def refusal(ledger: Ledger, intent: Intent) -> Refused:
    with pytest.raises(Refused) as caught:
        decide(ledger, intent, today=TODAY)
    assert caught.value.code in {one.code for one in REFUSALS}
    return caught.value


def test_every_edit_is_listed_and_every_kind_of_record_has_one() -> None:
    assert set(EDITS) == set(get_args(Intent))
    beside = {Reading, SendLetter, AnswerLetter, GiveMark, GiveVeto}
    assert {type(one) for one in INTENTS.values()} | beside == set(EDITS)
    assert set(INTENTS) == set(ALLOWED_IN)
    files = {path.stem for path in Path(edits.__file__).parent.glob("*.py")}
    assert {function.__module__.rpartition(".")[2] for function in EDITS.values()} <= files


def test_codes_and_names_of_refusals_are_unique() -> None:
    assert len({one.code for one in REFUSALS}) == len(REFUSALS)
    assert len({one.name for one in REFUSALS}) == len(REFUSALS)


@pytest.mark.parametrize("kind", INTENTS)
@pytest.mark.parametrize("state", OPENING)
def test_a_step_is_taken_in_the_states_that_the_procedure_allows_and_in_no_other(
    ledger: Any, kind: str, state: State
) -> None:
    snapshot = ledger(OPENING[state])
    if state in ALLOWED_IN[kind]:
        made = change(snapshot, INTENTS[kind])
        assert made.place == Place(TASKS, ("sections", 0, "tasks", 0, "measures", 1, "log"))
        assert list(made.fields)[:3] == ["date", "type", "by"]
        assert (made.fields["date"], made.fields["type"]) == (TODAY, kind)
    else:
        assert refusal(snapshot, INTENTS[kind]).code == "P101"


def test_closing_twice_names_the_day_and_the_way_to_mend_it(ledger: Any) -> None:
    error = refusal(ledger(OPENING[State.CLOSED]), Close("8.4"))
    assert error.message == "措施 8.4 管网现为已销号（2024-05-01），不能记“销号”"
    assert error.remedy == "要更正，先 ledger reopen 8.4 --reason …"


def test_returning_what_was_not_submitted_lists_what_may_be_done(ledger: Any) -> None:
    error = refusal(ledger([]), Return("8.4", "缺照片"))
    assert "未启动" in error.message
    assert "ledger submit 8.4" in error.remedy
    assert "ledger return" not in error.remedy


def test_a_failed_look_back_says_why_and_a_passed_one_need_not(ledger: Any) -> None:
    closed = ledger(OPENING[State.CLOSED])
    error = refusal(closed, Review("8.4", passed=False))
    assert error.code == "P108"
    assert error.message == "措施 8.4 管网回头看不合格，没有写理由"
    assert "reason" not in fields(closed, Review("8.4", passed=True))


def test_a_look_back_of_the_same_outcome_counts_once_a_day(ledger: Any) -> None:
    failed: dict[str, Any] = {"type": "review", "by": "领导小组办公室", "passed": False}
    snapshot = ledger([*OPENING[State.CLOSED], {"date": TODAY, **failed}])
    again = Review("8.4", passed=False, reason="渗漏")
    error = refusal(snapshot, again)
    assert error.code == "P118"
    assert error.message == "措施 8.4 管网在 2024-06-30 的回头看（不合格）已经记过"
    assert fields(snapshot, Review("8.4", passed=True))["passed"] is True
    earlier = ledger([*OPENING[State.CLOSED], {"date": date(2024, 6, 29), **failed}])
    assert fields(earlier, again)["passed"] is False


def test_what_was_reopened_and_closed_again_may_fail_again_on_the_day(ledger: Any) -> None:
    office = {"date": TODAY, "by": "领导小组办公室"}
    log = [
        *OPENING[State.CLOSED],
        {**office, "type": "review", "passed": False},
        {**office, "type": "reopen", "reason": "渗漏"},
        {**office, "type": "close"},
    ]
    assert fields(ledger(log), Review("8.4", passed=False, reason="仍渗漏"))["passed"] is False


def test_what_is_cancelled_stays_cancelled(ledger: Any) -> None:
    error = refusal(ledger(OPENING[State.CANCELLED]), Reopen("8.4", "恢复"))
    assert error.message == "措施 8.4 管网现为已核减（2024-05-01），不能记“重新挂号”"


def test_the_lead_speaks_for_the_work_and_the_office_for_the_procedure(ledger: Any) -> None:
    snapshot = ledger([], lead="区水务局")
    assert fields(snapshot, Progress("8.4", 10))["by"] == "区水利局"
    assert fields(snapshot, Submit("8.4"))["by"] == "区水利局"
    for kind in ("close", "extend", "transfer", "cancel"):
        intent = INTENTS[kind] if kind != "transfer" else Transfer("8.4", ("区城管局",), "划转")
        assert fields(snapshot, intent)["by"] == "领导小组办公室"


def test_of_joint_leads_the_first_speaks(ledger: Any) -> None:
    assert fields(ledger([], lead=["区水利局", "区城管局"]), Submit("8.4"))["by"] == "区水利局"


def test_after_a_transfer_the_new_lead_speaks(ledger: Any) -> None:
    moved = {
        "date": date(2024, 5, 1),
        "type": "transfer",
        "by": "领导小组办公室",
        "lead": "区水务局",
        "reason": "划转",
    }
    assert fields(ledger([moved]), Progress("8.4", 10))["by"] == "区水利局"


@pytest.mark.parametrize("given", ["区水利局", "区水务局", "水利", "水务"])
def test_a_speaker_may_be_a_name_an_alias_or_a_part_and_is_written_as_registered(
    ledger: Any, given: str
) -> None:
    assert fields(ledger([]), Close("8.4", said=Said(by=given)))["by"] == "区水利局"


def test_an_unknown_speaker_is_refused_with_near_misses(ledger: Any) -> None:
    with pytest.raises(Unknown) as caught:
        change(ledger([]), Close("8.4", said=Said(by="区水力局")))
    assert "区水利局" in caught.value.remedy


def test_an_exact_name_wins_over_a_part_and_a_doubtful_part_is_refused(ledger: Any) -> None:
    snapshot = ledger([])
    assert fields(snapshot, Close("8.4", said=Said(by="区城管局")))["by"] == "区城管局"
    with pytest.raises(Unknown) as caught:
        change(snapshot, Close("8.4", said=Said(by="城管")))
    assert "高新区城管局" in caught.value.remedy


def test_an_unknown_measure_is_refused_with_near_misses(ledger: Any) -> None:
    with pytest.raises(Unknown) as caught:
        change(ledger([]), Close("8.40"))
    assert "8.4" in caught.value.remedy


def test_a_date_may_be_that_of_the_last_record_or_later(ledger: Any) -> None:
    snapshot = ledger(OPENING[State.UNDER_WAY])
    for day in (date(2024, 5, 1), date(2024, 6, 1), TODAY):
        assert fields(snapshot, Close("8.4", said=Said(date=day)))["date"] == day


def test_a_date_before_the_last_record_is_refused_naming_both(ledger: Any) -> None:
    error = refusal(
        ledger(OPENING[State.UNDER_WAY]), Close("8.4", said=Said(date=date(2024, 4, 30)))
    )
    assert (error.code, error.message) == ("P102", "日期 2024-04-30 早于最后一条记录（2024-05-01）")


def test_a_date_after_today_is_refused(ledger: Any) -> None:
    error = refusal(ledger([]), Close("8.4", said=Said(date=date(2024, 7, 1))))
    assert (error.code, error.message) == ("P103", "日期 2024-07-01 晚于今天（2024-06-30）")


def test_behind_a_record_of_the_future_nothing_can_be_recorded(ledger: Any) -> None:
    future = {"date": date(2024, 7, 5), "type": "progress", "by": "区城管局", "percent": 5}
    error = refusal(ledger([future]), Close("8.4"))
    assert error.code == "P102"
    assert "2024-07-05" in error.message


@pytest.mark.parametrize("to", [date(2024, 12, 31), date(2024, 1, 1)])
def test_an_extension_must_lead_beyond_the_deadline(ledger: Any, to: date) -> None:
    error = refusal(ledger([]), Extend("8.4", to, "汛期"))
    assert error.code == "P104"
    assert "现行时限 2024-12-31" in error.message


def test_a_second_extension_must_lead_beyond_the_first(ledger: Any) -> None:
    first = {
        "date": date(2024, 5, 1),
        "type": "extend",
        "by": "领导小组办公室",
        "to": date(2025, 6, 30),
        "reason": "汛期",
    }
    assert refusal(ledger([first]), Extend("8.4", date(2025, 6, 30), "又汛")).code == "P104"
    assert fields(ledger([first]), Extend("8.4", date(2025, 7, 1), "又汛"))["to"] == date(
        2025, 7, 1
    )


def test_an_extension_to_a_day_that_is_gone_is_only_a_matter_for_the_rules(ledger: Any) -> None:
    snapshot = ledger([], due=date(2024, 3, 31))
    assert fields(snapshot, Extend("8.4", date(2024, 4, 30), "补办"))["to"] == date(2024, 4, 30)


STRICT = "policy: {close_requires: [submit, evidence]}"


def test_without_a_policy_close_works_as_it_stands(ledger: Any) -> None:
    assert fields(ledger([]), Close("8.4")) == {
        "date": TODAY,
        "type": "close",
        "by": "领导小组办公室",
    }


def test_a_strict_policy_says_all_that_is_missing(ledger: Any) -> None:
    error = refusal(ledger([], plan=STRICT), Close("8.4"))
    assert error.code == "P105"
    assert error.message == "措施 8.4 管网销号要件不全，缺申请销号、佐证材料"
    assert error.remedy == "先 ledger submit 8.4；再 ledger close 8.4 --evidence 文件"


def test_a_strict_policy_is_met_by_the_evidence_of_the_submission(ledger: Any) -> None:
    submitted = {
        "date": date(2024, 5, 1),
        "type": "submit",
        "by": "区城管局",
        "evidence": [{"path": "佐证/a.pdf"}],
    }
    assert fields(ledger([submitted], plan=STRICT), Close("8.4"))["type"] == "close"


def test_a_returned_submission_no_longer_meets_a_strict_policy(ledger: Any) -> None:
    error = refusal(ledger(OPENING[State.RETURNED], plan=STRICT), Close("8.4", evidence=EVIDENCE))
    assert "申请销号" in error.message
    assert "佐证" not in error.message


def test_fields_stand_in_their_order_and_what_is_empty_is_left_out(ledger: Any) -> None:
    intent = Close(
        "8.4",
        evidence=EVIDENCE,
        checked_by="张三",
        checked_on=date(2024, 6, 29),
        method="现场核查",
        said=Said(note="水质稳定", source={"path": "回收/a.xlsx"}),
    )
    assert list(fields(ledger([]), intent)) == [
        *("date", "type", "by", "evidence", "checked_by", "checked_on", "method"),
        *("note", "source"),
    ]
    assert "issue" not in fields(ledger([]), Progress("8.4", 0))


def test_words_and_the_next_command_are_ready_to_be_said(ledger: Any) -> None:
    decision = decide(ledger([]), Submit("8.4"), today=TODAY)
    assert decision.words == "措施 8.4 管网：申请销号（2024-06-30，区城管局）"
    assert decision.following == "ledger close 8.4"
    assert decide(ledger([]), Progress("8.4", 100), today=TODAY).following == "ledger submit 8.4"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a\tb", "P107"),
        ("a\u202eb", "P107"),
        ("a\x1b[31m", "P107"),
        ("a\u200bb", "P107"),
        ("\udcff", "P107"),
        (" \n ", "P108"),
        ("\u3000", "P108"),
        ("", "P108"),
    ],
)
def test_text_that_hides_something_or_says_nothing_is_refused(
    ledger: Any, text: str, code: str
) -> None:
    assert refusal(ledger([]), Cancel("8.4", text)).code == code
    assert refusal(ledger([]), Close("8.4", said=Said(note=text))).code == code


def test_a_reason_may_have_lines_and_rare_characters(ledger: Any) -> None:
    reason = " 甲\r\n\r  乙𠮷🦁\n"
    assert fields(ledger([]), Cancel("8.4", reason))["reason"] == "甲\n\n  乙𠮷🦁"


def test_who_checked_stands_on_one_line(ledger: Any) -> None:
    assert refusal(ledger([]), Close("8.4", checked_by="张三\n李四")).code == "P107"


@pytest.mark.parametrize("percent", [-1, 101])
def test_progress_beyond_the_whole_is_refused(ledger: Any, percent: int) -> None:
    assert refusal(ledger([]), Progress("8.4", percent)).code == "P110"


def test_a_fall_of_progress_is_no_refusal(ledger: Any) -> None:
    assert fields(ledger(OPENING[State.UNDER_WAY]), Progress("8.4", 0))["percent"] == 0


def test_a_transfer_needs_another_unit_and_writes_registered_names(ledger: Any) -> None:
    snapshot = ledger([])
    assert fields(snapshot, Transfer("8.4", ("水务",), "划转"))["lead"] == "区水利局"
    joint = Transfer("8.4", ("区水务局", "区城管局"), "联合")
    assert fields(snapshot, joint)["lead"] == ("区水利局", "区城管局")
    assert refusal(snapshot, Transfer("8.4", ("区城管局",), "划转")).code == "P111"
    assert refusal(snapshot, Transfer("8.4", (), "划转")).code == "P108"


def a_reading(value: str | None, **said: Any) -> Reading:
    period = parse_period("2024-06")
    assert period is not None
    return Reading("pm25", period, Decimal(value) if value else None, said=Said(**said))


def test_a_reading_is_written_by_the_targets_lead(ledger: Any) -> None:
    made = change(ledger([]), a_reading("23.10"))
    assert made.place == Place(TARGETS, ("targets", 0, "readings"))
    assert list(made.fields.items()) == [
        ("period", "2024-06"),
        ("date", TODAY),
        ("value", Decimal("23.10")),
        ("by", "区城管局"),
    ]


def test_a_target_of_a_measure_has_the_measures_lead_in_force(ledger: Any) -> None:
    moved = {
        "date": date(2024, 5, 1),
        "type": "transfer",
        "by": "领导小组办公室",
        "lead": "区水务局",
        "reason": "划转",
    }
    target = "clause: '8.4'\nlead:"
    assert fields(ledger([moved], target=target), a_reading("1"))["by"] == "区水利局"


def test_a_target_that_nobody_leads_asks_who_speaks(ledger: Any) -> None:
    error = refusal(ledger([], target="lead:"), a_reading("1"))
    assert error.code == "P106"
    assert "--by" in error.remedy
    assert fields(ledger([], target="lead:"), a_reading("1", by="水利"))["by"] == "区水利局"


def test_a_goal_in_numbers_needs_a_number(ledger: Any) -> None:
    assert refusal(ledger([]), a_reading(None, note="好转")).code == "P109"


def test_a_goal_in_words_needs_a_number_or_a_note(ledger: Any) -> None:
    snapshot = ledger([], target="goal: {text: 不降低}")
    assert refusal(snapshot, a_reading(None)).code == "P109"
    assert "value" not in fields(snapshot, a_reading(None, note="保持"))


def test_readings_may_come_in_any_order_of_dates_but_not_from_the_future(ledger: Any) -> None:
    kept = "readings: [{period: 2024-05, date: 2024-06-05, value: 1, by: 区城管局}]"
    snapshot = ledger([], target=kept)
    assert fields(snapshot, a_reading("1", date=date(2024, 6, 4)))["date"] == date(2024, 6, 4)
    assert refusal(snapshot, a_reading("1", date=date(2042, 6, 4))).code == "P103"


def test_an_unknown_target_is_refused_with_near_misses(ledger: Any) -> None:
    period = parse_period("2024")
    assert period is not None
    with pytest.raises(Unknown) as caught:
        change(ledger([]), Reading("pm2.5", period, Decimal(1)))
    assert "pm25" in caught.value.remedy
