"""The options of papers about a period: which period, and what only the office knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ganxian_ledger.cli.options import day_option

if TYPE_CHECKING:
    from datetime import date

    from ganxian_ledger.domain.model.calendar import Period
    from ganxian_ledger.domain.views.paper import Given


def _reader(mark: str, example: str) -> Callable[[str], Period]:
    """A parser for one kind of period: that whose text has this mark at its sixth place."""

    def parse(text: str) -> Period:
        from ganxian_ledger.domain.model.calendar import parse_period

        period = parse_period(text)
        kind = "month" if text[5:6].isdigit() else text[5:6]
        if period is None or kind != mark:
            raise typer.BadParameter(f"不能是“{text}”\n写成 {example} 的样子")
        return period

    return parse


def _period(name: str, words: str, mark: str, example: str) -> Any:  # noqa: ANN401 (as typer's own)
    return typer.Option(
        name,
        metavar=words,
        help=f"{words}，例如 {example}",
        parser=_reader(mark, example),
        show_default=False,
    )


MonthOpt = Annotated[Any, _period("--month", "月份", "month", "2024-06")]
QuarterOpt = Annotated[Any, _period("--quarter", "季度", "Q", "2024-Q2")]
YearOpt = Annotated[Any, _period("--year", "年份", "", "2024")]
NumberedOpt = Annotated[
    str | None,
    typer.Option("--number", metavar="文号", help="本件的文号；不写的留空待填", show_default=False),
]
DatedOpt = Annotated[Any, day_option("--dated", "本件的成文日期，写成 2024-07-05；不写的留空待填")]


def given_of(number: str | None, dated: date | None) -> Given:
    """What the office gives of a paper: its number, and the day of signing in words."""
    from ganxian_ledger.domain.views.paper import Given
    from ganxian_ledger.domain.views.words import day_words

    return Given(number or "", day_words(dated) if dated else "")
