"""What `doctor` checks: each looks at the facts and says how it stands, and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from ganxian_ledger.domain.views.doctor_facts import (
    Face,
    Facts,
    LedgerFacts,
    Library,
    RepositoryFacts,
    Trouble,
    Verdict,
)

LEAST_PYTHON = (3, 11)
LEAST_GIT = (2, 24)
SIGNING_GIT = (2, 34)
BEIJING = 480
"""Minutes east of Greenwich."""
NARROW = 80
RARE = "𠮷"
"""A character that GBK lacks, and names of people have."""
NEEDED_FACES = (Face.FANGSONG, Face.HEITI, Face.KAITI, Face.TITLE)
_FIX = "ledger doctor --fix"


class Result(NamedTuple):
    """How one check came out: what was found, and how to mend it."""

    key: str
    subject: str
    verdict: Verdict
    found: str
    remedy: str = ""


Check = Callable[[Facts], Iterator[Result]]


def _result(key: str, subject: str) -> Callable[..., Result]:
    """The results of one check, in which only the verdict and the words differ."""

    def made(verdict: Verdict, found: str, remedy: str = "") -> Result:
        return Result(key, subject, verdict, found, remedy)

    return made


def python(facts: Facts) -> Iterator[Result]:
    """The version of Python."""
    told = _result("python", "Python")
    version = ".".join(map(str, facts.machine.python))
    if facts.machine.python < LEAST_PYTHON:
        yield told(Verdict.PROBLEM, f"{version}，低于 3.11", "安装 Python 3.11 或更新的版本")
    else:
        yield told(Verdict.FINE, f"{version}，{facts.machine.platform}")


def libraries(facts: Facts) -> Iterator[Result]:
    """The versions of the libraries."""
    told = _result("libraries", "程序库")
    if facts.machine.libraries is None:
        found = "程序没有安装，是从源码目录运行的，版本无从核对"
        yield told(Verdict.NOTE, found, "在源码目录运行 pip install -e .")
        return
    off = [words for library in facts.machine.libraries if (words := _fault_of(library))]
    if off:
        again = "重新安装本程序：pip install --upgrade --force-reinstall ganxian-ledger"
        yield told(Verdict.PROBLEM, "；".join(off), again)
    else:
        yield told(Verdict.FINE, f"{len(facts.machine.libraries)} 个，版本都合用")


def _fault_of(library: Library) -> str:
    if not library.version:
        return f"缺少 {library.name}"
    version = _numbers(library.version)
    if library.least and version < _numbers(library.least):
        return f"{library.name} {library.version} 低于 {library.least}"
    if library.below and version >= _numbers(library.below):
        return f"{library.name} {library.version} 太新，应低于 {library.below}"
    return ""


def _numbers(version: str) -> tuple[int, ...]:
    """1.10.2 as numbers, without noughts at the end; what follows the numbers is left out."""
    found = re.match(r"\d+(?:\.\d+)*", version)
    numbers = [int(part) for part in found[0].split(".")] if found else []
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


def c_parser(facts: Facts) -> Iterator[Result]:
    """Whether files are read by the quick parser."""
    told = _result("c_parser", "YAML 解析器")
    if facts.machine.has_c_parser:
        yield told(Verdict.FINE, "C 解析器")
    else:
        words = "没有 C 解析器，结果一样，读台账慢两三倍"
        yield told(Verdict.NOTE, words, "pip install ruamel.yaml.clib")


def command(facts: Facts) -> Iterator[Result]:
    """Whether Git and the shell find the program."""
    told = _result("command", "命令 ledger")
    one, remedy = facts.repository, "激活安装它的环境，或把它所在的目录加进 PATH"
    if facts.machine.has_command:
        yield told(Verdict.FINE, f"{facts.machine.program}，在搜索路径里")
    elif isinstance(one, RepositoryFacts) and one.driver == one.wanted_driver:
        found = "不在搜索路径（PATH）里，Git 合并时找不到它，冲突的文件里会只剩我方的一版"
        yield told(Verdict.PROBLEM, found, remedy)
    else:
        found = f"{facts.machine.program}，不在搜索路径（PATH）里，Git 合并时找不到它"
        yield told(Verdict.NOTE, found, remedy)


def git(facts: Facts) -> Iterator[Result]:
    """The version of Git."""
    told = _result("git", "Git")
    version = facts.git.version
    shown = ".".join(map(str, version or ()))
    if version is None:
        yield told(Verdict.PROBLEM, "没有找到 Git 程序", "安装 Git 2.34 或更新的版本")
    elif not version:
        yield told(Verdict.NOTE, f"看不出版本：{facts.git.told}", "安装 Git 2.34 或更新的版本")
    elif version < LEAST_GIT:
        yield told(Verdict.PROBLEM, f"{shown}，低于 2.24", "安装 Git 2.34 或更新的版本")
    elif version < SIGNING_GIT:
        found = f"{shown}，能用，但不能核对提交的 SSH 签名"
        yield told(Verdict.NOTE, found, "要用签名就安装 Git 2.34 或更新的版本")
    else:
        yield told(Verdict.FINE, shown)


def signatures(facts: Facts) -> Iterator[Result]:
    """Whether signatures can be verified."""
    told = _result("ssh_keygen", "签名工具")
    if facts.machine.has_ssh_keygen:
        yield told(Verdict.FINE, "ssh-keygen 可用")
    else:
        found = "没有找到 ssh-keygen，提交的 SSH 签名核对不了"
        yield told(Verdict.NOTE, found, "安装 OpenSSH 客户端")


def fonts(facts: Facts) -> Iterator[Result]:
    """Whether the fonts of official documents are there."""
    told = _result("fonts", "公文字体")
    missing = [face for face in NEEDED_FACES if face not in facts.machine.faces]
    if not missing:
        yield told(Verdict.FINE, f"{'、'.join(NEEDED_FACES)} 都有")
        return
    has = [face for face in Face if face in facts.machine.faces]
    also = f"；有{'、'.join(has)}" if has else ""
    remedy = "通报的文字不受影响；在本机排版打印前装上这些字体，或用有它们的电脑打印"
    yield told(Verdict.NOTE, f"没有找到{'、'.join(missing)}{also}", remedy)


def today(facts: Facts) -> Iterator[Result]:
    """Which day the program takes for today, and the machine's time zone."""
    told = _result("today", "今天")
    machine = facts.machine
    if machine.fixed_today and not machine.is_fixed_well:
        found = f"环境变量 LEDGER_TODAY=“{machine.fixed_today}”不是日期"
        yield told(Verdict.PROBLEM, found, "去掉 LEDGER_TODAY，或写成 2024-06-30 的样子")
    elif machine.fixed_today:
        found = f"被环境变量 LEDGER_TODAY 固定为 {machine.fixed_today}，其实是 {machine.today}"
        yield told(Verdict.NOTE, found, "平时不要设 LEDGER_TODAY")
    elif machine.offset != BEIJING:
        found = f"{machine.today}（北京时间）；本机时区是 {_zone(machine.offset)}"
        yield told(Verdict.NOTE, found, "台账一律用北京时间；本机时钟要准")
    else:
        yield told(Verdict.FINE, f"{machine.today}（北京时间）")


