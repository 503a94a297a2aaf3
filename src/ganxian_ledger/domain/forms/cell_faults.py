"""F3xx: what is wrong with a cell of a returned form."""

from __future__ import annotations

from datetime import date

from ganxian_ledger.domain.forms.fault import FaultKind, told, typed
from ganxian_ledger.domain.forms.raw import RawCell

FORMULA = FaultKind(
    "F301",
    "formula",
    "单元格里是公式",
    "公式的结果换一台机器、换一个软件就可能不同，也看不出是谁填的数。",
    typed(percent=60),
    typed(percent=RawCell(60, is_formula=True)),
)
ERROR_VALUE = FaultKind(
    "F302",
    "error-value",
    "单元格里是错误值",
    "#REF!、#DIV/0! 不是数，也不是没有填。",
    typed(percent=60),
    typed(percent=RawCell(None, is_error=True)),
)
PERCENT = FaultKind(
    "F303",
    "percent-not-understood",
    "完成比例看不明白",
    "“约60”“六十”是多少，不由程序来猜。",
    typed(percent="６０％"),
    typed(percent="约60"),
)
PERCENT_RANGE = FaultKind(
    "F304",
    "form-percent-out-of-range",
    "完成比例不在 0—100 之间",
    "完成比例是 0 到 100 的整数。",
    typed(percent=100),
    typed(percent=120),
)
PERCENT_WHOLE = FaultKind(
    "F305",
    "percent-not-whole",
    "完成比例不是整数",
    "完成比例填整数；进到哪一头由填报单位定。",
    typed(percent="60.0"),
    typed(percent=60.5),
)
PERCENT_DOUBTFUL = FaultKind(
    "F306",
    "percent-ambiguous",
    "完成比例有两种读法",
    "0.5 可能是 50%，也可能是 0.5%；猜错了就是错数。",
    typed(percent=60),
    typed(percent=0.5),
)
PERCENT_MISSING = FaultKind(
    "F307",
    "percent-missing",
    "没有填完成比例",
    "填了进展就要有完成比例，否则不知道是没有变还是忘了填。",
    typed(note="管网已铺 3 公里", percent=60),
    typed(note="管网已铺 3 公里"),
)
YES_NO = FaultKind(
    "F308",
    "yes-no-not-understood",
    "申请销号不是“是”或“否”",
    "申请销号是正式的一步，不由程序来猜。",
    typed(percent=100, submit="是", evidence="验收单.pdf"),
    typed(percent=100, submit="基本完成"),
)
NUMBER = FaultKind(
    "F309",
    "number-not-understood",
    "数值看不明白",
    "只收明白无误的数；“约 23”“二十三”不收。",
    typed(value="1,023.5"),
    typed(value="约23"),
)
OTHER_UNIT = FaultKind(
    "F310",
    "other-unit",
    "数值带的单位不对",
    "单位不同就差成百上千倍，不由程序来换算。",
    typed(value="23.1微克/立方米"),
    typed(value="23.1毫克/立方米"),
)
NUMBER_DOUBTFUL = FaultKind(
    "F311",
    "number-ambiguous",
    "数值有两种读法",
    "以 % 计的指标填 0.95，可能是 95%，也可能是 0.95%。",
    told("以 % 计的指标填 95%"),
    told("以 % 计的指标填 0.95，而目标是 90"),
)
TOO_MANY_DIGITS = FaultKind(
    "F312",
    "too-many-digits",
    "数字位数太多",
    "表格软件只保得住 15 位有效数字，再多的就不是原来的数。",
    typed(value=23.1),
    typed(value=23.123456789012345),
)
DAY = FaultKind(
    "F313",
    "date-not-understood",
    "日期看不明白",
    "“上周五”“6.30”是哪一天，不由程序来猜。",
    typed(value=23.1, date="2024.6.15"),
    typed(value=23.1, date="上周五"),
)
DAY_IMPLAUSIBLE = FaultKind(
    "F314",
    "date-before-plan",
    "日期早于所报的月份，或早于方案起算的日期",
    "这个月的读数，不会在这个月以前取得；多半是年份或月份写错了。",
    typed(value=23.1, date=date(2024, 6, 15)),
    typed(value=23.1, date=date(2023, 6, 15)),
)
DAY_AHEAD = FaultKind(
    "F315",
    "date-after-receipt",
    "日期晚于收到填报表的日期",
    "收到表的时候还没有到的日子，取不到读数。",
    typed(value=23.1, date=date(2024, 6, 15)),
    typed(value=23.1, date=date(2042, 6, 15)),
)
TOO_LONG = FaultKind(
    "F316",
    "text-too-long",
    "文字太长",
    "截短就丢了内容；长的材料作为佐证另附。",
    typed(percent=60, issue="征地未完成"),
    typed(percent=60, issue="拆" * 501),
)
CHARACTER = FaultKind(
    "F317",
    "forbidden-character",
    "文字里有不能写的字符",
    "控制字符、看不见的字符和改变文字方向的字符会让人看到的和文件里的不一样。",
    typed(percent=60, note="管网已铺 3 公里"),
    typed(percent=60, note="管网已铺\u200b3 公里"),
)
NOT_TEXT = FaultKind(
    "F318",
    "text-not-text",
    "文字栏里不是文字",
    "表格软件把填的内容变成了日期或逻辑值，看不出原来写的是什么。",
    typed(percent=60, note="6月3日开工"),
    typed(percent=60, note=date(2024, 6, 3)),
)
EVIDENCE_MISSING = FaultKind(
    "F319",
    "form-evidence-missing",
    "佐证文件没有随表交来",
    "销号以佐证为凭，写了名字就要有文件。",
    typed(percent=100, submit="是", evidence="验收单.pdf"),
    typed(percent=100, submit="是", evidence="没有交来.pdf"),
)
EVIDENCE_NAME = FaultKind(
    "F320",
    "form-evidence-name",
    "佐证的文件名不能用",
    "佐证只认随表交来的文件名；带目录的、在 Windows 上打不开的不收。",
    typed(percent=100, submit="是", evidence="验收单.pdf"),
    typed(percent=100, submit="是", evidence="../验收单.pdf"),
)
EVIDENCE_UNUSED = FaultKind(
    "F321",
    "evidence-without-submission",
    "写了佐证，但没有申请销号",
    "佐证随申请销号一起记；没有申请的，进展照收，佐证不收。",
    typed(percent=100, submit="是", evidence="验收单.pdf"),
    typed(percent=100, evidence="验收单.pdf"),
    is_warning=True,
)
VALUE_MISSING = FaultKind(
    "F322",
    "value-missing",
    "没有填本月数值",
    "有数字目标的指标，没有数值就判断不了达标没有。",
    typed(value=23.1, note="监测站数据"),
    typed(value=None, note="监测站数据"),
)
EVIDENCE_LARGE = FaultKind(
    "F323",
    "oversized-evidence",
    "佐证文件太大",
    "佐证放在台账的仓库里，人人都要下载；几百兆的视频另行存放，报一份说明。",
    told("几兆的 PDF 和照片"),
    told("几百兆的视频"),
)
SUBMITTED_EARLY = FaultKind(
    "F324",
    "submitted-below-100",
    "申请销号，完成比例不到 100%",
    "全部做完才销号；是填错了完成比例，还是早申请了，请单位说明。",
    typed(percent=100, submit="是", evidence="验收单.pdf"),
    typed(percent=90, submit="是", evidence="验收单.pdf"),
    is_warning=True,
)
SUBMITTED_BARE = FaultKind(
    "F325",
    "submitted-without-evidence",
    "申请销号，没有佐证",
    "核查以佐证为凭；没有佐证的多半要退回，不如当时就补。",
    typed(percent=100, submit="是", evidence="验收单.pdf"),
    typed(percent=100, submit="是"),
    is_warning=True,
)
EVIDENCE_SHARED = FaultKind(
    "F326",
    "evidence-of-two-units",
    "两个单位用了同一个佐证文件",
    "几家的“验收单.pdf”放在一个文件夹里，只留得下一份；记下的可能是别家的。",
    told("各单位的表和佐证各放一个文件夹，或各打一个 .zip"),
    told("两家的表都写“验收单.pdf”，旁边只有一个"),
    is_warning=True,
)

CELL_FAULTS = (
    FORMULA,
    ERROR_VALUE,
    PERCENT,
    PERCENT_RANGE,
    PERCENT_WHOLE,
    PERCENT_DOUBTFUL,
    PERCENT_MISSING,
    YES_NO,
    NUMBER,
    OTHER_UNIT,
    NUMBER_DOUBTFUL,
    TOO_MANY_DIGITS,
    DAY,
    DAY_IMPLAUSIBLE,
    DAY_AHEAD,
    TOO_LONG,
    CHARACTER,
    NOT_TEXT,
    EVIDENCE_MISSING,
    EVIDENCE_NAME,
    EVIDENCE_UNUSED,
    VALUE_MISSING,
    EVIDENCE_LARGE,
    SUBMITTED_EARLY,
    SUBMITTED_BARE,
    EVIDENCE_SHARED,
)
