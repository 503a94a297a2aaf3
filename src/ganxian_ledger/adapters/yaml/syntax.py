"""What is wrong where a text is not YAML, in the words of a clerk."""

from __future__ import annotations

from typing import Any

from ganxian_ledger.adapters.yaml.nodes import TextFault

_WORDS = (
    ("could not find expected ':'", "这一行不成“键: 值”", "冒号用英文“:”，后面空一格"),
    (
        "mapping values are not allowed",
        "冒号的位置不对",
        "整段文字含“: ”时请加引号；检查上一行的缩进",
    ),
    ("did not find expected key", "缩进不对，或上一行没有写完", "与同级的键对齐，用空格缩进"),
    ("did not find expected '-' indicator", "列表的缩进不对", "同一列表的“- ”上下对齐"),
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


def syntax_fault(error: Any, text: str) -> TextFault:  # noqa: ANN401 (ruamel's errors share no base with marks)
    """A parser's error as a fault; it stands where the parser stopped."""
    index = stop_of(error, text)
    problem = " ".join(filter(None, (getattr(error, "problem", ""), getattr(error, "context", ""))))
    for part, message, hint in _WORDS:
        if part in problem:
            break
    else:
        message, hint = "这里不合 YAML 的写法", "对照上下文检查缩进、引号、冒号和括号"
    line = text[text.rfind("\n", 0, index) + 1 :].partition("\n")[0]
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


def without_record(text: str, index: int) -> str | None:
    """The text with the list item around `index` blanked out, same length; None where there is none.

    So that one broken record does not hide the faults of the others.
    """
    lines = text.split("\n")
    at = text.count("\n", 0, index)
    while at > 0 and not lines[at].strip():
        at -= 1
    first = at
    indent = _indent(lines[at])
    while first >= 0 and not _is_item(lines[first], indent, own=first == at):
        first -= 1
    if first < 0:
        return None
    after = first + 1
    while after < len(lines) and _belongs(lines[after], _indent(lines[first])):
        after += 1
    blanked = ["\r" * line.endswith("\r") or "" for line in lines[first:after]]
    padded = [
        " " * (len(old) - len(new)) + new
        for old, new in zip(lines[first:after], blanked, strict=True)
    ]
    return "\n".join([*lines[:first], *padded, *lines[after:]])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _is_item(line: str, indent: int, *, own: bool) -> bool:
    bare = line.lstrip(" ")
    return (bare.startswith("- ") or bare.rstrip() == "-") and (own or _indent(line) < indent)


def _belongs(line: str, indent: int) -> bool:
    return not line.strip() or line.lstrip().startswith("#") or _indent(line) > indent
