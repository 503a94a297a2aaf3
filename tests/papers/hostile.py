"""A ledger whose every text is hostile to some format, and ledgers that are empty or huge."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from tests.support.build import (
    a_measure,
    a_plan,
    a_project,
    a_target,
    a_unit,
    as_yaml,
    indented,
    items,
)

RESULT = "62615533"
"""What a template that runs one of the texts below would leave: 7919 times 7907."""
TEXTS = (
    "=1+1",
    "@SUM(A1:A9)",
    "+1",
    "-1",
    '=HYPERLINK("http://evil.example/","点这里")',
    "=cmd|' /C calc'!A0",
    "＝7919*7907",
    "<script>alert(7919*7907)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "</textarea></title></style></script><b>粗</b>",
    "&lt;b&gt; &amp; &nbsp; &#x41; &copy",
    "javascript:alert(1) http://evil.example/?a=1&b=2 www.evil.example mailto:a@b.example",
    "<!-- 注 --> <![CDATA[ x ]]> <?xml version='1.0'?>",
    "# 标题 *斜* **粗** `码` ~~删~~ [链](http://evil.example) ![图](x.png)",
    "1. 一",
    "- 项",
    "> 引",
    "| 列 | 列 |",
    "--- ==== ```",
    "\\n \\\\ \\t \\u0041 %5C",
    "{{ 7919*7907 }}",
    "{% for x in range(3) %}{{ 7919*7907 }}{% endfor %}",
    "{% raise %}",
    "{# 注 #} {%- if 1 -%} {{ paper.title }} {{r x }} {%p if 1 %} {%tr for a in b %}",
    "｛｛ 标题 ｝｝ ｛％ 若 ％｝",
    "${7919*7907} #{7919*7907} <%= 7919*7907 %> $((7919*7907))",
    "</w:t></w:r></w:p><w:p><w:r><w:t>注入",
    '{ HYPERLINK "http://evil.example" } { PAGE } MERGEFIELD',
    '#read("/etc/passwd") #eval("7919*7907") #import "x": * $x^2$ @ref <标签>',
    "#let x = 7919*7907; #x *粗* _斜_ `码` // 注 /* 注 */ ~ -- --- ' \"",
    "\\input{/etc/passwd} \\write18{id} $\\frac{1}{2}$ % 注",
    '&P &N &D &F &A &G &"Arial,Bold"&K00FF00',
    "%s %d %(x)s {0} {x!r} \\1 $1",
    "'; DROP TABLE x; --",
    "../../etc/passwd C:\\Windows\\win.ini \\\\server\\share",
    "𠮷野家 𬭩 𫟅 㐂 龘 䶮",
    "😀👨‍👩‍👧🇨🇳 ❤️".replace("\u200d", ""),
    "e\u0301 Å ﬁ ① ㎡ ℃ Ⅳ",
    "a\u00a0b\u3000c\u00add\u2009e",
    "\ue000\uf8ff私用区",
    "العربية עברית",
    "0123456789" * 5,
    "一、（一）1.（1）①",
    "，。、；：？！开头是标点",
    "NULL None true nan inf 1e5 007 1/2 2024-06-30 50%",
)
"""One line each; all of them may stand in a ledger."""
REFUSED = {
    "tab": "甲\t乙",
    "escape": "甲\x1b[31m乙",
    "bell": "甲\x07乙",
    "return": "甲\r乙",
    "C1": "甲\x9b31m乙",
    "bidi": "甲\u202e乙\u202c",
    "isolate": "甲\u2066乙\u2069",
    "zero width": "甲\u200b乙",
    "joiner": "甲\u200d乙",
    "line separator": "甲\u2028乙",
    "byte order mark": "甲\ufeff乙",
    "no character": "甲\uffff乙",
}
"""What never comes in: `check` refuses it in any text."""
PIECES = tuple(f"{n:04}长说明共一万字。" for n in range(10_000 // 12))
LONG = "".join(PIECES).ljust(10_000, "尾")
"""Ten thousand characters, of pieces that are each of its own."""
LINES = "第一行\n=1+1\n<b>第三行</b>\n\n- 第五行 {{ 7919*7907 }}"
LONG_NAME = "长名单位" + "甲乙丙丁戊己庚辛壬癸" * 19 + "子丑寅卯尾号"
PLAN = {
    "title": f"方案{TEXTS[7]}{TEXTS[22]}",
    "number": f"字〔2024〕+1&P&D&A{TEXTS[8]}{{{{ 7919*7907 }}}}号",
    "issuer": f"{TEXTS[0]} {TEXTS[33]} 领导小组",
    "office": "=1+1 {{ 7919*7907 }} <b>办公室</b>",
}
PATH = "evidence/=1+1 {{ 7919-7907 }} #let 'x'.pdf"
DAY = date(2024, 6, 30)


class Hostile(NamedTuple):
    """The files of a hostile ledger, and what of it a report has to show whole, by kind."""

    files: dict[str, bytes]
    shown: Mapping[str, tuple[str, ...]]


def hostile() -> Hostile:
    """The ledger, and its texts by where they stand."""
    count = range(len(TEXTS))
    titles = [f"{TEXTS[n]} 措施{n}" for n in count]
    plain_ones = [n for n in count if n % len(STEPS) == 0]
    open_ones = [n for n in count if n % len(STEPS) in {0, 4}]
    said = [_said(n) for n in count]
    return Hostile(
        hostile_files(),
        {
            "plan": (PLAN["title"], PLAN["number"], PLAN["issuer"]),
            "measures": (*titles, "长说明 措施"),
            "units": (*(f"{text} 单位{n}" for n, text in enumerate(TEXTS)), LONG_NAME),
            "sections": tuple(f"{TEXTS[7 + n]}板块{n}" for n in (1, 2, 3)),
            "notes": (*(said[n].note for n in plain_ones), *PIECES),
            "issues": (*(said[n].issue for n in open_ones), LINES),
            "next": (*(said[n].next for n in open_ones), LONG_NAME),
            "targets": tuple(f"{text} 指标{n}" for n, text in enumerate(TEXTS)),
            "readings": tuple(f"{TEXTS[n]} 读数说明{n}" for n in count if n % 2),
            "evidence": tuple(f"材料 {said[n].why}" for n in count if n % len(STEPS) in {1, 3}),
        },
    )


def hostile_files() -> dict[str, bytes]:
    """A ledger with each of the texts in each kind of field; its records are of June 2024."""
    names = [f"{text} 单位{n}" for n, text in enumerate(TEXTS)]
    measures = [_measure(n, f"{text} 措施{n}", names[n], _said(n)) for n, text in enumerate(TEXTS)]
    long = Said(LONG, LINES, LONG_NAME, LONG)
    measures.append(_measure(len(STEPS) * 7, "长说明 措施", LONG_NAME, long))
    units = [a_unit(name=name, kind=TEXTS[n % 20]) for n, name in enumerate(names)]
    units.append(a_unit(name=LONG_NAME, aliases=["-1 别名"]))
    units.append(a_unit(name="集合|甲", kind="集合", members=names[:3]))
    targets = [_target(n, text, names[n]) for n, text in enumerate(TEXTS)]
    projects = [_project(text, names[0], n) for n, text in enumerate(TEXTS)]
    return {
        "tasks.yaml": _tasks(a_plan(**PLAN), measures),
        "targets.yaml": _listed("targets", targets),
        "units.yaml": _listed("units", units),
        "projects.yaml": _listed("projects", projects),
    }


class Said(NamedTuple):
    """The free texts of a measure's records."""

    note: str
    issue: str
    next: str
    why: str


