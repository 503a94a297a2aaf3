"""Make a new ledger, or equip one that is there: all of it is planned, then written, or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from string import Template

from ganxian_ledger.adapters import outfit, shipped
from ganxian_ledger.adapters.folder import LedgerFolder, is_work_tree, real_path, reason_of
from ganxian_ledger.adapters.git import settings
from ganxian_ledger.adapters.outfit import Piece
from ganxian_ledger.adapters.yaml.scalar import on_one_line
from ganxian_ledger.domain.changes import Scalar
from ganxian_ledger.domain.edits.refusals import CANNOT_WRITE
from ganxian_ledger.domain.errors import LedgerError, Unknown
from ganxian_ledger.domain.places import TARGETS, TASKS, UNITS
from ganxian_ledger.usecases.opening import judged

DATA = "data"
WORKFLOWS: dict[str, str] = {
    "github": ".github/workflows/ledger.yml",
    "gitea": ".gitea/workflows/ledger.yml",
    "gitlab": ".gitlab-ci.yml",
}
"""Where each host looks for what it is to run."""
NO_HOST = "none"
_LINES = {".gitattributes": "gitattributes", ".gitignore": "gitignore"}
_REQUIRED = {
    "title": "--title 方案标题",
    "number": "--number 文号",
    "issuer": "--issuer 发文单位",
    "office": "--office 办公室",
    "issued": "--issued 发文日期",
}
_EXAMPLE = (
    "ledger init --title 2025年示例区工作方案 --number 示例〔2025〕1号 "
    "--issuer 示例区领导小组 --office 领导小组办公室 --issued 2025-03-01"
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: where, for which host, and the head of the plan as far as it is given."""

    folder: Path
    host: str
    plan: Mapping[str, Scalar]


@dataclass(frozen=True, slots=True)
class Done:
    """What was written (or would be), by paths below the folder, and what was there already.

    `driver` says how it stands with the merge driver; `following` are the next likely steps.
    """

    folder: str
    created: tuple[str, ...]
    completed: tuple[str, ...]
    kept: tuple[str, ...]
    driver: str
    following: tuple[str, ...]


def init(wish: Wish, *, today: date, dry_run: bool) -> Done:
    """Write the files that a ledger needs and that are not there yet.

    Raises:
        Unknown: where the head of the plan is not given in full, or is faulty.
        Refused: where the folder cannot be used, or something cannot be written; nothing is.
    """
    root = _root(wish.folder)
    repository = _repository(root)
    _require_place(wish, root, repository)
    files = dict(_files(wish, root, today))
    stands = {path: outfit.standing(root, path) for path in files}
    new = [Piece(path, data) for path, data in files.items() if stands[path] is None]
    lines = (outfit.completed(root, path, shipped.starter(name)) for path, name in _LINES.items())
    pieces = [*new, *(piece for piece in lines if piece is not None)]
    if not dry_run:
        outfit.write(root, pieces)
    written = {piece.path for piece in pieces}
    return Done(
        folder=wish.folder.as_posix(),
        created=tuple(piece.path for piece in pieces if piece.before is None),
        completed=tuple(piece.path for piece in pieces if piece.before is not None),
        kept=tuple(_kept(files, stands, written)),
        driver=_driver(repository, dry_run=dry_run),
        following=tuple(_following(wish.folder, repository)),
    )


def _root(folder: Path) -> Path:
    """The folder with links followed, there or not.

    Raises:
        Refused: where it cannot be one.
    """
    try:
        root = real_path(folder)
        is_free = root.is_dir() or not root.exists()
    except (OSError, ValueError) as error:
        why = reason_of(error) if isinstance(error, OSError) else "路径不成立"
        raise CANNOT_WRITE.of(f"目录“{folder}”用不了：{why}", remedy="换一个目录") from None
    if not is_free:
        raise CANNOT_WRITE.of(f"{folder} 不是目录", remedy="指明一个目录")
    return root


def _repository(root: Path) -> Path | None:
    """The root of the Git work tree that holds the folder; None where there is none."""
    return next((one for one in (root, *root.parents) if is_work_tree(one)), None)


