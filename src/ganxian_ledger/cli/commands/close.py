"""`ledger close`: the office closes a measure off."""

from __future__ import annotations

from ganxian_ledger.cli import outcome
from ganxian_ledger.cli.options import (
    ByOpt,
    CheckedByOpt,
    CheckedOnOpt,
    DataOpt,
    DateOpt,
    DryRunOpt,
    EvidenceOpt,
    MeasureArg,
    MethodOpt,
    NoteOpt,
)


def close(
    measure: MeasureArg,
    *,
    evidence: EvidenceOpt = None,
    checked_by: CheckedByOpt = None,
    checked_on: CheckedOnOpt = None,
    method: MethodOpt = None,
    note: NoteOpt = None,
    by: ByOpt = None,
    date: DateOpt = None,
    dry_run: DryRunOpt = False,
    data: DataOpt = None,
) -> None:
    """销号：办公室核查后把措施销掉。

    例：ledger close 8.3 --evidence 佐证/8.3.pdf
    """
    from ganxian_ledger.domain.edits.close import Close

    intent = Close(
        measure=measure,
        evidence=outcome.evidence_of(data, evidence),
        checked_by=checked_by,
        checked_on=checked_on,
        method=method,
        said=outcome.said(date, by, note),
    )
    outcome.record(data, intent, dry_run=dry_run)
