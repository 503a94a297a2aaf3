"""`ledger return`: the office sends a submission back."""

from __future__ import annotations

from ganxian_ledger.cli import outcome
from ganxian_ledger.cli.options import (
    ByOpt,
    DataOpt,
    DateOpt,
    DryRunOpt,
    MeasureArg,
    NoteOpt,
    ReasonOpt,
    UntilOpt,
)


def return_(
    measure: MeasureArg,
    *,
    reason: ReasonOpt,
    until: UntilOpt = None,
    note: NoteOpt = None,
    by: ByOpt = None,
    date: DateOpt = None,
    dry_run: DryRunOpt = False,
    data: DataOpt = None,
) -> None:
    """退回销号申请，说明缺什么、何时补齐。

    例：ledger return 8.3 --reason 缺竣工验收单 --until 2024-07-15
    """
    from ganxian_ledger.domain.edits.return_ import Return

    intent = Return(
        measure=measure,
        reason=reason,
        until=until,
        said=outcome.said(date, by, note),
    )
    outcome.record(data, intent, dry_run=dry_run)
