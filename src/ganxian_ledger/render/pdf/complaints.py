"""What typst says of a faulty layout, in Chinese."""

from __future__ import annotations

import re

_KNOWN = (
    (r"unknown variable: (?P<a>.+)", "没有“{a}”这个名字", "检查拼写，或在文件开头引入"),
    (r".*does not contain key \"(?P<a>.+?)\".*", "没有“{a}”这一项", "只用台账给出的各项"),
    (r"unclosed (delimiter|block|string|raw text).*", "括号或引号没有配对", "补上缺少的一半"),
    (r"the argument `?(?P<a>\w+)`? is missing|missing argument: (?P<b>.+)", "缺少参数", "补上参数"),
    (r"unexpected argument(: (?P<a>.+))?", "多了参数", "去掉多余的参数"),
    (r"unexpected (?P<a>.+)", "这里不该有 {a}", "改正这一行的写法"),
    (r"expected (?P<a>.+?), found (?P<b>.+)", "这里应为 {a}，却是 {b}", "改正这一行的写法"),
    (r"expected (?P<a>.+)", "这里应有 {a}", "改正这一行的写法"),
    (r"failed to download package.*", "不能用网上的软件包", "改用 parts 里的写法"),
    (r"package not found.*", "不能用软件包", "改用 parts 里的写法"),
    (r"file not found.*", "引用的文件不存在", "只能引用 templates/parts 里的 .typ 文件"),
    (r".*would escape the project root.*", "不能读版式以外的文件", "只引用 parts 里的文件"),
    (r"maximum .* depth exceeded.*", "函数自己调用自己，没有尽头", "去掉循环引用"),
    (r"(condition is always true|loop seems to be infinite).*", "循环没有尽头", "给循环一个终点"),
    (r"file is not valid utf-8.*", "不是 UTF-8 编码", "另存为 UTF-8 编码"),
)


def words_of(message: str) -> tuple[str, str]:
    """The message and the remedy for a complaint of typst's; unknown ones keep its words."""
    for pattern, words, remedy in _KNOWN:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return words.format_map(found.groupdict()), remedy
    return f"排版程序说“{message}”", "改正这一行的写法"
