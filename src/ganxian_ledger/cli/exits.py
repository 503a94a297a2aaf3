"""What the program's exit code says."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes; the same for every command."""

    DONE = 0
    FINDINGS = 1
    USAGE = 2
    CANNOT_LOAD = 3
    REFUSED = 4
    BUG = 70
    INTERRUPTED = 130

    @property
    def words(self) -> str:
        """What the code means, for the documents."""
        return {
            0: "完成（结果为空也算）",
            1: "有问题：check、doctor 有错误，fmt --check 有差异，overdue --exit-code 有逾期",
            2: "用法不对：命令、选项或筛选值不存在",
            3: "台账读不出来，或有错误",
            4: "不允许，或没有做成；除非写明“已写入”，文件没有改动",
            70: "程序出错，或结果没有写完（例如磁盘已满）",
            130: "被中断",
        }[self.value]
