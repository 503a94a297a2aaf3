"""Whether the files of a dispatch may be written where they are to be."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ganxian_ledger.adapters import handmade
from ganxian_ledger.adapters.folder import LedgerFolder, real_path
from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.views import notice_list
from ganxian_ledger.usecases.dispatch_earlier import rows_of
from ganxian_ledger.usecases.dispatch_names import INDEX, PARTIAL, Parcel, beginning, key
from ganxian_ledger.usecases.output import Unwritten
from ganxian_ledger.usecases.papers import CONTINUED, Handmade

NAMED = 20
"""Files that a refusal names."""


def require_outside(folder: LedgerFolder, directory: Path) -> None:
    """The forms do not go among the ledger's own files.

    Raises:
        Unwritten: where they would.
        OSError: where links go round.
    """
    ledger = real_path(folder.path)
    if real_path(directory).is_relative_to(ledger):
        raise Unwritten(
            f"“{directory}”在台账目录“{folder.path}”里面，填报表不写在这里；什么也没有写",
            remedy="换一个台账目录以外的目录，例如 -o 填报",
        )


def require_free(
    folder: LedgerFolder,
    directory: Path,
    parcels: Iterable[Parcel],
    index: str,
    *,
    overwrite: bool,
) -> None:
    """All files of a run may be written; what is in the way is told all at once.

    Raises:
        Unwritten: where a file of the ledger, or a thing of another kind, stands in a place.
        Handmade: where somebody went on with a form, a notice or the list, unless `overwrite`.
        OSError: where the folder cannot be looked into.
    """
    if not directory.is_dir():
        if directory.exists() or directory.is_symlink():
            told = f"“{directory}”不是目录，填报表写不进去"
            raise Unwritten(told, remedy="换一个目录，例如 -o 填报")
        return
    listed = tuple(parcels)
    folders = (directory / one.folder for one in listed)
    files = [directory / path for one in listed for path in one.paths]
    files.append(directory / index)
    there = [file for file in files if file.exists()]
    odd = [path for path in folders if path.exists() and not path.is_dir()]
    odd += [file for file in there if not file.is_file() or folder.owns(real_path(file))]
    if odd:
        raise Unwritten(
            f"{len(odd)} 处写不进去，同名的位置上是别的东西或台账文件：{_named(odd)}；什么也没有写",
            remedy="换一个目录，或先把它们移开",
        )
    changed = [file for file in there if not overwrite and _is_changed(file)]
    if changed:
        raise Handmade(
            f"{len(changed)} 个文件已经有了，而且在别的程序里改过：{_named(changed)}；"
            "没有覆盖，什么也没有写",
            remedy="换一个目录；确定不要原来的，加 --overwrite",
        )


def _named(files: list[Path]) -> str:
    listed = "、".join(map(str, files[:NAMED]))
    return f"{listed}等" if len(files) > NAMED else listed


def _is_changed(file: Path) -> bool:
    """Whether somebody went on with a document, or filled the list."""
    if file.name in {INDEX, PARTIAL}:
        return not _is_blank(file)
    return file.suffix.lower() in CONTINUED and handmade.is_handmade(file)


def _is_blank(index: Path) -> bool:
    """Whether a list is as it was written: our heads, and nothing where the office fills it."""
    rows, blank = rows_of(index), len(notice_list.SENT)
    return rows is not None and not any(any(row[-blank:]) for row in rows)


def others(directory: Path, month: Period, parcels: Iterable[Parcel]) -> tuple[str, ...]:
    """The folders with a form of the month that this run did not write."""
    written = {key(one.folder) for one in parcels}
    unknown = (one for one in directory.iterdir() if key(one.name) not in written)
    return tuple(sorted(one.name for one in unknown if _holds(one, month)))


def _holds(folder: Path, month: Period) -> bool:
    if not folder.is_dir():
        return False
    return any(file.name.startswith(beginning(month)) for file in folder.iterdir())
