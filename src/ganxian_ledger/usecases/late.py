"""Whether what a report says of its day was recorded by the end of that day."""

from __future__ import annotations

from datetime import date

from ganxian_ledger.adapters.git.program import GitFailed, NoGit
from ganxian_ledger.adapters.git.repository import Commit, Missing, NoRepository, Repository
from ganxian_ledger.domain.errors import CannotLoad
from ganxian_ledger.domain.state.board import Board
from ganxian_ledger.domain.views.monthly_late import late_words
from ganxian_ledger.usecases.opening import Opened
from ganxian_ledger.usecases.recorded import read_at


def late_in(opened: Opened, made: Commit | None, day: date) -> str:
    """What of the ledger as of a day was recorded only later; empty where nothing was.

    `made` is the commit that holds the ledger, None where it is in the files. Where there is no
    history, or none that old, there is nothing to say.
    """
    try:
        return _late(opened, made, day)
    except (NoGit, NoRepository):
        return ""
    except Missing:
        return "无法核对补录：这是浅克隆，没有取回那么早的提交（git fetch --unshallow）"
    except GitFailed as error:
        is_none = "not a git repository" in error.told
        return "" if is_none else f"无法核对补录：{error.message}"
    except CannotLoad as error:
        return f"无法核对补录：{error.message}"


def _late(opened: Opened, made: Commit | None, day: date) -> str:
    repository = Repository.of(opened.folder)
    newest = made.id if made else repository.find("HEAD")
    then = repository.recorded_by(day, until=newest) if newest else None
    if then is None or (made and then.id == made.id):
        return ""
    prefix = repository.prefix_at(then.id, now=made.id if made else None)
    if prefix is None or _is_same(opened, repository, then, prefix):
        return ""
    found = read_at(repository, opened.folder, then, day)
    return late_words(Board(found.opened.ledger, day), Board(opened.ledger, day))


def _is_same(opened: Opened, repository: Repository, then: Commit, prefix: str) -> bool:
    """Whether the commit holds the very bytes."""
    now = {name: one.source.data for name, one in opened.reading.documents.items()}
    files = repository.files_at(then.id, prefix)
    return now == {name: data for name, data in files.items() if data is not None}
