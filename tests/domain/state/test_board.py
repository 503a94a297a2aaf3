"""The board: ranks, sections, joint leads, groups, and reporting by the month."""

from datetime import date
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from tests.support.strategies import OFFICE, Writer

from ganxian_ledger.adapters.yaml.load import read_ledger
from ganxian_ledger.domain.state.board import Board

Plain = dict[str, Any]


def measure(number: str, lead: str | list[str], *log: Plain, **more: Any) -> Plain:
    """A measure with a lead and a log."""
    return {"id": number, "title": "短", "text": "长", "lead": lead, "log": list(log)} | more


def record(day: str, kind: str, **fields: Any) -> Plain:
    """A record by the office."""
    return {"date": date.fromisoformat(day), "type": kind, "by": OFFICE} | fields


CLOSED = record("2024-02-01", "close")
CANCELLED = record("2024-02-01", "cancel", reason="撤")
UNITS: list[Plain] = [
    *({"name": name, "kind": "区直部门"} for name in "甲乙丙丁戊"),
    {"name": "众", "kind": "集合", "members": ["乙", "小众"], "aliases": ["各单位"]},
    {"name": "小众", "kind": "集合", "members": ["丙", "丁"]},
    {"name": "未定", "kind": "集合", "members": []},
]


def board(
    *measures: Plain,
    day: str = "2024-06-30",
    policy: Plain | None = None,
    second: Plain | None = None,
) -> Board:
    """The board of a ledger with these measures in its first section."""
    ledger = {
        "plan": {
            "title": "方案",
            "number": "1号",
            "issuer": "组",
            "office": OFFICE,
            "issued": date(2024, 1, 1),
            "start": date(2024, 1, 1),
            "due": date(2024, 12, 31),
        }
        | ({"policy": policy} if policy else {}),
        "sections": [
            {"id": "一", "title": "甲节", "tasks": [{"id": "1", "measures": list(measures)}]},
            {
                "id": "二",
                "title": "乙节",
                "tasks": [{"id": "2", "measures": [second] if second else []}],
            },
        ],
        "units": UNITS,
        "targets": [],
    }
    reading = read_ledger(Writer(Random(0)).files(ledger))
    assert reading.findings == ()
    return Board(reading.ledger, date.fromisoformat(day))


def test_ties_share_a_rank_and_nothing_to_close_is_not_ranked() -> None:
    seen = board(
        measure("1.1", "甲", CLOSED),
        measure("1.2", "乙", CLOSED),
        measure("1.3", "乙", CANCELLED),
        measure("1.4", "丙"),
        measure("1.5", "丁", CANCELLED),
        measure("1.6", "戊", CLOSED),
        measure("1.7", "戊"),
    )
    ranks = {tally.name: tally.rank for tally in seen.by_unit}
    assert ranks == {"甲": 1, "乙": 1, "戊": 3, "丙": 4, "丁": None}
    assert [tally.name for tally in seen.by_unit] == ["甲", "乙", "戊", "丙", "丁"]
    rates = {tally.name: tally.summary.close_rate for tally in seen.by_unit}
    assert rates == {"甲": 100, "乙": 100, "戊": 50, "丙": 0, "丁": None}


def test_a_measure_with_joint_leads_counts_once_at_the_first() -> None:
    seen = board(measure("1.1", ["乙", "甲"], CLOSED), measure("1.2", "众"))
    assert {tally.name: tally.summary.total for tally in seen.by_unit} == {"乙": 1, "众": 1}
    assert sum(tally.summary.total for tally in seen.by_unit) == seen.summary.total


def test_support_counts_apart() -> None:
    seen = board(measure("1.1", "甲", support=["乙"]), measure("1.2", "乙", support=["各单位"]))
    assert {tally.name: tally.support for tally in seen.by_unit} == {"甲": 0, "乙": 1}


def test_joint_leads_are_each_a_lead() -> None:
    seen = board(measure("1.1", ["乙", "甲"], support=["丙"]))
    roles = {name: dict(seen.roles_of(seen.ledger.unit(name))) for name in "甲乙丙丁"}
    assert roles == {
        "甲": {"1.1": "lead"},
        "乙": {"1.1": "lead"},
        "丙": {"1.1": "support"},
        "丁": {},
    }


def test_a_member_has_the_measures_of_its_groups_through_groups_and_lead_wins() -> None:
    seen = board(
        measure("1.1", "众", support=["丙"]),
        measure("1.2", "丙", support=["小众"]),
        measure("1.3", "甲", support=["各单位"]),
        measure("1.4", "甲", support=["未定"]),
    )
    assert seen.roles_of(seen.ledger.unit("丙")) == {"1.1": "lead", "1.2": "lead", "1.3": "support"}
    assert seen.roles_of(seen.ledger.unit("乙")) == {"1.1": "lead", "1.3": "support"}
    assert seen.roles_of(seen.ledger.unit("丁")) == {
        "1.1": "lead",
        "1.2": "support",
        "1.3": "support",
    }


