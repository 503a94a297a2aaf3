"""`ledger site`: the pages for an intranet server."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ganxian_ledger.cli import console
from ganxian_ledger.cli.options import AtOpt, DataOpt
from ganxian_ledger.cli.period_options import AsOfWithinOpt, MonthOpt
from ganxian_ledger.cli.waiting import waiting

DirectoryArg = Annotated[
    Path,
    typer.Argument(metavar="目录", help="网页写到这个目录，例如 网页", show_default=False),
]


def site(
    directory: DirectoryArg,
    *,
    month: MonthOpt = None,
    as_of: AsOfWithinOpt = None,
    at: AtOpt = None,
    data: DataOpt = None,
) -> None:
    """写出一套网页：总览、每个单位一页、每项措施一页，直接打开或放到内网服务器上都能看。

    目录里以前写的网页会换成新的，不再有的会删去；有别的文件的目录不写。

    例：ledger site 网页 --month 2024-06
    """
    from ganxian_ledger.domain.model.calendar import month_of
    from ganxian_ledger.usecases.context import context
    from ganxian_ledger.usecases.report import Question
    from ganxian_ledger.usecases.site import publish

    here = context(data)
    question = Question(month or month_of(as_of or here.day), as_of, at)
    with waiting("正在写网页") as tell:
        done = publish(here.folder, directory, question, today=here.day, tell=tell)
    gone = f"，删去不再有的 {done.removed} 页" if done.removed else ""
    console.say(
        f"已写入 {console.safe(str(directory))}：共 {done.pages} 页，更新 {done.written} 页{gone}"
    )
