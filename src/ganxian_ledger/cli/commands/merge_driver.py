"""`ledger merge-driver`: what Git calls to merge a file of a ledger."""

from __future__ import annotations

from typing import Annotated

import typer

from ganxian_ledger.cli import console
from ganxian_ledger.cli.exits import ExitCode

BaseArg = Annotated[str, typer.Argument(metavar="%O", help="共同的上一版", show_default=False)]
OursArg = Annotated[
    str, typer.Argument(metavar="%A", help="我方的一版，结果写在这里", show_default=False)
]
TheirsArg = Annotated[str, typer.Argument(metavar="%B", help="对方的一版", show_default=False)]
PathArg = Annotated[
    str, typer.Argument(metavar="%P", help="文件在仓库里的路径", show_default=False)
]


def merge_driver(base: BaseArg, ours: OursArg, theirs: TheirsArg, path: PathArg = "") -> int:
    """由 Git 调用：按记录的意思合并两个分支的台账文件；合不成的留下冲突标记，退出码 1。

    例：ledger merge-driver %O %A %B %P
    """
    from ganxian_ledger.usecases.merge import merge_files

    conflicts = merge_files(base, ours, theirs)
    if not conflicts:
        return ExitCode.DONE
    console.say(f"{console.safe(path or ours)} 有 {len(conflicts)} 处合不成：")
    for words in conflicts:
        console.say(f"- {console.safe(words)}")
    console.say("改好文件里标出的地方，运行 ledger check，再 git add 这个文件")
    return ExitCode.FINDINGS
