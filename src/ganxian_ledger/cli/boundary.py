"""The one place where exceptions become words and an exit code; nobody ever sees a traceback."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import typer

from ganxian_ledger import __version__
from ganxian_ledger.cli import console, words
from ganxian_ledger.cli.exits import ExitCode

if TYPE_CHECKING:
    from ganxian_ledger.domain.errors import LedgerError


def guarded(work: Callable[[], object]) -> int:
    """Run a command and give its exit code; whatever happens has been said on stderr."""
    from ganxian_ledger.domain.errors import LedgerError

    try:
        result = work()
        console.flush()
    except console.Unprinted as error:
        return _unprinted(error)
    except LedgerError as error:
        return _told(error)
    except typer.TyperException as error:
        console.say(words.of_usage(error))
        return ExitCode.USAGE
    except (KeyboardInterrupt, typer.Abort):
        return _interrupted()
    except Exception as error:  # noqa: BLE001 (the one place; a user must never see a traceback)
        return _bug(error)
    code = int(result) if isinstance(result, int) else ExitCode.DONE
    return _interrupted() if code == ExitCode.INTERRUPTED else code


def _told(error: LedgerError) -> int:
    """Say what may not or cannot be done; a ledger with errors shows them first."""
    from ganxian_ledger.domain.errors import CannotLoad, Refused

    judgement = getattr(error, "judgement", None)
    if judgement is not None:
        from ganxian_ledger.render.findings.full import render

        console.say(render(judgement))
    console.fail(error.message, remedy=error.remedy, code=error.code)
    if isinstance(error, Refused):
        return ExitCode.REFUSED
    return ExitCode.CANNOT_LOAD if isinstance(error, CannotLoad) else ExitCode.USAGE


def _unprinted(error: console.Unprinted) -> int:
    """Say that data were lost; where nobody reads them, none were."""
    if not error.args:
        return ExitCode.DONE
    console.fail(str(error))
    return ExitCode.BUG


def _interrupted() -> int:
    console.say("已中断")
    return ExitCode.INTERRUPTED


def _bug(error: Exception) -> int:
    """One line for the user; the rest goes into a file that holds no data of the ledger."""
    kind = type(error).__name__
    try:
        saved = f"；详情存在 {_saved(error)}，请发给维护人员（里面没有台账数据）"
    except OSError:
        saved = ""
    console.fail(f"程序出错（{kind}）{saved}")
    return ExitCode.BUG


def _saved(error: Exception) -> str:
    """Write the report of a fault: version, system and trace, without messages or arguments."""
    import platform
    import tempfile
    import traceback

    trace = "".join(traceback.format_tb(error.__traceback__))
    system = f"Python {platform.python_version()}\n{platform.platform()}"
    report = f"ledger {__version__}\n{system}\n\n{trace}{type(error).__name__}\n"
    with tempfile.NamedTemporaryFile(
        "w", prefix="ledger-error-", suffix=".txt", encoding="utf-8", delete=False
    ) as file:
        file.write(report)
    return file.name
