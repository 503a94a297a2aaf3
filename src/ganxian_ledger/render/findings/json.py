"""json: the findings for programs; fields are only ever added."""

from __future__ import annotations

import json

from ganxian_ledger.domain.rules.diagnostic import Diagnostic, Judgement
from ganxian_ledger.domain.rules.rule import Severity

_FIELDS = (
    "code severity path line column end_line end_column subject message hint".split()  # noqa: SIM905
)


def render(judgement: Judgement) -> str:
    """`{"schema_version", "kind": "findings", "summary", "findings"}`; lines and columns from 1."""
    counts = judgement.counts
    payload = {
        "schema_version": 1,
        "kind": "findings",
        "summary": {
            "files": counts.files,
            "measures": counts.measures,
            "targets": counts.targets,
            "units": counts.units,
            "projects": counts.projects,
            "errors": judgement.count(Severity.ERROR),
            "warnings": judgement.count(Severity.WARNING),
        },
        "findings": list(map(_finding, judgement.diagnostics)),
    }
    return json.dumps(payload, ensure_ascii=False, indent=2) + "\n"


def _finding(diagnostic: Diagnostic) -> dict[str, object]:
    values = diagnostic._asdict()
    told = {name: values[name] for name in _FIELDS}
    return {**told, "revision": diagnostic.revision or None}
