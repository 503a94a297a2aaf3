"""The options of papers about a period: which period, and what only the office knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ganxian_ledger.cli import console
from ganxian_ledger.cli.options import day_option

if TYPE_CHECKING:
    from ganxian_ledger.domain.model.calendar import Period
    from ganxian_ledger.domain.views.paper import Given


def _reader(mark: str, example: str) -> Callable[[str], Period]:
    """A parser for one kind of period: that whose text has this mark at its sixth place."""

    def parse(text: str) -> Period:
        from ganxian_ledger.domain.model.calendar import parse_period

        period = parse_period(text)
        kind = "month" if text[5:6].isdigit() else text[5:6]
        if period is None:
            raise typer.BadParameter(f"不能是“{text}”\n{_meant(mark, text, example)}")
        if kind != mark:
            raise typer.BadParameter(f"不能是“{text}”\n写成 {example} 的样子，或用 {_OF[kind]}")
        return period

    return parse


_OF = {"month": "--month", "Q": "--quarter", "": "--year"}
"""The option for each kind of period."""
_QUARTERS = str.maketrans("一二三四", "1234")
_LAST = {"month": ("月份是 01—12", 12), "Q": ("季度是 Q1—Q4", 4)}
"""What there is of a kind of period in a year, in words and as the last number."""


def _meant(mark: str, text: str, example: str) -> str:
    """How the period that was meant is written, or the form itself."""
    from ganxian_ledger.domain.model.calendar import EARLIEST, LATEST

    found = re.fullmatch(r"\D*([0-9]{4})\D*([0-9]{0,2})\D*", text.translate(_QUARTERS))
    form = f"写成 {example} 的样子"
    if found is None or not EARLIEST <= int(found[1]) <= LATEST:
        return form
    year, part = found[1], int(found[2] or 0)
    if mark not in _LAST:
        return form if found[2] else f"写成 {year}"
    words, last = _LAST[mark]
    if not found[2]:
        return form
    if not 1 <= part <= last:
        return f"{words}，{form}"
    return f"写成 {year}-{f'{part:02}' if mark == 'month' else f'Q{part}'}"


def _period(name: str, words: str, mark: str, example: str, told: str = "") -> Any:  # noqa: ANN401 (as typer's own)
    return typer.Option(
        name,
        metavar=words,
        help=f"{told or words}，例如 {example}",
        parser=_reader(mark, example),
        show_default=False,
    )


MonthOpt = Annotated[Any, _period("--month", "月份", "month", "2024-06")]
OfMonthOpt = Annotated[
    Any, _period("--month", "月份", "month", "2024-06", "只收这个月的，别的月份的跳过")
]
MonthArg = Annotated[
    Any,
    typer.Argument(
        metavar="月份",
        help="哪个月，例如 2024-06；不写为当月",
        parser=_reader("month", "2024-06"),
        show_default=False,
    ),
]
QuarterOpt = Annotated[Any, _period("--quarter", "季度", "Q", "2024-Q2")]
YearOpt = Annotated[Any, _period("--year", "年份", "", "2024")]
NumberedOpt = Annotated[
    str | None,
    typer.Option("--number", metavar="文号", help="本件的文号；不写的留空待填", show_default=False),
]
DatedOpt = Annotated[Any, day_option("--dated", "本件的成文日期，写成 2024-07-05；不写的留空待填")]
AsOfWithinOpt = Annotated[
    date | None,
    day_option(
        "--as-of",
        "截至这一期里的哪一天，写成 2024-06-20；不写为期末，这一期还没有结束的为今天",
    ),
]
AsOfSinceOpt = Annotated[
    date | None,
    day_option("--as-of", "截至哪一天，写成 2024-07-03，可以在当月以后；不写为今天"),
]
_NUMBERED = re.compile(r".+〔[0-9]{4}〕第?[0-9]+号")


def tell_doubts(number: str | None, dated: date | None, day: date) -> None:
    """Say what looks wrong in what the office gave of a paper about `day`; it is taken as it is."""
    for doubt in _doubts(number, dated, day):
        console.say(console.safe_line(doubt))


def _doubts(number: str | None, dated: date | None, day: date) -> Iterator[str]:
    if number is not None and not _NUMBERED.fullmatch(number):
        yield f"文号“{number}”不像“×建办〔2024〕3号”的写法，已照写，请核对"
    if dated is not None and dated < day:
        yield f"成文日期 {dated} 早于数据截至的 {day}，已照写，请核对"


def the_one(*periods: Period | None) -> Period:
    """The period that was asked for.

    Raises:
        typer.BadParameter: where there is none, or more than one.
    """
    asked = [period for period in periods if period is not None]
    if len(asked) != 1:
        raise typer.BadParameter("--month、--quarter、--year 要写一个，也只能写一个")
    return asked[0]


def given_of(number: str | None, dated: date | None) -> Given:
    """What the office gives of a paper: its number, and the day of signing in words."""
    from ganxian_ledger.domain.views.paper import Given
    from ganxian_ledger.domain.views.words import day_words

    return Given(number or "", day_words(dated) if dated else "")
