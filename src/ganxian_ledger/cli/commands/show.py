"""`ledger show`: one measure with everything that is known of it."""

from __future__ import annotations

from ganxian_ledger.cli.options import (
    AsOfOpt,
    AtOpt,
    DataOpt,
    FormatOpt,
    JsonOpt,
    MeasureArg,
    OverwriteOpt,
    PaperOpt,
)
from ganxian_ledger.cli.showing import answer


def show(
    measure: MeasureArg,
    *,
    as_of: AsOfOpt = None,
    at: AtOpt = None,
    form: FormatOpt = None,
    as_json: JsonOpt = False,
    output: PaperOpt = None,
    overwrite: OverwriteOpt = False,
    data: DataOpt = None,
) -> None:
    """显示一条措施的原文、责任单位、时限、状态和全部记录。

    例：ledger show 8.3 --as-of 2024-06-30
    """
    from ganxian_ledger.domain.views.measure import measure as view
    from ganxian_ledger.usecases.context import context

    here = context(data, as_of, at)
    answer(
        here,
        lambda board, path: view(board, measure, path=path),
        form,
        output,
        as_json=as_json,
        overwrite=overwrite,
    )
