"""What two declared schemes of an assessment say differently, part by part; marks are records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from ganxian_ledger.domain.compare.words import FieldEdit, value_words
from ganxian_ledger.domain.model.record import Record
from ganxian_ledger.domain.places import Route

if TYPE_CHECKING:  # most ledgers have no scheme
    from ganxian_ledger.domain.model.assessment import AssessmentFile

_HEAD = ("title", "decimals", "support_share")
_APART = frozenset({"id", "name", "items"})
"""Fields that a part is known by, and those that are parts themselves."""
_NOTHING = value_words(None)


class SchemeEdit(NamedTuple):
    """One difference, and where it stands in both states; of a part that is in one, its list."""

    field: FieldEdit
    before: Route
    after: Route


class _Value(NamedTuple):
    title: str
    words: str
    route: Route


class _Part(NamedTuple):
    """A block, an item, a group, a grade or the bonus: what it is called, where, what it says."""

    words: str
    route: Route
    values: Mapping[str, _Value]

    @property
    def whole(self) -> str:
        """All that it says."""
        return "，".join(f"{one.title} {one.words}" for one in self.values.values())


def scheme_edits(before: AssessmentFile, after: AssessmentFile) -> Iterator[SchemeEdit]:
    """Every field of a part that differs, and every part that came or went."""
    old, new = _parts(before), _parts(after)
    for key in dict.fromkeys((*old, *new)):
        one, other = old.get(key), new.get(key)
        if one is not None and other is not None:
            yield from _edited(key, one, other)
        elif one is not None:
            field = FieldEdit(key, one.words, one.whole, _NOTHING)
            yield SchemeEdit(field, one.route, one.route[:1])
        elif other is not None:
            field = FieldEdit(key, other.words, _NOTHING, other.whole)
            yield SchemeEdit(field, other.route[:1], other.route)


def _edited(key: str, old: _Part, new: _Part) -> Iterator[SchemeEdit]:
    nothing = _Value("", _NOTHING, ())
    for name in dict.fromkeys((*old.values, *new.values)):
        one, other = old.values.get(name, nothing), new.values.get(name, nothing)
        if one.words != other.words:
            title = f"{new.words}的{one.title or other.title}" if new.words else one.title
            field = FieldEdit(f"{key}/{name}" if key else name, title, one.words, other.words)
            yield SchemeEdit(field, one.route or old.route, other.route or new.route)


def _parts(scheme: AssessmentFile) -> dict[str, _Part]:
    """Every part by what it is known by; of two with one id the last."""
    found = {"": _Part("", (), _values(scheme, (), _HEAD))}
    for n, group in enumerate(scheme.groups):
        found[f"groups/{group.name}"] = _part(f"考评组“{group.name}”", ("groups", n), group)
    for b, block in enumerate(scheme.blocks):
        route: Route = ("blocks", b)
        found[f"blocks/{block.id}"] = _part(f"考评块“{block.title}”", route, block)
        for i, item in enumerate(block.items):
            found[f"items/{item.id}"] = _item(block.title, (*route, "items", i), item, item.title)
    if scheme.bonus is not None:
        found["bonus"] = _part("加分", ("bonus",), scheme.bonus)
        for i, one in enumerate(scheme.bonus.items):
            found[f"items/{one.id}"] = _item("加分", ("bonus", "items", i), one, one.title)
    for n, grade in enumerate(scheme.grades):
        found[f"grades/{grade.name}"] = _part(f"等次“{grade.name}”", ("grades", n), grade)
    return found


def _item(block: str, route: Route, item: Record, title: str) -> _Part:
    part = _part(f"考评项“{title}”", route, item)
    return part._replace(values={"under": _Value("所属", block, route), **part.values})


def _part(words: str, route: Route, record: Record) -> _Part:
    keys = tuple(key for key in type(record).model_fields if key not in _APART)
    return _Part(words, route, _values(record, route, keys))


def _values(record: Record, route: Route, keys: tuple[str, ...]) -> dict[str, _Value]:
    """What fields say, without those that say nothing; of a type its name."""
    kind = type(record)
    held = {key: value_words(getattr(record, key, None)) for key in keys}
    if "type" in held:
        held["type"] = kind.model_config.get("title") or held["type"]
    return {
        key: _Value(kind.model_fields[key].title or key, words, (*route, key))
        for key, words in held.items()
        if words != _NOTHING
    }
