"""Who committed what an edit records: by the base's access.yaml, and by its keys."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from ganxian_ledger.adapters.git.repository import Commit, Repository
from ganxian_ledger.adapters.git.signatures import Signature, signatures_of
from ganxian_ledger.adapters.git.versions import Version, contents_of, cut_off, reading
from ganxian_ledger.adapters.yaml.load import Reading
from ganxian_ledger.domain.compare.additions import Addition, additions
from ganxian_ledger.domain.compare.edit import Author, Edit
from ganxian_ledger.domain.model.files import FILES
from ganxian_ledger.domain.places import ACCESS, LETTERS, PROJECTS, RETURNS, TARGETS, TASKS, Place
from ganxian_ledger.usecases.introductions import (
    SETTLED,
    Meanings,
    Sought,
    changes_of,
    introductions,
    published_by,
    said_in,
    sought,
)

NOBODY = Author("", "", "")
"""The author of a record that no commit of the edit introduced."""
_FILES = (TASKS, TARGETS, PROJECTS, RETURNS, LETTERS, *SETTLED)
"""The files in which something is recorded, or settled by the office."""


@dataclass(frozen=True)
class Span:
    """From where to where: the base, the commits that the new state rests on, and the ledger.

    `former` is the repository with the folder as it was named at the base. The tips are followed
    by what is not committed yet where `is_open`.
    """

    base: str
    former: Repository
    tips: tuple[str, ...]
    repository: Repository
    is_open: bool

    @property
    def prefixes(self) -> tuple[str, ...]:
        """The folder's names, the newer one first."""
        return tuple(dict.fromkeys((self.repository.prefix, self.former.prefix)))

    def commits(self) -> Sequence[Commit]:
        """The commits of the edit that touch the ledger, each before its parents."""
        paths = tuple(f"{prefix}{name}" for prefix in self.prefixes for name in FILES)
        return list(self.between(("--topo-order",), paths))

    def between(self, options: tuple[str, ...], paths: tuple[str, ...]) -> Iterator[Commit]:
        """The commits of the edit that touch one of these files; all where none is named."""
        return self.repository.commits(*self.tips, f"^{self.base}", options=options, paths=paths)


class Authored(NamedTuple):
    """An edit with its authors, and what else there is to say of them."""

    edit: Edit
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Traced:
    """Which commit each thing came with, and of how many that is not known."""

    records: Mapping[Place, Commit | None]
    changes: Mapping[str, Sequence[Commit]] = field(default_factory=dict)
    """The commits that changed each file of `SETTLED`."""
    corrections: Sequence[Commit] = ()
    uncommitted: int = 0
    hidden: int = 0
    """Records that came with a commit whose parents a shallow clone lacks."""
    open_files: tuple[str, ...] = ()
    """Files of `SETTLED` with changes that are not committed."""


def authored(edit: Edit, span: Span, before: Reading, after: Reading) -> Authored:
    """The edit with who committed what; as it is where the base has no access.yaml.

    Raises:
        GitFailed: where Git does not work here.
    """
    if ACCESS not in before.documents and all(f.place.file != ACCESS for f in before.findings):
        return Authored(edit)
    traced = _traced(edit, span, after)
    changes = (commit for commits in traced.changes.values() for commit in commits)
    commits = [*filter(None, traced.records.values()), *changes, *traced.corrections]
    people = edit.base.access.people
    signatures = signatures_of(span.repository.root, (c.id for c in commits), people)
    authors = {place: _author(commit, signatures) for place, commit in traced.records.items()}
    changers = {
        file: tuple(_author(commit, signatures) for commit in commits)
        for file, commits in traced.changes.items()
    }
    correctors = {c.short: _author(c, signatures) for c in traced.corrections}
    signed = replace(edit, authors=authors, changers=changers, correctors=correctors)
    return Authored(signed, tuple(_notes(signed, traced)))


def _author(commit: Commit | None, signatures: Mapping[str, Signature]) -> Author:
    if commit is None:
        return NOBODY
    signer, unsigned = signatures.get(commit.id, Signature(None))
    return Author(commit.short, commit.author, commit.email, signer, unsigned)