def _require_place(wish: Wish, root: Path, repository: Path | None) -> None:
    """A ledger may be made here.

    Raises:
        Refused: in Git's own folder, in the ledger's own folder, or below the root of a repository
            whose host looks for workflows at the root.
    """
    if any(part.lower() == ".git" for part in root.parts):
        raise CANNOT_WRITE.of(f"{root} 在 .git 目录里", remedy="换一个目录")
    if (root / TASKS).exists():
        raise CANNOT_WRITE.of(
            f"{wish.folder} 就是台账目录，不在里面再建一本", remedy="在它的上级目录运行 ledger init"
        )
    if wish.host != NO_HOST and repository not in {None, root}:
        raise CANNOT_WRITE.of(
            f"流水线的文件要放在仓库的根目录 {repository}，不在 {wish.folder}",
            remedy="在根目录运行，或去掉 --host",
        )


def _files(wish: Wish, root: Path, today: date) -> Iterator[tuple[str, bytes]]:
    """Every file that is to be there whole, by its path."""
    yield f"{DATA}/{TASKS}", _tasks(wish, root, today)
    for name in (TARGETS, UNITS):
        yield f"{DATA}/{name}", Template(shipped.starter(name)).substitute().encode()
    for name, data in shipped.schemas().items():
        yield f"schema/{name}", data
    if wish.host != NO_HOST:
        yield WORKFLOWS[wish.host], shipped.starter(f"{wish.host}.yml").encode()


def _tasks(wish: Wish, root: Path, today: date) -> bytes:
    """The tasks of a new ledger, proved to be sound; of one that is there, as they are.

    Raises:
        Unknown: where the head of the plan is not given in full, is faulty, or not needed.
    """
    path = f"{DATA}/{TASKS}"
    there = outfit.standing(root, path)
    if there is None:
        return _proved(_plan(wish), root, today)
    if wish.plan:
        given = "、".join(f"--{key}" for key in wish.plan)
        raise Unknown(f"{path} 已经在了，{given} 用不上", remedy="要改方案的信息，直接改这个文件")
    return there


def _plan(wish: Wish) -> dict[str, Scalar]:
    missing = [words for key, words in _REQUIRED.items() if key not in wish.plan]
    if missing:
        raise Unknown(f"新建台账还缺：{'、'.join(missing)}", remedy=f"例如 {_EXAMPLE}")
    issued = wish.plan["issued"]
    assert isinstance(issued, date)
    year = {"start": date(issued.year, 1, 1), "due": date(issued.year, 12, 31)}
    return {**year, **wish.plan}


def _proved(plan: Mapping[str, Scalar], root: Path, today: date) -> bytes:
    """The file for a plan; with its fellows it passes every check.

    Raises:
        Unknown: with the first thing that is wrong.
    """
    written = {key: on_one_line(value) for key, value in plan.items()}
    files = {
        TASKS: Template(shipped.starter(TASKS)).substitute(written).encode(),
        **{
            name: Template(shipped.starter(name)).substitute().encode() for name in (TARGETS, UNITS)
        },
    }
    found = judged(LedgerFolder(root / DATA), files, today).judgement.diagnostics
    if found:
        first = found[0]
        raise Unknown(f"方案的信息有错：{first.message}", remedy=first.hint)
    return files[TASKS]


def _kept(
    files: Mapping[str, bytes], stands: Mapping[str, bytes | None], written: set[str]
) -> Iterator[str]:
    """What was there and is left as it is; a schema or workflow of another version is named so."""
    for path, data in files.items():
        if path not in written:
            is_other = stands[path] != data and not path.startswith(f"{DATA}/")
            yield f"{path}（与程序自带的不同）" if is_other else path
    yield from (path for path in _LINES if path not in written)


def _driver(repository: Path | None, *, dry_run: bool) -> str:
    if repository is None:
        return ""
    if dry_run:
        return f"将在 {repository.as_posix()} 登记合并驱动"
    try:
        settings.register_driver(repository)
    except LedgerError as error:
        return f"合并驱动没有登记：{error.message}。稍后运行 ledger doctor --fix"
    return f"已在 {repository.as_posix()} 登记合并驱动"


def _following(folder: Path, repository: Path | None) -> Iterator[str]:
    if folder != Path():
        yield f"进入 {folder.as_posix()}"
    if repository is None:
        yield "git init"
        yield "ledger doctor --fix"
    yield "ledger check"
