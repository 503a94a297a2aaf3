"""The faces that a paper is set in: which of the machine's fonts stands for each.

The names are those that the fonts bear in themselves, as typst knows them (`simfang.ttf` is
FangSong there), in the order of GB/T 9704-2012 and then of likeness.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping

from ganxian_ledger.domain.errors import NotHere
from ganxian_ledger.domain.views.doctor_facts import Face

_SONG = (
    "SimSun",
    "宋体",
    "STSong",
    "Songti SC",
    "Source Han Serif SC",
    "Source Han Serif CN",
    "Noto Serif CJK SC",
    "Noto Serif SC",
    "FandolSong",
    "AR PL UMing",
)
_HEITI = (
    "SimHei",
    "黑体",
    "STHeiti",
    "Heiti SC",
    "FZHei-B01",
    "FZHei-B01S",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "FandolHei",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
)
FAMILIES: Mapping[Face, tuple[str, ...]] = {
    Face.TITLE: (
        "FZXiaoBiaoSong-B05S",
        "方正小标宋简体",
        "FZXiaoBiaoSong-B05",
        "方正小标宋_GBK",
        "STZhongsong",
        "华文中宋",
    ),
    Face.FANGSONG: (
        "FangSong_GB2312",
        "仿宋_GB2312",
        "FangSong",
        "仿宋",
        "STFangsong",
        "华文仿宋",
        "FZFangSong-Z02",
        "FZFangSong-Z02S",
        "FandolFang",
        "FandolFang R",
    ),
    Face.KAITI: (
        "KaiTi_GB2312",
        "楷体_GB2312",
        "KaiTi",
        "楷体",
        "STKaiti",
        "Kaiti SC",
        "FZKai-Z03",
        "FZKai-Z03S",
        "FandolKai",
        "LXGW WenKai",
        "AR PL UKai",
    ),
    Face.HEITI: _HEITI,
    Face.SONG: _SONG,
}
_EVERY = tuple(name for names in FAMILIES.values() for name in names)
LATIN = ("Times New Roman", "Liberation Serif", "Libertinus Serif")
"""For Latin letters and digits in 仿宋, 楷体, 小标宋 and 宋体; the last comes with typst."""


class NoChineseFont(NotHere):
    """There is no font that Chinese can be set in."""


def chosen(found: Collection[str]) -> Mapping[Face, tuple[str, ...]]:
    """The fonts of each face, the first for every character that it has.

    Args:
        found: The families on the machine, as they name themselves.

    Raises:
        NoChineseFont: where there is none at all, naming what to install.
    """
    there = {name.lower(): name for name in found}
    usable = [there[name.lower()] for name in (*_SONG, *_EVERY) if name.lower() in there]
    if not usable:
        raise NoChineseFont("本机没有可以排中文的字体，不能生成 PDF", remedy=_remedy(sys.platform))
    return {face: _ordered(face, there, usable) for face in Face}


def latin(found: Collection[str]) -> str:
    """The family of Latin letters and digits."""
    return next(name for name in LATIN if name in found or name == LATIN[-1])


def told(faces: Mapping[Face, tuple[str, ...]]) -> str:
    """Which font each face is set in, e.g. 仿宋用 FangSong."""
    return "，".join(f"{face.value}用 {names[0]}" for face, names in faces.items())


def _ordered(face: Face, there: Mapping[str, str], usable: list[str]) -> tuple[str, ...]:
    """Its own fonts, then those of 宋体, then all others, for characters that are rare."""
    own = [there[name.lower()] for name in FAMILIES[face] if name.lower() in there]
    return tuple(dict.fromkeys((*own, *usable)))


def _remedy(platform: str) -> str:
    if platform == "win32":
        return "在“设置—可选功能”里添加“简体中文补充字体”，或安装 WPS，再运行 ledger doctor"
    if platform == "darwin":
        return "在“字体册”里启用宋体、仿宋、楷体、黑体，再运行 ledger doctor"
    return "安装字体包：apt install fonts-noto-cjk fonts-arphic-ukai（银河麒麟、统信相同）"
