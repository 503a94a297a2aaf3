"""A name holds a character that looks like another: a radical for a word, a wide digit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from unicodedata import normalize

from ganxian_ledger.domain.model.ledger import Ledger
from ganxian_ledger.domain.places import TASKS, UNITS, Place
from ganxian_ledger.domain.rules.rule import Example, Finding, Rule, Severity

_CONFUSING = re.compile(
    "[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]"
)
"""Radicals, compatibility ideographs, and full-width digits and letters."""
_WORDS_OF_THEIR_OWN = frozenset(
    "\ufa0e\ufa0f\ufa11\ufa13\ufa14\ufa1f\ufa21\ufa23\ufa24\ufa27\ufa28\ufa29"
)
"""Ordinary ideographs among the compatibility ones."""


def check(ledger: Ledger, _day: date) -> Iterator[Finding]:
    """Numbers, names and titles are searched for and compared; clauses are kept as published."""
    for place, text in _names(ledger):
        found = [c for c in _CONFUSING.findall(text) if c not in _WORDS_OF_THEIR_OWN]
        if found:
            yield RULE.at(place, f"“{text}”里有{_listed(found)}", hint=_remedy(text))


def _listed(found: list[str]) -> str:
    each = dict.fromkeys(found)
    return "、".join(f"易混的字符“{c}”（U+{ord(c):04X}）" for c in each)


def _remedy(text: str) -> str:
    plain = _CONFUSING.sub(lambda match: normalize("NFKC", match.group()), text)
    left = [c for c in _CONFUSING.findall(plain) if c not in _WORDS_OF_THEIR_OWN]
    return "删去这个字符，用输入法重新输入" if left else f"写成“{plain}”"


def _names(ledger: Ledger) -> Iterator[tuple[Place, str]]:
    head = Place(TASKS, ("plan",))
    for key in ("title", "number", "issuer", "office"):
        yield head / key, getattr(ledger.plan, key)
    for s, section in enumerate(ledger.sections):
        place = Place(TASKS, ("sections", s))
        yield place / "id", section.id
        yield place / "title", section.title
        for t, task in enumerate(section.tasks):
            yield place / "tasks" / t / "title", task.title
    for entry in ledger.entries:
        yield entry.place / "title", entry.measure.title
    for at, target in ledger.located_targets():
        yield at / "name", target.name
    for at, project in ledger.located_projects():
        yield at / "name", project.name
    yield from _units(ledger)


def _units(ledger: Ledger) -> Iterator[tuple[Place, str]]:
    """The register; what stands elsewhere is the same name, or unregistered."""
    for i, unit in enumerate(ledger.units):
        place = Place(UNITS, ("units", i))
        if unit.name != ledger.plan.office:
            yield place / "name", unit.name
        for j, alias in enumerate(unit.aliases):
            yield place / "aliases" / j, alias


RULE = Rule(
    code="S602",
    name="confusing-character",
    title="名称里有易混的字符",
    severity=Severity.WARNING,
    why="部首“⽔”和汉字“水”、全角“８”和半角“8”看着一样，查找和比对却对不上；多从 PDF 粘贴而来。",
    good=Example("title: 污水管网建设8公里"),
    bad=Example("title: 污⽔管网建设８公里"),
    check=check,
)
