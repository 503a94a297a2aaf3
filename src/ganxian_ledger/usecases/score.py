"""The assessment of a period: which day it speaks of, and its sheet and papers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.domain.errors import CannotLoad, Unknown
from ganxian_ledger.domain.places import ASSESSMENT
from ganxian_ledger.domain.scoring.score import score
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.views.bundle import Bundle
from ganxian_ledger.domain.views.question import unit_of
from ganxian_ledger.domain.views.score import score_sheet
from ganxian_ledger.domain.views.score_workbook import score_workbook
from ganxian_ledger.domain.views.sheet_bundle import bundle_of
from ganxian_ledger.domain.views.table import Sheet
from ganxian_ledger.usecases.report import Question, WrongPeriod, day_of, ledger_of


class NoScheme(CannotLoad):
    """The ledger has no scheme of assessment."""


class Scored(NamedTuple):
    """The answer for a terminal, and the shapes that papers need."""

    sheet: Sheet
    bundle: Bundle


def answer(folder: LedgerFolder, question: Question, *, explain: bool, today: date) -> Scored:
    """The scores of a period, of all units or of one.

    Raises:
        NoScheme: where none is declared.
        Unsound: where the ledger has errors.
        Unknown: where there is no such revision or unit, or the unit is a group.
        WrongPeriod: where the period has not begun or is over before the plan begins, or the day
            is outside it.
    """
    day = day_of(question, today)
    ledger, facts = ledger_of(folder, question.at, day, today)
    scheme = ledger.assessment
    if scheme is None:
        raise NoScheme(
            f"台账里没有考评办法（{ASSESSMENT}），不能打分",
            remedy=f"方案没有规定分值，由办公室定好考评办法，写成 {folder.shown(ASSESSMENT)}；"
            "写法见 docs/assessment.md，例子见 examples/demo/assessment.yaml",
        )
    if question.period.last < ledger.plan.start:
        raise WrongPeriod(
            f"{question.period.words}在方案开始（{ledger.plan.start}）以前，没有可考评的",
            remedy="写方案开始以后的月、季度或年",
        )
    unit = None if question.unit is None else unit_of(ledger, question.unit)
    if unit is not None and unit.is_group:
        members = "、".join(ledger.units.members_of(unit)) or "成员未定"
        raise Unknown(f"“{unit.name}”是一组单位，不单独考评", remedy=f"写其中的单位：{members}")
    board = Board(ledger, day)
    sheet = score_sheet(
        score(board, scheme, question.period, question.as_of or today),
        board,
        path=folder.path.as_posix(),
        unit=unit.name if unit else "",
        explain=explain,
    )
    bundle = bundle_of(sheet, facts, name=sheet.title, day=day)
    return Scored(sheet, replace(bundle, workbook=lambda: score_workbook(sheet, facts, day)))
