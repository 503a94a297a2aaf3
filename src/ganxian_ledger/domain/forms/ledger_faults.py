"""F4xx: what a returned form says and the ledger no longer has a place for."""

from __future__ import annotations

from ganxian_ledger.domain.forms.fault import FaultKind, told

NOT_OPEN = FaultKind(
    "F401",
    "measure-not-open",
    "这一项现在不填报进展",
    "已申请销号的等办公室核查，已销号、已核减的不再填报。",
    told("措施现为未启动、推进中或已退回"),
    told("下发以后，措施已经销号"),
)
OTHER_LEAD = FaultKind(
    "F402",
    "other-lead",
    "现在由别的单位牵头",
    "进展由现在的牵头单位报；转办以前的事由办公室补记。",
    told("措施由填报单位牵头"),
    told("下发以后，措施转办给了别的单位"),
)
NEWER_TAKEN = FaultKind(
    "F403",
    "newer-form-taken",
    "已经收过更晚月份的填报",
    "旧月份的进展记在新月份的后面，现在的完成比例就错了。",
    told("先收 5 月的表，再收 6 月的表"),
    told("6 月的表收了以后，又来 5 月的表"),
)
BREAKS = FaultKind(
    "F404",
    "form-brings-errors",
    "台账现在不能这样记",
    "不合程序的、会让台账出错的不收；每次写入之前先检查写入以后的台账。",
    told("收下以后 ledger check 没有新的错误"),
    told("台账里最后一条记录的日期晚于今天"),
)
GONE = FaultKind(
    "F405",
    "gone-from-ledger",
    "台账里没有这一项了",
    "措施或指标在下发以后从台账里删去了，填的没有地方记。",
    told("措施 8.3 在台账里"),
    told("下发以后，指标 pm25 从台账里删去了"),
)
LATER_KNOWN = FaultKind(
    "F406",
    "later-record-known",
    "台账里已有更晚的记录",
    "表里填的是旧情况，记在后面就盖过了新的；以哪个为准，由办公室定。",
    told("6 月 24 日收到的表，台账里最后的进展是 6 月 20 日的"),
    told("6 月 5 日收到的表填 50%，台账里 6 月 24 日已记 80%"),
)

LEDGER_FAULTS = (NOT_OPEN, OTHER_LEAD, NEWER_TAKEN, BREAKS, GONE, LATER_KNOWN)
