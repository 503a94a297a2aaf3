"""`ledger reviews`: which closed measures to look back at, drawn in the open."""

from __future__ import annotations

import typer

from ganxian_ledger.cli.options import (
    AsOfOpt,
    AtOpt,
    CountOpt,
    DataOpt,
    FormatOpt,
    JsonOpt,
    OverwriteOpt,
    PaperOpt,
    SeedOpt,
    ShareOpt,
)
from ganxian_ledger.cli.showing import answer


def reviews(
    *,
    count: CountOpt = None,
    share: ShareOpt = None,
    seed: SeedOpt = None,
    as_of: AsOfOpt = None,
    at: AtOpt = None,
    form: FormatOpt = None,
    as_json: JsonOpt = False,
    output: PaperOpt = None,
    overwrite: OverwriteOpt = False,
    data: DataOpt = None,
) -> None:
    """抽查已销号的措施：公平抽签，公开种子，谁都能照样重抽；只建议，不记账。

    例：ledger reviews --share 20
    """
    from ganxian_ledger.domain.state.sample import Draw
    from ganxian_ledger.domain.views.reviews import reviews as view
    from ganxian_ledger.usecases.context import context

    if count is not None and share is not None:
        raise typer.BadParameter("--count 和 --share 只能写一个")
    if count == 0 or (share is not None and not 1 <= share <= 100):
        raise typer.BadParameter("--count 至少是 1，--share 是 1 到 100 的整数")
    draw = Draw(count, share, seed)
    answer(
        context(data, as_of, at),
        lambda board, path: view(board, draw, path=path),
        form,
        output,
        as_json=as_json,
        overwrite=overwrite,
    )
