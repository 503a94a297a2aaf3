"""A second, deliberately simple calculator of what is derived from a ledger.

It was written from the contract alone and works on plain dicts and lists: dates are
`datetime.date`, numbers are `int` or `Decimal`. It shares no line with the program.
"""

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

Plain = dict[str, Any]

OPEN = ("未启动", "推进中", "已退回")
STATE_AFTER = {
    "progress": "推进中",
    "submit": "待核查",
    "return": "已退回",
    "close": "已销号",
    "reopen": "推进中",
    "cancel": "已核减",
}


def as_list(value: object) -> list[Any]:
    """One name or several, as a list."""
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


# --- units ------------------------------------------------------------------------------------


def names_of(ledger: Plain) -> dict[str, str]:
    """Every registered form → the registered name."""
    found = {ledger["plan"]["office"]: ledger["plan"]["office"]}
    for unit in ledger["units"]:
        for form in [unit["name"], *unit.get("aliases", [])]:
            found[form] = unit["name"]
    return found


def groups_of(ledger: Plain, name: str) -> set[str]:
    """All groups that hold a unit, directly or through another group."""
    names = names_of(ledger)
    found: set[str] = set()
    while True:
        more = {
            unit["name"]
            for unit in ledger["units"]
            for member in unit.get("members", [])
            if names[member] == name or names[member] in found
        } - found
        if not more:
            return found
        found |= more


def is_group(ledger: Plain, name: str) -> bool:
    """A group is a unit of the kind 集合."""
    return any(unit["name"] == name and unit["kind"] == "集合" for unit in ledger["units"])


def role_of(ledger: Plain, measure: Plain, name: str, day: date) -> str | None:
    """`lead`, `support` or nothing; what names the unit itself or a group that it is in."""
    names = names_of(ledger)
    mine = {name}
    if not is_group(ledger, name):
        mine |= groups_of(ledger, name)
    if mine & set(leads_of(ledger, measure, day)):
        return "lead"
    if mine & {names[form] for form in as_list(measure.get("support"))}:
        return "support"
    return None


# --- one measure ------------------------------------------------------------------------------


def until(measure: Plain, day: date) -> list[Plain]:
    """The records that exist on a day."""
    return [record for record in as_list(measure.get("log")) if record["date"] <= day]


def leads_of(ledger: Plain, measure: Plain, day: date) -> list[str]:
    """The leads in force."""
    current = measure["lead"]
    for record in until(measure, day):
        if record["type"] == "transfer":
            current = record["lead"]
    names = names_of(ledger)
    return [names[form] for form in as_list(current)]


def state_of(measure: Plain, day: date) -> str:
    """The fold of the log."""
    state = "未启动"
    for record in until(measure, day):
        state = STATE_AFTER.get(record["type"], state)
    return state


def percent_of(measure: Plain, day: date) -> int:
    """The last reported percentage, 100 while closed."""
    if state_of(measure, day) == "已销号":
        return 100
    found = [r["percent"] for r in until(measure, day) if r["type"] == "progress"]
    return int(found[-1]) if found else 0


def original_due(ledger: Plain, measure: Plain) -> date:
    """The deadline before any extension."""
    due: date = measure.get("due") or ledger["plan"]["due"]
    return due


def due_of(ledger: Plain, measure: Plain, day: date) -> date:
    """The deadline in force."""
    moved = [r["to"] for r in until(measure, day) if r["type"] == "extend"]
    return moved[-1] if moved else original_due(ledger, measure)


def end_of(day: date) -> Fraction:
    """The position of the end of a day on the axis of months."""
    days = monthrange(day.year, day.month)[1]
    return day.year * 12 + day.month + Fraction(day.day, days)


def beginning_of(day: date) -> Fraction:
    """The position of the beginning of a day."""
    days = monthrange(day.year, day.month)[1]
    return day.year * 12 + day.month + Fraction(day.day - 1, days)


def time_progress(start: date, due: date, day: date) -> Fraction:
    """序时进度, exactly."""
    if due <= start:
        return Fraction(100)
    share = (end_of(day) - beginning_of(start)) / (end_of(due) - beginning_of(start)) * 100
    return min(max(share, Fraction(0)), Fraction(100))


def policy_of(ledger: Plain, key: str, default: Any) -> Any:
    """A setting of the office, or its default."""
    value = (ledger["plan"].get("policy") or {}).get(key)
    return default if value is None else value


def return_of(ledger: Plain, measure: Plain, day: date) -> str | None:
    """未报送, 待报 or nothing."""
    if state_of(measure, day) not in OPEN:
        return None
    for record in until(measure, day):
        month = (record["date"].year, record["date"].month)
        if record["type"] in {"progress", "submit"} and month == (day.year, day.month):
            return None
    last = monthrange(day.year, day.month)[1]
    return "未报送" if day.day >= min(policy_of(ledger, "return_day", 31), last) else "待报"


