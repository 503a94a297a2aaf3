"""The workbook of a report, and that of the measures that a question asks for."""

from __future__ import annotations

from ganxian_ledger.domain.state.board import Board, summary_of
from ganxian_ledger.domain.views import ledger_guide as guides
from ganxian_ledger.domain.views import ledger_lists as lists
from ganxian_ledger.domain.views.ledger_sheet import NAME, ledger_sheet
from ganxian_ledger.domain.views.monthly import Report
from ganxian_ledger.domain.views.parts import foot_of, summary_words
from ganxian_ledger.domain.views.question import Question, select
from ganxian_ledger.domain.views.words import day_words
from ganxian_ledger.domain.views.workbook import Facts, Workbook


def ledger_workbook(report: Report, board: Board) -> Workbook:
    """The sheets of a report; `board` is the one that it was built from."""
    sheets = (
        ledger_sheet(board, board.rows, notes=(summary_words(summary_of(board.rows), gap=""),)),
        lists.indicators(report, board),
        lists.units(report, board),
        lists.sections(report, board),
        lists.late(report, board),
    )
    return Workbook(
        title=f"{report.head.period}{NAME}",
        facts=report.head.facts,
        sheets=sheets,
        day=board.day,
        subtitle=_subtitle(board),
        guide=guides.guide(board),
    )


def selected_workbook(board: Board, question: Question, facts: Facts) -> Workbook:
    """The 工作台账 of the measures that a question asks for.

    Raises:
        Unknown: for a filter's value that does not exist.
    """
    selection = select(board, question)
    asked = "；".join(selection.words)
    sheet = ledger_sheet(
        board, selection.rows, notes=foot_of(selection, gap=""), empty="没有符合条件的措施"
    )
    told = (
        ("方案文号", board.ledger.plan.number),
        ("数据截至", day_words(board.day)),
        *((("筛选", asked),) if asked else ()),
        *facts,
    )
    return Workbook(
        title=NAME,
        facts=told,
        sheets=(sheet,),
        day=board.day,
        subtitle=_subtitle(board, asked),
        guide=guides.guide(board),
    )


def _subtitle(board: Board, asked: str = "") -> str:
    """Of which plan, as of when, and with which filter."""
    said = f"方案文号：{board.ledger.plan.number}　截至：{day_words(board.day)}"
    return f"{said}　筛选：{asked}" if asked else said
