"""What `ledger.toml` says: which findings `check` tells, and how grave they are; no more."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from ganxian_ledger.adapters.settings_file import (
    LARGEST,
    Fault,
    FaultySettings,
    SettingsFile,
    with_lf,
)
from ganxian_ledger.adapters.toml import place_of, place_of_fault
from ganxian_ledger.domain.near import suggest
from ganxian_ledger.domain.rules.catalogue import RULE_BY_CODE
from ganxian_ledger.domain.rules.rule import Severity
from ganxian_ledger.domain.rules.selection import ALL, Selection, fault_of

_KEYS = ("select", "ignore", "severity")
_LISTS = ("select", "ignore")


def selection_in(file: SettingsFile) -> Selection:
    """What the file asks for.

    Raises:
        FaultySettings: with all its faults.
    """
    text = _text(file)
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        place = place_of_fault(text, error) if isinstance(error, ValueError) else None
        words = '这里不合 TOML 的写法；文字加引号，列表写成 ["T3", "S"]'
        raise FaultySettings(file.shown, [Fault(place, words)]) from None
    faults = list(_faults(table, text))
    if faults:
        raise FaultySettings(file.shown, faults)
    check = table.get("check", {})
    return Selection(
        tuple(check.get("select", ALL)),
        tuple(check.get("ignore", ())),
        {code: Severity(word) for code, word in check.get("severity", {}).items()},
    )


def _text(file: SettingsFile) -> str:
    if len(file.data) > LARGEST:
        raise FaultySettings(file.shown, [Fault(None, f"文件超过 {LARGEST} 字节，删去无关内容")])
    try:
        return with_lf(file.data).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = file.data.count(b"\n", 0, error.start) + 1
        words = "不是 UTF-8 编码，另存为“UTF-8”"
        raise FaultySettings(file.shown, [Fault((line, 1), words)]) from None


def _faults(table: Mapping[str, Any], text: str) -> Iterator[Fault]:
    """Everything that is wrong with what the text says."""
    for name in table:
        if name != "check":
            hint = suggest(name, ("check",)) or "可用：check"
            yield Fault(place_of(text, (name,)), f"没有名为“{name}”的设置，{hint}")
    check = table.get("check", {})
    if not isinstance(check, Mapping):
        yield Fault(place_of(text, ("check",)), "check 应是一节设置，写成 [check]，下面各占一行")
        return
    for name, value in check.items():
        if name in _LISTS:
            yield from _faults_of_list(name, value, text)
        elif name == "severity":
            yield from _faults_of_severities(value, text)
        else:
            hint = f"{suggest(name, _KEYS)}可用：{'、'.join(_KEYS)}"
            yield Fault(
                place_of(text, ("check", name)), f"[check] 里没有名为“{name}”的设置，{hint}"
            )


def _faults_of_list(name: str, value: object, text: str) -> Iterator[Fault]:
    route = ("check", name)
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        yield Fault(place_of(text, route), f'{name} 应是编号的列表，写成 {name} = ["T3", "S"]')
        return
    if name == "select" and not value:
        yield Fault(place_of(text, route), "select 是空的，什么也不核对；写上编号，或删去这一行")
    for one in value:
        words = fault_of(one, RULE_BY_CODE)
        if words:
            yield Fault(place_of(text, route, one), words)


def _faults_of_severities(value: object, text: str) -> Iterator[Fault]:
    route = ("check", "severity")
    if not isinstance(value, Mapping):
        words = '应是一节设置，写成 [check.severity]，下面每行一条，例如 T301 = "error"'
        yield Fault(place_of(text, route), f"severity {words}")
        return
    levels = [severity.value for severity in Severity]
    for code, word in value.items():
        if code not in RULE_BY_CODE:
            hint = suggest(code.upper(), RULE_BY_CODE) or "这里要写完整的编号，例如 T301"
            yield Fault(place_of(text, (*route, code)), f"没有编号为“{code}”的规则，{hint}")
        if word not in levels:
            near = suggest(word, levels) if isinstance(word, str) else ""
            told = f"“{word}”" if isinstance(word, str) else "这样"
            yield Fault(
                place_of(text, (*route, code), word if isinstance(word, str) else ""),
                f"{code} 的级别不能写成{told}，{near}可用：{'、'.join(levels)}（要加引号）",
            )