def _traced(edit: Edit, span: Span, after: Reading) -> _Traced:
    """Walk the commits of the edit, and for submissions those before it."""
    added = tuple(additions(edit))
    meanings = Meanings()
    cut = cut_off(span.repository)
    steps = _steps(sought(added, after), span, meanings)
    there = [one for one in added if one.place in steps.records]
    earlier = {
        place: published_by(one, span.base, span.former, meanings)
        for place, one in sought(_answered_before(there), after).items()
    }
    records = {**steps.records, **earlier}
    declared = {one.commit for one in edit.corrections if one.commit and one.is_whole}
    hidden = [place for place, commit in records.items() if commit and commit.id in cut]
    return _Traced(
        {place: commit for place, commit in records.items() if place not in hidden},
        {f: [one for one in made if one.id not in cut] for f, made in steps.changes.items()},
        [commit for commit in span.between((), ()) if commit.short in declared] if declared else (),
        uncommitted=len(added) - len(there),
        hidden=len(hidden),
        open_files=tuple(
            file
            for file, said in steps.at_tips.items()
            if span.is_open and said_in(after, file) not in said
        ),
    )


def _answered_before(there: Sequence[Addition]) -> Sequence[Addition]:
    """The published submissions that are answered now."""
    new = {one.place for one in there}
    answered = (one.answered for one in there)
    published = {o.place: o for o in answered if o is not None and o.place not in new}
    return tuple(published.values())


class _Steps(NamedTuple):
    """What the commits of the edit brought; records that are not committed yet are left out."""

    records: Mapping[Place, Commit | None]
    changes: Mapping[str, Sequence[Commit]]
    at_tips: Mapping[str, Sequence[Hashable]]
    """What each file of `SETTLED` says at the tips."""


def _steps(wanted: Mapping[Place, Sought], span: Span, meanings: Meanings) -> _Steps:
    commits = span.commits()
    ids = contents_of(span.repository, _versions(span, commits), span.prefixes)
    with reading(span.repository, ids.values()) as contents:
        take = contents.take
        there = {
            place: one
            for place, one in wanted.items()
            if not span.is_open
            or any(meanings.has(one, ids.get(Version(t, one.file)), take) for t in span.tips)
        }
        found = introductions(there.values(), commits, ids, meanings, take)
        changes: dict[str, Sequence[Commit]] = {}
        at_tips: dict[str, Sequence[Hashable]] = {}
        for file in SETTLED:
            now = [meanings.said(file, ids.get(Version(tip, file)), take) for tip in span.tips]
            then = meanings.said(file, ids.get(Version(span.base, file)), take)
            at_tips[file] = now
            if set(now) != {then}:
                changes[file] = changes_of(file, commits, ids, meanings, take)
    return _Steps({place: found.get(one) for place, one in there.items()}, changes, at_tips)


def _versions(span: Span, commits: Sequence[Commit]) -> Iterator[Version]:
    """Every version that may have to be looked at, in the order of the walk."""
    walked = (one for commit in commits for one in (commit.id, *commit.parents))
    for commit in (*span.tips, *walked, span.base):
        yield from (Version(commit, name) for name in _FILES)


def _notes(edit: Edit, traced: _Traced) -> Iterator[str]:
    if traced.uncommitted:
        yield f"{traced.uncommitted} 条记录尚未提交，提交后再核对由谁记的"
    for file in traced.open_files:
        yield f"{file} 的改动尚未提交，提交后再核对由谁改的"
    if traced.hidden:
        told = f"这是浅克隆，{traced.hidden} 条记录查不到由谁提交，没有核对"
        yield f"{told}；运行 git fetch --unshallow 后再核对"
    yield from _claims(edit)


def _claims(edit: Edit) -> Iterator[str]:
    """Who says who he is without proof."""
    changers = (author for authors in edit.changers.values() for author in authors)
    authors = dict.fromkeys((*edit.authors.values(), *changers, *edit.correctors.values()))
    if authors and not edit.base.access.has_keys:
        yield f"{ACCESS} 没有登记签名公钥：没有签名，提交人的姓名和邮箱只是自称，不能证明是本人"
        return
    people = (edit.base.access.of_email(one.email) for one in authors if one.signer is None)
    names = dict.fromkeys(one.name for one in people if one is not None and not one.keys)
    if names:
        yield f"{'、'.join(names)}没有登记签名公钥：以此名义的提交没有签名可查，只是自称"
