"""junit: a report as test runners write it; a file without findings is a passing test."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ganxian_ledger.domain.rules.catalogue import RULE_BY_CODE
from ganxian_ledger.domain.rules.diagnostic import Diagnostic, Judgement
from ganxian_ledger.domain.rules.rule import Severity
from ganxian_ledger.render.findings.annotation import annotated, letter, sentence
from ganxian_ledger.render.width import safe_text

_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'


def render(judgement: Judgement) -> str:
    """A suite for each file, a case for each finding; only errors fail."""
    found = list(map(annotated, judgement.diagnostics))
    paths = dict.fromkeys((*judgement.files, *(d.path for d in found)))
    root = Element("testsuites", name="ledger check")
    for path in paths:
        root.append(_suite(path, [d for d in found if d.path == path]))
    cases = sum(len(suite) for suite in root)
    root.attrib.update(tests=str(cases), failures=_failures(found), errors="0")
    indent(root)
    return f"{_HEAD}{tostring(root, encoding='unicode')}\n"


def _suite(path: str, found: list[Diagnostic]) -> Element:
    shown = safe_text(path)
    suite = Element("testsuite", name=shown, file=shown)
    if not found:
        SubElement(suite, "testcase", name="没有发现问题", classname=shown, time="0")
    for name, diagnostic in zip(_names(found), found, strict=True):
        case = SubElement(suite, "testcase", name=name, classname=shown, time="0")
        case.append(_told(diagnostic))
    suite.attrib.update(
        tests=str(len(suite)), failures=_failures(found), errors="0", skipped="0", time="0"
    )
    return suite


def _told(diagnostic: Diagnostic) -> Element:
    """A failure with message and place; a warning is only said."""
    place = f"{diagnostic.path}:{diagnostic.line}:{diagnostic.column}"
    text = safe_text(f"{place}: {diagnostic.code} {diagnostic.severity.word} {letter(diagnostic)}")
    if diagnostic.severity is Severity.ERROR:
        told = Element("failure", message=safe_text(sentence(diagnostic)), type=diagnostic.code)
    else:
        told = Element("system-out")
    told.text = text
    return told


def _names(found: Iterable[Diagnostic]) -> Iterator[str]:
    """The rule and the record of each; hosts know a case again by its name, so no two are alike."""
    seen: Counter[str] = Counter()
    for diagnostic in found:
        title = RULE_BY_CODE[diagnostic.code].title
        named = f"{diagnostic.code} {title}"
        if diagnostic.subject:
            named = f"{named}：{diagnostic.subject}"
        seen[named] += 1
        ordinal = f"（{seen[named]}）" if seen[named] > 1 else ""
        yield safe_text(f"{named}{ordinal}")


def _failures(found: Iterable[Diagnostic]) -> str:
    return str(sum(d.severity is Severity.ERROR for d in found))