def light_of(row: Plain, lag_red: Any) -> str:
    """亮灯."""
    if row["state"] in {"已销号", "已核减"}:
        return "蓝" if row["state"] == "已销号" else "灰"
    behind = row["time_progress"] - row["percent"]
    if row["is_overdue"] or (lag_red is not None and row["state"] in OPEN and behind > lag_red):
        return "红"
    return "黄" if row["is_due_soon"] or row["is_lagging"] or row["state"] == "已退回" else "绿"


def closed_on(measure: Plain, day: date) -> date | None:
    """When a closed measure was closed."""
    if state_of(measure, day) != "已销号":
        return None
    found: date = [r["date"] for r in until(measure, day) if r["type"] == "close"][-1]
    return found


def row_of(ledger: Plain, section: Plain, task: Plain, measure: Plain, day: date) -> Plain:
    """Everything that is derived for one measure; figures exact."""
    state, due = state_of(measure, day), due_of(ledger, measure, day)
    percent, pace = percent_of(measure, day), time_progress(ledger["plan"]["start"], due, day)
    log, names = until(measure, day), names_of(ledger)
    is_overdue = day > due and state not in {"已销号", "已核减"}
    unfinished = state in {*OPEN, "待核查"}
    soon = timedelta(days=policy_of(ledger, "due_soon_days", 30))
    slack = Fraction(policy_of(ledger, "lag_yellow", 10))
    row = {
        "id": measure["id"],
        "task": task["id"],
        "section": section["id"],
        "title": measure["title"],
        "lead": leads_of(ledger, measure, day),
        "support": [names[form] for form in as_list(measure.get("support"))],
        "state": state,
        "percent": percent,
        "time_progress": pace,
        "due": due,
        "original_due": original_due(ledger, measure),
        "extensions": sum(record["type"] == "extend" for record in log),
        "is_overdue": is_overdue,
        "days_overdue": (day - due).days if is_overdue else 0,
        "is_due_soon": unfinished and not is_overdue and due - day <= soon,
        "is_lagging": state in OPEN and not is_overdue and percent < pace - slack,
        "return": return_of(ledger, measure, day),
        "closed_on": closed_on(measure, day),
        "last_record": {"date": log[-1]["date"], "type": log[-1]["type"]} if log else None,
    }
    return row | {"light": light_of(row, policy_of(ledger, "lag_red", None))}


def natural(number: str) -> list[int]:
    """8.2 before 8.10."""
    return [int(part) for part in number.split(".")]


def rows_of(ledger: Plain, day: date) -> list[Plain]:
    """All measures in natural order."""
    rows = [
        row_of(ledger, section, task, measure, day)
        for section in ledger["sections"]
        for task in section["tasks"]
        for measure in task["measures"]
    ]
    return sorted(rows, key=lambda row: natural(row["id"]))


def summary_of(rows: list[Plain]) -> Plain:
    """The counts of the listed measures."""
    states = [row["state"] for row in rows]
    closed, cancelled = states.count("已销号"), states.count("已核减")
    base = len(rows) - cancelled
    return {
        "total": len(rows),
        "closed": closed,
        "open": sum(state in {*OPEN, "待核查"} for state in states),
        "overdue": sum(row["is_overdue"] for row in rows),
        "due_soon": sum(row["is_due_soon"] for row in rows),
        "lagging": sum(row["is_lagging"] for row in rows),
        "submitted": states.count("待核查"),
        "cancelled": cancelled,
        "close_rate": Fraction(closed * 100, base) if base else None,
    }


def measures_of_unit(ledger: Plain, name: str, day: date) -> list[Plain]:
    """The rows of a unit with its role in each, in natural order."""
    found = []
    for section in ledger["sections"]:
        for task in section["tasks"]:
            for measure in task["measures"]:
                if role := role_of(ledger, measure, name, day):
                    row = row_of(ledger, section, task, measure, day)
                    found.append(row | {"role": role})
    return sorted(found, key=lambda row: natural(row["id"]))


def by_first_lead(ledger: Plain, day: date) -> dict[str, Plain]:
    """Each measure once, at its first lead: summary and rank by close rate, ties alike."""
    rows = rows_of(ledger, day)
    tallies: dict[str, Plain] = {
        name: {"summary": summary_of([row for row in rows if row["lead"][0] == name])}
        for name in {row["lead"][0] for row in rows}
    }
    rates = [tally["summary"]["close_rate"] for tally in tallies.values()]
    for tally in tallies.values():
        mine = tally["summary"]["close_rate"]
        better = sum(rate is not None and mine is not None and rate > mine for rate in rates)
        tally["rank"] = None if mine is None else better + 1
    return tallies


