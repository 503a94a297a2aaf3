"""The ledger as it was recorded: at a revision, or at the end of a day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.adapters.git.repository import Commit, Repository
from ganxian_ledger.domain.errors import Unknown
from ganxian_ledger.domain.model.calendar import day_of
from ganxian_ledger.domain.model.record import typed
from ganxian_ledger.domain.rules.diagnostic import Judgement
from ganxian_ledger.domain.rules.rule import Severity
from ganxian_ledger.domain.views.table import Sheet
from ganxian_ledger.usecases.opening import Opened, Unsound, judged, require_sound

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Recorded(NamedTuple):
    """The ledger that a commit holds."""

    commit: Commit
    opened: Opened


class UnsoundThen(Unsound):
    """The ledger that was recorded then has errors; they are in `judgement`."""

    def __init__(self, judgement: Judgement, commit: Commit) -> None:
        super().__init__(judgement)
        count = judgement.count(Severity.ERROR)
        self.message = f"{words_of(commit)}有 {count} 处错误，不能据此作答"
        self.remedy = "换一个版本，例如改正以后的提交"


def day_in(at: str) -> date | None:
    """The day that `--at` names; None where it names a revision.

    Raises:
        Unknown: where it is written as a day that does not exist.
    """
    return typed(day_of, at) if _DAY.fullmatch(at) else None


def commit_at(repository: Repository, at: str) -> Commit:
    """The commit that a revision names, or the newest of the main line by the end of a day.

    Raises:
        Unknown: where there is none.
        CannotLoad: where the clone does not reach so far back.
    """
    day = day_in(at)
    if day is None:
        identity = repository.commit(at)
        return next(repository.commits(identity, options=("-1",), paths=()))
    made = repository.recorded_by(day)
    if made is None:
        raise Unknown(f"到 {day} 为止，主线上还没有提交", remedy="写晚一些的日期，或写提交号")
    return made


def open_at(folder: LedgerFolder, at: str, day: date) -> Recorded:
    """Read and judge what was recorded at a revision or by the end of a day, as of `day`.

    Raises:
        Unknown: where there is no such revision, or no ledger in it.
        UnsoundThen: where what was recorded has an error of kind Y, R, T or N.
        CannotLoad: where there is no repository, or the clone lacks what is needed.
    """
    repository = Repository.of(folder)
    return read_at(repository, folder, commit_at(repository, at), day)


def read_at(repository: Repository, folder: LedgerFolder, commit: Commit, day: date) -> Recorded:
    """Read and judge the ledger that a commit holds, as of `day`.

    Raises:
        Unknown: where there is no ledger in it.
        UnsoundThen: where it has an error of kind Y, R, T or N.
    """
    prefix = repository.prefix_at(commit.id)
    if prefix is None:
        raise Unknown(f"版本 {commit.short} 里还没有这本台账", remedy="换一个晚一些的版本")
    then = folder if prefix == repository.prefix else LedgerFolder(repository.root / prefix)
    opened = judged(then, repository.files_at(commit.id, prefix), day)
    try:
        require_sound(opened)
    except Unsound as error:
        told = tuple(d._replace(revision=commit.short) for d in error.judgement.diagnostics)
        raise UnsoundThen(replace(error.judgement, diagnostics=told), commit) from None
    return Recorded(commit, opened)


def words_of(commit: Commit) -> str:
    """按 0123456789（2024-06-30 18:00 提交）记录的台账."""
    return f"按 {commit.short}（{commit.committed:%Y-%m-%d %H:%M} 提交）记录的台账"


def fields_of(commit: Commit) -> Mapping[str, object]:
    """The commit as JSON has it."""
    return {"id": commit.id, "committed": commit.committed.isoformat()}


def stamped(sheet: Sheet, commit: Commit) -> Sheet:
    """A sheet that says which commit its ledger is of."""
    what, rest = sheet.headings[:2], sheet.headings[2:]
    ledger = sheet.payload["ledger"]
    assert isinstance(ledger, Mapping)
    return replace(
        sheet,
        headings=(*what, words_of(commit), *rest),
        payload={**sheet.payload, "ledger": {**ledger, "revision": fields_of(commit)}},
    )