def _zone(offset: int) -> str:
    hours, minutes = divmod(abs(offset), 60)
    return f"UTC{'-' if offset < 0 else '+'}{hours:02}:{minutes:02}"


def console(facts: Facts) -> Iterator[Result]:
    """Whether every character can be shown, and how wide the screen is."""
    told = _result("console", "终端")
    streams = facts.machine.streams
    lacking = [one for one in streams if one.encoding and not _has_rare(one.encoding)]
    screen = any(one.is_screen for one in streams)
    width = f"宽 {facts.machine.width} 列" if screen else "不是屏幕，不限宽"
    if lacking:
        found = f"编码 {lacking[0].encoding} 缺少生僻字，显示为问号；{width}"
        yield told(Verdict.NOTE, found, "设环境变量 PYTHONUTF8=1；要给别的程序用就写 --format json")
    elif screen and facts.machine.width < NARROW:
        yield told(Verdict.NOTE, f"{width}，表格会折行", "把窗口拉宽，或用 --format csv")
    else:
        encodings = dict.fromkeys(one.encoding for one in streams if one.encoding)
        yield told(Verdict.FINE, f"编码 {'、'.join(encodings) or '未知'}；{width}")


def _has_rare(encoding: str) -> bool:
    try:
        RARE.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def ledger(facts: Facts) -> Iterator[Result]:
    """Whether the ledger is found, whole, and free of errors."""
    told = _result("ledger", "台账")
    one = facts.ledger
    if isinstance(one, Trouble):
        verdict = Verdict.PROBLEM if one.is_grave else Verdict.NOTE
        yield told(verdict, one.message, one.remedy)
        return
    found = f"{one.path}（{one.found_by}），措施 {one.measures} 项"
    if one.is_unreadable:
        yield told(Verdict.PROBLEM, f"{found}；有文件缺少或读不了", "运行 ledger check")
    elif one.errors:
        yield told(Verdict.PROBLEM, f"{found}；错误 {one.errors} 处", "运行 ledger check，逐处改正")
    elif one.warnings:
        yield told(Verdict.NOTE, f"{found}；警告 {one.warnings} 处", "运行 ledger check 查看")
    else:
        yield told(Verdict.FINE, f"{found}；没有发现问题")


