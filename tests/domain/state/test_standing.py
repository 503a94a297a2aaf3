"""The fold of the log: each record's mark on the state, in order, up to the day."""

from datetime import date
from typing import Any

import pytest

from ganxian_ledger.domain.model.event import EVENT_TYPES
from ganxian_ledger.domain.model.plan import Measure
from ganxian_ledger.domain.model.record import Plain
from ganxian_ledger.domain.state.standing import Standing, standing_of
from ganxian_ledger.domain.state.steps import ALLOWED_IN, OPEN, State, after, is_legal

PLAN_DUE = date(2024, 12, 31)
FIELDS: dict[str, dict[str, Any]] = {
    "return": {"reason": "缺"},
    "reopen": {"reason": "误"},
    "cancel": {"reason": "撤"},
    "review": {"passed": Plain("false")},
}


def record(day: str, kind: str, **fields: object) -> dict[str, Any]:
    """A record of the log as read."""
    return {"date": day, "type": kind, "by": "区水利局"} | FIELDS.get(kind, {}) | fields


def standing(*log: dict[str, Any], day: str = "2024-12-31", **fields: object) -> Standing:
    """Where a measure with this log stands."""
    given = {"id": "8.3", "title": "短", "text": "长", "lead": "甲", "log": list(log)} | fields
    measure = Measure.model_validate(given)
    return standing_of(measure, PLAN_DUE, date.fromisoformat(day))


def test_a_measure_without_records_is_not_started() -> None:
    now = standing()
    assert (now.state, now.percent, now.due, now.last) == (State.NOT_STARTED, 0, PLAN_DUE, None)


def test_each_record_leads_to_the_state_that_the_contract_names() -> None:
    now = [standing(record("2024-05-01", "progress", percent=5))]
    now.append(standing(record("2024-05-01", "submit")))
    now.append(standing(record("2024-05-01", "submit"), record("2024-05-01", "return")))
    now.append(standing(record("2024-05-01", "close")))
    now.append(standing(record("2024-05-01", "close"), record("2024-05-02", "review")))
    now.append(standing(record("2024-05-01", "close"), record("2024-05-02", "reopen")))
    now.append(standing(record("2024-05-01", "cancel")))
    words = ["推进中", "待核查", "已退回", "已销号", "已销号", "推进中", "已核减"]
    assert [str(one.state) for one in now] == words


def test_the_percentage_is_full_while_closed_and_the_last_one_after_a_reopening() -> None:
    log = [record("2024-05-01", "progress", percent=70), record("2024-05-02", "close")]
    assert standing(*log).percent == 100
    assert standing(*log, record("2024-05-03", "reopen")).percent == 70
    assert standing(*log[1:], record("2024-05-03", "reopen")).percent == 0
    assert standing(*log, day="2024-05-01").percent == 70


def test_only_records_up_to_the_day_exist_and_the_day_counts() -> None:
    log = [record("2024-05-01", "close"), record("2024-05-31", "reopen")]
    assert standing(*log, day="2024-04-30").state is State.NOT_STARTED
    assert standing(*log, day="2024-05-01").closed_on == date(2024, 5, 1)
    assert standing(*log, day="2024-05-30").state is State.CLOSED
    assert standing(*log, day="2024-05-31").state is State.UNDER_WAY
    assert standing(*log, day="2024-05-31").closed_on is None


def test_the_last_extension_holds_and_the_first_deadline_is_kept() -> None:
    log = [
        record("2024-05-01", "extend", to="2024-08-31", reason="雨"),
        record("2024-06-01", "extend", to="2025-01-31", reason="雪"),
    ]
    now = standing(*log, due="2024-06-30")
    assert (now.due, now.extensions) == (date(2025, 1, 31), 2)
    assert now.original_due == date(2024, 6, 30)
    assert standing(*log, due="2024-06-30", day="2024-05-31").due == date(2024, 8, 31)


def test_a_transfer_changes_the_lead_from_its_day_on() -> None:
    log = record("2024-05-01", "transfer", lead="乙", reason="改")
    assert standing(log, day="2024-04-30").lead == ("甲",)
    assert standing(log, day="2024-05-01").lead == ("乙",)


OPEN_WORDS = {"未启动", "推进中", "已退回"}
LEGAL = {
    "progress": OPEN_WORDS,
    "submit": OPEN_WORDS,
    "return": {"待核查"},
    "close": OPEN_WORDS | {"待核查"},
    "review": {"已销号"},
    "reopen": {"已销号"},
    "extend": OPEN_WORDS | {"待核查"},
    "transfer": OPEN_WORDS | {"待核查"},
    "cancel": OPEN_WORDS | {"待核查"},
}


@pytest.mark.parametrize("kind", LEGAL)
@pytest.mark.parametrize("state", State)
def test_a_step_is_legal_exactly_where_the_contract_allows_it(kind: str, state: State) -> None:
    assert is_legal(kind, state) is (str(state) in LEGAL[kind])


def test_the_nine_types_are_the_contract_s_and_open_means_three_states() -> None:
    assert set(EVENT_TYPES) == set(LEGAL) == set(ALLOWED_IN)
    assert {str(state) for state in OPEN} == OPEN_WORDS


@pytest.mark.parametrize("kind", ["extend", "review", "transfer"])
@pytest.mark.parametrize("state", State)
def test_extensions_reviews_and_transfers_change_no_state(kind: str, state: State) -> None:
    assert after(kind, state) is state
