"""sarif: SARIF 2.1.0, which GitHub's code scanning and many editors read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from ganxian_ledger import __version__
from ganxian_ledger.domain.rules.catalogue import RULE_BY_CODE
from ganxian_ledger.domain.rules.diagnostic import Diagnostic, Judgement
from ganxian_ledger.domain.rules.explain import explain
from ganxian_ledger.domain.rules.rule import Rule, Severity
from ganxian_ledger.render.findings.annotation import annotated, letter
from ganxian_ledger.render.findings.fingerprint import fingerprints
from ganxian_ledger.render.findings.payload import dumped

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
LANGUAGE = "zh-CN"
IDENTITY = "ledgerIdentity/v1"
"""The key of the fingerprint; its number changes when the way of making it does."""
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_DRIVE = re.compile("[A-Za-z]:/")


def render(judgement: Judgement) -> str:
    """A log with one run; columns are code points."""
    found = judgement.diagnostics
    indices = {code: index for index, code in enumerate(sorted({d.code for d in found}))}
    results = [
        _result(annotated(one), indices[one.code], fingerprint)
        for one, fingerprint in zip(found, fingerprints(found), strict=True)
    ]
    run = {
        "tool": {"driver": _driver(indices)},
        "language": LANGUAGE,
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(judgement)],
        "results": results,
    }
    return dumped({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _driver(indices: Mapping[str, int]) -> dict[str, object]:
    return {
        "name": "ledger",
        "semanticVersion": __version__,
        "language": LANGUAGE,
        "rules": [_rule(RULE_BY_CODE[code]) for code in indices],
    }


def _rule(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": _plain(rule.title)},
        "fullDescription": {"text": _plain(rule.why)},
        "help": {"text": _plain(explain(rule))},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _invocation(judgement: Judgement) -> dict[str, object]:
    """Whether everything could be read, and what else there is to say."""
    notes = [{"level": "note", "message": {"text": _plain(note)}} for note in judgement.notes]
    return {
        "executionSuccessful": not judgement.unreadable,
        "toolExecutionNotifications": notes,
    }


def _result(diagnostic: Diagnostic, index: int, fingerprint: str) -> dict[str, object]:
    region = {
        "startLine": diagnostic.line,
        "startColumn": diagnostic.column,
        "endLine": diagnostic.end_line,
        "endColumn": diagnostic.end_column,
    }
    location = {"artifactLocation": _artifact(diagnostic.path), "region": region}
    return {
        "ruleId": diagnostic.code,
        "ruleIndex": index,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": _plain(letter(diagnostic))},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {IDENTITY: fingerprint},
    }


def _artifact(path: str) -> dict[str, str]:
    """A path as a URI: relative to the source's root, or whole where it is elsewhere."""
    encoded = quote(path.removeprefix("./"), safe="/", errors="surrogateescape")
    if _DRIVE.match(path):
        return {"uri": f"file:///{path[:2]}{quote(path[2:], errors='surrogateescape')}"}
    if path.startswith("/"):
        return {"uri": f"file://{encoded}"}
    return {"uri": encoded, "uriBaseId": "%SRCROOT%"}


def _plain(text: str) -> str:
    """Text that no viewer takes for a link; SARIF knows `[words](address)` in plain messages."""
    return text.replace("](", "] (")
