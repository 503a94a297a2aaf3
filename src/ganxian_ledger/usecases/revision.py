"""Which state of the files an answer rests on, in words that anybody can check again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from ganxian_ledger.adapters.git.program import GitFailed, NoGit
from ganxian_ledger.adapters.git.repository import Commit, Repository
from ganxian_ledger.domain.errors import CannotLoad
from ganxian_ledger.usecases.opening import Opened

DIGITS = 12


def revision_of(opened: Opened, made: Commit | None = None) -> str:
    """A digest of the files, and the commit that holds them, where there is one.

    `made` is the commit that the ledger was read from; None where it is in the files.
    """
    files = _files(opened)
    digest = digest_of(files)
    try:
        words = f"提交 {made.short}" if made else _committed(opened, files)
    except (CannotLoad, GitFailed, NoGit):
        words = ""
    return f"{digest}（{words}）" if words else digest


def digest_now(opened: Opened) -> str:
    """The digest of a ledger's files as they were read, as forms carry it."""
    return digest_of(_files(opened))


def _files(opened: Opened) -> dict[str, bytes]:
    return {name: one.source.data for name, one in opened.reading.documents.items()}


def digest_of(files: Mapping[str, bytes]) -> str:
    """Twelve digits that change with any character of any file, whatever its line ends are."""
    whole = hashlib.sha256()
    for name, data in sorted(files.items()):
        plain = _plain(data)
        whole.update(f"{name}\0{len(plain)}\0".encode())
        whole.update(plain)
    return whole.hexdigest()[:DIGITS]


def _committed(opened: Opened, files: Mapping[str, bytes]) -> str:
    """The newest commit of the ledger's files, and whether they were changed since."""
    if not (opened.folder.root / ".git").exists():
        return ""
    repository = Repository.of(opened.folder)
    head = repository.find("HEAD")
    newest = next(repository.commits(head, options=("-1",)), None) if head else None
    if newest is None:
        return "还没有提交"
    then = repository.files_at(newest.id, repository.prefix)
    before = {name: _plain(data) for name, data in then.items() if isinstance(data, bytes)}
    same = before == {name: _plain(data) for name, data in files.items()}
    return f"提交 {newest.short}" if same else f"提交 {newest.short} 之后有未提交的改动"


def _plain(data: bytes) -> bytes:
    """The bytes with the line ends of a repository, as a checkout on Windows may not have them."""
    return data.replace(b"\r\n", b"\n")
