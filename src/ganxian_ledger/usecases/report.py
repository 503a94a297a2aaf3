"""The report of a period: which day it speaks of, what it says, and where it is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.domain.errors import Unknown
from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.views.monthly import Report, build
from ganxian_ledger.domain.views.words import day_words
from ganxian_ledger.render import jinja
from ganxian_ledger.usecases.opening import Opened, open_sound
from ganxian_ledger.usecases.output import write_output

if TYPE_CHECKING:
    from ganxian_ledger.adapters.git.repository import Commit

DEFAULT = "monthly"
KIND = "report"
ENDINGS = (".md",)


class WrongPeriod(Unknown):
    """The period is wholly in the future, or the day is not within it."""


class UnknownEnding(Unknown):
    """The ending of the file names no format."""


@dataclass(frozen=True, slots=True)
class Question:
    """A report that is asked for: the period, the day in it (or none), the template's name.

    `at` is the revision or the day whose recorded ledger is to be reported; None is the files.
    """

    period: Period
    as_of: date | None = None
    template: str = DEFAULT
    at: str | None = None


def answer(folder: LedgerFolder, question: Question, *, today: date) -> str:
    """The Markdown of a report.

    Raises:
        Unsound: where the ledger has errors.
        Unknown: where there is no such revision.
        WrongPeriod: where there is nothing to report yet, or the day is outside the period.
        UnknownTemplate: where no template has the name.
        TemplateFault: where the template is faulty.
    """
    day = day_of(question, today)
    ledger, facts = _read(folder, question, day, today)
    view = report_of(ledger, question.period, day)
    view = replace(view, head=replace(view.head, facts=(*view.head.facts, *facts)))
    folders = template_folders(folder)
    return jinja.markdown(question.template, {"report": view}, folders=folders, folder=KIND)


def _read(
    folder: LedgerFolder, question: Question, day: date, today: date
) -> tuple[Ledger, tuple[tuple[str, str], ...]]:
    """The ledger that is reported, and what there is to say of when it was recorded."""
    if question.at is None:
        opened = open_sound(folder, today)
        is_over = day < today and (folder.root / ".git").exists()
        return opened.ledger, _late(opened, None, day) if is_over else ()
    from ganxian_ledger.usecases import recorded  # noqa: PLC0415 (only this asks Git)

    found = recorded.open_at(folder, question.at, today)
    version = ("台账版本", recorded.words_of(found.commit))
    return found.opened.ledger, (version, *_late(found.opened, found.commit, day))


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
        raise WrongPeriod(
            f"{period.words}还没有开始，没有可通报的情况", remedy=f"今天是{day_words(today)}"
        )
    return as_of or min(period.last, today)


def report_of(ledger: Ledger, period: Period, day: date) -> Report:
    """The report of a period as of a day in it, compared with the end of the period before."""
    earlier = Board(ledger, period.first - timedelta(days=1))
    return build(Board(ledger, day), earlier, period)


def template_folders(folder: LedgerFolder) -> tuple[Path, ...]:
    """Where a ledger's own templates are: in its folder, else at its repository's root."""
    return (folder.path / "templates", folder.root / "templates")


def require_ending(file: Path) -> None:
    """Refuse a file whose ending names no format.

    Raises:
        UnknownEnding: listing those that do.
    """
    if file.suffix.lower() not in ENDINGS:
        ending = f"“{file.suffix}”" if file.suffix else "没有后缀的文件"
        raise UnknownEnding(
            f"不能写成{ending}", remedy=f"目前支持 {'、'.join(ENDINGS)}，例如 -o 通报.md"
        )


def write(folder: LedgerFolder, file: Path, text: str) -> None:
    """Write a report whole or not at all: UTF-8, LF; never over a file of the ledger.

    Raises:
        Unwritten: where it cannot be written; an older file is kept.
    """
    write_output(
        folder,
        file,
        text,
        what="通报",
        example="通报.md",
        remedy="检查写权限、磁盘空间，文件是否正在 WPS 或 Word 里打开",
    )
