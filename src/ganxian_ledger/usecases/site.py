"""The site: a folder of pages for an intranet server, from one assessment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ganxian_ledger.adapters import pages
from ganxian_ledger.adapters.folder import LedgerFolder, real_path, reason_of
from ganxian_ledger.domain.errors import Refused
from ganxian_ledger.domain.views.site import page_names, site_pages
from ganxian_ledger.render.page.press import PagePress
from ganxian_ledger.usecases.output import Unwritten
from ganxian_ledger.usecases.papers import template_folders
from ganxian_ledger.usecases.report import Assessed, Question, assess

EXAMPLE = "例如 ledger site 网页"
NAMED = 5
"""Foreign files that a refusal names."""
ENDING = ".html"


class NotItsOwn(Refused):
    """The folder holds what the program did not write, or is the ledger's; nothing was written."""


class Published(NamedTuple):
    """How many pages the site has, how many of them were written now, how many stale ones went."""

    pages: int
    written: int
    removed: int


def publish(
    folder: LedgerFolder,
    directory: Path,
    question: Question,
    *,
    today: date,
    tell: Callable[[int, int], None],
) -> Published:
    """Write the site of a report's day into a folder of its own, which is made.

    Args:
        folder: The ledger.
        directory: Where the pages go; what an earlier run wrote there is replaced.
        question: The period that the front page speaks of, and the day in it.
        today: Today.
        tell: Is told how many pages of how many are done.

    Raises:
        NotItsOwn: where something else stands in the folder, or it belongs to the ledger.
        Unsound: where the ledger has errors.
        Unknown: where there is no such revision.
        WrongPeriod: as for a report.
        TemplateFault: where a layout is faulty.
        Unwritten: where a page cannot be written; those before it are whole.
    """
    real = _checked(folder, directory)
    assessed = assess(folder, question, today=today)
    press = PagePress(template_folders(folder))
    names = [f"{name}{ENDING}" for name in page_names(assessed.board)]
    try:
        return _written(real, names, assessed, press, tell)
    except OSError as error:
        raise Unwritten(
            f"{directory} 写不进去：{reason_of(error)}", remedy="检查写权限和磁盘空间，再运行一次"
        ) from None


def _written(
    real: Path,
    names: Sequence[str],
    assessed: Assessed,
    press: PagePress,
    tell: Callable[[int, int], None],
) -> Published:
    pages.begin(real, names)
    made = site_pages(assessed.report, assessed.board, assessed.facts)
    written = 0
    for done, (name, page) in enumerate(zip(names, made, strict=True), 1):
        written += pages.write(real, name, press.file(page))
        tell(done, len(names))
    return Published(len(names), written, pages.finish(real, names))


def _checked(folder: LedgerFolder, directory: Path) -> Path:
    """The folder itself, links followed.

    Raises:
        NotItsOwn: as `publish`.
        Unwritten: where it cannot be looked into.
    """
    try:
        real = real_path(directory)
        if real.exists() and not real.is_dir():
            raise NotItsOwn(f"“{directory}”不是目录", remedy=f"写一个目录，{EXAMPLE}")
        home = real_path(folder.path)
        if real == home or home in real.parents or real in home.parents:
            raise NotItsOwn(
                f"“{directory}”是台账所在的目录，网页不能写在里面", remedy=f"换一个目录，{EXAMPLE}"
            )
        foreign = pages.held(real).foreign
    except OSError as error:
        raise Unwritten(
            f"目录“{directory}”用不了：{reason_of(error)}", remedy="检查目录的权限，或换一个目录"
        ) from None
    if foreign:
        named = "、".join(foreign[:NAMED]) + ("等" if len(foreign) > NAMED else "")
        raise NotItsOwn(
            f"目录“{directory}”里有 {len(foreign)} 项不是本命令写的：{named}；什么也没有写",
            remedy=f"换一个空目录，{EXAMPLE}",
        )
    return real
