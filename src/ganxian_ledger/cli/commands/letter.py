"""`ledger letter`: a letter was sent, or answered."""

from __future__ import annotations

from datetime import date as day
from typing import Annotated, Any

import typer

from ganxian_ledger.cli import completion, outcome
from ganxian_ledger.cli.options import (
    LETTER_KINDS,
    ByOpt,
    DataOpt,
    DateOpt,
    DryRunOpt,
    NoteOpt,
    day_option,
    one_of,
)
from ganxian_ledger.cli.period_options import MonthOpt

LetterKindOpt = Annotated[
    str | None,
    typer.Option(
        "--kind",
        metavar="文种",
        help="、".join(LETTER_KINDS),
        parser=one_of(*LETTER_KINDS),
        show_default=False,
    ),
]
ToUnitOpt = Annotated[
    list[str] | None,
    typer.Option(
        "--unit",
        metavar="单位",
        help="发给哪个单位，可写多次；调度通知不写为要报送的全部单位；记答复时是谁答复的",
        autocompletion=completion.units,
        show_default=False,
    ),
]
LetterNumberOpt = Annotated[
    str | None,
    typer.Option("--number", metavar="文号", help="办公室给的文号", show_default=False),
]
AboutOpt = Annotated[
    list[str] | None,
    typer.Option(
        "--measure",
        metavar="编号",
        help="针对哪项措施，可写多次；不写为台账对这个单位、这个月建议的；记答复时用来分清是哪一份",
        autocompletion=completion.measures,
        show_default=False,
    ),
]
AnswerDueOpt = Annotated[
    day | None,
    day_option(
        "--answer-due",
        "要求何时前答复；不写时督办函、约谈按设置的天数，调度通知为当月报送日",
    ),
]
AnsweredOpt = Annotated[
    bool,
    typer.Option(
        "--answered", help="记答复：--unit 答复了，收到的日期写在 --date", show_default=False
    ),
]
OnOpt = Annotated[
    day | None, day_option("--on", "与 --answered 合用：答复的是哪一天发的函，写成 2024-06-05")
]


def letter(
    *,
    kind: LetterKindOpt = None,
    unit: ToUnitOpt = None,
    month: MonthOpt = None,
    number: LetterNumberOpt = None,
    measure: AboutOpt = None,
    answer_due: AnswerDueOpt = None,
    answered: AnsweredOpt = False,
    on: OnOpt = None,
    note: NoteOpt = None,
    by: ByOpt = None,
    date: DateOpt = None,
    dry_run: DryRunOpt = False,
    data: DataOpt = None,
) -> None:
    """记发出的函件、约谈，或记单位的答复；列出用 ledger letters。

    例：ledger letter --kind 督办函 --unit 区水利局 --month 2024-06
    """
    from ganxian_ledger.domain.edits import AnswerLetter, SendLetter

    said = outcome.said(date, by, note)
    intent: AnswerLetter | SendLetter
    if answered:
        _require_answer(unit, {"--by": by, "--answer-due": answer_due})
        intent = AnswerLetter((unit or [""])[0], kind, number, on, tuple(measure or ()), said)
    else:
        named = _require_letter(kind, month, {"--on": on})
        intent = SendLetter(
            named, tuple(unit or ()), month, number, tuple(measure or ()), answer_due, said
        )
    outcome.record(data, intent, dry_run=dry_run)


def _require_answer(unit: list[str] | None, foreign: dict[str, object]) -> None:
    """An answer is that of one unit, and changes nothing of the letter."""
    if len(unit or ()) != 1:
        raise typer.BadParameter(
            "记答复要写上答复的单位，一次一个\n例如 --unit 区水利局 --answered"
        )
    _forbid(foreign, "记答复（--answered）时不写")


def _require_letter(kind: str | None, month: Any, foreign: dict[str, object]) -> str:  # noqa: ANN401 (as the option)
    """A letter has a kind; a 调度通知 is that of a month."""
    if kind is None:
        raise typer.BadParameter(
            "要写上文种，或用 --answered 记答复\n"
            "例如 --kind 督办函 --unit 区水利局 --month 2024-06；列出函件用 ledger letters"
        )
    if kind == LETTER_KINDS[0] and month is None:
        raise typer.BadParameter("调度通知要写上月份\n例如 --month 2024-06")
    _forbid(foreign, "只和 --answered 一起写")
    return kind


def _forbid(foreign: dict[str, object], why: str) -> None:
    given = [name for name, value in foreign.items() if value]
    if given:
        raise typer.BadParameter(f"{'、'.join(given)} {why}")
