"""`ledger diff`: what changed in meaning between two recorded states."""

from __future__ import annotations

from typing import Annotated

import typer

from ganxian_ledger.cli import console
from ganxian_ledger.cli.options import (
    AsOfOpt,
    DataOpt,
    FormatOpt,
    JsonOpt,
    format_of,
)

SpanArg = Annotated[
    str,
    typer.Argument(
        metavar="版本..版本",
        help="从哪个版本到哪个版本：提交号、分支、标签或日期，例如 2024-05-31..2024-06-30；"
        "只写前一个，就与现在的文件比",
        show_default=False,
    ),
]


def diff(
    span: SpanArg,
    *,
    as_of: AsOfOpt = None,
    form: FormatOpt = None,
    as_json: JsonOpt = False,
    data: DataOpt = None,
) -> None:
    """比较两个时候的台账：哪些措施的状态、亮灯变了，新记了什么，改了什么，按单位汇总。

    写日期的一头，按那一天结束时的提交取台账，也截至那一天；其余截至 --as-of 或今天。

    例：ledger diff 2024-05-31..2024-06-30 --format md
    """
    from ganxian_ledger.usecases.context import context
    from ganxian_ledger.usecases.diff import diff as compare

    chosen = format_of(form, as_json=as_json)
    console.show(compare(context(data, as_of), span), chosen)
