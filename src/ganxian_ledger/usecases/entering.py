"""Entering several records at once: cut, read back, prove, write; all or nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ganxian_ledger.adapters import store
from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.adapters.yaml import hunks
from ganxian_ledger.adapters.yaml.cuts import Cut
from ganxian_ledger.adapters.yaml.document import Document, read_document
from ganxian_ledger.adapters.yaml.nodes import find
from ganxian_ledger.adapters.yaml.patch import Insert, Patched, encoded, inserted
from ganxian_ledger.adapters.yaml.proof import is_exactly
from ganxian_ledger.adapters.yaml.record import Entry
from ganxian_ledger.domain.changes import Append
from ganxian_ledger.domain.edits.refusals import BRINGS_ERRORS, NOT_PROVEN
from ganxian_ledger.domain.errors import Refused
from ganxian_ledger.domain.places import Route
from ganxian_ledger.domain.rules.diagnostic import Diagnostic, Judgement
from ganxian_ledger.domain.rules.rule import Severity
from ganxian_ledger.usecases.opening import Opened, judged

_BEGINNING = b"schema_version: 1\n"
"""A file of the ledger before its first record."""


class WouldBreak(Refused):
    """The ledger would have errors with these records; they are in `judgement`."""

    def __init__(self, judgement: Judgement, count: int = 1) -> None:
        records = "这一条" if count == 1 else f"这 {count} 条"
        errors = len(judgement.diagnostics)
        super().__init__(
            f"记上{records}以后台账会有 {errors} 处错误，没有写入",
            remedy="按上面所说改正后再记",
            code=BRINGS_ERRORS.code,
        )
        self.judgement = judgement


class EnteredFile(NamedTuple):
    """One file with its new records.

    `path` is relative to the working folder; `places` are the numbers of the first new line and
    the new lines, place by place; `diff` is unified, for `git apply`; `old` is None where the file
    is made.
    """

    name: str
    path: str
    places: tuple[tuple[int, tuple[str, ...]], ...]
    diff: str
    old: bytes | None
    new: bytes


class Proven(NamedTuple):
    """A ledger with new records as it was read back, and the warnings that it did not have."""

    after: Opened
    warnings: tuple[Diagnostic, ...]


class Entered(NamedTuple):
    """Records as they would be written, and the warnings that the ledger did not have before.

    `after` is the ledger with them; None where the files of several are put together.
    """

    files: tuple[EnteredFile, ...]
    warnings: tuple[Diagnostic, ...]
    after: Opened | None = None


class Draft(NamedTuple):
    """A file with records cut in; where it is absent, `document` is its beginning (`is_made`)."""

    document: Document
    patch: Patched
    is_made: bool

    @property
    def old(self) -> bytes | None:
        """The bytes that give way; None where the file is absent."""
        return None if self.is_made else self.document.source.data

    @property
    def new(self) -> bytes:
        """The bytes with the records."""
        return encoded(self.document, self.patch.text)

    @property
    def seen(self) -> tuple[str, str, tuple[Cut, ...]]:
        """The old text, the new one, and the cuts, as who looks at the file sees them."""
        text = self.patch.text
        if self.is_made:
            return "", text, (Cut(0, 0, text),)
        return self.document.text, text, self.patch.cuts


def entered(before: Opened, appends: Sequence[Append], today: date) -> Entered:
    """Cut all records in, read the whole ledger back, and prove that nothing else is changed.

    The routes are those of the ledger as it was opened; records for one list keep their order. A
    file that is not there is made with the list that stands at its root.

    Raises:
        Refused: P306 (`WouldBreak`) where errors would come, P307 where it cannot be proved.
        KeyError: where the record that holds a list does not exist.
    """
    drafts = [_draft(before, name, changes) for name, changes in _by_file(appends).items()]
    new = {draft.document.name: draft.new for draft in drafts}
    made = proven(before, new, appends, today)
    files = tuple(_shown(before.folder, draft) for draft in drafts)
    return Entered(files, made.warnings, made.after)


def write(folder: LedgerFolder, entered: Entered) -> None:
    """Write all files or none; the caller has held the lock since before the ledger was read.

    Raises:
        Refused: P302–P305, P308; but for P305 and P308 the files are as they were.
    """
    store.replace_together(
        folder, {file.name: store.Replacement(file.old, file.new) for file in entered.files}
    )


def document_of(before: Opened, name: str) -> Document:
    """A file as it was read; where it is absent, as it begins."""
    document = before.reading.documents.get(name)
    return read_document(name, _BEGINNING) if document is None else document


def proven(
    before: Opened, new: Mapping[str, bytes], appends: Sequence[Append], today: date
) -> Proven:
    """The ledger with new contents of files, which are the old ones and these records.

    Raises:
        Refused: P306 (`WouldBreak`) where they bring errors, P307 where they are not exactly that.
    """
    files = {name: one.source.data for name, one in before.reading.documents.items()}
    after = judged(before.folder, {**files, **new}, today)
    brought = tuple(_new(before.judgement.diagnostics, after.judgement.diagnostics))
    errors = tuple(one for one in brought if one.severity is Severity.ERROR)
    if errors:
        judgement = Judgement(errors, after.judgement.counts, unreadable=False)
        raise WouldBreak(judgement, len(appends))
    for name, changes in _by_file(appends).items():
        old = document_of(before, name)
        if not is_exactly(old.root, after.reading.documents[name].root, *changes):
            raise NOT_PROVEN.of(
                f"{name} 在这里的写法太特别，改完读回来和原来对不上，没有写入",
                remedy="把这里改成每行一个“键: 值”的写法，再运行一次",
            )
    return Proven(after, brought)


def in_repository(folder: LedgerFolder, name: str) -> str:
    """A file's path below the repository's root, as Git names it."""
    path = Path(folder.path.resolve(), name)
    return path.relative_to(folder.root).as_posix()


def _by_file(appends: Iterable[Append]) -> dict[str, list[Append]]:
    """The records by the files they belong to, in their order."""
    files: dict[str, list[Append]] = {}
    for change in appends:
        files.setdefault(change.place.file, []).append(change)
    return files


def _draft(before: Opened, name: str, changes: Iterable[Append]) -> Draft:
    document = document_of(before, name)
    lists: dict[Route, list[Entry]] = {}
    for change in changes:
        lists.setdefault(change.place.route, []).append(Entry(change.fields))
    inserts = [Insert(route, tuple(entries)) for route, entries in lists.items()]
    inserts.sort(key=lambda one: _is_missing(document, one.route))  # same end: what is there first
    is_made = name not in before.reading.documents
    return Draft(document, inserted(document, inserts), is_made)


def _is_missing(document: Document, route: Route) -> bool:
    try:
        find(document.root, route)
    except KeyError:
        return True
    return False


def _shown(folder: LedgerFolder, draft: Draft) -> EnteredFile:
    name = draft.document.name
    text, _, cuts = draft.seen
    made = hunks.pieces(text, cuts)
    return EnteredFile(
        name=name,
        path=folder.shown(name),
        places=tuple(piece.came for piece in made),
        diff=hunks.unified(in_repository(folder, name), text, made, is_new=draft.is_made),
        old=draft.old,
        new=draft.new,
    )


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
