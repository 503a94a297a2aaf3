"""github: workflow commands that GitHub shows beside the changed lines."""

from __future__ import annotations

from ganxian_ledger.domain.rules.diagnostic import Diagnostic, Judgement
from ganxian_ledger.domain.rules.rule import Severity
from ganxian_ledger.render.findings.annotation import annotated, letter
from ganxian_ledger.render.width import safe_text

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(judgement: Judgement) -> str:
    """Errors first, because GitHub shows only the first ten of a step."""
    ordered = sorted(judgement.diagnostics, key=lambda d: list(_LEVELS).index(d.severity))
    return "".join(f"{_command(annotated(diagnostic))}\n" for diagnostic in ordered)


def _command(diagnostic: Diagnostic) -> str:
    properties = {
        "file": diagnostic.path,
        "line": diagnostic.line,
        "endLine": diagnostic.end_line,
        "col": diagnostic.column,
        "endColumn": diagnostic.end_column,
        "title": f"ledger ({diagnostic.code})",
    }
    if diagnostic.end_line != diagnostic.line:  # GitHub takes columns of one line only
        del properties["col"], properties["endColumn"]
    listed = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{_LEVELS[diagnostic.severity]} {listed}::{_data(letter(diagnostic))}"


def _data(text: str) -> str:
    lines = "\n".join(map(safe_text, text.split("\n")))
    return lines.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
