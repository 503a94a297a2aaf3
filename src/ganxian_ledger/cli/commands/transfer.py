"""`ledger transfer`: another unit takes the lead."""

from __future__ import annotations

from typing import Annotated

import typer

from ganxian_ledger.cli import completion, outcome
from ganxian_ledger.cli.options import (
    ByOpt,
    DataOpt,
    DateOpt,
    DryRunOpt,
    MeasureArg,
    NoteOpt,
    ReasonOpt,
)

NewLeadOpt = Annotated[
    list[str],
    typer.Option(
        "--lead",
        metavar="单位",
        help="新的牵头单位；联合牵头可写多次",
        show_default=False,
        autocompletion=completion.units,
    ),
]


def transfer(
    measure: MeasureArg,
    *,
    lead: NewLeadOpt,
    reason: ReasonOpt,
    note: NoteOpt = None,
    by: ByOpt = None,
    date: DateOpt = None,
    dry_run: DryRunOpt = False,
    data: DataOpt = None,
) -> None:
    """转办：换牵头单位，说明理由；以前的报表仍记原单位。

    例：ledger transfer 8.3 --lead 区城管局 --reason 机构职能调整
    """
    from ganxian_ledger.domain.edits.transfer import Transfer

    intent = Transfer(
        measure=measure,
        lead=tuple(lead),
        reason=reason,
        said=outcome.said(date, by, note),
    )
    outcome.record(data, intent, dry_run=dry_run)
