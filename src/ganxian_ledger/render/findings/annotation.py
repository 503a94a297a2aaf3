"""How a finding is put to those who show it beside the new file."""

from __future__ import annotations

from ganxian_ledger.domain.rules.diagnostic import Diagnostic


def annotated(diagnostic: Diagnostic) -> Diagnostic:
    """The finding at a place of the new file.

    One whose place is in the file before the edit stands at the head of the file, and says where
    it was.
    """
    if not diagnostic.revision:
        return diagnostic
    before = f"原文件 {diagnostic.revision} 第 {diagnostic.line} 行"
    return diagnostic._replace(
        line=1,
        column=1,
        end_line=1,
        end_column=1,
        message=f"{before}：{diagnostic.message}",
        excerpt="",
    )


def sentence(diagnostic: Diagnostic) -> str:
    """What is wrong, and with which record."""
    subject = f"（{diagnostic.subject}）" if diagnostic.subject else ""
    return f"{diagnostic.message}{subject}"


def letter(diagnostic: Diagnostic) -> str:
    """What is wrong, and on a line of its own what can be done about it."""
    return "\n".join(filter(None, (sentence(diagnostic), diagnostic.hint)))