def writing(facts: Facts) -> Iterator[Result]:
    """Whether something can be recorded."""
    told = _result("writable", "写入")
    if not isinstance(facts.ledger, LedgerFacts):
        return
    if facts.ledger.unwritable:
        found = f"写不进去：{facts.ledger.unwritable}"
        yield told(Verdict.PROBLEM, found, "检查目录和文件的写权限、磁盘空间、是否支持文件锁")
    else:
        busy = "，此刻别人正在写" if facts.ledger.is_busy else ""
        yield told(Verdict.FINE, f"可以写入和加锁{busy}")


def settings(facts: Facts) -> Iterator[Result]:
    """The settings and templates in force."""
    told = _result("settings", "设置和版式")
    if not facts.are_templates_shipped:
        found = "没有找到程序自带的版式，通报出不了"
        yield told(Verdict.PROBLEM, found, "重新安装本程序")
        return
    if not isinstance(facts.ledger, LedgerFacts):
        yield told(Verdict.FINE, "版式用程序自带的")
    elif facts.ledger.settings_fault:
        yield told(Verdict.PROBLEM, facts.ledger.settings_fault, "运行 ledger check，照提示改正")
    else:
        own = facts.ledger.settings or "没有 ledger.toml，按默认设置"
        templates = "、".join(facts.ledger.templates)
        also = f"台账自己的版式在 {templates}" if templates else "版式用程序自带的"
        yield told(Verdict.FINE, f"{own}；{also}")


def repository(facts: Facts) -> Iterator[Result]:
    """Whether the ledger stands in a repository that Git works in."""
    told = _result("repository", "仓库")
    one = facts.repository
    if isinstance(one, Trouble):
        yield told(Verdict.PROBLEM, one.message, one.remedy)
    elif one is None:
        if isinstance(facts.ledger, LedgerFacts):
            remedy = f"在台账的上级目录运行 git init，再运行 {_FIX}"
            yield told(Verdict.NOTE, "台账不在 Git 仓库里，改动没有历史", remedy)
    elif one.is_shallow:
        found = f"{one.root}，是浅克隆，只有一部分历史"
        yield told(Verdict.NOTE, found, "git fetch --unshallow")
    else:
        yield told(Verdict.FINE, one.root)


def merging(facts: Facts) -> Iterator[Result]:
    """Whether branches of the ledger are merged by records."""
    told = _result("merge_driver", "合并驱动")
    one = facts.repository
    if not isinstance(one, RepositoryFacts):
        return
    if one.driver != one.wanted_driver:
        found = f"登记的是“{one.driver}”" if one.driver else "没有登记，合并按文本逐行进行"
        yield told(Verdict.NOTE, found, _FIX)
    elif one.merge != "ledger":
        found = "已登记，但 .gitattributes 没有让台账文件用它"
        yield told(Verdict.NOTE, found, "在仓库根目录运行 ledger init，补上缺的几行")
    else:
        yield told(Verdict.FINE, "已登记，台账文件按记录合并")


def file_names(facts: Facts) -> Iterator[Result]:
    """Whether Git shows Chinese file names."""
    told = _result("quotepath", "中文文件名")
    if isinstance(facts.repository, RepositoryFacts):
        if facts.repository.quotes_paths:
            yield told(Verdict.NOTE, "Git 把中文文件名显示成数字（core.quotepath）", _FIX)
        else:
            yield told(Verdict.FINE, "Git 照原样显示")


def line_ends(facts: Facts) -> Iterator[Result]:
    """Whether Git rewrites line ends."""
    told = _result("line_ends", "换行")
    one = facts.repository
    if not isinstance(one, RepositoryFacts):
        return
    if one.eol == "lf" or one.text == "unset":
        yield told(Verdict.FINE, "Git 不改台账文件的换行")
    elif one.autocrlf == "true" or one.eol == "crlf":
        found = "Git 会把台账文件的换行改成 CRLF（core.autocrlf）"
        yield told(Verdict.NOTE, found, "运行 ledger init，让 .gitattributes 规定换行用 LF")
    else:
        found = ".gitattributes 没有规定台账文件的换行，换一台电脑就可能变"
        yield told(Verdict.NOTE, found, "运行 ledger init，补上缺的几行")


CHECKS: tuple[Check, ...] = (
    python,
    libraries,
    c_parser,
    command,
    git,
    signatures,
    fonts,
    today,
    console,
    ledger,
    writing,
    settings,
    repository,
    merging,
    file_names,
    line_ends,
)
