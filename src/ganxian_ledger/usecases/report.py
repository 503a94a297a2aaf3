"""The report of a period: which day it speaks of, what it says, and where it is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from ganxian_ledger.adapters import store
from ganxian_ledger.adapters.folder import LedgerFolder, real_path, reason_of
from ganxian_ledger.domain.errors import Refused, Unknown
from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.views.monthly import Report, build
from ganxian_ledger.domain.views.words import day_words
from ganxian_ledger.render import jinja
from ganxian_ledger.usecases.opening import open_sound

DEFAULT = "monthly"
KIND = "report"
ENDINGS = (".md",)


class WrongPeriod(Unknown):
    """The period is wholly in the future, or the day is not within it."""


class UnknownEnding(Unknown):
    """The ending of the file names no format."""


class Unwritten(Refused):
    """The report could not be written; what was there before is whole."""


@dataclass(frozen=True, slots=True)
class Question:
    """A report that is asked for: the period, the day in it (or none), the template's name."""

    period: Period
    as_of: date | None = None
    template: str = DEFAULT


def answer(folder: LedgerFolder, question: Question, *, today: date) -> str:
    """The Markdown of a report.

    Raises:
        Unsound: where the ledger has errors.
        WrongPeriod: where there is nothing to report yet, or the day is outside the period.
        UnknownTemplate: where no template has the name.
        TemplateFault: where the template is faulty.
    """
    day = day_of(question, today)
    opened = open_sound(folder, today)
    view = report_of(opened.ledger, question.period, day)
    folders = template_folders(folder)
    return jinja.markdown(question.template, {"report": view}, folders=folders, folder=KIND)


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
    try:
        real = real_path(file)
        _require_free(folder, file, real)
        store.write_whole(real, text.encode("utf-8"))
    except OSError as error:
        raise Unwritten(
            f"{file} 写不进去：{reason_of(error)}",
            remedy="检查写权限、磁盘空间，文件是否正在 WPS 或 Word 里打开",
        ) from None


def _require_free(folder: LedgerFolder, file: Path, real: Path) -> None:
    """A report may stand there.

    Raises:
        Unwritten: where there is a file of the ledger or a folder, or no folder around it.
    """
    if folder.owns(real):
        raise Unwritten(f"{file} 是台账文件，不能被通报覆盖", remedy="换一个文件名")
    if not real.parent.is_dir():
        raise Unwritten(f"没有目录“{file.parent}”", remedy="先建好目录，或换一个位置")
    if real.is_dir():
        raise Unwritten(f"“{file}”是一个目录", remedy="写上文件名，例如 通报.md")