# --- targets ----------------------------------------------------------------------------------


def period_end(period: str) -> date:
    """The last day of 2024, 2024-Q2 or 2024-06."""
    year = int(period[:4])
    if len(period) == 4:
        return date(year, 12, 31)
    month = int(period[6]) * 3 if period[5] == "Q" else int(period[5:])
    return date(year, month, monthrange(year, month)[1])


def reading_of(target: Plain, day: date) -> Plain | None:
    """The reading in force."""
    best: Plain | None = None
    readings: list[Plain] = as_list(target.get("readings"))
    for reading in readings:
        if reading["date"] > day or period_end(reading["period"]) > day:
            continue
        newest = period_end(best["period"]) if best else date.min
        if period_end(reading["period"]) >= newest:
            best = reading
    return best


def is_reached(goal: Plain, value: Decimal) -> bool:
    """The goal, exactly."""
    [(bound, number)] = goal.items()
    holds: dict[str, bool] = {
        "at_least": value >= number,
        "at_most": value <= number,
        "equal": value == number,
        "more_than": value > number,
        "less_than": value < number,
    }
    return holds[bound]


def rate_of(target: Plain, day: date) -> Fraction | None:
    """The completion rate of a cumulative target."""
    reading = reading_of(target, day)
    if target["kind"] != "cumulative" or "text" in target["goal"] or reading is None:
        return None
    [number] = target["goal"].values()
    base = Fraction(target.get("baseline") or 0)
    return (Fraction(reading["value"]) - base) / (Fraction(number) - base) * 100


def verdict_of(ledger: Plain, target: Plain, day: date) -> str:
    """The word for a target."""
    reading = reading_of(target, day)
    if "text" in target["goal"]:
        return "定性"
    if reading is None:
        return "暂无数据"
    plan = ledger["plan"]
    rate = rate_of(target, day)
    is_passed = rate is not None and "equal" in target["goal"] and rate >= 100
    if is_passed or is_reached(target["goal"], reading["value"]):
        return "达标"
    if target["kind"] == "level" or day > plan["due"]:
        return "未达标"
    assert rate is not None
    is_on_time = rate >= time_progress(plan["start"], plan["due"], day)
    return "达序时" if is_on_time else "未达序时"


def lead_of_target(ledger: Plain, target: Plain, day: date) -> list[str]:
    """Its own lead, else the lead of the measure that its clause names."""
    if target.get("lead"):
        return [names_of(ledger)[form] for form in as_list(target["lead"])]
    for section in ledger["sections"]:
        for task in section["tasks"]:
            for measure in task["measures"]:
                if measure["id"] == target["clause"]:
                    return leads_of(ledger, measure, day)
    return []


# --- what is shown ----------------------------------------------------------------------------


def shown(value: Fraction | None) -> Decimal | None:
    """Rounded half up (away from nought) to one decimal, as it stands in JSON."""
    if value is None:
        return None
    scaled = abs(value) * 10 + Fraction(1, 2)
    tenths = Decimal(scaled.numerator // scaled.denominator) / 10
    return -tenths if value < 0 else tenths


MEASURE_KEYS = (
    "id",
    "task",
    "section",
    "title",
    "lead",
    "support",
    "state",
    "light",
    "percent",
    "time_progress",
    "due",
    "original_due",
    "extensions",
    "days_overdue",
    "closed_on",
    "last_record",
)


def as_json(value: Any) -> Any:
    """A derived value as it stands in JSON."""
    if isinstance(value, dict):
        return {key: as_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_json(inner) for inner in value]
    if isinstance(value, Fraction):
        return shown(value)
    return value.isoformat() if isinstance(value, date) else value


def measures_json(rows: list[Plain]) -> list[Plain]:
    """The measures of `status --format json`."""
    keys = (*MEASURE_KEYS, "role")
    return [{key: as_json(row[key]) for key in keys if key in row} for row in rows]


def targets_json(ledger: Plain, day: date) -> list[Plain]:
    """The targets of `targets --format json`; numbers exact but for the rate."""
    found = []
    for target in ledger["targets"]:
        reading = reading_of(target, day) or {}
        row = {key: target[key] for key in ("id", "name", "clause", "kind", "goal", "unit")}
        row |= {"lead": lead_of_target(ledger, target, day), "value": reading.get("value")}
        row |= {key: as_json(reading.get(key)) for key in ("period", "date")}
        row |= {"rate": shown(rate_of(target, day)), "verdict": verdict_of(ledger, target, day)}
        found.append(row)
    return found
