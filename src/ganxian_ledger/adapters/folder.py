"""The ledger's folder: where it is, and the bytes of its files."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ganxian_ledger.adapters import journal
from ganxian_ledger.adapters.yaml import lint
from ganxian_ledger.domain.errors import CannotLoad
from ganxian_ledger.domain.model.files import FILES
from ganxian_ledger.domain.places import TASKS, Place
from ganxian_ledger.domain.rules.found import found
from ganxian_ledger.domain.rules.rule import Finding

_READINGS = 100
"""How often the files are read again while others write them."""


@dataclass(frozen=True)
class LedgerFolder:
    """A folder with `tasks.yaml` and its fellows."""

    path: Path

    @cached_property
    def root(self) -> Path:
        """The root of the Git work tree that holds the folder, else the folder's parent.

        Evidence paths are relative to it.
        """
        here = self.path.resolve()
        for folder in (here, *here.parents):
            if is_work_tree(folder):
                return folder
        return here.parent

    @cached_property
    def home(self) -> Path:
        """Where its files may be: the repository that the folder, as named, stands in, else `root`.

        A folder that is itself a link is followed only within its repository.
        """
        named = Path(os.path.abspath(self.path))  # noqa: PTH100 (links stay as named)
        around = next((one for one in (named, *named.parents) if is_work_tree(one)), None)
        return self.root if around is None else around.resolve()

    def file(self, name: str) -> Path:
        """The path of one of its files."""
        return self.path / name

    def real(self, name: str) -> Path:
        """The path of one of its files, links followed.

        Raises:
            OSError: where links go round.
        """
        return real_path(self.file(name))

    def owns(self, real: Path) -> bool:
        """Whether a path, links followed, is one of its files, there or not."""
        return any(_is_same(self.file(name), real) for name in FILES)

    def shown(self, name: str) -> str:
        """A file's path relative to the working folder, with /; as given where it is elsewhere."""
        path = self.file(name)
        try:
            relative = os.path.relpath(path)
        except (ValueError, OSError):  # another drive of Windows; a working folder that is gone
            relative = str(path)
        return Path(relative).as_posix()

    def read(self) -> dict[str, bytes | Finding | None]:
        """The bytes of every file; None where it is absent, a finding where it cannot be read.

        All are of one moment: where a writer comes between, they are read again. Files that
        change together and are not all written yet are read as they are to be.
        """
        for _ in range(_READINGS):
            marks = self._marks()
            contents = {name: self._bytes(name) for name in FILES}
            pending = self._pending() if marks[0] else None
            if self._marks() == marks:
                break
        return pending.over(contents) if pending else contents

    def _marks(self) -> list[journal.Mark]:
        """What tells that nobody wrote meanwhile; the journal first, as it goes when all is done.

        If it is gone by then, the files are all new, and their marks, looked at next, say so.
        """
        files = (journal.mark_of(self.file(name)) for name in FILES)
        return [journal.mark(self.path), *files]

    def _pending(self) -> journal.Journal | None:
        """The journal that stands, if a writer of this folder left it."""
        try:
            standing = journal.found(self.path)
        except OSError:
            return None
        return standing if isinstance(standing, journal.Journal) else None

    def _leads_out(self, name: str) -> bool:
        """Whether a link leads out of the repository; where links go round, opening tells."""
        try:
            return not self.real(name).is_relative_to(self.home)
        except OSError:
            return False

    def _bytes(self, name: str) -> bytes | Finding | None:
        if self._leads_out(name):
            words = f"文件 {name} 读不了：它是通向仓库以外的链接"
            return found("Y107", Place(name), words, "把文件放进仓库，或用 --data 指明它所在的目录")
        try:
            with open(self.file(name), "rb", opener=_at_once) as stream:
                status = os.fstat(stream.fileno())
                if not stat.S_ISREG(status.st_mode):
                    words = f"文件 {name} 读不了：不是普通文件"
                    return found("Y107", Place(name), words, "换成普通文件")
                if status.st_size > lint.LARGEST:
                    words = f"文件有 {status.st_size} 字节，超过 {lint.LARGEST}"
                    return found("Y108", Place(name), words, "按年度拆开")
                return stream.read(lint.LARGEST + 1)
        except FileNotFoundError:
            return None
        except OSError as error:
            words = f"文件 {name} 读不了：{reason_of(error)}"
            return found("Y107", Place(name), words, "检查文件是否被占用、有无读取权限")


def _at_once(path: str, flags: int) -> int:
    """Open without waiting for somebody to write into a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def real_path(path: Path) -> Path:
    """A path with links followed.

    Raises:
        OSError: where links go round.
    """
    try:
        return path.resolve()
    except RuntimeError:  # Python before 3.13
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP)) from None


def _is_same(file: Path, real: Path) -> bool:
    try:
        return real_path(file) == real or file.samefile(real)
    except OSError:
        return False


def reason_of(error: OSError) -> str:
    """Why the system refused, in Chinese."""
    reasons = (
        (PermissionError, "没有权限"),
        (IsADirectoryError, "这是一个目录"),
        (FileNotFoundError, "文件不存在"),
        (NotADirectoryError, "路径中有一级不是目录"),
    )
    for kind, words in reasons:
        if isinstance(error, kind):
            return words
    return _REASONS.get(error.errno or 0, f"系统错误 {error.errno}")


_REASONS = {
    getattr(errno, "EDQUOT", errno.ENOSPC): "超出磁盘配额",  # some systems have none
    errno.ENOSPC: "磁盘已满",
    errno.EFBIG: "内容太大",
    errno.ENOTSUP: "这个磁盘不保存文件的修改时间",
    errno.EROFS: "磁盘是只读的",
    errno.ELOOP: "链接绕成了圈",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ENXIO: "不是普通文件",
    errno.ENOLCK: "这个磁盘不支持文件锁",
}


def find_folder(given: str | None) -> LedgerFolder:
    """The ledger: `--data`, else LEDGER_DATA, else the nearest data/ here or above.

    Raises:
        CannotLoad: where there is none.
    """
    if given is not None and not given.strip():
        raise CannotLoad("--data 后面是空的", remedy="写上台账所在的目录，例如 --data data")
    named = given or os.environ.get("LEDGER_DATA")
    if named:
        folder = LedgerFolder(Path(named))
        if not folder.path.is_dir():
            raise CannotLoad(f"没有目录“{named}”", remedy="用 --data 指明台账所在的目录")
        return folder
    try:
        here = Path.cwd()
    except OSError as error:
        raise CannotLoad(
            f"当前目录用不了：{reason_of(error)}", remedy="进入一个存在的目录"
        ) from None
    for parent in (here, *here.parents):
        if _may_hold(parent / "data"):
            return LedgerFolder(Path(os.path.relpath(parent / "data")))
    raise CannotLoad(
        f"在 {here} 及其上级目录里没有找到 data/{TASKS}",
        remedy="进入台账所在的目录，或用 --data 目录 指明",
    )


def is_work_tree(folder: Path) -> bool:
    """Whether a folder is the root of a Git work tree; one that will not say is none."""
    try:
        return (folder / ".git").exists()
    except PermissionError:
        return False


def _may_hold(folder: Path) -> bool:
    """Whether a folder holds a ledger, or will not say; reading it then tells why."""
    try:
        return (folder / TASKS).is_file()
    except PermissionError:
        return True
