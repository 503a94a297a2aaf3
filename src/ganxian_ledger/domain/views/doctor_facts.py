"""What `doctor` looks at: plain facts about the machine, its Git, and a ledger."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Verdict(StrEnum):
    """How a check came out."""

    FINE = "正常"
    NOTE = "注意"
    PROBLEM = "有问题"


class Face(StrEnum):
    """A face of type that official documents are set in."""

    FANGSONG = "仿宋"
    HEITI = "黑体"
    KAITI = "楷体"
    TITLE = "小标宋"
    SONG = "宋体"


FACES: dict[Face, tuple[str, ...]] = {
    Face.FANGSONG: ("simfang", "stfangso", "fangsong", "fandolfang", "fzfsk", "fzfs", "仿宋"),
    Face.HEITI: (
        "simhei",
        "stxihei",
        "stheiti",
        "heiti",
        "msyh",
        "pingfang",
        "notosanscjk",
        "notosanssc",
        "sourcehansans",
        "fandolhei",
        "wqy-",
        "droidsansfallback",
        "fzhtk",
        "黑体",
    ),
    Face.KAITI: ("simkai", "stkaiti", "kaiti", "fandolkai", "ukai", "fzktk", "lxgwwenkai", "楷体"),
    Face.TITLE: ("fzxbs", "小标宋", "方正小标宋"),
    Face.SONG: (
        "simsun",
        "stsong",
        "songti",
        "notoserifcjk",
        "notoserifsc",
        "sourcehanserif",
        "fandolsong",
        "uming",
        "宋体",
    ),
}
"""How the names of the files of each face's fonts begin, in lower case."""


class Library(NamedTuple):
    """A library as declared (`typer>=0.29,<0.30`), and its version; empty where it is missing."""

    name: str
    least: str
    below: str
    version: str


class Stream(NamedTuple):
    """An output: its encoding, empty where it is not known, and whether it is a screen."""

    name: str
    encoding: str
    is_screen: bool


class Machine(NamedTuple):
    """The computer and the program on it.

    `libraries` is None where the program is not installed as a package; `offset` is the zone's, in
    minutes east of Greenwich; `fixed_today` is LEDGER_TODAY, empty where it is not set.
    """

    program: str
    python: tuple[int, int, int]
    platform: str
    libraries: tuple[Library, ...] | None
    has_c_parser: bool
    has_command: bool
    has_ssh_keygen: bool
    faces: frozenset[Face]
    offset: int
    today: date
    fixed_today: str
    is_fixed_well: bool
    streams: tuple[Stream, ...]
    width: int


class GitFacts(NamedTuple):
    """Git's version: None without Git, empty where it is not known; `told` are Git's words."""

    version: tuple[int, ...] | None
    told: str = ""


class RepositoryFacts(NamedTuple):
    """How a repository is set, for a file of the ledger in it."""

    root: str
    driver: str
    wanted_driver: str
    merge: str
    text: str
    eol: str
    quotes_paths: bool
    autocrlf: str
    is_shallow: bool


class LedgerFacts(NamedTuple):
    """A ledger that was found, and how.

    `errors` and `warnings` are what `check` finds; `unwritable` says why nothing can be written,
    empty where it can; `settings` and `templates` are the ledger's own, as paths, and
    `settings_fault` says what is wrong with the settings.
    """

    path: str
    found_by: str
    measures: int
    errors: int
    warnings: int
    is_unreadable: bool
    unwritable: str
    is_busy: bool
    settings: str
    settings_fault: str
    templates: tuple[str, ...]


class Trouble(NamedTuple):
    """Why something could not be looked at, and what can be done; not grave where it may be so."""

    message: str
    remedy: str = ""
    is_grave: bool = True


class Facts(NamedTuple):
    """Everything that was looked at; a `Trouble` stands for what could not be.

    `repository` is None where the ledger stands in none.
    """

    machine: Machine
    git: GitFacts
    ledger: LedgerFacts | Trouble
    repository: RepositoryFacts | Trouble | None
    are_templates_shipped: bool
