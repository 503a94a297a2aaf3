"""concise: one line a finding, for editors and grep."""

from __future__ import annotations

from ganxian_ledger.domain.rules.diagnostic import Diagnostic, Judgement
from ganxian_ledger.render.width import one_line


def render(judgement: Judgement) -> str:
    """One line each."""
    return "".join(f"{first_line(diagnostic)}\n" for diagnostic in judgement.diagnostics)


def first_line(diagnostic: Diagnostic) -> str:
    """Place, code, severity and sentence: all that an editor or a colleague needs."""
    place = f"{diagnostic.path}:{diagnostic.line}:{diagnostic.column}"
    subject = f"（{diagnostic.subject}）" if diagnostic.subject else ""
    before = f"（原文件 {diagnostic.revision} 的位置）" if diagnostic.revision else ""
    sentence = f"{diagnostic.code} {diagnostic.severity.word} {diagnostic.message}{subject}{before}"
    return one_line(f"{place}: {sentence}")
