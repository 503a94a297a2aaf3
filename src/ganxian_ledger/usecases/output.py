"""Writing an answer into a file that the user names: whole or not at all, never over the ledger."""

from __future__ import annotations

from pathlib import Path

from ganxian_ledger.adapters import store
from ganxian_ledger.adapters.folder import LedgerFolder, real_path, reason_of
from ganxian_ledger.domain.errors import Refused


class Unwritten(Refused):
    """The answer could not be written; what was there before is whole."""


def write_output(
    folder: LedgerFolder, file: Path, content: bytes, *, what: str, example: str, remedy: str
) -> None:
    """Write bytes whole or not at all; never over a file of the ledger.

    `what` names the answer to the user, `example` a file for it, `remedy` helps where the system
    refuses.

    Raises:
        Unwritten: where it cannot be written; an older file is kept.
    """
    try:
        real = real_path(file)
        _require_free(folder, file, real, what, example)
        store.write_whole(real, content)
    except OSError as error:
        raise Unwritten(f"{file} 写不进去：{reason_of(error)}", remedy=remedy) from None


def _require_free(folder: LedgerFolder, file: Path, real: Path, what: str, example: str) -> None:
    """The answer may stand there.

    Raises:
        Unwritten: where there is a file of the ledger or a folder, or no folder around it.
    """
    if folder.owns(real):
        raise Unwritten(f"{file} 是台账文件，不能被{what}覆盖", remedy="换一个文件名")
    if not real.parent.is_dir():
        raise Unwritten(f"没有目录“{file.parent}”", remedy="先建好目录，或换一个位置")
    if real.is_dir():
        raise Unwritten(f"“{file}”是一个目录", remedy=f"写上文件名，例如 {example}")
