"""`ledger init`: a new ledger, or what an old one lacks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ganxian_ledger.cli import console
from ganxian_ledger.cli.options import (
    DryRunOpt,
    IssuedOpt,
    IssuerOpt,
    NumberOpt,
    OfficeOpt,
    PlanDueOpt,
    PlanStartOpt,
    TitleOpt,
    one_of,
)

if TYPE_CHECKING:
    from ganxian_ledger.usecases.init import Done

FolderArg = Annotated[
    Path,
    typer.Argument(metavar="目录", help="仓库的目录；不写为当前目录", show_default=False),
]
HostOpt = Annotated[
    str,
    typer.Option(
        "--host",
        metavar="平台",
        help="写上这个平台自动核对用的文件：github、gitea、gitlab 或 none（默认，不写）",
        show_default=False,
        parser=one_of("github", "gitea", "gitlab", "none"),
    ),
]


def init(
    ctx: typer.Context,
    folder: FolderArg = Path(),
    *,
    host: HostOpt = "none",
    title: TitleOpt = None,
    number: NumberOpt = None,
    issuer: IssuerOpt = None,
    office: OfficeOpt = None,
    issued: IssuedOpt = None,
    start: PlanStartOpt = None,
    due: PlanDueOpt = None,
    dry_run: DryRunOpt = False,
) -> None:
    """新建一本台账，或给已有的台账配齐：编辑器用的格式、Git 的设置、平台上的自动核对。

    已有的文件不覆盖，只在 .gitattributes 和 .gitignore 里补上缺的几行。
    例：ledger init --host github
    """
    from ganxian_ledger.adapters import clock
    from ganxian_ledger.usecases.init import Wish
    from ganxian_ledger.usecases.init import init as equip

    _require_no_data(ctx)
    given = {"title": title, "number": number, "issuer": issuer, "office": office}
    days = {"issued": issued, "start": start, "due": due}
    plan: dict[str, Any] = {k: v for k, v in {**given, **days}.items() if v is not None}
    _show(equip(Wish(folder, host, plan), today=clock.today(), dry_run=dry_run), dry_run=dry_run)


def _require_no_data(ctx: typer.Context) -> None:
    """The folder is an argument here; `--data` would be left out in silence."""
    if ctx.parent is not None and ctx.parent.params.get("data") is not None:
        raise typer.BadParameter("init 不用 --data\n把目录写在后面：ledger init 目录")


def _show(done: Done, *, dry_run: bool) -> None:
    """The files that were written to stdout, all else to stderr."""
    if dry_run:
        console.say("试运行，没有写入")
    console.say(f"目录 {console.safe(done.folder)}：")
    for word, paths in (("新建", done.created), ("补行", done.completed)):
        for path in paths:
            console.data(f"{word} {console.safe(path)}")
    for path in done.kept:
        console.say(f"保留 {console.safe(path)}")
    if done.driver:
        console.say(console.safe(done.driver))
    console.say(f"下一步：{console.safe('，'.join(done.following))}")
