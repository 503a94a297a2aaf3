"""`ledger units`: the units with what they lead and support."""

from __future__ import annotations

from ganxian_ledger.cli.options import (
    AsOfOpt,
    AtOpt,
    DataOpt,
    FormatOpt,
    JsonOpt,
    OverwriteOpt,
    PaperOpt,
)
from ganxian_ledger.cli.showing import answer


def units(
    *,
    as_of: AsOfOpt = None,
    at: AtOpt = None,
    form: FormatOpt = None,
    as_json: JsonOpt = False,
    output: PaperOpt = None,
    overwrite: OverwriteOpt = False,
    data: DataOpt = None,
) -> None:
    """列出登记的单位，以及各自牵头和配合的措施。

    例：ledger units --format csv
    """
    from ganxian_ledger.domain.views.units import units as view
    from ganxian_ledger.usecases.context import context

    here = context(data, as_of, at)
    answer(
        here,
        lambda board, path: view(board, path=path),
        form,
        output,
        as_json=as_json,
        overwrite=overwrite,
    )