def test_a_group_has_only_the_measures_that_name_it() -> None:
    seen = board(measure("1.1", "众"), measure("1.2", "小众"), measure("1.3", "丙"))
    assert seen.roles_of(seen.ledger.unit("众")) == {"1.1": "lead"}
    assert seen.roles_of(seen.ledger.unit("小众")) == {"1.2": "lead"}


def test_sections_are_summed_in_the_plan_s_order() -> None:
    seen = board(measure("1.1", "甲", CLOSED), measure("1.2", "甲"), second=measure("2.1", "乙"))
    found = [(number, title, s.total, s.close_rate) for number, title, s in seen.by_section]
    assert found == [("一", "甲节", 2, Fraction(50)), ("二", "乙节", 1, Fraction(0))]


def test_measures_stand_in_natural_order() -> None:
    seen = board(measure("1.10", "甲"), measure("1.9", "甲"), measure("1.2", "甲"))
    assert [row.id for row in seen.rows] == ["1.2", "1.9", "1.10"]


def test_a_due_day_ends_at_its_end() -> None:
    due = {"due": date(2024, 6, 30)}
    assert [row.overdue for row in board(measure("1.1", "甲", **due)).rows] == [False]
    [late] = board(measure("1.1", "甲", **due), day="2024-07-01").rows
    assert (late.overdue, late.days_overdue, str(late.light)) == (True, 1, "红")


def test_due_soon_counts_the_last_day_and_lagging_does_not() -> None:
    soon = measure("1.1", "甲", due=date(2024, 7, 30))
    assert [row.due_soon for row in board(soon).rows] == [True]
    assert [row.due_soon for row in board(soon, day="2024-06-29").rows] == [False]
    edge = measure("1.1", "甲", record("2024-06-30", "progress", percent=40))
    assert [row.lagging for row in board(edge).rows] == [False]
    behind = measure("1.1", "甲", record("2024-06-30", "progress", percent=39))
    assert [row.lagging for row in board(behind).rows] == [True]


def test_far_behind_is_red_only_where_the_office_wants_it_and_still_lags() -> None:
    behind = measure("1.1", "甲", record("2024-06-30", "progress", percent=10))
    assert [str(row.light) for row in board(behind).rows] == ["黄"]
    [row] = board(behind, policy={"lag_red": 39}).rows
    assert (str(row.light), row.lagging) == ("红", True)
    assert [str(row.light) for row in board(behind, policy={"lag_red": 40}).rows] == ["黄"]


@pytest.mark.parametrize(
    ("day", "policy", "word"),
    [
        ("2024-02-28", {}, "待报"),
        ("2024-02-29", {}, "未报送"),
        ("2024-02-28", {"return_day": 31}, "待报"),
        ("2024-02-29", {"return_day": 31}, "未报送"),
        ("2024-02-24", {"return_day": 25}, "待报"),
        ("2024-02-25", {"return_day": 25}, "未报送"),
        ("2024-02-29", {"return_day": 25}, "未报送"),
        ("2024-03-01", {"return_day": 25}, "待报"),
        ("2024-01-31", {}, "已报送"),
    ],
)
def test_progress_is_asked_for_once_a_month(day: str, policy: Plain, word: str) -> None:
    report = record("2024-01-31", "progress", percent=1)
    assert [
        str(r.reporting) for r in board(measure("1.1", "甲", report), day=day, policy=policy).rows
    ] == [word]


def test_what_is_not_open_is_not_asked() -> None:
    submitted = record("2024-01-05", "submit")
    seen = board(
        measure("1.1", "甲", CLOSED),
        measure("1.2", "甲", CANCELLED),
        measure("1.3", "甲", submitted),
    )
    assert {str(row.reporting) for row in seen.rows} == {"无需报送"}


def test_a_lead_of_the_past_is_kept_by_a_board_of_the_past() -> None:
    moved = record("2024-05-01", "transfer", lead="乙", reason="改")
    one = measure("1.1", "甲", moved, support=["乙"])
    assert [row.lead for row in board(one, day="2024-04-30").rows] == [("甲",)]
    assert [row.lead for row in board(one, day="2024-05-01").rows] == [("乙",)]
    now = board(one)
    assert now.roles_of(now.ledger.unit("乙")) == {"1.1": "lead"}
    assert now.roles_of(now.ledger.unit("甲")) == {}
