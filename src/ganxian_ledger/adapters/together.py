"""Several files of a ledger, written together: the journal first, then what it says."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from ganxian_ledger.adapters import journal
from ganxian_ledger.adapters.durable import beside, make_durable, patiently, stamp, status
from ganxian_ledger.adapters.folder import LedgerFolder, reason_of
from ganxian_ledger.domain.edits.refusals import (
    CANNOT_WRITE,
    CHANGED_UNDER_US,
    LEADS_OUT,
    UNFINISHED,
)
from ganxian_ledger.domain.errors import Refused
from ganxian_ledger.domain.model.files import FILES


class Replacement(NamedTuple):
    """New bytes for a file that is still what was read (None: absent)."""

    expecting: bytes | None
    new: bytes


def commit(
    folder: LedgerFolder, replacements: Mapping[str, Replacement], record: bytes, time: int
) -> None:
    """Let the journal stand with these bytes and this time, if every file is what was read.

    Raises:
        Refused: P302–P304; everything is as it was.
    """
    shown = "、".join(map(folder.shown, replacements))
    pending = folder.path / journal.PENDING
    try:
        journal.require_fit(record, (one.new for one in replacements.values()))
        for name, one in replacements.items():
            real_file(folder, name, may_be_new=one.expecting is None)
        with beside(pending, record, like=_first_status(folder, replacements)) as temporary:
            stamp(temporary, time)
            for name, one in replacements.items():
                if _content(folder, name) != one.expecting:
                    raise CHANGED_UNDER_US.of(
                        f"{folder.shown(name)} 在此期间被改动，{shown} 都没有写入",
                        remedy="再运行一次这条命令",
                    )
            patiently(lambda: temporary.replace(pending))
    except OSError as error:
        raise CANNOT_WRITE.of(
            f"{shown} 写不进去：{reason_of(error)}；这些文件都保持原样",
            remedy="检查磁盘空间、写权限和文件是否被占用",
        ) from None


def finish(folder: LedgerFolder) -> None:
    """Write every file that the journal names and is not written yet; then the journal goes.

    Raises:
        Refused: P308 where it is not to be trusted, or a file is neither as it was nor as it is to
            be; the journal is put aside and nothing else is done.
        OSError: where it could not be finished; the journal stands.
    """
    standing = journal.found(folder.path)
    if standing is None:
        return
    pending, aside = folder.path / journal.PENDING, folder.path / journal.ASIDE
    if isinstance(standing, journal.Untrusted):
        patiently(lambda: pending.replace(aside))
        raise UNFINISHED.of(
            f"{pending} 不是本机写台账时留下的，没有照它改任何文件，已改名为 {aside.name}",
            remedy="弄清它从哪里来，用不着就删去；再运行一次这条命令",
        )
    contents = {name: _content(folder, name) for name in standing.changes}
    if strangers := standing.strangers(contents):
        patiently(lambda: pending.replace(aside))
        raise _unfinished(folder, standing, strangers, contents)
    parents = {folder.path}
    for name, change in standing.changes.items():
        file = real_file(folder, name, may_be_new=change.old is None)
        parents.add(file.parent)
        if contents[name] != change.new:
            with beside(file, change.new) as temporary:
                patiently(partial(temporary.replace, file))
    for parent in parents:
        make_durable(parent)
    patiently(pending.unlink)
    make_durable(folder.path)


def _unfinished(
    folder: LedgerFolder,
    standing: journal.Journal,
    strangers: tuple[str, ...],
    contents: Mapping[str, bytes | None],
) -> Refused:
    """Which files hold what was to be written, which do not, and which somebody else changed."""
    done = [name for name, change in standing.changes.items() if contents[name] == change.new]
    waiting = [n for n in standing.changes if n not in done and n not in strangers]
    parts = (("其间被改动", strangers), ("已经写入", done), ("没有写入", waiting))
    told = "；".join(
        f"{words}：{'、'.join(map(folder.shown, names))}" for words, names in parts if names
    )
    return UNFINISHED.of(
        f"上次一起写几个文件没有做完，现在接不下去（{told}）；"
        f"上次要写的内容改名存为 {folder.path / journal.ASIDE}",
        remedy="对照它和 git diff，缺的补记，删去它；再运行一次这条命令",
    )


def _content(folder: LedgerFolder, name: str) -> bytes | None:
    """A file's bytes; None where it is absent.

    Raises:
        OSError: where it cannot be read.
    """
    try:
        return folder.file(name).read_bytes()
    except FileNotFoundError:
        return None


def _first_status(folder: LedgerFolder, names: Iterable[str]) -> os.stat_result | None:
    """The mode and group that the journal is to have: those of the first file that is there."""
    found = (status(folder.file(name)) for name in (*names, *FILES))
    return next((status for status in found if status), None)


def real_file(folder: LedgerFolder, name: str, *, may_be_new: bool = False) -> Path:
    """The file itself; a link is followed only within the ledger's repository.

    Raises:
        Refused: P304 where it leads out.
        OSError: where the file may not be written.
    """
    file, real = folder.file(name), folder.real(name)
    if file.is_symlink() and not real.is_relative_to(folder.root):
        raise LEADS_OUT.of(
            f"{folder.shown(name)} 是通向 {real} 的链接，在台账的仓库以外",
            remedy="把文件放进仓库，或用 --data 指明它真正所在的目录",
        )
    is_new = may_be_new and not real.exists()
    if not is_new and not os.access(real, os.W_OK):
        os.close(os.open(real, os.O_WRONLY))  # the system says why
    return real
