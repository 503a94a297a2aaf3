"""Why a spreadsheet cannot be read: a word, what is said, and what can be done."""

from __future__ import annotations

from ganxian_ledger.adapters.workbook import limits
from ganxian_ledger.domain.forms.raw import Unreadable

_SAVE_AGAIN = "请用 Excel 或 WPS 打开，另存为 .xlsx 后重新报送"
_USE_FORM = "请用下发的填报表填写，再重新报送"
WORDS = {
    "not-a-workbook": ("不是 Excel 工作簿", _USE_FORM),
    "other-format": ("不是 .xlsx 格式", "请用 Excel 或 WPS 打开，另存为 .xlsx"),
    "encrypted": ("文件加了密码", "请去掉打开密码，另存为 .xlsx 后重新报送"),
    "macros": ("表里有宏，请另存为 .xlsx", "另存为“Excel 工作簿（*.xlsx）”，宏不会保留"),
    "too-large": ("文件太大", "请只在下发的填报表里填写，图片和附件另行报送"),
    "bomb": ("文件解压后过大", _USE_FORM),
    "unsafe": ("文件内部有不正常的内容", _SAVE_AGAIN),
    "broken": ("文件已损坏，或没有传完整", _SAVE_AGAIN),
    "beyond": (
        f"有内容写在第 {limits.ROWS} 行或第 {limits.COLUMNS} 列以外",
        "请删去填报区以外的内容，再重新报送",
    ),
    "too-long": (f"有单元格超过 {limits.TEXT} 个字", "请缩短该单元格的文字，再重新报送"),
    "too-slow": (f"在 {limits.SECONDS:g} 秒内没有读完", _USE_FORM),
}
"""Each reason with its words and its remedy."""


class Hostile(Exception):
    """The file is not read on: a word of `WORDS`, and where or what it is, in Chinese."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


def unreadable(reason: str, detail: str = "") -> Unreadable:
    """What is told of a reason."""
    words, remedy = WORDS[reason]
    return Unreadable(reason, f"{words}（{detail}）" if detail else words, remedy)
