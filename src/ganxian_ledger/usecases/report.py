"""The report of a period: which day it speaks of, and its views, from one assessment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.domain.errors import Unknown
from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.model.unit import Unit
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.views import paper_bundle, unit_sheet, unit_sheet_paper
from ganxian_ledger.domain.views.bundle import Bundle
from ganxian_ledger.domain.views.dashboard import dashboard
from ganxian_ledger.domain.views.ledger_workbook import ledger_workbook
from ganxian_ledger.domain.views.monthly import Report, build
from ganxian_ledger.domain.views.monthly_paper import paper_of, payload_of
from ganxian_ledger.domain.views.paper import Given, Paper
from ganxian_ledger.domain.views.question import unit_of
from ganxian_ledger.domain.views.unit_page import unit_page
from ganxian_ledger.domain.views.words import day_words
from ganxian_ledger.usecases.opening import Opened, open_sound
from ganxian_ledger.usecases.revision import revision_of

if TYPE_CHECKING:
    from ganxian_ledger.adapters.git.repository import Commit


NOTHING_GIVEN = Given()
VERSION = "台账版本"
"""The head of the fact that names the revision asked for."""


class WrongPeriod(Unknown):
    """The period is wholly in the future, or the day is not within it."""


@dataclass(frozen=True, slots=True)
class Question:
    """A report that is asked for: the period, the day in it (or none), of one unit or of all.

    `at` is the revision or the day whose recorded ledger is to be reported; None is the files.
    `given` holds what only the office knows, e.g. the paper's number.
    """

    period: Period
    as_of: date | None = None
    at: str | None = None
    unit: str | None = None
    given: Given = NOTHING_GIVEN


@dataclass(frozen=True)
class Assessed:
    """What every view of a report is drawn from; nothing else is assessed."""

    board: Board
    earlier: Board
    period: Period
    facts: tuple[tuple[str, str], ...]
    """What there is to say of the data beside what the report says itself."""
    path: str
    given: Given

    @cached_property
    def report(self) -> Report:
        """The figures, lines and sentences."""
        view = build(self.board, self.earlier, self.period)
        return replace(view, head=replace(view.head, facts=(*view.head.facts, *self.facts)))

    @property
    def name(self) -> str:
        """The name of its files, without an ending."""
        return f"{self.period.words}通报"

    def paper(self) -> Paper:
        """The 通报."""
        payload = payload_of(self.report, self.board, path=self.path)
        return self.given.fill(paper_of(self.report, name=self.name, payload=payload))


def answer(folder: LedgerFolder, question: Question, *, today: date) -> Bundle:
    """The views of a report.

    Raises:
        Unsound: where the ledger has errors.
        Unknown: where there is no such revision or unit.
        WrongPeriod: where there is nothing to report yet, or the day is outside the period.
    """
    assessed = assess(folder, question, today=today)
    if question.unit is not None:
        return _unit_bundle(assessed, unit_of(assessed.board.ledger, question.unit))
    return _bundle(assessed)


def assess(folder: LedgerFolder, question: Question, *, today: date) -> Assessed:
    """What the views of a report are drawn from.

    Raises:
        Unsound: as `answer`.
        Unknown: as `answer`, but for the unit.
        WrongPeriod: as `answer`.
    """
    day = day_of(question, today)
    ledger, facts = ledger_of(folder, question.at, day, today)
    period = question.period
    return Assessed(
        board=Board(ledger, day),
        earlier=Board(ledger, period.first - timedelta(days=1)),
        period=period,
        facts=facts,
        path=folder.path.as_posix(),
        given=question.given,
    )


def _unit_bundle(assessed: Assessed, unit: Unit) -> Bundle:
    """The views of a unit's own sheet; it has a number only where one is given."""
    board, given = assessed.board, assessed.given
    view = unit_sheet.build(board, assessed.earlier, assessed.period, unit)
    view = replace(view, head=replace(view.head, facts=(*view.head.facts, *assessed.facts)))
    payload = unit_sheet_paper.payload_of(view, board, unit, path=assessed.path)
    name = f"{assessed.period.words}{unit.name}工作情况"
    paper = unit_sheet_paper.paper_of(view, name=name, payload=payload)
    filled = replace(given.fill(paper), number=given.number)
    bundle = paper_bundle.bundle_of(lambda: filled, board.day, {"report": view})
    return replace(bundle, page=lambda: unit_page(board, unit, facts=assessed.facts))


def _bundle(assessed: Assessed) -> Bundle:
    return Bundle(
        paper=assessed.paper,
        workbook=lambda: ledger_workbook(assessed.report, assessed.board),
        page=lambda: dashboard(assessed.report, assessed.board),
        names={"report": assessed.report},
    )


def ledger_of(
    folder: LedgerFolder, at: str | None, day: date, today: date
) -> tuple[Ledger, tuple[tuple[str, str], ...]]:
    """The ledger that is reported, and what there is to say of when it was recorded.

    Raises:
        Unsound: where the ledger has errors.
        Unknown: where there is no such revision.
    """
    if at is None:
        opened = open_sound(folder, today)
        is_over = day < today and (folder.root / ".git").exists()
        revision = ("数据版本", revision_of(opened))
        return opened.ledger, (revision, *(_late(opened, None, day) if is_over else ()))
    from ganxian_ledger.usecases import recorded  # noqa: PLC0415 (only this asks Git)

    found = recorded.open_at(folder, at, today)
    version = (VERSION, recorded.words_of(found.commit))
    revision = ("数据版本", revision_of(found.opened, found.commit))
    return found.opened.ledger, (version, revision, *_late(found.opened, found.commit, day))


def _late(opened: Opened, made: Commit | None, day: date) -> tuple[tuple[str, str], ...]:
    from ganxian_ledger.usecases.late import late_in  # noqa: PLC0415 (only this asks Git)

    words = late_in(opened, made, day)
    return (("补录情况", words),) if words else ()


def day_of(question: Question, today: date) -> date:
    """The day that a report speaks of: the one asked for, the period's last, or today before that.

    Raises:
        WrongPeriod: where the day asked for is outside the period, or the period has not begun.
    """
    period, as_of = question.period, question.as_of
    span = f"{day_words(period.first)}至{day_words(period.last)}"
    if as_of is not None and as_of not in period:
        raise WrongPeriod(
            f"{as_of} 不在{period.words}之内", remedy=f"--as-of 写{span}之间的日期，或不写"
        )
    if period.first > today:
        raise WrongPeriod(f"{period.words}还没有开始", remedy=f"今天是{day_words(today)}")
    return as_of or min(period.last, today)