def _said(n: int) -> Said:
    """Texts that begin with hostile ones, each its own."""
    one, two, three, four = (TEXTS[(n + step) % len(TEXTS)] for step in (3, 7, 22, 30))
    return Said(f"{one} 说明{n}", f"{two} 问题{n}", f"{three} 打算{n}", f"{four} 理由{n}")


def _tasks(plan: str, measures: list[str], sections: int = 3) -> bytes:
    """The measures dealt out to sections of one task each; the numbers say to which."""
    parts = ["schema_version: 1\nplan:\n", indented(plan, 2), "sections:\n"]
    for n in range(1, sections + 1):
        mine = [one for one in measures if one.startswith(f"id: '{n}.")]
        heads = as_yaml({"id": f"三<{n}>", "title": f"{TEXTS[7 + n]}板块{n}"})
        task = as_yaml({"id": str(n), "title": f"{TEXTS[n]}任务{n}"}).replace(
            f"id: {n}", f"id: '{n}'"
        )
        within = f"{task}measures:\n{items(mine, indent=2)}" if mine else task
        parts.append(items([f"{heads}tasks:\n{items([within], indent=2)}"], indent=2))
    return "".join(parts).encode()


def _listed(key: str, records: list[str]) -> bytes:
    return f"schema_version: 1\n{key}:\n{items(records, indent=2)}".encode()


