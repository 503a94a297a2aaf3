"""json: the findings for programs; fields are only ever added."""

from __future__ import annotations

from ganxian_ledger.domain.rules.diagnostic import Diagnostic, Judgement
from ganxian_ledger.domain.rules.rule import Severity
from ganxian_ledger.render.findings.fingerprint import fingerprints
from ganxian_ledger.render.findings.payload import dumped

_FIELDS = (
    "code severity path line column end_line end_column subject message hint".split()  # noqa: SIM905
)


def render(judgement: Judgement) -> str:
    """`{"schema_version", "kind": "findings", "summary", "findings"}`; lines and columns from 1."""
    counts = judgement.counts
    found = judgement.diagnostics
    return dumped(
        {
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
                "left_out_errors": judgement.count_left_out(Severity.ERROR),
                "left_out_warnings": judgement.count_left_out(Severity.WARNING),
            },
            "findings": list(map(_finding, found, fingerprints(found))),
        }
    )


def _finding(diagnostic: Diagnostic, fingerprint: str) -> dict[str, object]:
    values = diagnostic._asdict()
    told = {name: values[name] for name in _FIELDS}
    return {**told, "revision": diagnostic.revision or None, "fingerprint": fingerprint}
