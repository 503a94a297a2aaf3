"""Evidence as given on the command line: a file below the repository, hashed, or an address."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

from pydantic_core import PydanticCustomError

from ganxian_ledger.adapters.folder import LedgerFolder, reason_of
from ganxian_ledger.domain.changes import Scalar
from ganxian_ledger.domain.edits.refusals import (
    EVIDENCE_MISSING,
    EVIDENCE_NAME,
    EVIDENCE_OUTSIDE,
)
from ganxian_ledger.domain.model.evidence import path_of, url_of


def evidence_of(folder: LedgerFolder, given: Iterable[str]) -> tuple[Mapping[str, Scalar], ...]:
    """The fields of each piece, in the order given; one given twice stands once.

    Raises:
        Refused: P201–P203 for what cannot serve as evidence.
    """
    return tuple(_piece(folder, one) for one in dict.fromkeys(given))


def _piece(folder: LedgerFolder, given: str) -> Mapping[str, Scalar]:
    try:
        if given.startswith(("http://", "https://")):
            return {"url": url_of(given)}
        file = _inside(folder, given)
        path = path_of(file.relative_to(folder.root).as_posix())
    except PydanticCustomError as error:
        told = error.context or {}
        raise EVIDENCE_NAME.of(told["message"], remedy=told["hint"]) from None
    try:
        return {"path": path, "sha256": _digest(file)}
    except OSError as error:
        raise EVIDENCE_MISSING.of(f"佐证文件“{given}”读不了：{reason_of(error)}") from None


def _inside(folder: LedgerFolder, given: str) -> Path:
    """The file itself, which must be one, and must stand below the repository's root."""
    try:
        real = Path(given).resolve(strict=True)
        mode = real.stat().st_mode
    except (OSError, ValueError, RuntimeError) as error:
        why = reason_of(error) if isinstance(error, OSError) else "路径不成立"
        raise EVIDENCE_MISSING.of(
            f"佐证文件“{given}”读不到：{why}", remedy=f"路径从当前目录算起：{Path.cwd()}"
        ) from None
    if not stat.S_ISREG(mode):
        what = "是一个目录" if stat.S_ISDIR(mode) else "不是普通文件"
        raise EVIDENCE_MISSING.of(
            f"佐证“{given}”{what}", remedy="指明文件；多个文件写多个 --evidence"
        )
    _require_kept(folder, given, real)
    return real


def _require_kept(folder: LedgerFolder, given: str, real: Path) -> None:
    """The file is committed with the ledger: below its root, and no part of Git's own folder.

    A file of the ledger cannot serve: the record itself would change its sum.
    """
    root = folder.root
    if not real.is_relative_to(root):
        lexical = Path(os.path.abspath(given))  # noqa: PTH100 (links must not be followed here)
        led = "经链接指向" if lexical.is_relative_to(root) else "在"
        raise EVIDENCE_OUTSIDE.of(
            f"佐证文件“{given}”{led}台账的仓库以外：{real}",
            remedy=f"先把文件复制到 {root} 之内",
        )
    if any(part.lower() == ".git" for part in real.relative_to(root).parts):
        raise EVIDENCE_OUTSIDE.of(
            f"佐证文件“{given}”在 .git 目录里", remedy="放到仓库的其他目录，例如 evidence/"
        )
    if folder.owns(real):
        raise EVIDENCE_OUTSIDE.of(
            f"“{given}”是台账文件，不能作佐证：记上这一条，它的内容就变了",
            remedy="另存一份再指明，或指明真正的佐证文件",
        )


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
