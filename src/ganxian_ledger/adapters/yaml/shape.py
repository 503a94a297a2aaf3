"""Faults of shape as findings: a validator's complaint, said in Chinese at its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ganxian_ledger.adapters.yaml.document import Document
from ganxian_ledger.adapters.yaml.nodes import Node, step_into
from ganxian_ledger.adapters.yaml.salvage import record_of
from ganxian_ledger.domain.model.record import Record, shape_of
from ganxian_ledger.domain.near import suggest
from ganxian_ledger.domain.places import Place, Route
from ganxian_ledger.domain.rules.found import found
from ganxian_ledger.domain.rules.rule import Finding

_NOT_A_MAPPING = frozenset({"model_type", "dict_type", "model_attributes_type"})


def finding_of(document: Document, model: type[Record], detail: Mapping[str, Any]) -> Finding:
    """One entry of `ValidationError.errors()` as a finding."""
    kind, context = detail["type"], detail.get("ctx") or {}
    route = _route(document.root, detail["loc"], missing=kind == "missing")
    place = Place(document.name, route)
    if kind == "extra_forbidden":
        fields = _model_at(model, document.root, route[:-1]).model_fields
        listed = f"可用：{'、'.join(fields)}"
        return found(
            "Y301",
            place.at_key(),
            f"不认识的键“{route[-1]}”",
            f"{suggest(str(route[-1]), fields)}{listed}",
        )
    named = _named(model, document.root, route)
    if kind == "missing":
        return found("Y302", place, f"缺少“{route[-1]}”（{named}）", f"补上 {route[-1]}: …")
    if kind in _NOT_A_MAPPING:
        what = shape_of(_at(document.root, route))
        return found("Y303", place, f"{named}应为一组“键: 值”，这里是{what}", "每行写一个“键: 值”")
    if kind[:1].isupper():
        said = context["message"]
        message = said if said.startswith(named) else f"{named}：{said}"
        return found(kind, place, message, context["hint"])
    return found("Y303", place, f"{named}的写法不对", "对照 docs/format.md 改正")


def _route(root: Node, location: Iterable[str | int], *, missing: bool) -> Route:
    """A validator's location as a route of the file: the tags of unions fall out."""
    steps = list(location)
    route: list[str | int] = []
    node = root
    for n, step in enumerate(steps):
        try:
            node = step_into(node, step)
        except KeyError:
            if missing and n == len(steps) - 1:
                route.append(step)
            continue
        route.append(step)
    return tuple(route)


def _at(root: Node, route: Route) -> Node:
    node = root
    for step in route:
        node = step_into(node, step)
    return node


def _model_at(model: type[Record], root: Node, route: Route) -> type[Record]:
    """The kind of record at a route."""
    node, current = root, model
    annotation: object = model
    for step in route:
        node = step_into(node, step)
        if isinstance(step, str):
            annotation = current.model_fields[step].annotation
        current = record_of(annotation, node) or current
    return current


def _named(model: type[Record], root: Node, route: Route) -> str:
    """The Chinese name of the field that a route ends in (or that holds the list it ends in)."""
    for end in range(len(route), 0, -1):
        if isinstance(route[end - 1], str):
            record = _model_at(model, root, route[: end - 1])
            field = record.model_fields.get(str(route[end - 1]))
            return (field.title or str(route[end - 1])) if field else str(route[end - 1])
    return "文件"
