"""Every reason for which a command refuses (P): its code, its name, and why it is so."""

from __future__ import annotations

from dataclasses import dataclass

from ganxian_ledger.domain.errors import Refused


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason; `name` completes the sentence "不允许 …"."""

    code: str
    name: str
    title: str
    why: str

    def of(self, message: str, *, remedy: str = "") -> Refused:
        """The refusal of one step, to be raised."""
        return Refused(message, remedy=remedy, code=self.code)


ILLEGAL_STEP = Refusal(
    "P101",
    "illegal-step",
    "这一步现在不能做",
    "任务销号按程序走：没有销号就谈不上重新挂号，已销号的先重新挂号才能再动。",
)
DATE_GOES_BACK = Refusal(
    "P102",
    "date-goes-back",
    "日期早于最后一条记录",
    "记录只增不改、日期不倒退，过去任何一天的报表才能照原样重算。",
)
DATE_AFTER_TODAY = Refusal(
    "P103", "date-after-today", "日期晚于今天", "没有发生的事不能先记；打算写在 note 或 next。"
)
NOT_LATER = Refusal(
    "P104", "extension-not-later", "新时限不晚于现行时限", "延期只能往后；缩短时限要重新发文。"
)
CLOSE_REQUIRES = Refusal(
    "P105",
    "close-requires",
    "销号要件不全",
    "办公室在 plan.policy 的 close_requires 里规定了销号前必须有的手续和材料。",
)
NOBODY_SPEAKS = Refusal(
    "P106", "nobody-speaks", "不知道是谁说的", "每条记录都要有记录单位；这里没有牵头单位可以默认。"
)
UNWRITABLE_TEXT = Refusal(
    "P107",
    "unwritable-text",
    "文字里有不能写的字符",
    "控制字符、看不见的字符和改变文字方向的字符会让人看到的和文件里的不一样。",
)
EMPTY_TEXT = Refusal("P108", "empty-text", "必须写的文字是空的", "理由要让一年后的人看得懂。")
NOTHING_READ = Refusal(
    "P109", "nothing-read", "读数里没有数", "有数字目标的指标，读数必须有数值，才能判断达标没有。"
)
OUT_OF_RANGE = Refusal(
    "P110", "percent-out-of-range", "完成比例不在 0—100 之间", "完成比例是 0 到 100 的整数。"
)
SAME_LEAD = Refusal("P111", "same-lead", "转给了原来的单位", "转办是换牵头单位，没有换就不用记。")
NOT_THE_ADDRESSEES = Refusal(
    "P112",
    "not-the-addressees",
    "措施不由主送单位牵头",
    "函件按牵头单位发；写错了单位，督办的次数和答复就记到了别家头上。",
)
ANSWER_DUE_NOT_LATER = Refusal(
    "P113", "answer-due-not-later", "答复期限不晚于发函日期", "要留出答复的时间。"
)
NOTHING_TO_WRITE = Refusal(
    "P114",
    "nothing-to-write",
    "没有可以发函的事项",
    "函件要说明针对哪些措施；台账没有建议的，由办公室写明。",
)
SENT_ALREADY = Refusal(
    "P115",
    "sent-already",
    "同样的函已经记过",
    "函件台账只增不改，重复记一次，就会多算一次提醒或督办。",
)
WHICH_LETTER = Refusal(
    "P116", "which-letter", "不知道答复的是哪一份函", "答复记在它所答复的那一份函下面。"
)
NO_SCHEME = Refusal(
    "P117",
    "no-scheme",
    "台账里没有考评办法",
    "评分要有依据：考评项、分值和等次由考评办法（assessment.yaml）定。",
)
REVIEWED_ALREADY = Refusal(
    "P118",
    "reviewed-already",
    "同样的回头看已经记过",
    "记录只增不改；同一天同样的结果再记一次，考评时就会多算一次。",
)
EVIDENCE_MISSING = Refusal(
    "P201", "evidence-missing", "佐证文件读不到", "销号以佐证为凭，记下的文件必须真的在。"
)
EVIDENCE_OUTSIDE = Refusal(
    "P202",
    "evidence-outside",
    "佐证不在台账的仓库里",
    "仓库以外的文件别人看不到，一年后也找不到；佐证随台账一起提交。",
)
EVIDENCE_NAME = Refusal(
    "P203", "evidence-name", "佐证的文件名不能用", "在 Windows 上打不开、或看不清的文件名不收。"
)
LOCKED = Refusal("P301", "locked", "别人正在写台账", "同一时间只有一个命令写台账，免得互相覆盖。")
CHANGED_UNDER_US = Refusal(
    "P302", "changed-under-us", "台账在此期间被改动", "宁可重来一次，也不覆盖别人刚存的内容。"
)
CANNOT_WRITE = Refusal(
    "P303", "cannot-write", "写不进去", "写不完整就不写：失败时台账保持原样，一个字不少。"
)
LEADS_OUT = Refusal("P304", "leads-out", "台账文件是通向别处的链接", "不顺着链接改仓库以外的文件。")
WRITTEN_BUT = Refusal(
    "P305", "written-but", "已写入，但没有确认落盘", "写入已经完成，只是系统没能保证断电不丢。"
)
BRINGS_ERRORS = Refusal(
    "P306", "brings-errors", "记上以后台账会有错误", "每次写入之前先检查写入以后的台账。"
)
NOT_PROVEN = Refusal(
    "P307",
    "not-proven",
    "改完读回来不一样",
    "写入之前先读回比对：只多这一条，其他一字不变，否则不写。",
)
UNFINISHED = Refusal(
    "P308",
    "unfinished",
    "上次没写完的接不下去",
    "几个文件要么一起写成，要么都不写；其间又被改动的，不能替人接着写，也不覆盖。",
)

REFUSALS = (
    ILLEGAL_STEP,
    DATE_GOES_BACK,
    DATE_AFTER_TODAY,
    NOT_LATER,
    CLOSE_REQUIRES,
    NOBODY_SPEAKS,
    UNWRITABLE_TEXT,
    EMPTY_TEXT,
    NOTHING_READ,
    OUT_OF_RANGE,
    SAME_LEAD,
    NOT_THE_ADDRESSEES,
    ANSWER_DUE_NOT_LATER,
    NOTHING_TO_WRITE,
    SENT_ALREADY,
    WHICH_LETTER,
    NO_SCHEME,
    REVIEWED_ALREADY,
    EVIDENCE_MISSING,
    EVIDENCE_OUTSIDE,
    EVIDENCE_NAME,
    LOCKED,
    CHANGED_UNDER_US,
    CANNOT_WRITE,
    LEADS_OUT,
    WRITTEN_BUT,
    BRINGS_ERRORS,
    NOT_PROVEN,
    UNFINISHED,
)
