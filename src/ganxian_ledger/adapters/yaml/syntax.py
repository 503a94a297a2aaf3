"""What is wrong where a text is not YAML, in the words of a clerk."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import Any, NamedTuple

from ganxian_ledger.adapters.yaml.nodes import Span, TextFault

_WORDS = (
    ("could not find expected ':'", "这一行不成“键: 值”", "冒号用英文“:”，后面空一格"),
    (
        "mapping values are not allowed",
        "冒号的位置不对",
        "整段文字含“: ”时请加引号；检查上一行的缩进",
    ),
    ("did not find expected key", "缩进不对，或上一行没有写完", "与同级的键对齐，用空格缩进"),
    ("did not find expected '-' indicator", "列表的缩进不对", "同一列表的“- ”上下对齐"),
    ("found unexpected ':'", "括号里的文字含冒号", "给这一项加引号"),
    ("did not find expected ',' or ']'", "方括号没有写完", "列表写成 [甲, 乙]，逗号和括号用英文"),
    (
        "did not find expected ',' or '}'",
        "花括号没有写完",
        "写成 {键: 值, 键: 值}，逗号和括号用英文",
    ),
    ("found unexpected end of stream", "引号没有写完", "补上另一半引号"),
    ("found unexpected document indicator", "引号没有写完", "补上另一半引号"),
    (
        "found character that cannot start any token",
        "有不能用在开头的字符",
        "以 @ ` % 开头的文字请加引号",
    ),
    ("block sequence entries are not allowed", "“- ”的位置不对", "列表另起一行，缩进两格"),
    ("found unknown escape character", "双引号里有不认识的“\\”写法", "改用单引号，或写成“\\\\”"),
    ("did not find expected hexdecimal number", "双引号里的“\\x”写法不全", "改用单引号"),
    ("found invalid Unicode character escape", "双引号里的“\\u”写法不成字", "直接写这个字"),
    ("did not find expected alphabetic or numeric", "“&”或“*”开头的文字", "给整段文字加引号"),
    (
        "did not find expected <document start>",
        "文件开头不是“键: 值”，或缩进不对",
        "顶格写 schema_version: 1",
    ),
    ("block mapping", "缩进不对", "与同级的键对齐"),
    ("indentation", "缩进不对", "与同级的内容对齐，用空格缩进"),
)


_MARKER = re.compile(r"(<{7}|\|{7}|>{7})( |$)|={7}$")
_UNSOLVED = "留下该留的内容，删去 <<<<<<<、=======、>>>>>>> 这几行，再运行 ledger check 和 git add"


class Settled(NamedTuple):
    """A text with our side of every conflict in it, all else of them blank, and their faults."""

    text: str
    faults: tuple[TextFault, ...]


def settled(text: str) -> Settled:
    """Read past what a merge left between its markers; each conflict is one fault."""
    lines = text.split("\n")
    faults, opened, other = [], -1, -1
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    for n, line in enumerate(lines):
        mark = line[:7] if _MARKER.match(line.rstrip("\r")) else ""
        if mark == "<<<<<<<":
            opened, other = n, -1
        elif mark in {"|||||||", "======="} and opened >= 0 > other:
            other = n
        elif mark == ">>>>>>>" and opened >= 0 <= other:
            message = f"合并冲突没有解决：第 {opened + 1} 行到第 {n + 1} 行，两边写的不一样"
            span = (starts[opened], starts[opened] + len(lines[opened].rstrip("\r")))
            faults.append(TextFault("Y201", span, message, _UNSOLVED))
            for gone in (opened, *range(other, n + 1)):
                lines[gone] = re.sub("[^\r]", " ", lines[gone])
            opened = other = -1
    return Settled("\n".join(lines), tuple(faults))


def syntax_fault(
    error: Any,  # noqa: ANN401 (ruamel's errors share no base with marks)
    text: str,
    quoted: Span | None,
) -> TextFault:
    """A parser's error as a fault; it stands where the parser stopped, or where that began.

    `quoted` is the last text in quotes that ran over a line end: if the parser stopped on the line
    where it ends, its first quote was never closed, and it ran on into what follows.
    """
    index = stop_of(error, text)
    if quoted and text.count("\n", 0, index) == text.count("\n", 0, quoted[1]):
        until = text.count("\n", 0, quoted[1]) + 1
        message = f"引号没有写完，一直连到第 {until} 行"
        return TextFault("Y201", (quoted[0], quoted[0]), message, "补上另一半引号")
    problem = " ".join(filter(None, (getattr(error, "problem", ""), getattr(error, "context", ""))))
    known = (words for part, *words in _WORDS if part in problem)
    message, hint = next(known, ("这里不合 YAML 的写法", "检查上下文的缩进、引号、冒号和括号"))
    start = text.rfind("\n", 0, index) + 1
    line = text[start:].partition("\n")[0]
    if _MARKER.match(line.rstrip("\r")):
        return TextFault("Y201", (start, start), "这里留着合并冲突的标记行", _UNSOLVED)
    if "：" in line and ": " not in line:
        hint = "这一行用了全角冒号“：”，改为英文冒号加一个空格“: ”"
    return TextFault("Y201", (index, index), message, hint)


def stop_of(error: Any, text: str) -> int:  # noqa: ANN401 (see above)
    """Where the parser stopped; for what was begun and not finished, where it was begun."""
    context = getattr(error, "context", "") or ""
    begun = any(word in context for word in ("quoted scalar", "flow", "simple key"))
    mark = getattr(error, "context_mark" if begun else "problem_mark", None)
    position = mark.index if mark is not None else getattr(error, "position", 0)
    return min(max(int(position or 0), 0), len(text))


def stopped_in_brackets(error: Any) -> bool:  # noqa: ANN401 (see above)
    """Whether the parser stopped between brackets or braces."""
    told = f"{getattr(error, 'problem', '')} {getattr(error, 'context', '')}"
    return "flow" in told or "found unexpected ':'" in told
