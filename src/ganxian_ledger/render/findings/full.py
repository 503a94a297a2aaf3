"""full: each finding with its line, a mark below the place, and the remedy; for people."""

from __future__ import annotations

from ganxian_ledger.domain.rules.diagnostic import Diagnostic, Judgement
from ganxian_ledger.render.findings.concise import first_line
from ganxian_ledger.render.width import safe_text, width

WIDEST = 100
"""Columns of an excerpt; a longer line is shown around the place."""
LEFT = 24
"""Columns kept before the place in a line that is cut."""


def render(judgement: Judgement) -> str:
    """All findings, a blank line between two."""
    return "\n".join(f"{block(diagnostic)}\n" for diagnostic in judgement.diagnostics)


def block(diagnostic: Diagnostic) -> str:
    """One finding: the line that stands alone, the excerpt with its mark, and what to do."""
    lines = [first_line(diagnostic)]
    number = str(diagnostic.line)
    gutter = " " * len(number)
    if diagnostic.excerpt.strip():
        shown, mark = _excerpt(diagnostic)
        lines += [f"{gutter} |", f"{number} | {shown}", f"{gutter} | {mark}"]
    if diagnostic.hint:
        lines.append(f"{gutter} = {safe_text(diagnostic.hint)}")
    return "\n".join(lines)


def _excerpt(diagnostic: Diagnostic) -> tuple[str, str]:
    """The line and the mark below it, both cut to a window where the line is long."""
    line, start = diagnostic.excerpt, diagnostic.column - 1
    end = len(line)
    if diagnostic.end_line == diagnostic.line:
        end = min(end, max(diagnostic.end_column - 1, start + 1))
    before = safe_text(line[:start])
    if width(before) > WIDEST - LEFT:
        before = "…" + _last(before, LEFT)
    marked = _first(safe_text(line[start:end]), WIDEST - width(before))
    rest = _first(safe_text(line[end:]), WIDEST - width(before) - width(marked))
    carets = "^" * max(width(marked), 1)
    return (before + marked + rest).rstrip(), " " * width(before) + carets


def _first(text: str, columns: int) -> str:
    """As much of the text as fits, with … where something is left out."""
    if width(text) <= columns:
        return text
    kept = ""
    for letter in text:
        if width(kept + letter) > max(columns - 1, 0):
            break
        kept += letter
    return kept + "…"


def _last(text: str, columns: int) -> str:
    kept = ""
    for letter in reversed(text):
        if width(letter + kept) > columns:
            break
        kept = letter + kept
    return kept
