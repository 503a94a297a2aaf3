"""`ledger doctor`: whether the machine, its Git and the ledger are fit for work."""

from __future__ import annotations

from typing import Annotated

import typer

from ganxian_ledger.cli import console
from ganxian_ledger.cli.exits import ExitCode
from ganxian_ledger.cli.options import DataOpt, FormatOpt, JsonOpt, format_of

FixOpt = Annotated[
    bool,
    typer.Option(
        "--fix",
        help="在台账的仓库里登记合并驱动，并让 Git 照原样显示中文文件名",
        show_default=False,
    ),
]


def doctor(
    *,
    fix: FixOpt = False,
    form: FormatOpt = None,
    as_json: JsonOpt = False,
    data: DataOpt = None,
) -> int:
    """检查运行环境：Python、Git、字体、终端、台账能不能读写，每项都说怎么办。

    例：ledger doctor --fix
    """
    from ganxian_ledger.usecases.doctor import look_over, mend

    chosen = format_of(form, as_json=as_json)
    sheet = mend(data) if fix else look_over(data)
    console.show(sheet, chosen)
    return ExitCode.FINDINGS if sheet.alarm else ExitCode.DONE
