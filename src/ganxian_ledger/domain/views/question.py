"""What is asked of the measures: the filters of a looking command, and which rows they leave."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ganxian_ledger.domain.errors import Unknown
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.model.unit import Unit
from ganxian_ledger.domain.near import suggest
from ganxian_ledger.domain.state.board import Board, Light, Reporting, Role, Row
from ganxian_ledger.domain.state.steps import State

Test = Callable[[Row], bool]


def _is_in(state: State) -> Test:
    return lambda row: row.state is state


_STATES: Mapping[str, Test] = {state.value: _is_in(state) for state in State}
_DERIVED: Mapping[str, Test] = {
    "未销号": lambda row: row.state.is_unfinished,
    "逾期": lambda row: row.overdue,
    "临期": lambda row: row.due_soon,
    "滞后": lambda row: row.lagging,
    "未报送": lambda row: row.reporting is Reporting.MISSING,
    "待报": lambda row: row.reporting is Reporting.AWAITED,
}
STATE_TESTS: Mapping[str, Test] = {**_STATES, **_DERIVED}
STATE_WORDS = tuple(STATE_TESTS)
"""What --state takes: the six states, and the words that are derived beside them."""
LIGHT_WORDS = tuple(light.value for light in Light)


class Question(NamedTuple):
    """The filters as given; those not given leave everything. Several states or lights add up."""

    unit: str | None = None
    lead_only: bool = False
    task: str | None = None
    section: str | None = None
    states: tuple[str, ...] = ()
    lights: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Selection:
    """The rows that a question leaves, in natural order, with the filter in words.

    `roles` holds what the unit is in each measure; None where no unit was asked for. Rows chosen
    by how they stand (`is_by_state`) have no close rate worth telling.
    """

    rows: tuple[Row, ...]
    words: tuple[str, ...]
    roles: Mapping[str, Role] | None = None
    is_by_state: bool = False

    def count(self, role: Role) -> int:
        """How many of the rows the unit has in this role."""
        return sum((self.roles or {}).get(row.id) is role for row in self.rows)


def select(board: Board, question: Question) -> Selection:
    """The measures that a question asks for.

    Raises:
        Unknown: for a value that does not exist, with near misses or the list.
    """
    if question.lead_only and question.unit is None:
        raise Unknown("--lead 要和 --unit 一起用", remedy="例如 --unit 区城管局 --lead")
    tests, words = _tests(board.ledger, question)
    roles = None
    if question.unit is not None:
        unit = unit_of(board.ledger, question.unit)
        roles = roles_of(board, unit, lead_only=question.lead_only)
        words = [_unit_words(unit, lead_only=question.lead_only), *words]
    rows = (row for row in board.rows if roles is None or row.id in roles)
    return Selection(
        rows=tuple(row for row in rows if all(test(row) for test in tests)),
        words=tuple(words),
        roles=roles,
        is_by_state=bool(question.states or question.lights),
    )


def unit_of(ledger: Ledger, text: str) -> Unit:
    """The unit that a text names.

    Raises:
        Unknown: with near misses, or how to see all units.
    """
    try:
        return ledger.unit(text)
    except Unknown as error:
        remedy = error.remedy or "ledger units 列出全部单位"
        raise Unknown(error.message, remedy=remedy) from None


def roles_of(board: Board, unit: Unit, *, lead_only: bool = False) -> dict[str, Role]:
    """What a unit is in which measure; with `lead_only` only where it leads."""
    roles = board.roles_of(unit)
    return {n: role for n, role in roles.items() if role is Role.LEAD or not lead_only}


def _unit_words(unit: Unit, *, lead_only: bool) -> str:
    return f"单位 {unit.name}（{'只看牵头' if lead_only else '牵头和配合'}）"


def _tests(ledger: Ledger, question: Question) -> tuple[list[Test], list[str]]:
    """The tests that every row must pass, and the same in words."""
    tests: list[Test] = []
    words: list[str] = []
    if question.task is not None:
        task = _task(ledger, question.task)
        tests.append(lambda row: row.entry.task.id == task)
        words.append(f"任务 {task}")
    if question.section is not None:
        section = _section(ledger, question.section)
        tests.append(lambda row: row.entry.section.id == section)
        words.append(f"章节 {section}")
    if question.states:
        wanted = [_known("状态", word, STATE_WORDS) for word in question.states]
        tests.append(lambda row: any(STATE_TESTS[word](row) for word in wanted))
        words.append(f"状态 {'、'.join(dict.fromkeys(wanted))}")
    if question.lights:
        lights = [_known("灯", word.removesuffix("灯"), LIGHT_WORDS) for word in question.lights]
        tests.append(lambda row: row.light.value in lights)
        words.append(f"亮灯 {'、'.join(dict.fromkeys(lights))}")
    return tests, words


def _task(ledger: Ledger, text: str) -> str:
    ids = [task.id for section in ledger.sections for task in section.tasks]
    return _known("任务", text, ids)


def _section(ledger: Ledger, text: str) -> str:
    """A section's id, with brackets of either width."""
    ids = [section.id for section in ledger.sections]
    wide = text.replace("(", "（").replace(")", "）")
    return _known("章节", text if text in ids else wide, ids)


def _known(what: str, word: str, known: Iterable[str]) -> str:
    listed = tuple(known)
    if word in listed:
        return word
    raise Unknown(f"没有{what}“{word}”", remedy=f"{suggest(word, listed)}可用：{'、'.join(listed)}")


def heading(board: Board, what: str, words: Iterable[str] = ()) -> tuple[str, ...]:
    """What every answer begins with: of which plan, as of when, and with which filter."""
    plan = board.ledger.plan
    asked = "；".join(words)
    lines = (f"{plan.title}（{plan.number}）", f"{what}，截至 {day_text(board.day)}")
    return (*lines, f"筛选：{asked}") if asked else lines


def day_text(day: date) -> str:
    """A day as tables write it."""
    return day.isoformat()
