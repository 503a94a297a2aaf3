"""Look over the machine, its Git and the ledger; whatever is missing is a fact, not a fault."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ganxian_ledger.adapters import clock, machine, shipped
from ganxian_ledger.adapters.folder import LedgerFolder, find_folder, is_work_tree, reason_of
from ganxian_ledger.adapters.git import settings
from ganxian_ledger.adapters.settings import selection_in
from ganxian_ledger.adapters.settings_file import FaultySettings, settings_here
from ganxian_ledger.domain.errors import CannotLoad, LedgerError
from ganxian_ledger.domain.places import TASKS
from ganxian_ledger.domain.rules.rule import Severity
from ganxian_ledger.domain.views.doctor import doctor as view
from ganxian_ledger.domain.views.doctor_facts import (
    Facts,
    LedgerFacts,
    RepositoryFacts,
    Trouble,
)
from ganxian_ledger.domain.views.table import Sheet
from ganxian_ledger.usecases.opening import open_for_check
from ganxian_ledger.usecases.papers import template_folders

NEAREST = "就近"


@dataclass(frozen=True)
class Found:
    """A ledger's folder, by what it was found, and the root of its repository or nothing."""

    folder: LedgerFolder
    by: str
    repository: Path | None


def look_over(data: str | None) -> Sheet:
    """Every check, and nothing changed."""
    return view(_facts(_found(data)))


def mend(data: str | None) -> Sheet:
    """Set the repository of the ledger as it should be, then check everything.

    Raises:
        CannotLoad: where there is no ledger, no repository around it, or Git cannot set it.
    """
    found = _found(data)
    if isinstance(found, Trouble):
        raise CannotLoad(found.message, remedy=found.remedy)
    if found.repository is None:
        raise CannotLoad(
            f"台账 {found.folder.path.as_posix()} 不在 Git 仓库里，没有可改的设置",
            remedy="先在台账的上级目录运行 git init",
        )
    before = settings.facts_of_repository(found.repository, _file(found, found.repository))
    mended = _mended(before, found.repository)
    return view(_facts(found), tuple(mended))


def _mended(before: RepositoryFacts, root: Path) -> list[str]:
    """What was set, in words; what is well already is left."""
    done = []
    if before.driver != settings.DRIVER:
        settings.register_driver(root)
        done.append("在本仓库登记了合并驱动（merge.ledger.driver）")
    if before.quotes_paths:
        settings.show_paths_plainly(root)
        done.append("让 Git 照原样显示中文文件名（core.quotepath 设为 false）")
    return done


def _found(data: str | None) -> Found | Trouble:
    by = "--data 指明" if data else "LEDGER_DATA 指明" if os.environ.get("LEDGER_DATA") else NEAREST
    try:
        folder = find_folder(data)
        root = folder.root if is_work_tree(folder.root) else None
    except LedgerError as error:
        if by == NEAREST and data is None:
            remedy = "进入台账所在的目录，或用 ledger init 新建一本"
            return Trouble("附近没有台账", remedy, is_grave=False)
        return Trouble(error.message, error.remedy)
    except OSError as error:
        return Trouble(f"台账所在的目录读不了：{reason_of(error)}", "检查目录的权限")
    return Found(folder, by, root)


def _facts(found: Found | Trouble) -> Facts:
    return Facts(
        machine=machine.facts_of_machine(),
        git=settings.facts_of_git(),
        ledger=found if isinstance(found, Trouble) else _ledger(found),
        repository=None if isinstance(found, Trouble) else _repository(found),
        are_templates_shipped=(shipped.folder("templates") / "report").is_dir(),
    )


def _ledger(found: Found) -> LedgerFacts | Trouble:
    folder = found.folder
    try:
        judgement = open_for_check(folder, _day()).judgement
        unwritable = machine.why_unwritable(folder)
        unlockable, is_busy = ("", False) if unwritable else machine.why_unlockable(folder)
        own, fault = _settings(folder)
        return LedgerFacts(
            path=folder.path.as_posix(),
            found_by=found.by,
            measures=judgement.counts.measures,
            errors=judgement.count(Severity.ERROR),
            warnings=judgement.count(Severity.WARNING),
            is_unreadable=judgement.unreadable,
            unwritable=unwritable or unlockable,
            is_busy=is_busy,
            settings=own,
            settings_fault=fault,
            templates=_there(*template_folders(folder)),
        )
    except OSError as error:
        return Trouble(f"台账所在的目录读不了：{reason_of(error)}", "检查目录的权限")


def _day() -> date:
    try:
        return clock.today()
    except clock.BadToday:
        return clock.day_in_shanghai()


def _settings(folder: LedgerFolder) -> tuple[str, str]:
    """The ledger's settings file (empty where there is none), and what is wrong with it."""
    try:
        file = settings_here(folder)
        if file is None:
            return "", ""
        selection_in(file)
    except FaultySettings as error:
        return "", error.message
    return file.shown, ""


def _there(*paths: Path) -> tuple[str, ...]:
    """Those of the paths that are there, each once."""
    return tuple(dict.fromkeys(path.as_posix() for path in paths if path.exists()))


def _repository(found: Found) -> RepositoryFacts | Trouble | None:
    if found.repository is None:
        return None
    try:
        return settings.facts_of_repository(found.repository, _file(found, found.repository))
    except LedgerError as error:
        return Trouble(error.message, error.remedy)
    except OSError as error:
        return Trouble(f"Git 运行不了：{reason_of(error)}", "重新安装 Git")


def _file(found: Found, root: Path) -> str:
    return (found.folder.path.resolve() / TASKS).relative_to(root).as_posix()
