"""Help and usage errors in Chinese, in place of the English that Typer brings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import typer

Panels = Sequence[tuple[str, Sequence[tuple[str, Callable[..., Any]]]]]
"""The commands in groups, each with its function."""
BUILT_IN = {"help": "显示本说明"}
"""Options that Typer adds by itself."""
WIDE = 20
"""The column, in Latin characters, at which the words about an option begin."""


def help_of(ctx: Any, panels: Panels = ()) -> str:  # noqa: ANN401 (Typer's class is private)
    """The help page of a command, or of the program with its commands in panels."""
    command = ctx.command
    told = (command.help or "").strip()
    parts = [told, usage_of(ctx)] if panels else [usage_of(ctx), told]
    params = [param for param in command.get_params(ctx) if not getattr(param, "hidden", False)]
    for title, commands in panels:
        rows = [(name, _first_line(function)) for name, function in commands]
        parts.append(_listed(title, rows))
    arguments = [p for p in params if p.param_type_name == "argument"]
    options = [p for p in params if p.param_type_name == "option"]
    parts += [_listed("参数", map(_row, arguments)), _listed("选项", map(_row, options))]
    return "\n\n".join(filter(None, parts))


def _first_line(function: Callable[..., Any]) -> str:
    """What a command does, in the first sentence of its help."""
    return (function.__doc__ or "").strip().partition("\n")[0].rstrip("。")


def usage_of(ctx: Any) -> str:  # noqa: ANN401 (Typer's class is private)
    """The line that shows how a command is written."""
    names: list[str] = []
    node = ctx
    while node is not None:
        names.insert(0, node.info_name or "")
        node = node.parent
    pieces = [_piece(p) for p in ctx.command.params if p.param_type_name == "argument"]
    pieces += [
        f"{p.opts[-1]} {p.metavar}"
        for p in ctx.command.params
        if p.param_type_name == "option" and p.required
    ]
    last = "[选项] 命令 …" if hasattr(ctx.command, "commands") else "[选项]"
    return f"用法：{' '.join([*names, *pieces, last])}"


def of_usage(error: typer.TyperException) -> str:
    """A usage error: what is wrong, how the command is written, and where its help is."""
    from ganxian_ledger.render.width import safe_text

    ctx = getattr(error, "ctx", None)
    fault, _, remedy = safe_text(_fault(error)).partition("\n")
    lines = [f"错误：{fault}"]
    if remedy:
        lines.append(f"建议：{remedy}")
    if ctx is not None:
        lines += [usage_of(ctx), f"说明：{_command(ctx)} --help"]
    return "\n".join(lines)


def _fault(error: Any) -> str:  # noqa: ANN401 (Typer's class is private)
    """What is wrong, by the kind of the error, and below it what to do.

    Typer's own sentence is never repeated.
    """
    kind = type(error).__name__
    if kind == "NoSuchOption":
        return _unknown_option(error)
    if kind == "MissingParameter" and error.param is not None:
        return f"缺少{_named(error.param)}"
    if kind == "BadParameter":
        about = f"{_named(error.param)}：" if error.param is not None else ""
        return f"{about}{_of_value(error.message)}"
    if kind == "BadOptionUsage":
        bare = "requires" not in error.message
        return f"选项 {error.option_name} {'不带值' if bare else '后面要写值'}"
    return _of_message(error.message)


def _unknown_option(error: Any) -> str:  # noqa: ANN401 (Typer's class is private)
    from ganxian_ledger.domain.near import near

    params = error.ctx.command.get_params(error.ctx) if error.ctx is not None else ()
    names = [name for p in params for name in p.opts if name.startswith("--")]
    known = {name.lstrip("-"): name for name in names}
    close = near(error.option_name.lstrip("-"), known)
    hint = "是不是" + "、".join(f"“{known[name]}”" for name in close) + "？" if close else ""
    return f"没有选项“{error.option_name}”" + (f"\n{hint}" if hint else "")


def _of_value(message: str) -> str:
    """The words of our own parsers; anything else is Typer's English and is not repeated."""
    return message if any(ord(letter) > 0x2E80 for letter in message) else "写法不对"


def _of_message(message: str) -> str:
    """The faults that Typer tells apart by their sentence only."""
    if message.startswith("Got unexpected extra argument"):
        return f"多写了：{message.partition('(s) (')[2].removesuffix(')')}"
    return _of_value(message) if message else "命令写得不对"


def _named(param: Any) -> str:  # noqa: ANN401 (Typer's class is private)
    if param.param_type_name == "argument":
        return f"参数 {param.metavar or param.name}"
    return f"选项 {param.opts[-1]}"


def _command(ctx: Any) -> str:  # noqa: ANN401 (Typer's class is private)
    return f"{_command(ctx.parent)} {ctx.info_name}" if ctx.parent else str(ctx.info_name)


def _piece(param: Any) -> str:  # noqa: ANN401 (Typer's class is private)
    name = param.metavar or param.name
    shown = name if param.required else f"[{name}]"
    return f"{shown} …" if param.nargs != 1 else shown


def _row(param: Any) -> tuple[str, str]:  # noqa: ANN401 (Typer's class is private)
    told = BUILT_IN.get(param.name, param.help or "")
    if param.param_type_name == "argument":
        return _piece(param), told
    names = ", ".join(sorted(param.opts, key=len))
    value = "" if param.is_flag else f" {param.metavar or '值'}"
    return f"{names}{value}", f"{told}（必填）" if param.required else told


def _listed(title: str, rows: Iterable[tuple[str, str]]) -> str:
    """Names and words in two columns, by the width that a terminal gives to Chinese."""
    from ganxian_ledger.render.width import fold, pad, width

    listed = list(rows)
    if not listed:
        return ""
    left = max(WIDE, *(width(name) + 2 for name, _ in listed))
    lines = [f"{title}："]
    for name, told in listed:
        first, *rest = fold(told, max(_columns() - left - 2, 30)) or [""]
        lines.append(f"  {pad(name, left)}{first}".rstrip())
        lines += [f"  {' ' * left}{line}" for line in rest]
    return "\n".join(lines)


def _columns() -> int:
    from shutil import get_terminal_size

    return min(get_terminal_size().columns, 100)
