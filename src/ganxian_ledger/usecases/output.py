"""Writing an answer into a file that the user names: whole or not at all, never over the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from ganxian_ledger.adapters import store
from ganxian_ledger.adapters.folder import LedgerFolder, real_path, reason_of
from ganxian_ledger.domain.errors import Refused


class Unwritten(Refused):
    """The answer could not be written; what was there before is whole."""


class Answer(NamedTuple):
    """What is written: its name for the user, an example of a file's name, help where it fails."""

    name: str
    example: str
    remedy: str = "检查写权限、磁盘空间和文件是否被占用"


def write_output(folder: LedgerFolder, file: Path, content: bytes, answer: Answer) -> None:
    """Write bytes whole or not at all; never over a file of the ledger.

    Raises:
        Unwritten: where it cannot be written; an older file is kept.
    """
    write_outputs(folder, {file: content}, answer)


def write_outputs(folder: LedgerFolder, contents: Mapping[Path, bytes], answer: Answer) -> None:
    """Write several files, each whole or not at all; none before all are ready to be put in place.

    Raises:
        Unwritten: where one cannot be written; older files are kept, but for those that had
            already been replaced when the system refused the next.
    """
    reals: dict[Path, bytes] = {}
    for file, content in contents.items():
        try:
            real = real_path(file)
            _require_free(folder, file, real, answer)
        except OSError as error:
            raise _refused(file, error, answer) from None
        reals[real] = content
    try:
        store.write_together(reals)
    except OSError as error:
        raise _refused(next(iter(contents)), error, answer) from None


def make_directory(directory: Path) -> None:
    """Make a folder for answers, if it is not there.

    Raises:
        Unwritten: where it cannot be made.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        told = f"目录“{directory}”建不了：同名的位置上是一个文件，不是目录"
        raise Unwritten(told, remedy="换一个目录") from None
    except OSError as error:
        told = f"目录“{directory}”建不了：{reason_of(error)}"
        raise Unwritten(told, remedy="换一个目录，或检查写权限") from None


def _refused(file: Path, error: OSError, answer: Answer) -> Unwritten:
    """Which file the system refused, as far as it says so."""
    named = Path(error.filename2 or error.filename or file).name
    is_ours = named.startswith(".") and named.endswith(store.TEMPORARY)
    shown = file if is_ours or named == file.name else file.with_name(named)
    return Unwritten(f"{shown} 写不进去：{reason_of(error)}", remedy=answer.remedy)


def _require_free(folder: LedgerFolder, file: Path, real: Path, answer: Answer) -> None:
    """The answer may stand there.

    Raises:
        Unwritten: where there is a file of the ledger or a folder, or no folder around it.
    """
    if folder.owns(real):
        raise Unwritten(f"{file} 是台账文件，不能被{answer.name}覆盖", remedy="换一个文件名")
    if not real.parent.is_dir():
        raise Unwritten(f"没有目录“{file.parent}”", remedy="先建好目录，或换一个位置")
    if real.is_dir():
        raise Unwritten(f"“{file}”是一个目录", remedy=f"写上文件名，例如 {answer.example}")
