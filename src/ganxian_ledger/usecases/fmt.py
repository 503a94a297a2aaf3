"""Set the files of a ledger in the canonical layout, meaning unchanged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ganxian_ledger.adapters import store
from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.adapters.yaml.document import Document, read_document
from ganxian_ledger.adapters.yaml.layout import canonical
from ganxian_ledger.adapters.yaml.proof import same
from ganxian_ledger.domain.edits.refusals import NOT_PROVEN
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
        Refused: where a file would not mean the same, or cannot be written.
    """
    with store.locked(folder):
        documents = open_sound(folder, day).reading.documents
        new = {name: _anew(document) for name, document in documents.items()}
        stale = [name for name, document in documents.items() if new[name] != document.source.data]
        for name in stale:
            store.replace(folder, name, new[name], expecting=documents[name].source.data)
    return Formatted(tuple(map(folder.shown, stale)), len(documents))


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
    return data
