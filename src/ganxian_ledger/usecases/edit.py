"""Every recording command: decide, cut, prove, write; all or nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ganxian_ledger.adapters import store
from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.adapters.yaml.document import Document
from ganxian_ledger.adapters.yaml.patch import Patched, encoded, patched
from ganxian_ledger.adapters.yaml.proof import is_exactly
from ganxian_ledger.adapters.yaml.unified import difference
from ganxian_ledger.domain.changes import Append
from ganxian_ledger.domain.edits import Decision, Intent, decide
from ganxian_ledger.domain.edits.refusals import BRINGS_ERRORS, NOT_PROVEN
from ganxian_ledger.domain.errors import Refused
from ganxian_ledger.domain.rules.diagnostic import Diagnostic, Judgement
from ganxian_ledger.domain.rules.rule import Severity
from ganxian_ledger.usecases.opening import Opened, judged, open_sound
from ganxian_ledger.usecases.outcome import Outcome


class WouldBreak(Refused):
    """The ledger would have errors with this record; they are in `judgement`."""

    def __init__(self, judgement: Judgement) -> None:
        message = f"记上这一条以后台账会有 {len(judgement.diagnostics)} 处错误，没有写入"
        super().__init__(message, remedy="按上面所说改正后再记", code=BRINGS_ERRORS.code)
        self.judgement = judgement


def record(folder: LedgerFolder, intent: Intent, *, today: date, dry_run: bool = False) -> Outcome:
    """Record an intent, or with `dry_run` only say what would be recorded.

    Raises:
        Refused: where it may not be done, or could not be written; the files are as they were.
        Unknown: where it names what does not exist.
        CannotLoad: where the ledger has errors.
    """
    if dry_run:
        return _outcome(folder, _edited(folder, intent, today), is_dry_run=True)
    with store.locked(folder):
        edited = _edited(folder, intent, today)
        document = edited.document
        outcome = _outcome(folder, edited, is_dry_run=False)  # once written, nothing may fail
        store.replace(folder, document.name, edited.new, expecting=document.source.data)
    return outcome


@dataclass(frozen=True)
class _Edited:
    """A decided and proven edit: the file before it, the cuts, the bytes after it."""

    decision: Decision
    document: Document
    patch: Patched
    new: bytes
    warnings: tuple[Diagnostic, ...]


def _edited(folder: LedgerFolder, intent: Intent, today: date) -> _Edited:
    before = open_sound(folder, today)
    decision = decide(before.ledger, intent, today=today)
    document = before.reading.documents[decision.change.place.file]
    patch = patched(document, decision.change)
    new = encoded(document, patch.text)
    files = {name: one.source.data for name, one in before.reading.documents.items()}
    after = judged(folder, {**files, document.name: new}, today)
    found = _prove(before, after, decision.change)
    return _Edited(decision, document, patch, new, found)


def _prove(before: Opened, after: Opened, change: Append) -> tuple[Diagnostic, ...]:
    """What was read back is the old ledger with this record; the warnings that it brings.

    Raises:
        Refused: P306 where it brings errors, P307 where it is not exactly that.
    """
    brought = tuple(_new(before.judgement.diagnostics, after.judgement.diagnostics))
    errors = tuple(one for one in brought if one.severity is Severity.ERROR)
    if errors:
        raise WouldBreak(Judgement(errors, after.judgement.counts, unreadable=False))
    name = change.place.file
    old, new = before.reading.documents[name], after.reading.documents[name]
    if not is_exactly(old.root, new.root, change):
        raise NOT_PROVEN.of(
            f"{name} 在这里的写法太特别，改完读回来和原来对不上，没有写入",
            remedy="把这一条措施改成每行一个“键: 值”的写法，再运行一次",
        )
    return brought


def _new(before: Iterable[Diagnostic], after: Iterable[Diagnostic]) -> Iterable[Diagnostic]:
    """The findings that were not there before; lines and counts that moved make none new."""
    known = Counter(map(_what, before))
    for one in after:
        if known[_what(one)]:
            known[_what(one)] -= 1
        else:
            yield one


def _what(one: Diagnostic) -> tuple[str, ...]:
    return one.code, one.path, one.subject, re.sub("[0-9]+", "#", one.message)


def _outcome(folder: LedgerFolder, edited: _Edited, *, is_dry_run: bool) -> Outcome:
    name = edited.document.name
    made = difference(edited.document.text, edited.patch.text, edited.patch.cuts)
    line, lines = made.came
    return Outcome(
        path=folder.shown(name),
        line=line,
        lines=lines,
        diff=made.unified(_in_repository(folder, name)),
        words=edited.decision.words,
        warnings=edited.warnings,
        following=edited.decision.following,
        is_dry_run=is_dry_run,
    )


def _in_repository(folder: LedgerFolder, name: str) -> str:
    """A file's path below the repository's root, as Git names it."""
    path = Path(folder.path.resolve(), name)
    return path.relative_to(folder.root).as_posix()
