"""Filters: which measures a question leaves."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.support.build import a_measure, judge, ledger_files

from ganxian_ledger.domain.errors import Unknown
from ganxian_ledger.domain.state.board import Board, Role
from ganxian_ledger.domain.views.question import Question, select

DAY = date(2024, 6, 30)
UNITS = (
    "name: 甲镇\nkind: 乡镇\n",
    "name: 各乡镇\nkind: 集合\nmembers: [甲镇]\n",
    "name: 各单位\nkind: 集合\nmembers: [各乡镇]\n",
)


@pytest.fixture
def board(tmp_path: Path) -> Board:
    files = ledger_files(
        measure="lead: 各单位\nsupport: [各乡镇]\n",
        more_measures=[
            a_measure(id="8.4", lead="各乡镇", support=["甲镇"]),
            a_measure(id="8.5", lead="区城管局", support=["甲镇", "各单位"]),
        ],
        more_units=UNITS,
    )
    return Board(judge(files, tmp_path, DAY).ledger, DAY)


def roles(board: Board, unit: str, *, lead_only: bool = False) -> dict[str, str]:
    selection = select(board, Question(unit=unit, lead_only=lead_only))
    assert selection.roles is not None
    assert [row.id for row in selection.rows] == list(selection.roles)
    return {number: role.value for number, role in selection.roles.items()}


def test_a_unit_is_in_what_its_groups_are_in_through_groups_of_groups(board: Board) -> None:
    assert roles(board, "甲镇") == {"8.3": "lead", "8.4": "lead", "8.5": "support"}


def test_a_group_is_only_in_what_names_it(board: Board) -> None:
    assert roles(board, "各乡镇") == {"8.3": "support", "8.4": "lead"}
    assert roles(board, "各单位") == {"8.3": "lead", "8.5": "support"}
    assert roles(board, "各单位", lead_only=True) == {"8.3": "lead"}


def test_counts_by_role(board: Board) -> None:
    selection = select(board, Question(unit="甲镇"))
    assert (selection.count(Role.LEAD), selection.count(Role.SUPPORT)) == (2, 1)
    assert select(board, Question()).count(Role.LEAD) == 0


def test_a_word_twice_is_said_once(board: Board) -> None:
    selection = select(board, Question(states=("逾期", "逾期")))
    assert selection.words == ("状态 逾期",)


def test_the_light_of_an_unknown_word(board: Board) -> None:
    with pytest.raises(Unknown, match="没有灯“紫”"):
        select(board, Question(lights=("紫灯",)))
