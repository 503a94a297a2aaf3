"""What `doctor` makes of facts, also of those that this machine does not have."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ganxian_ledger.domain.views.doctor import doctor
from ganxian_ledger.domain.views.doctor_checks import CHECKS, Result
from ganxian_ledger.domain.views.doctor_facts import (
    Face,
    Facts,
    GitFacts,
    LedgerFacts,
    Library,
    Machine,
    RepositoryFacts,
    Stream,
    Trouble,
    Verdict,
)

DRIVER = "ledger merge-driver %O %A %B %P"
MACHINE = Machine(
    program="1.0",
    python=(3, 12, 4),
    platform="Windows-11",
    libraries=(Library("typer", "0.29", "0.30", "0.29.2"),),
    has_c_parser=True,
    has_command=True,
    has_ssh_keygen=True,
    faces=frozenset(Face),
    offset=480,
    today=date(2024, 6, 30),
    fixed_today="",
    is_fixed_well=True,
    streams=(Stream("stdout", "utf-8", is_screen=True), Stream("stderr", "utf-8", is_screen=True)),
    width=120,
)
LEDGER = LedgerFacts(
    path="data",
    found_by="就近",
    measures=79,
    errors=0,
    warnings=0,
    is_unreadable=False,
    unwritable="",
    is_busy=False,
    settings="ledger.toml",
    settings_fault="",
    templates=(),
)
REPOSITORY = RepositoryFacts(
    root="D:/台账",
    driver=DRIVER,
    wanted_driver=DRIVER,
    merge="ledger",
    text="set",
    eol="lf",
    quotes_paths=False,
    autocrlf="true",
    is_shallow=False,
)
WELL = Facts(MACHINE, GitFacts((2, 45, 1)), LEDGER, REPOSITORY, are_templates_shipped=True)


def result(key: str, facts: Facts) -> Result:
    """How one check comes out."""
    return next(one for check in CHECKS for one in check(facts) if one.key == key)


def on(**changed: Any) -> Facts:
    """A machine that is well but for some facts."""
    return WELL._replace(machine=MACHINE._replace(**changed))


def test_a_machine_that_is_well_has_nothing_to_mend() -> None:
    sheet = doctor(WELL)

    assert not sheet.alarm
    assert sheet.payload["summary"] == {"fine": 16, "notes": 0, "problems": 0}
    assert sheet.foot == ("共 16 项：正常 16，注意 0，有问题 0",)


def test_one_problem_is_an_alarm_and_a_note_is_none() -> None:
    assert doctor(WELL._replace(git=GitFacts(None))).alarm
    assert not doctor(on(has_c_parser=False)).alarm


@pytest.mark.parametrize(
    ("version", "verdict"),
    [
        (None, Verdict.PROBLEM),
        ((), Verdict.NOTE),
        ((2, 23, 9), Verdict.PROBLEM),
        ((2, 24, 0), Verdict.NOTE),
        ((2, 33, 8), Verdict.NOTE),
        ((2, 34, 0), Verdict.FINE),
        ((3, 0, 0), Verdict.FINE),
    ],
)
def test_the_version_of_git(version: tuple[int, ...] | None, verdict: Verdict) -> None:
    assert result("git", WELL._replace(git=GitFacts(version, "git x"))).verdict is verdict


@pytest.mark.parametrize(
    ("version", "words"),
    [
        ("0.28.9", "typer 0.28.9 低于 0.29"),
        ("0.30", "typer 0.30 太新，应低于 0.30"),
        ("0.30.0rc1", "typer 0.30.0rc1 太新，应低于 0.30"),
        ("", "缺少 typer"),
        ("0.29", ""),
        ("0.29.0.post1", ""),
        ("0.29.17", ""),
    ],
)
def test_the_versions_of_libraries(version: str, words: str) -> None:
    told = result("libraries", on(libraries=(Library("typer", "0.29", "0.30", version),)))

    assert told.verdict is (Verdict.PROBLEM if words else Verdict.FINE)
    assert words in told.found


def test_versions_are_numbers_and_not_text() -> None:
    told = result("libraries", on(libraries=(Library("rich", "9", "", "14.0"),)))

    assert told.verdict is Verdict.FINE


def test_a_program_that_is_not_installed_is_a_note() -> None:
    assert result("libraries", on(libraries=None)).verdict is Verdict.NOTE


def test_a_command_that_git_will_not_find_is_a_problem_once_it_is_to_call_it() -> None:
    lost = on(has_command=False)
    unregistered = lost._replace(repository=REPOSITORY._replace(driver=""))

    assert result("command", lost).verdict is Verdict.PROBLEM
    assert result("command", unregistered).verdict is Verdict.NOTE


def test_an_old_python_is_a_problem() -> None:
    told = result("python", on(python=(3, 9, 1)))

    assert (told.verdict, told.found) == (Verdict.PROBLEM, "3.9.1，低于 3.11")


def test_missing_fonts_are_only_a_note_and_those_that_are_there_are_named() -> None:
    told = result("fonts", on(faces=frozenset({Face.SONG, Face.HEITI})))

    assert told.verdict is Verdict.NOTE
    assert told.found == "没有找到仿宋、楷体、小标宋；有黑体、宋体"


@pytest.mark.parametrize(
    ("offset", "words"), [(0, "UTC+00:00"), (-210, "UTC-03:30"), (330, "UTC+05:30")]
)
def test_another_time_zone_is_a_note(offset: int, words: str) -> None:
    told = result("today", on(offset=offset))

    assert told.verdict is Verdict.NOTE
    assert words in told.found


@pytest.mark.parametrize(
    ("encoding", "verdict"),
    [
        ("utf-8", Verdict.FINE),
        ("gb18030", Verdict.FINE),
        ("gbk", Verdict.NOTE),
        ("cp936", Verdict.NOTE),
        ("ascii", Verdict.NOTE),
        ("没有这种", Verdict.NOTE),
        ("", Verdict.FINE),
    ],
)
def test_the_encoding_of_the_console(encoding: str, verdict: Verdict) -> None:
    streams = (Stream("stdout", encoding, is_screen=False),)

    assert result("console", on(streams=streams)).verdict is verdict


def test_a_narrow_screen_is_a_note_and_a_pipe_is_none() -> None:
    pipe = (Stream("stdout", "utf-8", is_screen=False),)

    assert result("console", on(width=60)).found == "宽 60 列，表格会折行"
    assert result("console", on(width=60, streams=pipe)).verdict is Verdict.FINE


@pytest.mark.parametrize(
    ("changed", "verdict", "words"),
    [
        ({"errors": 2}, Verdict.PROBLEM, "错误 2 处"),
        ({"warnings": 3}, Verdict.NOTE, "警告 3 处"),
        ({"is_unreadable": True}, Verdict.PROBLEM, "有文件缺少或读不了"),
    ],
)
def test_what_check_finds(changed: dict[str, Any], verdict: Verdict, words: str) -> None:
    told = result("ledger", WELL._replace(ledger=LEDGER._replace(**changed)))

    assert told.verdict is verdict
    assert words in told.found


@pytest.mark.parametrize(
    ("changed", "key", "words"),
    [
        ({"driver": ""}, "merge_driver", "没有登记"),
        ({"driver": "x"}, "merge_driver", "登记的是“x”"),
        ({"merge": "unspecified"}, "merge_driver", ".gitattributes 没有让台账文件用它"),
        ({"quotes_paths": True}, "quotepath", "core.quotepath"),
        ({"eol": "unspecified", "text": "auto"}, "line_ends", "CRLF"),
        ({"eol": "unspecified", "autocrlf": "false"}, "line_ends", "没有规定"),
        ({"eol": "crlf", "autocrlf": "false"}, "line_ends", "CRLF"),
        ({"is_shallow": True}, "repository", "浅克隆"),
    ],
)
def test_how_a_repository_may_be_off(changed: dict[str, Any], key: str, words: str) -> None:
    told = result(key, WELL._replace(repository=REPOSITORY._replace(**changed)))

    assert told.verdict is Verdict.NOTE
    assert words in told.found


def test_a_repository_that_git_refuses_is_a_problem_with_its_remedy() -> None:
    trouble = Trouble("Git 不信任目录 D:/台账：它属于别的用户", "确认无误后运行 git config …")
    told = result("repository", WELL._replace(repository=trouble))

    assert (told.verdict, told.found, told.remedy) == (Verdict.PROBLEM, *trouble[:2])


def test_without_a_ledger_nothing_is_said_of_its_repository() -> None:
    lost = WELL._replace(ledger=Trouble("附近没有台账", "…", is_grave=False), repository=None)
    keys = {one.key for check in CHECKS for one in check(lost)}

    assert keys.isdisjoint({"repository", "merge_driver", "quotepath", "line_ends", "writable"})
    assert not doctor(lost).alarm


def test_faulty_settings_are_a_problem() -> None:
    faulty = LEDGER._replace(settings_fault="设置文件 ledger.toml 有 1 处错误")
    told = result("settings", WELL._replace(ledger=faulty))

    assert (told.verdict, told.found) == (Verdict.PROBLEM, "设置文件 ledger.toml 有 1 处错误")


def test_missing_templates_are_a_problem() -> None:
    told = result("settings", WELL._replace(are_templates_shipped=False))

    assert told.verdict is Verdict.PROBLEM
