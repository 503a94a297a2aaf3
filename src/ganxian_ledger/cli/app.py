"""The program `ledger`: the list of its commands, and main()."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup

from ganxian_ledger import __version__
from ganxian_ledger.cli import boundary, completion, console, words
from ganxian_ledger.cli.options import DataOpt

NAME = "ledger"
PANELS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "看",
        (
            ("status", "status"),
            ("show", "show"),
            ("overdue", "overdue"),
            ("targets", "targets"),
            ("units", "units"),
            ("projects", "projects"),
            ("month", "month"),
            ("returns", "returns"),
            ("letters", "letters"),
            ("reviews", "reviews"),
            ("log", "log"),
            ("diff", "diff"),
        ),
    ),
    (
        "记",
        (
            ("progress", "progress"),
            ("submit", "submit"),
            ("return", "return_"),
            ("close", "close"),
            ("review", "review"),
            ("reopen", "reopen"),
            ("extend", "extend"),
            ("transfer", "transfer"),
            ("cancel", "cancel"),
            ("reading", "reading"),
            ("collect", "collect"),
            ("letter", "letter"),
            ("mark", "mark"),
        ),
    ),
    (
        "报",
        (
            ("dispatch", "dispatch"),
            ("report", "report"),
            ("remind", "remind"),
            ("score", "score"),
            ("site", "site"),
        ),
    ),
    ("查", (("check", "check"), ("explain", "explain"), ("fmt", "fmt"))),
    ("库", (("init", "init"), ("doctor", "doctor"))),
)
HIDDEN = {"merge-driver": "merge_driver"}
"""Commands that other programs call; no help page lists them."""
COMMANDS = {name: module for _, commands in PANELS for name, module in commands} | HIDDEN
"""Each command's module, whose function of the same name it is; loaded where it is called."""


def _function_of(name: str) -> Callable[..., Any]:
    module = COMMANDS[name]
    found: Callable[..., Any] = getattr(
        import_module(f"ganxian_ledger.cli.commands.{module}"), module
    )
    return found


def _through_console(option: Any) -> Any:  # noqa: ANN401 (Typer's class is private)
    def answer(ctx: Any, _option: object, value: object) -> None:  # noqa: ANN401
        if value and not ctx.resilient_parsing:
            console.data(ctx.get_help())
            raise typer.Exit

    option.callback = answer
    return option


class Command(TyperCommand):
    """A command whose help is in Chinese, and which takes no option twice in silence."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 (Typer's class is private)
        """Read the arguments; an option that holds one value may stand only once."""
        for option in self.params:
            names = {name for name in option.opts if name.startswith("-")}
            count = sum(word.partition("=")[0] in names for word in args)
            if count > 1 and not getattr(option, "multiple", False) and not ctx.resilient_parsing:
                raise typer.BadParameter(f"选项 {max(names, key=len)} 写了 {count} 次，只能写一次")
        rest: list[str] = super().parse_args(ctx, args)
        return rest

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401 (Typer's class is private)
        """The option -h, whose answer goes through the console."""
        return _through_console(super().get_help_option(ctx))

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 (Typer's class is private)
        """The help page."""
        return words.help_of(ctx)


class Program(TyperGroup):
    """The program: its help has panels, and an unknown command has near misses."""

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401 (Typer's class is private)
        """The option -h, whose answer goes through the console."""
        return _through_console(super().get_help_option(ctx))

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 (Typer's class is private)
        """The help page with all commands."""
        panels = [(title, [(n, _function_of(n)) for n, _ in listed]) for title, listed in PANELS]
        return words.help_of(ctx, panels)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401 (Typer's class is private)
        """The command of this name.

        Raises:
            Unknown: with near misses.
        """
        found = super().get_command(ctx, cmd_name)
        if found is None and not ctx.resilient_parsing and not cmd_name.startswith("-"):
            from ganxian_ledger.domain.errors import Unknown
            from ganxian_ledger.domain.near import suggest

            hint = suggest(cmd_name, COMMANDS) or f"{NAME} --help 列出全部命令"
            raise Unknown(f"没有命令“{cmd_name}”", remedy=hint)
        return found


def _version(value: object) -> None:
    if value:
        console.data(f"{NAME} {__version__}")
        raise typer.Exit


VersionOpt = Annotated[
    bool, typer.Option("--version", help="显示版本", is_eager=True, callback=_version)
]
InstallOpt = Annotated[
    bool,
    typer.Option(
        "--install-completion",
        help="为当前的命令行外壳安装补全（bash、zsh、fish、PowerShell）",
        is_eager=True,
        callback=completion.install,
    ),
]


def ledger(
    ctx: typer.Context,
    data: DataOpt = None,
    version: VersionOpt = False,  # noqa: ARG001 (eager)
    install_completion: InstallOpt = False,  # noqa: ARG001 (eager)
) -> None:
    """年度工作方案的台账：任务销号、每月调度、通报。"""
    if ctx.invoked_subcommand is None:
        console.data(ctx.get_help())
        console.data(f"\n{_about(data)}")


def _about(data: str | None) -> str:
    """One line about the plan, where there is one."""
    from ganxian_ledger.domain.errors import LedgerError
    from ganxian_ledger.usecases import look
    from ganxian_ledger.usecases.context import context

    try:
        return look.about(context(data))
    except LedgerError as error:
        return f"台账：{console.safe(error.message)}"


def program(names: Iterable[str] = COMMANDS) -> typer.Typer:
    """The program with these commands; each that is built costs about a millisecond."""
    app = typer.Typer(
        name=NAME,
        cls=Program,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(ledger)
    for name in names:
        app.command(name, cls=Command, hidden=name in HIDDEN)(_function_of(name))
    return app


def run(arguments: Sequence[str]) -> int:
    """Run one command line and give its exit code."""
    console.prepare()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # quicker, and no stranger's code
    collecting = gc.isenabled()
    gc.disable()  # a run is short, and half of its time is imports
    try:
        return _answered(arguments)
    finally:
        console.silence()
        if collecting:
            gc.enable()


def _answered(arguments: Sequence[str]) -> int:
    asked = os.environ.get(f"_{NAME.upper()}_COMPLETE")
    if asked:
        return completion.answered(asked, lambda: _called(arguments, COMMANDS))
    return boundary.guarded(lambda: _called(arguments, COMMANDS.keys() & set(arguments)))


def _called(arguments: Sequence[str], names: Iterable[str]) -> object:
    """Call the program with the commands that can be meant: those that the line names."""
    called = program(names)
    return called(args=list(arguments), prog_name=NAME, standalone_mode=False)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run one command line and leave with its exit code."""
    sys.exit(int(run(sys.argv[1:] if arguments is None else arguments)))
