"""F1xx: what is wrong with a returned file as a whole."""

from __future__ import annotations

from ganxian_ledger.domain.forms.fault import FaultKind, told

UNREADABLE = FaultKind(
    "F101",
    "form-unreadable-file",
    "文件读不了",
    "读不全的文件里收什么都是猜的。",
    told("用 WPS、Excel 或 LibreOffice 另存的 .xlsx"),
    told("没有传完整的 .xlsx，改了后缀的图片"),
)
ENCRYPTED = FaultKind(
    "F102",
    "encrypted-file",
    "文件加了密码",
    "打不开就看不到填了什么；台账也不保管密码。",
    told("没有打开密码的 .xlsx"),
    told("设了打开密码的 .xlsx"),
)
MACROS = FaultKind(
    "F103",
    "file-with-macros",
    "文件里有宏",
    "填报表不需要宏；带宏的文件不往台账的仓库里放。",
    told("另存为“Excel 工作簿（*.xlsx）”"),
    told("另存为“启用宏的工作簿（*.xlsm）”"),
)
TOO_LARGE = FaultKind(
    "F104",
    "oversized-file",
    "文件太大",
    "填报表只有几十 KB；大得出奇的文件可能撑坏机器。",
    told("只在填报区里填写"),
    told("粘进了几十兆图片，或第 20001 行以外还有字"),
)
NOT_OURS = FaultKind(
    "F105",
    "foreign-workbook",
    "不是下发的填报表",
    "只凭表里的标识认表；自己画的表认不出哪一格对哪一项。",
    told("在下发的填报表里填写"),
    told("把内容抄到一张新表里"),
)
OTHER_VERSION = FaultKind(
    "F106",
    "other-version",
    "填报表的版本不同",
    "版本不同，列的含义可能不同。",
    told("本程序下发的填报表"),
    told("以后的程序下发的填报表"),
)
OTHER_LEDGER = FaultKind(
    "F107",
    "other-ledger",
    "是另一个方案的填报表",
    "编号相同的措施在两个方案里不是一回事。",
    told("本方案下发的填报表"),
    told("去年方案的填报表"),
)
UNKNOWN_UNIT = FaultKind(
    "F108",
    "unknown-unit",
    "填报单位不在名册里",
    "每条记录都要有记录单位，只认单位名册里的。",
    told("填报单位在 units.yaml 里"),
    told("下发以后，这个单位从 units.yaml 里删去了"),
)
NOT_ASKED_FOR = FaultKind(
    "F109",
    "not-asked-for",
    "不是这次要收的月份或单位",
    "写了 --month 或 --unit，就只收它们的。",
    told("--month 2024-06 时交 6 月的表"),
    told("--month 2024-06 时交 5 月的表，跳过不收"),
    is_warning=True,
)
DAMAGED = FaultKind(
    "F110",
    "damaged-identity",
    "填报表的标识坏了",
    "标识说明是哪个单位哪个月的表；前后说法不一，就不知道该信哪个。",
    told("不动隐藏的工作表和隐藏的列"),
    told("把一个月的表改成另一个月的用，两张表并成一个文件"),
)
NOT_YET = FaultKind(
    "F111",
    "month-not-begun",
    "收到日期早于所报的月份",
    "没有开始的月份没有进展可报。",
    told("2024-06-25 收到 6 月的表"),
    told("2024-05-25 收到 6 月的表"),
)
NOTHING_FILLED = FaultKind(
    "F112",
    "empty-form",
    "表里什么也没有填",
    "空表算不上报送；没有新进展的，也要填上完成比例。",
    told("至少有一行填了完成比例或本月数值"),
    told("原样退回的空表"),
)
UNSAFE_ZIP = FaultKind(
    "F113",
    "unsafe-zip",
    "压缩包不能用",
    "压缩包里可以藏下撑满磁盘的文件，也可以写明解到别的目录；看不清的不解。",
    told("只装着填报表和佐证文件的 .zip"),
    told("压缩包里还有压缩包，文件名里有“..”，加了密码"),
)
TWO_FORMS = FaultKind(
    "F114",
    "two-forms-of-one-month",
    "同一单位同一月份的表有两份",
    "两份填的不同，哪一份是后来改好的，看文件名看不出来。",
    told("一个单位一个月交一份；改过的，只留改好的"),
    told("表.xlsx 和 表(1).xlsx 都是区城管局 6 月的，内容不同"),
)
RECEIVED_EARLIER = FaultKind(
    "F115",
    "received-before-other",
    "收到日期早于本月已收的另一份",
    "先收到的旧表不能盖过后收到的新表。",
    told("6 月 20 日收过一份，6 月 24 日收到改好的一份"),
    told("6 月 24 日收过一份，又用 --received 2024-06-20 收另一份"),
)

FILE_FAULTS = (
    UNREADABLE,
    ENCRYPTED,
    MACROS,
    TOO_LARGE,
    NOT_OURS,
    OTHER_VERSION,
    OTHER_LEDGER,
    UNKNOWN_UNIT,
    NOT_ASKED_FOR,
    DAMAGED,
    NOT_YET,
    NOTHING_FILLED,
    UNSAFE_ZIP,
    TWO_FORMS,
    RECEIVED_EARLIER,
)
_REASONS = {
    "encrypted": ENCRYPTED,
    "macros": MACROS,
    "too-large": TOO_LARGE,
    "bomb": TOO_LARGE,
    "beyond": TOO_LARGE,
    "too-long": TOO_LARGE,
}


def kind_of(reason: str) -> FaultKind:
    """The kind of fault for the word with which a reader gives a file up."""
    return _REASONS.get(reason, UNREADABLE)
