"""The shared arguments and options, each with its name, its words and its completion."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from ganxian_ledger.cli import completion

if TYPE_CHECKING:
    from ganxian_ledger.domain.model.calendar import Period

T = TypeVar("T")


def _parsed(read: Callable[[], Callable[[object], T]], hint: str = "") -> Callable[[str], T]:
    """A parser whose faults of value are said in the words of the data's own types.

    `read` gives the type's parser; it is asked only when there is something to parse. A `hint`
    takes the place of the type's own.
    """

    def parse(text: str) -> T:
        from ganxian_ledger.domain.errors import Unknown
        from ganxian_ledger.domain.model.record import typed

        try:
            return typed(read(), text)
        except Unknown as error:
            raise typer.BadParameter(f"{error.message}\n{hint or error.remedy}".strip()) from None

    return parse


def _day() -> Callable[[object], date]:
    from ganxian_ledger.domain.model.calendar import day_of

    return day_of


def _percent() -> Callable[[object], int]:
    from ganxian_ledger.domain.model.quantity import percent_of

    return percent_of


def _amount() -> Callable[[object], Decimal]:
    from ganxian_ledger.domain.model.quantity import amount_of

    return amount_of


def _whole() -> Callable[[object], int]:
    from ganxian_ledger.domain.model.quantity import whole_of

    return whole_of


def _period() -> Callable[[object], Period]:
    from ganxian_ledger.domain.model.calendar import period_of

    return period_of


def _prose() -> Callable[[object], str]:
    from ganxian_ledger.domain.model.record import prose_of

    return prose_of


def _text() -> Callable[[object], str]:
    from ganxian_ledger.domain.model.record import text_of

    return text_of


def one_of(*allowed: str) -> Callable[[str], str]:
    """A parser that takes one of the given words; near misses are offered."""

    def parse(text: str) -> str:
        if text in allowed:
            return text
        from ganxian_ledger.domain.near import suggest

        raise typer.BadParameter(
            f"不能是“{text}”\n{suggest(text, allowed)}可用：{'、'.join(allowed)}"
        )

    return parse


def _data_of(ctx: typer.Context, value: str | None) -> str | None:
    """The folder given after the command, else the one given before it."""
    if value is None and ctx.parent is not None:
        before: Any = ctx.parent.params.get("data")
        return before if isinstance(before, str) else None
    return value


def _option(*names: str, metavar: str, help: str, **more: Any) -> Any:  # noqa: A002, ANN401 (as typer's own)
    return typer.Option(*names, metavar=metavar, help=help, show_default=False, **more)


def _flag(*names: str, help: str) -> Any:  # noqa: A002, ANN401 (as typer's own)
    return typer.Option(*names, help=help, show_default=False)


def day_option(name: str, words: str) -> Any:  # noqa: ANN401 (as typer's own)
    """An option that takes a day."""
    return _option(name, metavar="日期", help=words, parser=_parsed(_day))


DataOpt = Annotated[
    str | None,
    _option("--data", metavar="目录", help="台账所在的目录；命令前后都可以写", callback=_data_of),
]
AsOfOpt = Annotated[date | None, day_option("--as-of", "截至哪一天，写成 2024-06-30；不写为今天")]
AtOpt = Annotated[
    str | None,
    _option(
        "--at",
        metavar="版本",
        help="看当时记录的台账：某个提交号、分支、标签，或某天（2024-06-30）结束时主线上的提交；"
        "不写为现在的文件",
    ),
]

UnitOpt = Annotated[
    str | None,
    _option(
        "--unit",
        metavar="单位",
        help="只看这个单位（名称、别名或名称的一部分）牵头和配合的",
        autocompletion=completion.units,
    ),
]
LedByOpt = Annotated[
    str | None,
    _option(
        "--unit",
        metavar="单位",
        help="只看由这个单位（名称、别名或名称的一部分）负责的",
        autocompletion=completion.units,
    ),
]
LeadOpt = Annotated[bool, _flag("--lead", help="与 --unit 合用：只看它牵头的")]
TaskOpt = Annotated[
    str | None,
    _option(
        "--task", metavar="任务号", help="只看这项任务，例如 8", autocompletion=completion.tasks
    ),
]
SectionOpt = Annotated[
    str | None,
    _option(
        "--section",
        metavar="章节",
        help="只看这一节，例如 三（二）",
        autocompletion=completion.sections,
    ),
]
StateOpt = Annotated[
    list[str] | None,
    _option(
        "--state",
        metavar="状态",
        help="只看这种状态，可写多次：未启动 推进中 待核查 已退回 已销号 已核减，"
        "也可以是 未销号 逾期 临期 滞后 未报送 待报",
        autocompletion=completion.states,
    ),
]
LightOpt = Annotated[
    list[str] | None,
    _option(
        "--light",
        metavar="灯",
        help="只看亮这种灯的，可写多次：红 黄 绿 蓝 灰",
        autocompletion=completion.lights,
    ),
]
WithinOpt = Annotated[
    int | None,
    _option(
        "--within",
        metavar="天数",
        help="连同这么多天内到期的",
        parser=_parsed(_whole, "写成天数，例如 30"),
    ),
]
FormatOpt = Annotated[
    str | None,
    _option(
        "--format",
        metavar="格式",
        help="table（默认）、json、csv 或 md",
        parser=one_of("table", "json", "csv", "md"),
        autocompletion=completion.formats,
    ),
]
JsonOpt = Annotated[bool, _flag("--json", help="等于 --format json")]

MeasureArg = Annotated[
    str,
    typer.Argument(
        metavar="编号",
        help="措施的编号，例如 8.3",
        show_default=False,
        autocompletion=completion.measures,
    ),
]
TargetArg = Annotated[
    str,
    typer.Argument(
        metavar="指标",
        help="指标的编号，例如 pm25",
        show_default=False,
        autocompletion=completion.targets,
    ),
]

DateOpt = Annotated[date | None, day_option("--date", "记录的日期，写成 2024-06-30；不写为今天")]
ByOpt = Annotated[
    str | None,
    _option(
        "--by",
        metavar="单位",
        help="说这句话的单位；不写时按事项取牵头单位或办公室",
        autocompletion=completion.units,
    ),
]
NoteOpt = Annotated[
    str | None, _option("--note", metavar="文字", help="说明", parser=_parsed(_prose))
]
ReasonOpt = Annotated[str, _option("--reason", metavar="文字", help="理由", parser=_parsed(_prose))]
OptionalReasonOpt = Annotated[
    str | None, _option("--reason", metavar="文字", help="理由", parser=_parsed(_prose))
]
IssueOpt = Annotated[
    str | None, _option("--issue", metavar="文字", help="存在问题", parser=_parsed(_prose))
]
NextOpt = Annotated[
    str | None, _option("--next", metavar="文字", help="下步打算", parser=_parsed(_prose))
]
PercentOpt = Annotated[
    int,
    _option(
        "--percent",
        metavar="数",
        help="累计完成比例，0 到 100 的整数",
        parser=_parsed(_percent, "写成 0 到 100 的整数，例如 60"),
    ),
]
ToOpt = Annotated[date, day_option("--to", "新的完成时限，写成 2024-09-30")]
UntilOpt = Annotated[date | None, day_option("--until", "补齐材料的期限，写成 2024-07-15")]
EvidenceOpt = Annotated[
    list[str] | None,
    _option("--evidence", metavar="文件", help="佐证材料，可写多次；路径从当前目录算起"),
]
ApprovedByOpt = Annotated[str | None, _option("--approved-by", metavar="批准人", help="谁批准的")]
CheckedByOpt = Annotated[str | None, _option("--checked-by", metavar="核查人", help="谁核查的")]
CheckedOnOpt = Annotated[date | None, day_option("--checked-on", "何时核查的，写成 2024-06-30")]
MethodOpt = Annotated[
    str | None, _option("--method", metavar="方式", help="怎么核查的，例如 现场核查")
]
DryRunOpt = Annotated[bool, _flag("-n", "--dry-run", help="只显示会改哪几行，不写入")]

PeriodOpt = Annotated[
    Any,
    _option(
        "--period",
        metavar="时期",
        help="2024-06（月）、2024-Q2（季度）或 2024（年）",
        parser=_parsed(_period),
    ),
]
"""A `domain.model.calendar.Period`."""
ValueOpt = Annotated[
    Decimal | None,
    _option("--value", metavar="数", help="数值", parser=_parsed(_amount, "只写数字，例如 23.1")),
]
PointsOpt = Annotated[
    Decimal | None,
    _option(
        "--points",
        metavar="分数",
        help="加几分；扣分写负数，例如 --points=-1",
        parser=_parsed(_amount, "只写数字，例如 0.5、-1"),
    ),
]
SourceOpt = Annotated[str | None, _option("--source", metavar="文字", help="数据出处")]

TitleOpt = Annotated[
    str | None, _option("--title", metavar="文字", help="方案的标题", parser=_parsed(_text))
]
NumberOpt = Annotated[
    str | None, _option("--number", metavar="文号", help="方案的文号", parser=_parsed(_text))
]
IssuerOpt = Annotated[
    str | None, _option("--issuer", metavar="单位", help="发文单位", parser=_parsed(_text))
]
OfficeOpt = Annotated[
    str | None, _option("--office", metavar="单位", help="管销号的办公室", parser=_parsed(_text))
]
IssuedOpt = Annotated[date | None, day_option("--issued", "发文日期，写成 2024-04-16")]
PlanStartOpt = Annotated[date | None, day_option("--start", "从哪一天起算；不写为发文那年的第一天")]
PlanDueOpt = Annotated[
    date | None, day_option("--due", "最晚到哪一天完成；不写为发文那年的最后一天")
]

LETTER_KINDS = ("调度通知", "提醒函", "督办函", "约谈")
CountOpt = Annotated[
    int | None,
    _option("--count", metavar="项数", help="抽几项", parser=_parsed(_whole, "写成项数，例如 5")),
]
ShareOpt = Annotated[
    int | None,
    _option(
        "--share",
        metavar="百分数",
        help="抽百分之几，不足一项的进一；不写为 10",
        parser=_parsed(_whole, "写成 1 到 100 的整数，例如 20"),
    ),
]
SeedOpt = Annotated[
    str | None,
    _option(
        "--seed",
        metavar="文字",
        help="抽签的种子，应事先公开；不写为方案文号和当月",
        parser=_parsed(_text),
    ),
]

OutputOpt = Annotated[
    Path | None, _option("-o", "--output", metavar="文件", help="写到这个文件；不写为标准输出")
]
PaperOpt = Annotated[
    Path | None,
    _option(
        "-o",
        "--output",
        metavar="文件",
        help="写到这个文件，格式由后缀定：.docx .xlsx .pdf .html .md .csv .json；不写为标准输出",
    ),
]
OverwriteOpt = Annotated[
    bool, _flag("--overwrite", help="同名的 Word、Excel 文件在别的程序里改过的，也覆盖")
]
TemplateOpt = Annotated[
    str | None,
    _option("--template", metavar="名称", help="版式的名称；台账自己的 templates/ 优先"),
]


def format_of(form: str | None, *, as_json: bool) -> str:
    """The one format that is asked for: --json is short for --format json."""
    if as_json and form not in {None, "json"}:
        raise typer.BadParameter(f"--json 和 --format {form} 只能写一个")
    return "json" if as_json else form or "table"
