"""The files of a dispatch: what they are called, and whether they may be written."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from ganxian_ledger.adapters import handmade
from ganxian_ledger.adapters.folder import LedgerFolder, real_path
from ganxian_ledger.domain.model.calendar import Period
from ganxian_ledger.domain.model.files import FILES
from ganxian_ledger.domain.views import notice_list
from ganxian_ledger.domain.views.notice_list import Asking
from ganxian_ledger.usecases.output import Unwritten
from ganxian_ledger.usecases.papers import CONTINUED, Handmade, file_name

INDEX, PARTIAL = f"{notice_list.NAME}.csv", f"{notice_list.NAME}（部分）.csv"
MESSAGE, MAIL, ARCHIVE = "通知短信.txt", "通知.eml", ".zip"
NAMED = 20
"""Files that a refusal names."""
MOST_INDEX = 20_000_000
"""Bytes of a list that is looked into."""


class Parcel(NamedTuple):
    """The names of one unit's files: its folder, and in it the form and the notice."""

    folder: str
    form: str
    notice: str

    @property
    def archive(self) -> str:
        """The archive beside the folder."""
        return f"{self.folder}{ARCHIVE}"

    @property
    def paths(self) -> tuple[str, ...]:
        """Every file of the unit, from the folder that all are in."""
        inner = (self.form, self.notice, MESSAGE, MAIL)
        return (*(f"{self.folder}/{name}" for name in inner), self.archive)


def index_of(asking: Asking) -> str:
    """The name of the list; one of some units leaves the list of all as it is."""
    return PARTIAL if asking.units else INDEX


def parcels_of(asking: Asking) -> tuple[Parcel, ...]:
    """The names for each unit that is asked; no two differ in nothing but case or in composition.

    A folder is called like its unit, and never like the list or a file of the ledger.
    """
    month = asking.month.words
    taken = {_key(name) for name in (INDEX, PARTIAL, *FILES)}
    return tuple(
        Parcel(
            folder=_free(file_name(request.unit), taken),
            form=f"{file_name(f'{_beginning(asking.month)}{request.unit}）')}.xlsx",
            notice=f"关于报送{month}工作进展的通知.docx",
        )
        for request in asking.requests
    )


def _beginning(month: Period) -> str:
    """How the names of a month's forms begin."""
    return f"{month.words}进展填报表（"


def _free(plain: str, taken: set[str]) -> str:
    """The name, or with a number behind it where it is taken; it and its archive's are taken."""
    name, number = plain, 1
    while {_key(name), _key(f"{name}{ARCHIVE}")} & taken:
        number += 1
        name = f"{plain}-{number}"
    taken.update((_key(name), _key(f"{name}{ARCHIVE}")))
    return name


def _key(name: str) -> str:
    """What two names share that some system takes for the same."""
    return normalize("NFC", normalize("NFC", name).casefold())


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
    try:
        if index.stat().st_size > MOST_INDEX:
            return False
        text = index.read_bytes().decode("utf-8-sig")
        heads, *rows = csv.reader(StringIO(text))
    except (OSError, ValueError, csv.Error):
        return False
    ours = [column.head for column in notice_list.LISTED]
    blank = len(notice_list.SENT)
    return heads == ours and not any(any(row[-blank:]) for row in rows)


def others(directory: Path, month: Period, parcels: Iterable[Parcel]) -> tuple[str, ...]:
    """The folders with a form of the month that this run did not write."""
    written = {_key(one.folder) for one in parcels}
    unknown = (one for one in directory.iterdir() if _key(one.name) not in written)
    return tuple(sorted(one.name for one in unknown if _holds(one, month)))


def _holds(folder: Path, month: Period) -> bool:
    if not folder.is_dir():
        return False
    return any(file.name.startswith(_beginning(month)) for file in folder.iterdir())
