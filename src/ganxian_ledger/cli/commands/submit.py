"""`ledger submit`: the lead asks to be checked."""

from __future__ import annotations

from ganxian_ledger.cli import outcome
from ganxian_ledger.cli.options import (
    ByOpt,
    DataOpt,
    DateOpt,
    DryRunOpt,
    EvidenceOpt,
    MeasureArg,
    NoteOpt,
)


def submit(
    measure: MeasureArg,
    *,
    evidence: EvidenceOpt = None,
    note: NoteOpt = None,
    by: ByOpt = None,
    date: DateOpt = None,
    dry_run: DryRunOpt = False,
    data: DataOpt = None,
) -> None:
    """申请销号：牵头单位说做完了，请办公室核查。

    例：ledger submit 8.3 --evidence 佐证/8.3-验收单.pdf
    """
    from ganxian_ledger.domain.edits.submit import Submit

    intent = Submit(
        measure=measure,
        evidence=outcome.evidence_of(data, evidence),
        said=outcome.said(date, by, note),
    )
    outcome.record(data, intent, dry_run=dry_run)
