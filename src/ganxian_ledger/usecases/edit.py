"""Every recording command: decide, cut, prove, write; all or nothing."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ganxian_ledger.adapters import store
from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.adapters.yaml.patch import patched
from ganxian_ledger.adapters.yaml.unified import difference
from ganxian_ledger.domain.edits import Decision, Intent, decide
from ganxian_ledger.domain.rules.diagnostic import Diagnostic
from ganxian_ledger.usecases.entering import Draft, WouldBreak, document_of, in_repository, proven
from ganxian_ledger.usecases.opening import open_sound
from ganxian_ledger.usecases.outcome import Outcome

__all__ = ["WouldBreak", "record"]


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
        draft = edited.draft
        outcome = _outcome(folder, edited, is_dry_run=False)  # once written, nothing may fail
        replacement = store.Replacement(draft.old, draft.new)
        store.replace_together(folder, {draft.document.name: replacement})
    return outcome


class _Edited(NamedTuple):
    """A decided and proven edit."""

    decision: Decision
    draft: Draft
    warnings: tuple[Diagnostic, ...]


def _edited(folder: LedgerFolder, intent: Intent, today: date) -> _Edited:
    before = open_sound(folder, today)
    decision = decide(before.ledger, intent, today=today)
    name = decision.change.place.file
    document = document_of(before, name)
    is_made = name not in before.reading.documents
    draft = Draft(document, patched(document, decision.change), is_made)
    made = proven(before, {name: draft.new}, (decision.change,), today)
    return _Edited(decision, draft, made.warnings)


def _outcome(folder: LedgerFolder, edited: _Edited, *, is_dry_run: bool) -> Outcome:
    draft = edited.draft
    name = draft.document.name
    made = difference(*draft.seen)
    line, lines = made.came
    return Outcome(
        path=folder.shown(name),
        line=line,
        lines=lines,
        diff=made.unified(in_repository(folder, name), is_new=draft.is_made),
        words=edited.decision.words,
        warnings=edited.warnings,
        following=edited.decision.following,
        is_dry_run=is_dry_run,
    )