def _measure(n: int, title: str, lead: str, said: Said) -> str:
    """A measure whose last step goes by its number, so that every kind of record is there."""
    progress: dict[str, Any] = {
        "date": date(2024, 6, 3),
        "type": "progress",
        "by": lead,
        "percent": n % 101,
        "note": said.note,
        "issue": said.issue,
        "next": said.next,
    }
    other = (n + 5) % len(TEXTS)
    return a_measure(
        id=f"{n % 3 + 1}.{n // 3 + 1}",
        title=title,
        text=f"{title} 条文",
        lead=lead,
        support=[f"{TEXTS[other]} 单位{other}"],
        due_text=f"{title} 前",
        due=DAY - timedelta(days=5) if n % 4 == 0 else date(2024, 12, 31),
        log=[progress, *_steps(said.why, lead)[STEPS[n % len(STEPS)]]],
    )


STEPS = ("", "submit", "return", "close", "extend", "cancel", "reopen")
"""What a measure's log ends with, by its number; nothing: with the progress."""


def _steps(why: str, lead: str) -> dict[str, list[dict[str, Any]]]:
    said = {"date": date(2024, 6, 10), "by": PLAN["office"]}
    address = {"url": "http://evil.example/a?b=1&c=<b>", "title": f"材料 {why}"}
    file = {"path": PATH, "sha256": "0" * 64, "title": why}
    submit = {"date": date(2024, 6, 8), "type": "submit", "by": lead, "evidence": [address, file]}
    told = {"checked_by": why, "method": why, "note": why, "evidence": [address]}
    close = {**said, "type": "close", **told}
    later = {"to": date(2025, 1, 31), "approved_by": why}
    return {
        "": [],
        "submit": [submit],
        "return": [submit, {**said, "type": "return", "reason": why}],
        "close": [submit, close],
        "extend": [{**said, "type": "extend", "reason": why, **later}],
        "cancel": [{**said, "type": "cancel", "reason": why}],
        "reopen": [submit, close, {**said, "type": "reopen", "reason": why}],
    }


def _target(n: int, text: str, lead: str) -> str:
    goal: Any = {"text": text} if n % 2 else {"at_least": 100 + n}
    reading: dict[str, Any] = {"period": "2024-05", "date": date(2024, 6, 5), "by": lead}
    value = {} if n % 2 else {"value": n}
    return a_target(
        id=f"t{n}",
        name=f"{text} 指标{n}",
        clause=f"二 {text}",
        goal=goal,
        unit=f"{text}数" if n % 2 else f"个{text}",
        lead=lead,
        readings=[{**reading, **value, "note": f"{text} 读数说明{n}", "source": f"{text} 出处"}],
    )


def _project(text: str, owner: str, n: int) -> str:
    record: dict[str, Any] = {
        "date": date(2024, 6, 5),
        "by": owner,
        "stage": f"{text} 形象",
        "issue": f"{text} 项目问题{n}",
    }
    return a_project(id=f"p{n}", name=f"{text} 项目{n}", measure="1.1", owner=owner, log=[record])


def sized_files(count: int) -> dict[str, bytes]:
    """A ledger of so many measures of forty units; one in five closed, one in five late."""
    names = [f"第{n:02}局" for n in range(40)]
    return {
        "tasks.yaml": _tasks(a_plan(), [_one_of_many(n, names) for n in range(count)]),
        "targets.yaml": _listed("targets", [a_target(lead=names[0])]),
        "units.yaml": _listed("units", [a_unit(name=name) for name in names]),
    }


def _one_of_many(n: int, names: list[str]) -> str:
    lead = names[n % len(names)]
    log: list[dict[str, Any]] = [
        {
            "date": date(2024, 6, 3),
            "type": "progress",
            "by": lead,
            "percent": n % 100,
            "note": f"第{n}项进展",
        }
    ]
    if n % 5 == 0:
        log.append({"date": date(2024, 6, 9), "type": "close", "by": "领导小组办公室"})
    return a_measure(
        id=f"{n % 3 + 1}.{n // 3 + 1}",
        title=f"措施{n}",
        lead=lead,
        due=DAY - timedelta(days=3) if n % 5 == 1 else date(2024, 12, 31),
        log=log,
    )
