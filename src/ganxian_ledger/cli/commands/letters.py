"""`ledger letters`: the letters that were sent, and whether they were answered."""

from __future__ import annotations

from typing import Annotated

import typer

from ganxian_ledger.cli import completion
from ganxian_ledger.cli.options import (
    LETTER_KINDS,
    AsOfOpt,
    AtOpt,
    DataOpt,
    FormatOpt,
    JsonOpt,
    OverwriteOpt,
    PaperOpt,
    one_of,
)
from ganxian_ledger.cli.period_options import MonthOpt
from ganxian_ledger.cli.showing import answer

SentToOpt = Annotated[
    str | None,
    typer.Option(
        "--unit",
        metavar="单位",
        help="只看发给这个单位（名称、别名或名称的一部分）的",
        autocompletion=completion.units,
        show_default=False,
    ),
]
OfKindOpt = Annotated[
    str | None,
    typer.Option(
        "--kind",
        metavar="文种",
        help="只看这个文种",
        parser=one_of(*LETTER_KINDS),
        show_default=False,
    ),
]
WaitingOpt = Annotated[bool, typer.Option("--waiting", help="只看还没有答复的", show_default=False)]


def letters(
    *,
    unit: SentToOpt = None,
    kind: OfKindOpt = None,
    month: MonthOpt = None,
    waiting: WaitingOpt = False,
    as_of: AsOfOpt = None,
    at: AtOpt = None,
    form: FormatOpt = None,
    as_json: JsonOpt = False,
    output: PaperOpt = None,
    overwrite: OverwriteOpt = False,
    data: DataOpt = None,
) -> None:
    """列出发出的函件和约谈：发给谁、针对哪些措施、何时前答复、答复没有。

    例：ledger letters --waiting
    """
    from ganxian_ledger.domain.views.letter_register import Asked
    from ganxian_ledger.domain.views.letter_register import letters as view
    from ganxian_ledger.usecases.context import context

    asked = Asked(unit, kind, month, is_waiting=waiting)
    answer(
        context(data, as_of, at),
        lambda board, path: view(board, asked, path=path),
        form,
        output,
        as_json=as_json,
        overwrite=overwrite,
    )
