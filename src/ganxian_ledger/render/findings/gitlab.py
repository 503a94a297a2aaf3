"""gitlab: a code quality report, which GitLab shows beside a merge request."""

from __future__ import annotations

from ganxian_ledger.domain.rules.diagnostic import Diagnostic, Judgement
from ganxian_ledger.domain.rules.rule import Severity
from ganxian_ledger.render.findings.annotation import annotated, letter
from ganxian_ledger.render.findings.fingerprint import fingerprints
from ganxian_ledger.render.findings.payload import dumped

_GRAVITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(judgement: Judgement) -> str:
    """A list of issues; GitLab tells new from known ones by their fingerprints."""
    found = judgement.diagnostics
    return dumped(list(map(_issue, map(annotated, found), fingerprints(found))))


def _issue(diagnostic: Diagnostic, fingerprint: str) -> dict[str, object]:
    return {
        "description": letter(diagnostic),
        "check_name": diagnostic.code,
        "fingerprint": fingerprint,
        "severity": _GRAVITIES[diagnostic.severity],
        "location": {
            "path": diagnostic.path.removeprefix("./"),
            "lines": {"begin": diagnostic.line, "end": diagnostic.end_line},
        },
    }
