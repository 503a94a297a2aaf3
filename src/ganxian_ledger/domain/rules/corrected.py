"""A finding about published words: listed instead of refused where a commit declares it."""

from __future__ import annotations

from ganxian_ledger.domain.compare.edit import Edit
from ganxian_ledger.domain.rules.rule import Finding, Severity


def unless_declared(edit: Edit, finding: Finding, *subjects: str) -> Finding:
    """The finding as it is, or only as a note with the reason that a commit gives for it."""
    declared = edit.correction(*subjects)
    if declared is None:
        trailer = f"Ledger-Correction: {subjects[0]} 原因"
        hint = f"{finding.hint}；确属更正，在提交说明的最后一行写 {trailer}".lstrip("；")
        return finding._replace(hint=hint)
    return finding._replace(
        severity=Severity.INFO,
        message=f"{finding.message}（已声明更正：{declared.reason}）",
        hint="",
    )
