"""F2xx: what is wrong with the rows and columns of a returned form."""

from __future__ import annotations

from ganxian_ledger.domain.forms.fault import FaultKind, told

NO_TABLE = FaultKind(
    "F201",
    "no-table",
    "找不到填报的表",
    "靠表头认列；没有表头就不知道哪一列是什么。",
    told("表头一行原样保留"),
    told("把表头一行删了"),
)
COLUMN_MISSING = FaultKind(
    "F202",
    "missing-column",
    "少了列",
    "缺了列就核不出这一行是不是原来那一项，也分不清没有填和删掉了。",
    told("不用的列可以隐藏"),
    told("删去了“任务要求”一列"),
)
COLUMN_TWICE = FaultKind(
    "F203",
    "column-twice",
    "同名的列有两个",
    "不知道以哪一列为准。",
    told("另加的列起一个不同的名字，例如“备注”"),
    told("复制出第二列“完成比例”"),
)
KEY_MISSING = FaultKind(
    "F204",
    "row-without-key",
    "这一行没有标识",
    "自己加的行不知道对哪一项措施；悄悄略去就丢了填的内容。",
    told("在原有的行里填写"),
    told("在表的下面接着加一行"),
)
KEY_UNKNOWN = FaultKind(
    "F205",
    "unreadable-key",
    "这一行的标识认不出",
    "标识被改过，就不知道这一行是哪一项。",
    told("标识一列不动"),
    told("标识改成了“8.3”"),
)
KEY_TWICE = FaultKind(
    "F206",
    "key-twice",
    "同一项有两行",
    "两行说的可能不同，不知道以哪一行为准。",
    told("每项一行"),
    told("把 8.3 一行复制了一份"),
)
ROW_ALTERED = FaultKind(
    "F207",
    "altered-row",
    "不该改的格子和下发时不同",
    "编号、措施、时限被改过，或排序时只排了几列，填的就可能不是这一项的。",
    told("只填本月各栏；要排序就选中整张表"),
    told("把措施 8.3 一行的编号改成 8.4"),
)
TABLE_TWICE = FaultKind(
    "F208",
    "table-twice",
    "同一张表有两份",
    "两份里填的可能不同，不知道以哪一份为准。",
    told("文件里只有一份填报表"),
    told("复制出一张“进展填报 (2)”"),
)
ROWS_MISSING = FaultKind(
    "F209",
    "rows-missing",
    "下发的行不全",
    "删掉的行没有填报，算没有报；其余各行照收。",
    told("没有进展的行留空，不删"),
    told("删去了措施 8.4 一行"),
    is_warning=True,
)
MERGED = FaultKind(
    "F210",
    "merged-cells",
    "填的格子合并了",
    "合并的格子看上去几行、几栏共有一个数，文件里只有第一格有；哪一项是多少，不由程序来猜。",
    told("每一格分别填"),
    told("把两项措施的完成比例合并成一格"),
)

ROW_FAULTS = (
    NO_TABLE,
    COLUMN_MISSING,
    COLUMN_TWICE,
    KEY_MISSING,
    KEY_UNKNOWN,
    KEY_TWICE,
    ROW_ALTERED,
    TABLE_TWICE,
    ROWS_MISSING,
    MERGED,
)
