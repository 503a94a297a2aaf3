"""The site: a folder of pages for an intranet server, from one assessment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ganxian_ledger.adapters import pages
from ganxian_ledger.adapters.folder import LedgerFolder, real_path, reason_of
from ganxian_ledger.adapters.pages import Draft
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

    Every page is made before the first is written, and one run at a time writes there, so that all
    pages speak of the same day. The front page speaks of the question's period; `tell` is told how
    many pages of how many are made.

    Raises:
        NotItsOwn: where something else stands in the folder, or it belongs to the ledger.
        Busy: where another run writes there and does not finish in time.
        Unsound: where the ledger has errors.
        Unknown: where there is no such revision.
        WrongPeriod: as for a report.
        TemplateFault: where a layout is faulty; nothing was written.
        Unwritten: where a page cannot be written; none is half written.
    """
    try:
        real = _checked(folder, directory)
        if not pages.is_used(real):
            _require_own(directory, real)
    except OSError as error:
        raise Unwritten(
            f"目录“{directory}”用不了：{reason_of(error)}", remedy="检查目录的权限，或换一个目录"
        ) from None
    try:
        with pages.drafting(real) as draft:
            _require_own(directory, real)
            count = _drawn(draft, assess(folder, question, today=today), folder, tell)
            return Published(count, *draft.publish())
    except OSError as error:
        raise Unwritten(
            f"{directory} 写不进去：{reason_of(error)}", remedy="检查写权限和磁盘空间，再运行一次"
        ) from None


def _drawn(
    draft: Draft, assessed: Assessed, folder: LedgerFolder, tell: Callable[[int, int], None]
) -> int:
    """Make every page into the draft; how many there are."""
    press = PagePress(template_folders(folder))
    names = page_names(assessed.board)
    made = site_pages(assessed.report, assessed.board, assessed.facts)
    for done, (name, page) in enumerate(zip(names, made, strict=True), 1):
        draft.add(f"{name}{ENDING}", press.file(page))
        tell(done, len(names))
    return len(names)


def _checked(folder: LedgerFolder, directory: Path) -> Path:
    """The folder itself, links followed.

    Raises:
        NotItsOwn: where it is no folder, or belongs to the ledger.
        OSError: where it cannot be looked into.
    """
    real = real_path(directory)
    if real.exists() and not real.is_dir():
        raise NotItsOwn(f"“{directory}”不是目录", remedy=f"写一个目录，{EXAMPLE}")
    home = real_path(folder.path)
    if real == home or home in real.parents or real in home.parents:
        raise NotItsOwn(
            f"“{directory}”是台账所在的目录，网页不能写在里面", remedy=f"换一个目录，{EXAMPLE}"
        )
    return real


def _require_own(directory: Path, real: Path) -> None:
    """Nothing stands in the folder but what an earlier run wrote.

    Raises:
        NotItsOwn: where something does.
        OSError: where it cannot be looked into.
    """
    foreign = pages.held(real).foreign
    if foreign:
        named = "、".join(foreign[:NAMED]) + ("等" if len(foreign) > NAMED else "")
        raise NotItsOwn(
            f"目录“{directory}”里有 {len(foreign)} 项不是本命令写的：{named}；什么也没有写",
            remedy=f"换一个空目录，{EXAMPLE}",
        )
