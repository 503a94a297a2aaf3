"""Set the files of a ledger in the canonical layout, meaning unchanged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from ganxian_ledger.adapters import store
from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.adapters.yaml.document import Document, read_document
from ganxian_ledger.adapters.yaml.layout import canonical, comments
from ganxian_ledger.adapters.yaml.proof import same
from ganxian_ledger.domain.edits.refusals import NOT_PROVEN, WRITTEN_BUT
from ganxian_ledger.domain.errors import Refused
from ganxian_ledger.usecases.opening import open_sound


@dataclass(frozen=True, slots=True)
class Formatted:
    """The files that are, or would be, set anew, and how many were looked at."""

    changed: tuple[str, ...]
    files: int


def differing(folder: LedgerFolder, day: date) -> Formatted:
    """Which files are not in the canonical layout; nothing is written.

    Raises:
        CannotLoad: where the ledger has errors.
    """
    documents = open_sound(folder, day).reading.documents
    changed = tuple(folder.shown(n) for n, d in documents.items() if _anew(d) != d.source.data)
    return Formatted(changed, len(documents))


def format_files(folder: LedgerFolder, day: date) -> Formatted:
    """Write every file in the canonical layout that is not.

    Raises:
        CannotLoad: where the ledger has errors.
        Refused: where a file would not keep its meaning and comments (nothing is written), or
            cannot be written; the files that were written before it are named.
    """
    with store.locked(folder):
        documents = open_sound(folder, day).reading.documents
        new = {name: _anew(document) for name, document in documents.items()}
        stale = [name for name, document in documents.items() if new[name] != document.source.data]
        for n, name in enumerate(stale):
            try:
                store.replace(folder, name, new[name], expecting=documents[name].source.data)
            except Refused as error:
                raise _after(error, [folder.shown(before) for before in stale[:n]]) from None
    return Formatted(tuple(map(folder.shown, stale)), len(documents))


def _after(error: Refused, written: list[str]) -> Refused:
    """What went wrong with one file, and which were set anew before it."""
    told = f"；在它之前已整理：{'、'.join(written)}" if written else ""
    is_written = error.code == WRITTEN_BUT.code
    remedy = "用 ledger fmt --check 核对" if is_written else error.remedy
    return Refused(f"{error.message}{told}", remedy=remedy, code=error.code)


def _anew(document: Document) -> bytes:
    """The file's bytes in the canonical layout, proved to read back as the same.

    Raises:
        Refused: where they do not.
    """
    data = canonical(document).encode("utf-8")
    again = read_document(document.name, data)
    if again.faults or not same(document.root, again.root):
        raise NOT_PROVEN.of(
            f"{document.name} 在这里的写法太特别，整理后读回来和原来对不上，没有写入",
            remedy="先手工把特别的写法改成每行一个“键: 值”",
        )
    _require_comments(document, again)
    return data


def _require_comments(before: Document, after: Document) -> None:
    """The comments are the same, in the same order.

    Raises:
        Refused: naming the first that is not.
    """
    for old, new in zip_longest(comments(before), comments(after), fillvalue=(0, "")):
        if old[1] != new[1]:
            index, words = old if old[1] else new
            line, _ = (before if old[1] else after).line_and_column(index)
            raise NOT_PROVEN.of(
                f"{before.name} 第 {line} 行的注释“{words}”整理后会丢失或错位，没有写入",
                remedy="先把这条注释移到上面单独一行（不在括号里，也不在“---”之前）",
            )
