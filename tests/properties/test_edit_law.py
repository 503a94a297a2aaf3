"""The law of recording: a legal record comes in as it was meant, and nothing else changes."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from tests.support.build import write_ledger
from tests.support.strategies import ledger_of

from ganxian_ledger.domain import edits
from ganxian_ledger.domain.changes import Append
from ganxian_ledger.domain.characters import FORBIDDEN
from ganxian_ledger.domain.edits import Intent, decide
from ganxian_ledger.domain.edits.said import Said
from ganxian_ledger.domain.model.calendar import parse_period
from ganxian_ledger.domain.model.ledger import Entry, Ledger
from ganxian_ledger.domain.rules.rule import Severity
from ganxian_ledger.domain.state.standing import standing_of
from ganxian_ledger.domain.state.steps import ALLOWED_IN
from ganxian_ledger.usecases import edit
from ganxian_ledger.usecases.opening import open_sound

TODAY = date(2031, 1, 31)
TEXT = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("\n:#-'\"{}[],&*!|>% 𠮷🦁甲乙"),
    max_size=40,
).map(lambda text: FORBIDDEN.sub("", text).strip() or "无")
HASH = "0" * 64


def intent_for(dice: Random, ledger: Ledger, entry: Entry, texts: list[str]) -> Intent | None:
    """Some step that is legal now, or nothing."""
    standing = standing_of(entry.measure, ledger.plan.due)
    kinds = [kind for kind, states in sorted(ALLOWED_IN.items()) if standing.state in states]
    named = {ledger.units.named(name) for name in standing.lead}
    others = sorted({unit.name for unit in ledger.units} - named)
    if not kinds:
        return None
    note = texts[0] if dice.random() < 0.5 else None
    given = Said(note=note, by=dice.choice([None, *sorted(ledger.units.by_name)]))
    evidence = ({"path": "佐证/a b, c.pdf", "sha256": HASH}, {"url": "https://例.cn/?a=1#b"})
    number = entry.id
    made: dict[str, Intent] = {
        "progress": edits.Progress(number, 60, texts[1], texts[2], given),
        "submit": edits.Submit(number, evidence[: dice.randrange(3)], given),
        "return": edits.Return(number, texts[1], date(2031, 2, 1), given),
        "close": edits.Close(number, evidence[: dice.randrange(3)], method="现场", said=given),
        "review": edits.Review(number, dice.random() < 0.5, texts[1], given),
        "reopen": edits.Reopen(number, texts[1], given),
        "extend": edits.Extend(number, date(2039, 12, 31), texts[1], said=given),
        "transfer": edits.Transfer(
            number, (*dice.sample(others, 1), *sorted(named)), texts[1], given
        ),
        "cancel": edits.Cancel(number, texts[1], given),
    }
    return made[dice.choice(kinds)]


def _names(ledger: Ledger) -> list[str]:
    return sorted(ledger.units.by_name)


def reading_for(dice: Random, ledger: Ledger, texts: list[str]) -> Intent | None:
    if not ledger.targets:
        return None
    period = parse_period(dice.choice(["2030-11", "2030-Q4", "2030"]))
    assert period is not None
    value = Decimal(dice.randrange(-9999, 9999)).scaleb(-dice.randrange(3))
    given = Said(note=texts[0], by=_names(ledger)[0])
    return edits.Reading(dice.choice(ledger.targets).id, period, value, said=given)


def disturbed(dice: Random, text: str) -> bytes:
    """The file with comments, blank lines, other line ends, a mark, or no final line end."""
    lines = []
    for line in text.split("\n"):
        item = re.match(" *- (id|name):", line)
        if item and dice.random() < 0.3:
            lines += [""] * dice.randrange(2) + [" " * dice.choice((0, 2, 10)) + "# 注：“𠮷”"]
        quiet = re.fullmatch(" *(date|id|type|due): [-'0-9a-z.]+", line)
        lines.append(f"{line}   # 🦁" if quiet and dice.random() < 0.2 else line)
    whole = "\n".join(lines)
    if dice.random() < 0.3:
        whole = whole.rstrip("\n")
    if dice.random() < 0.3:
        whole = whole.replace("\n", "\r\n")
    mark = "\ufeff" if dice.random() < 0.2 else ""
    return (mark + whole).encode()


def plain(data: bytes) -> Any:
    """What an independent reader makes of the file: all scalars as text."""
    return YAML(typ="base", pure=True).load(BytesIO(data.removeprefix(b"\xef\xbb\xbf")))


def grown(value: Any, change: Append) -> Any:
    """The plain value with the record of a change in it."""
    *outer, key = change.place.route
    holder = value
    for step in outer:
        holder = holder[step]
    held = holder.get(key)
    holder[key] = [*(held if isinstance(held, list) else []), as_text(change.fields)]
    return value


def as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: as_text(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return [as_text(one) for one in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def assert_only_inserted(old: bytes, new: bytes) -> None:
    """Without one piece the new text is the old one, save for an empty list that gave way."""
    before = 0
    while before < min(len(old), len(new)) and old[before] == new[before]:
        before += 1
    behind = 0
    most = min(len(old), len(new)) - before
    while behind < most and old[-1 - behind] == new[-1 - behind]:
        behind += 1
    gone = old[before : len(old) - behind].strip().removeprefix(b"[]").strip()
    assert gone in new[before : len(new) - behind]
    assert gone[:1] in {b"", b"#"}  # comments between an empty list and its first record


@given(st.integers(0, 10**9), st.lists(TEXT, min_size=3, max_size=3))
@settings(max_examples=120, deadline=None)
def test_a_legal_record_comes_in_as_meant_and_nothing_else_changes(
    seed: int, texts: list[str]
) -> None:
    dice = Random(seed)
    _, files, _ = ledger_of(seed)
    files = {name: disturbed(dice, data.decode()) for name, data in files.items()}
    with TemporaryDirectory() as folder:
        ledger_folder = write_ledger(Path(folder), files)
        ledger = open_sound(ledger_folder, TODAY).ledger
        entries = list(ledger.entries)
        intent = (
            intent_for(dice, ledger, dice.choice(entries), texts)
            if entries and dice.random() < 0.8
            else reading_for(dice, ledger, texts)
        )
        if intent is None:
            return
        change = decide(ledger, intent, today=TODAY).change
        edit.record(ledger_folder, intent, today=TODAY)
        for name, old in files.items():
            new = ledger_folder.file(name).read_bytes()
            if name != change.place.file:
                assert new == old
                continue
            assert_only_inserted(old, new)
            assert plain(new) == grown(plain(old), change)
            assert (b"\r\n" in old) == (b"\r\n" in new)
            assert not re.search(b"(?<!\r)\n", new) or b"\r\n" not in old


def is_idle(ledger: Ledger, entry: Entry, intent: Intent) -> bool:
    """Whether a step would extend to an earlier day, or be the second look back of its day."""
    if isinstance(intent, edits.Extend):
        return standing_of(entry.measure, ledger.plan.due).due >= intent.to
    return isinstance(intent, edits.Review) and entry.measure.log[-1].type == "review"


@pytest.mark.parametrize("seed", range(3))
def test_many_records_one_after_another_stay_legal(tmp_path: Path, seed: int) -> None:
    dice = Random(seed)
    _, files, _ = ledger_of(seed + 100)
    folder = write_ledger(tmp_path, files)
    for _ in range(15):
        ledger = open_sound(folder, TODAY).ledger
        entry = dice.choice(list(ledger.entries))
        intent = intent_for(dice, ledger, entry, ["甲", "乙\n丙", "a: b"])
        if intent is not None and not is_idle(ledger, entry, intent):
            edit.record(folder, intent, today=TODAY)
    after = open_sound(folder, TODAY)
    assert [f for f in after.findings if f.severity is Severity.ERROR] == []
