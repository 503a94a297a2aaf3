"""`check`: the ledger as it stands, and where a base is named, the edit that led to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from ganxian_ledger.adapters.folder import LedgerFolder, reason_of
from ganxian_ledger.adapters.git.evidence import digests_of
from ganxian_ledger.adapters.git.repository import NOTHING, SHORT, Repository
from ganxian_ledger.adapters.yaml.load import Reading, read_ledger
from ganxian_ledger.domain.compare.correction import Correction, corrections_in
from ganxian_ledger.domain.compare.edit import Edit, Fault
from ganxian_ledger.domain.errors import CannotLoad, Unknown
from ganxian_ledger.domain.model.files import FILES
from ganxian_ledger.domain.places import Place
from ganxian_ledger.domain.rules.diagnostic import Diagnostic, Judgement
from ganxian_ledger.domain.rules.edit_checks import EDIT_CHECKS
from ganxian_ledger.domain.rules.rule import Finding, Severity, run_on_edit
from ganxian_ledger.domain.rules.selection import Selection
from ganxian_ledger.usecases.authors import Span, authored
from ganxian_ledger.usecases.edit_settings import Published, selection_for
from ganxian_ledger.usecases.opening import STOPPING, Opened, judged, located
from ganxian_ledger.usecases.selecting import Chosen
from ganxian_ledger.usecases.woven import woven

UPSTREAM = "@{upstream}"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which edit is to be judged: from the merge base of `base` to `head` (or the work tree).

    `message` is the file with that of the commit that is about to be made; `chosen` says which
    findings are told.
    """

    base: str
    head: str | None = None
    message: Path | None = None
    chosen: Chosen = field(default_factory=Chosen)


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
    tips = _tips(repository, asked)
    opened = _opened(repository, folder, tips[0] if asked.head else None, day)
    repository = replace(repository, prefix=repository.prefix_of(opened.folder))
    base, notes = _base(repository, opened.folder, asked, tips)
    told, said = _selection(repository, opened.folder, asked, tips, base)
    notes = (*notes, *said)
    if base is None:
        return told.of(opened.judgement_of(opened.judgement.diagnostics, notes))
    span = Span(base.commit, Repository.of(base.folder), tips, repository, asked.head is None)
    plain = edit_between(
        base.reading,
        opened.reading,
        corrections=tuple(_corrections(repository, base, tips, asked)),
        digests=digests_of(repository, opened.ledger, tips[0] if asked.head else None),
    )
    merged = replace(plain, woven=woven(plain, span, opened.reading))
    edit, claims = authored(merged, span, base.reading, opened.reading)
    found = (*opened.judgement.diagnostics, *found_in(edit, base, opened))
    return told.of(opened.judgement_of(found, (*notes, *claims)))


def _selection(
    repository: Repository,
    folder: LedgerFolder,
    asked: Asked,
    tips: tuple[str, ...],
    base: Base | None,
) -> tuple[Selection, tuple[str, ...]]:
    """Which findings are told: as chosen, over the published settings."""
    published = None
    if base is not None:
        published = Published(base.commit, repository.prefix_of(base.folder))
    judged_at = tips[0] if asked.head else None
    settings, said = selection_for(repository, folder, judged_at, published)
    return asked.chosen.over(settings), said


def edit_between(
    base: Reading,
    head: Reading,
    *,
    corrections: tuple[Correction, ...] = (),
    digests: Mapping[str, str | None] | None = None,
) -> Edit:
    """The edit between two readings of a ledger, with what could not be read in either."""
    faults = (f for f in base.findings if f.severity is Severity.ERROR and f.code[0] in STOPPING)
    return Edit(
        base.ledger,
        head.ledger,
        corrections=corrections,
        is_unknown_before=base.is_faulty_within,
        is_unknown_after=head.is_faulty_within,
        unread={name: head.unread(name) for name in FILES},
        faults_before=tuple(Fault(fault.place, fault.span) for fault in faults),
        digests=digests or {},
    )


def found_in(edit: Edit, base: Base, opened: Opened) -> Iterator[Diagnostic]:
    """What the rules about edits find, each in the file that its place is of."""
    return (d for f in run_on_edit(EDIT_CHECKS, edit) for d in _located(f, base, opened))


def _tips(repository: Repository, asked: Asked) -> tuple[str, ...]:
    """The commits that the new state rests on: HEAD, in a merge also the one that is merged in."""
    if asked.head:
        return (repository.commit(asked.head),)
    found = (repository.find(name) for name in ("HEAD", "MERGE_HEAD"))
    return tuple(tip for tip in found if tip is not None)


def _opened(repository: Repository, folder: LedgerFolder, head: str | None, day: date) -> Opened:
    """The new state: of a commit, wherever the folder was in it, or of the work tree."""
    if head is None:
        files = folder.read()
        read = (name for name, data in files.items() if isinstance(data, bytes))
        _require_no_links(folder.shown(name) for name in read if folder.file(name).is_symlink())
        return judged(folder, files, day)
    prefix = repository.prefix_at(head)
    there = repository.prefix if prefix is None else prefix
    _require_no_links(repository.links(head, there))
    was = folder if there == repository.prefix else LedgerFolder(repository.root / there)
    return judged(was, repository.files_at(head, there), day)


def _require_no_links(links: Iterable[str], of: str = "") -> None:
    """What a link leads to may change without the file's changing; such an edit is not judged.

    Raises:
        CannotLoad: where a ledger file is a link.
    """
    listed = tuple(links)
    if listed:
        raise CannotLoad(
            f"{of}{'、'.join(listed)} 是链接，核对改动时不认链接",
            remedy="换成文件本身再提交",
        )


def _base(
    repository: Repository, folder: LedgerFolder, asked: Asked, tips: tuple[str, ...]
) -> tuple[Base | None, tuple[str, ...]]:
    """The published state, and what is to be said about it; None where there was none."""
    notes: tuple[str, ...] = ()
    revision = asked.base
    if revision == UPSTREAM and tips and repository.find(revision) is None:
        revision, notes = "HEAD", ("当前分支没有上游分支，改与 HEAD 比较",)
    if not tips or NOTHING.fullmatch(revision):
        return None, (*notes, "还没有基准版本，只核对了现状")
    commit = repository.merge_base(repository.commit(revision), *tips)
    _require_no_links(repository.links(commit, repository.prefix), f"基准 {commit[:SHORT]} 里的 ")
    prefix = repository.prefix_at(commit, now=tips[0] if asked.head else None)
    if prefix is None:
        return None, (*notes, f"基准 {commit[:SHORT]} 里还没有这本台账，只核对了现状")
    _require_no_links(repository.links(commit, prefix), f"基准 {commit[:SHORT]} 里的 ")
    files = repository.files_at(commit, prefix)
    old = folder if prefix == repository.prefix else LedgerFolder(repository.root / prefix)
    if prefix != repository.prefix:
        names = (f"{one.rstrip('/') or '仓库根目录'}" for one in (prefix, repository.prefix))
        notes = (*notes, f"台账目录由 {' 改为 '.join(names)}")
    notes = (*notes, f"与基准 {commit[:SHORT]} 比较")
    return Base(commit, old, read_ledger(files)), notes


def _corrections(
    repository: Repository, base: Base, tips: tuple[str, ...], asked: Asked
) -> Iterator[Correction]:
    """What the commits of the edit, and the one about to be made, declare."""
    if asked.message is not None:
        yield from corrections_in(_text(asked.message))
    for commit in repository.commits(*tips, f"^{base.commit}", paths=()):
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
