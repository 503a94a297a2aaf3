"""`check`: the ledger as it stands, and where a base is named, the edit that led to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ganxian_ledger.adapters.folder import LedgerFolder, reason_of
from ganxian_ledger.adapters.git.evidence import digests_of
from ganxian_ledger.adapters.git.repository import NOTHING, SHORT, Repository
from ganxian_ledger.adapters.yaml.load import Reading, read_ledger
from ganxian_ledger.domain.compare.correction import Correction, corrections_in
from ganxian_ledger.domain.compare.edit import Edit
from ganxian_ledger.domain.errors import Unknown
from ganxian_ledger.domain.places import Place
from ganxian_ledger.domain.rules.diagnostic import Diagnostic, Judgement
from ganxian_ledger.domain.rules.edit_checks import EDIT_CHECKS
from ganxian_ledger.domain.rules.rule import Finding, Severity, run_on_edit
from ganxian_ledger.usecases.opening import STOPPING, Opened, judged, located

UPSTREAM = "@{upstream}"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which edit is to be judged: from the merge base of `base` to `head` (or the work tree).

    `message` is the file with that of the commit that is about to be made.
    """

    base: str
    head: str | None = None
    message: Path | None = None


@dataclass(frozen=True, slots=True)
class Base:
    """The published state: the commit, where the ledger was in it, and what was read."""

    commit: str
    folder: LedgerFolder
    reading: Reading


def check_edit(folder: LedgerFolder, asked: Asked, *, day: date) -> Judgement:
    """Everything that is wrong with the ledger, and with how it came from its base.

    Raises:
        Unknown: where there is no such revision.
        CannotLoad: where there is no repository, or the clone lacks what is needed.
    """
    repository = Repository.of(folder)
    head = repository.commit(asked.head) if asked.head else repository.find("HEAD")
    opened = _opened(repository, folder, head if asked.head else None, day)
    base, notes = _base(repository, folder, asked, head)
    if base is None:
        return opened.judgement_of(opened.judgement.diagnostics, notes)
    edit = _edit(repository, base, opened, head, asked)
    faults = [f for f in base.reading.findings if _stops(f)]
    if faults:
        notes = (*notes, f"基准 {base.commit[:SHORT]} 本身有 {len(faults)} 处错误，那几处没有比对")
    return opened.judgement_of(
        (*opened.judgement.diagnostics, *found_in(edit, base, opened)), notes
    )


def found_in(edit: Edit, base: Base, opened: Opened) -> Iterator[Diagnostic]:
    """What the rules about edits find, each in the file that its place is of."""
    return (d for f in run_on_edit(EDIT_CHECKS, edit) for d in _located(f, base, opened))


def _stops(finding: Finding) -> bool:
    return finding.severity is Severity.ERROR and finding.code[0] in STOPPING


def _opened(repository: Repository, folder: LedgerFolder, head: str | None, day: date) -> Opened:
    """The new state: of a commit, or of the work tree."""
    files = repository.files_at(head, repository.prefix) if head else folder.read()
    return judged(folder, files, day)


def _base(
    repository: Repository, folder: LedgerFolder, asked: Asked, head: str | None
) -> tuple[Base | None, tuple[str, ...]]:
    """The published state, and what is to be said about it; None where there was none."""
    notes: tuple[str, ...] = ()
    revision = asked.base
    if revision == UPSTREAM and head is not None and repository.find(revision) is None:
        revision, notes = "HEAD", ("当前分支没有上游分支，改与 HEAD 比较",)
    if head is None or NOTHING.fullmatch(revision):
        return None, (*notes, "还没有基准版本，只核对了现状")
    commit = repository.merge_base(repository.commit(revision), head)
    prefix = repository.prefix_at(commit, now=head if asked.head else None)
    if prefix is None:
        return None, (*notes, f"基准 {commit[:SHORT]} 里还没有这本台账，只核对了现状")
    files = repository.files_at(commit, prefix)
    old = folder if prefix == repository.prefix else LedgerFolder(repository.root / prefix)
    if prefix != repository.prefix:
        notes = (*notes, f"台账目录由 {prefix} 改名为 {repository.prefix}")
    notes = (*notes, f"与基准 {commit[:SHORT]} 比较")
    return Base(commit, old, read_ledger(files)), notes


def _edit(
    repository: Repository, base: Base, opened: Opened, head: str | None, asked: Asked
) -> Edit:
    reading = opened.reading
    unread = frozenset(
        name for name, document in reading.documents.items() if document.unread
    ) | frozenset(place.file for place in reading.faulty if not place.route)
    return Edit(
        base.reading.ledger,
        reading.ledger,
        corrections=tuple(_corrections(repository, base, head, asked)),
        is_unknown_before=base.reading.is_faulty,
        unread=unread,
        digests=digests_of(repository, reading.ledger, head if asked.head else None),
    )


def _corrections(
    repository: Repository, base: Base, head: str | None, asked: Asked
) -> Iterator[Correction]:
    """What the commits of the edit, and the one about to be made, declare."""
    if asked.message is not None:
        yield from corrections_in(_text(asked.message))
    for commit in repository.commits(str(head), f"^{base.commit}", paths=()):
        yield from corrections_in(commit.message, commit.short)


def _located(finding: Finding, base: Base, opened: Opened) -> Iterator[Diagnostic]:
    """The finding in the file that its place is of; none where that place is faulty already."""
    if finding.is_before:
        told = located(finding, base.folder, base.reading.documents)
        yield told._replace(revision=base.commit[:SHORT])
    elif not _is_told(opened.reading, finding.place):
        yield located(finding, opened.folder, opened.reading.documents)


def _is_told(reading: Reading, place: Place) -> bool:
    return bool(place.route) and reading.is_faulty(place)


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8", "replace")
    except OSError as error:
        raise Unknown(f"提交说明 {file} 读不了：{reason_of(error)}") from None
