"""What a shell is offered at TAB: ids with titles, names, states; never a fault, never a word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from ganxian_ledger.domain.model.ledger import Ledger

Offer = tuple[str, str]
_UNSAFE = frozenset("\"'`$\\;&|<>(){}!*?#~\n\r\t")
"""What could mean something to a shell that evaluates the answer."""


def measures(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """The numbers of the measures, with titles."""
    return _offered(
        ctx, incomplete, lambda ledger: ((e.id, e.measure.title) for e in ledger.ordered)
    )


def targets(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """The ids of the targets, with names."""
    return _offered(ctx, incomplete, lambda ledger: ((t.id, t.name) for t in ledger.targets))


def units(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """The names and aliases of the units, with their kinds."""
    return _offered(ctx, incomplete, _unit_names)


def tasks(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """The numbers of the tasks, with titles."""
    return _offered(
        ctx,
        incomplete,
        lambda ledger: ((t.id, t.title) for s in ledger.sections for t in s.tasks),
    )


def sections(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """The ids of the sections, with titles."""
    return _offered(ctx, incomplete, lambda ledger: ((s.id, s.title) for s in ledger.sections))


def states(incomplete: str) -> list[str]:
    """The words that --state takes."""
    from ganxian_ledger.domain.views.question import STATE_WORDS

    return [word for word in STATE_WORDS if word.startswith(incomplete)]


def lights(incomplete: str) -> list[str]:
    """The words that --light takes."""
    return [word for word in ("红", "黄", "绿", "蓝", "灰") if word.startswith(incomplete)]


def return_states(incomplete: str) -> list[str]:
    """The words that --state of `returns` takes."""
    words = ("按时", "迟报", "待报", "未报", "无需报送")
    return [word for word in words if word.startswith(incomplete)]


def formats(incomplete: str) -> list[str]:
    """The formats of looking commands."""
    return [word for word in ("table", "json", "csv", "md") if word.startswith(incomplete)]


def answered(instruction: str, work: Callable[[], object]) -> int:
    """Answer a shell's question; a fault means no offer, not a word on the screen."""
    from typer.completion import completion_init  # type: ignore[attr-defined]

    if instruction.partition("_")[0] not in {"complete", "source"}:
        return 0
    try:
        completion_init()
        work()
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else 0
    except Exception:  # noqa: BLE001 (a fault at TAB must not disturb the line being typed)
        return 0
    return 0


def install(value: object) -> None:
    """Install the completion for the shell in use, and say where."""
    if not value:
        return
    from typer.completion import completion_init  # type: ignore[attr-defined]
    from typer.completion import install as install_for_shell  # type: ignore[attr-defined]

    from ganxian_ledger.cli import console
    from ganxian_ledger.domain.errors import Refused

    completion_init()
    try:
        shell, path = install_for_shell(prog_name="ledger")
    except (OSError, typer.Exit) as error:
        raise Refused(
            "补全没有装上：没有认出命令行外壳，或主目录写不进去",
            remedy="在 bash、zsh、fish 或 PowerShell 里运行",
        ) from error
    console.say(f"已为 {shell} 装好补全：{console.safe(str(path))}；重新打开终端后生效")
    raise typer.Exit


def _offered(
    ctx: typer.Context, incomplete: str, pick: Callable[[Ledger], Iterable[Offer]]
) -> list[Offer]:
    try:
        ledger = _ledger(ctx.params.get("data"))
        return [
            (value, _plain(words))
            for value, words in pick(ledger)
            if value.startswith(incomplete) and not _UNSAFE.intersection(value)
        ]
    except Exception:  # noqa: BLE001 (a fault at TAB must not disturb the line being typed)
        return []


def _ledger(data: Any) -> Ledger:  # noqa: ANN401 (whatever Typer holds)
    """The ledger as far as it can be read, sound or not."""
    from ganxian_ledger.usecases.context import context as context_of
    from ganxian_ledger.usecases.opening import open_for_check

    context = context_of(data if isinstance(data, str) else None)
    return open_for_check(context.folder, context.day).ledger


def _unit_names(ledger: Ledger) -> Iterator[Offer]:
    for unit in ledger.units:
        yield unit.name, unit.kind
        yield from ((alias, unit.name) for alias in unit.aliases)


def _plain(words: str) -> str:
    """A title without anything that a shell or a markup language would read."""
    from ganxian_ledger.render.width import safe_text

    return "".join(" " if c in _UNSAFE or c in "[]:" else c for c in safe_text(words))
