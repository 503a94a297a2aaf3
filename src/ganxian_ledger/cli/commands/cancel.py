"""`ledger cancel`: a measure is struck off."""

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
)


def cancel(
    measure: MeasureArg,
    *,
    reason: ReasonOpt,
    note: NoteOpt = None,
    by: ByOpt = None,
    date: DateOpt = None,
    dry_run: DryRunOpt = False,
    data: DataOpt = None,
) -> None:
    """核减：不再实施的措施从台账里划去，说明理由。

    例：ledger cancel 8.3 --reason 上级取消该项任务
    """
    from ganxian_ledger.domain.edits.cancel import Cancel

    intent = Cancel(
        measure=measure,
        reason=reason,
        said=outcome.said(date, by, note),
    )
    outcome.record(data, intent, dry_run=dry_run)
