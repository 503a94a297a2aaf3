"""`ledger fmt`: the canonical layout of the files."""

from __future__ import annotations

from typing import Annotated

import typer

from ganxian_ledger.cli import console
from ganxian_ledger.cli.exits import ExitCode
from ganxian_ledger.cli.options import DataOpt

CheckOpt = Annotated[
    bool,
    typer.Option("--check", help="只说哪些文件要整理，不写入；有就退出码 1", show_default=False),
]


def fmt(*, only_check: CheckOpt = False, data: DataOpt = None) -> int:
    """整理台账文件的缩进和换行，内容和注释不变。

    例：ledger fmt --check
    """
    from ganxian_ledger.usecases.context import context
    from ganxian_ledger.usecases.fmt import differing, format_files

    found = context(data)
    work = differing if only_check else format_files
    done = work(found.folder, found.day)
    for path in done.changed:
        console.data(console.safe(path))
    verb = "需要整理" if only_check else "已整理"
    console.say(f"看过 {done.files} 个文件，{verb} {len(done.changed)} 个")
    return ExitCode.FINDINGS if only_check and done.changed else ExitCode.DONE
