"""Git's own merge of three texts, line by line."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from ganxian_ledger.adapters.git import program

OURS, THEIRS = "我方", "对方"


class TextMerge(NamedTuple):
    """The merged text; it holds that many conflicts, between markers."""

    data: bytes
    conflicts: int


def merge_texts(ours: bytes, base: bytes, theirs: bytes) -> TextMerge:
    """Merge by lines, as Git does without a driver.

    Raises:
        NoGit: where there is no Git.
        GitFailed: where it cannot be done.
    """
    if base in (ours, theirs):
        return TextMerge(theirs if ours == base else ours, 0)
    if b"\0" in ours + base + theirs:
        raise program.GitFailed(
            "文件里有不是文字的内容，不能按行合并",
            remedy="用 git checkout --ours 或 --theirs 选一方",
        )
    with TemporaryDirectory(prefix="ledger-merge-") as folder:
        names = [str(Path(folder, name)) for name in ("ours", "base", "theirs")]
        for name, data in zip(names, (ours, base, theirs), strict=True):
            Path(name).write_bytes(data)
        labels = [word for label in (OURS, "共同", THEIRS) for word in ("-L", label)]
        answer = program.ask(
            Path(folder), "merge-file", "-p", *labels, *names, merge_conflictStyle="merge"
        )
        if not 0 <= answer.code < 128:
            raise program.failure(Path(folder), answer.err)
        return TextMerge(answer.out, answer.code)
