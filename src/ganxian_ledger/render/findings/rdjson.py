"""rdjson: for reviewdog, which puts findings into the reviews of many hosts."""

from __future__ import annotations

from ganxian_ledger.domain.rules.diagnostic import Diagnostic, Judgement
from ganxian_ledger.domain.rules.rule import Severity
from ganxian_ledger.render.findings.annotation import annotated, letter
from ganxian_ledger.render.findings.payload import dumped

_LEVELS = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def render(judgement: Judgement) -> str:
    """One result with all diagnostics; columns are bytes of UTF-8, from 1."""
    found = map(annotated, judgement.diagnostics)
    return dumped({"source": {"name": "ledger"}, "diagnostics": list(map(_diagnostic, found))})


def _diagnostic(diagnostic: Diagnostic) -> dict[str, object]:
    return {
        "message": letter(diagnostic),
        "location": {"path": diagnostic.path, "range": _range(diagnostic)},
        "severity": _LEVELS[diagnostic.severity],
        "code": {"value": diagnostic.code},
    }


def _range(diagnostic: Diagnostic) -> dict[str, object]:
    """Start and end; the text of another line is not known, so an end there is left out."""
    start = {"line": diagnostic.line, "column": _bytes(diagnostic, diagnostic.column)}
    if diagnostic.end_line != diagnostic.line:
        return {"start": start}
    end = {"line": diagnostic.line, "column": _bytes(diagnostic, diagnostic.end_column)}
    return {"start": start, "end": end}


def _bytes(diagnostic: Diagnostic, column: int) -> int:
    """A column in bytes, for one in code points."""
    before = diagnostic.excerpt[: column - 1]
    return len(before.encode("utf-8", "surrogatepass")) + 1
