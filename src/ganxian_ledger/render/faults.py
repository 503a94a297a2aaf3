"""What is wrong with a template, in Chinese."""

from __future__ import annotations

import re

from jinja2.exceptions import (
    SecurityError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)

_SYNTAX = (
    (r"Encountered unknown tag '(?P<a>\w+)'.*", "不认识的标记“{a}”"),
    (r"No filter named '(?P<a>.+)'\.?.*", "没有过滤器“{a}”"),
    (r"No test named '(?P<a>.+)'\.?.*", "没有判断“{a}”"),
    (r"Unexpected end of template.*", "版式没有写完：缺少结束标记，例如 endif 或 endfor"),
    (r"unexpected end of template.*", "版式没有写完：缺少结束标记，例如 }} 或 %}"),
    (r"unexpected '(?P<a>.+)'.*", "这里不该有“{a}”"),
    (r"unexpected char '?(?P<a>.+?)'? at.*", "这里不该有“{a}”"),
    (r"expected token '?(?P<a>.+?)'?, got '?(?P<b>.+?)'?", "这里应为“{a}”，却是“{b}”"),
    (r"(?P<a>.+) (block|tag) was closed.*|Missing end of (?P<b>\w+).*", "结束标记不完整"),
)


class TooMuch(SecurityError):
    """A template asks for more than it may have; the words are Chinese already."""


def words_of(error: Exception) -> tuple[str, str]:  # noqa: PLR0911 (one answer for each kind)
    """The message and the remedy for a template's fault."""
    if isinstance(error, TooMuch):
        return str(error.message), "缩小版式里的循环或文字"
    if isinstance(error, TemplateNotFound):
        return f"引用的版式“{error.name}”不存在", "检查 include、extends 后面的路径"
    if isinstance(error, TemplateSyntaxError):
        return _syntax(error.message or ""), "改正这一行的写法"
    if isinstance(error, SecurityError):
        told = str(error.message or "")
        words = told if told and not told.isascii() else "用了版式里不允许的写法"
        return words, "只用报告给出的各项"
    if isinstance(error, UndefinedError):
        return str(error.message), "改成报告里有的项"
    if isinstance(error, RecursionError):
        return "版式互相引用或宏自己调用自己，没有尽头", "去掉循环引用"
    told = _known(str(getattr(error, "message", "") or ""))
    return told or f"这里的写法算不出来（{type(error).__name__}）", "检查这一行用的值和过滤器"


def _syntax(message: str) -> str:
    return _known(message) or "写法不对"


def _known(message: str) -> str:
    for pattern, words in _SYNTAX:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found:
            return words.format_map(found.groupdict())
    return ""
