"""`ledger targets`: the indicators with goal, reading and verdict."""

from __future__ import annotations

from ganxian_ledger.cli.options import (
    AsOfOpt,
    AtOpt,
    DataOpt,
    FormatOpt,
    JsonOpt,
    LedByOpt,
    OverwriteOpt,
    PaperOpt,
)
from ganxian_ledger.cli.showing import answer


def targets(
    *,
    unit: LedByOpt = None,
    as_of: AsOfOpt = None,
    at: AtOpt = None,
    form: FormatOpt = None,
    as_json: JsonOpt = False,
    output: PaperOpt = None,
    overwrite: OverwriteOpt = False,
    data: DataOpt = None,
) -> None:
    """列出指标的目标、最新读数、完成率和结论。

    例：ledger targets --unit 区生态环境局
    """
    from ganxian_ledger.domain.views.targets import targets as view
    from ganxian_ledger.usecases.context import context

    here = context(data, as_of, at)
    answer(
        here,
        lambda board, path: view(board, path=path, unit=unit),
        form,
        output,
        as_json=as_json,
        overwrite=overwrite,
    )
