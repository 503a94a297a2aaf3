"""`ledger extend`: a new deadline."""

from __future__ import annotations

from ganxian_ledger.cli import outcome
from ganxian_ledger.cli.options import (
    ApprovedByOpt,
    ByOpt,
    DataOpt,
    DateOpt,
    DryRunOpt,
    MeasureArg,
    NoteOpt,
    ReasonOpt,
    ToOpt,
)


def extend(
    measure: MeasureArg,
    *,
    to: ToOpt,
    reason: ReasonOpt,
    approved_by: ApprovedByOpt = None,
    note: NoteOpt = None,
    by: ByOpt = None,
    date: DateOpt = None,
    dry_run: DryRunOpt = False,
    data: DataOpt = None,
) -> None:
    """延期：定一个更晚的完成时限，说明理由。

    例：ledger extend 8.3 --to 2024-09-30 --reason 汛期停工两个月 --approved-by 区政府专题会
    """
    from ganxian_ledger.domain.edits.extend import Extend

    intent = Extend(
        measure=measure,
        to=to,
        reason=reason,
        approved_by=approved_by,
        said=outcome.said(date, by, note),
    )
    outcome.record(data, intent, dry_run=dry_run)
