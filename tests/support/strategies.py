"""Whole legal ledgers from a seed: as plain data, and as the text of their files.

A seeded generator and not a tree of Hypothesis strategies: a ledger has some thousand choices,
and the seed in a failure's message brings the same ledger back.
"""

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

Plain = dict[str, Any]

OFFICE = "领导小组办公室"
WORDS = (
    "河道",
    "管网",
    "巡查",
    "整治：一期",
    "“两高”",
    "𠮷安路",
    "# 不是注释",
    "it's",
    "a: b",
    "甲　乙",
)
ALLOWED = {
    "未启动": ("progress", "submit", "close", "extend", "transfer", "cancel"),
    "推进中": ("progress", "submit", "close", "extend", "transfer", "cancel"),
    "已退回": ("progress", "submit", "close", "extend", "transfer", "cancel"),
    "待核查": ("return", "close", "extend", "transfer", "cancel"),
    "已销号": ("review", "reopen"),
    "已核减": (),
}
AFTER = {
    "progress": "推进中",
    "submit": "待核查",
    "return": "已退回",
    "close": "已销号",
    "reopen": "推进中",
    "cancel": "已核减",
}
WEIGHTS = {"progress": 6, "submit": 4, "return": 3, "close": 3, "review": 2, "reopen": 2}
HASH = "0123456789abcdef" * 4
BOUNDS = ("at_least", "at_most", "equal", "more_than", "less_than")


def month_end(day: date) -> date:
    """The last day of the month that a day lies in."""
    return day.replace(day=monthrange(day.year, day.month)[1])


class Maker:
    """Makes one ledger from one seed."""

    def __init__(self, seed: int, *, most_measures: int = 14) -> None:
        self.dice = Random(seed)
        self.most = most_measures
        self.start = date(self.dice.choice((2023, 2024, 2024, 2025)), 1, 1)
        if self.dice.random() < 0.5:
            self.start += timedelta(days=self.dice.randrange(-200, 300))
        self.due = self.start.replace(month=12, day=31)
        if self.dice.random() < 0.5 or self.due <= self.start:
            self.due = self.start + timedelta(days=self.dice.randrange(1, 500))

    # --- small things ---

    def chance(self, share: float) -> bool:
        """Whether something happens."""
        return self.dice.random() < share

    def day(self) -> date:
        """A day in or around the plan's period; month ends and leap days more often."""
        span = (self.due - self.start).days
        day = self.start + timedelta(days=self.dice.randrange(-40, span + 60))
        if self.chance(0.35):
            day = self.dice.choice((month_end(day), day.replace(day=1)))
        if self.chance(0.1):
            day = self.dice.choice((date(2024, 2, 29), date(2024, 2, 28), date(2023, 2, 28)))
        return day

    def words(self) -> str:
        """A short text, some of it awkward in YAML."""
        return "".join(self.dice.sample(WORDS, self.dice.randrange(1, 4))).strip("　")

    def number(self) -> Decimal:
        """A number with nought to three decimals, at times negative."""
        return Decimal(self.dice.randrange(-3000, 9000)).scaleb(-self.dice.randrange(4))

    def one_name(self) -> str:
        """Any registered form of any unit."""
        name: str = self.dice.choice(self.forms)
        return name

    def names(self, most: int) -> list[str]:
        """Forms of different units."""
        units = self.dice.sample(self.units, self.dice.randrange(1, min(most, len(self.units)) + 1))
        return [self.dice.choice([unit["name"], *unit.get("aliases", [])]) for unit in units]

    # --- files ---

    def ledger(self) -> Plain:
        """The whole."""
        self.units = self._units()
        self.forms = [f for u in self.units for f in [u["name"], *u.get("aliases", [])]]
        sections = self._sections()
        numbers = [m["id"] for s in sections for t in s["tasks"] for m in t["measures"]]
        return {
            "plan": self._plan(),
            "sections": sections,
            "units": self.units,
            "targets": [self._target(i, numbers) for i in range(self.dice.randrange(7))],
        }

    def _plan(self) -> Plain:
        plan: Plain = {
            "title": "工作方案",
            "number": "〔2024〕1号",
            "issuer": "领导小组",
            "office": OFFICE,
            "issued": self.day(),
            "start": self.start,
            "due": self.due,
        }
        if self.chance(0.6):
            settings: Plain = {
                "due_soon_days": self.dice.choice((0, 1, 30, 400)),
                "lag_yellow": self.dice.choice((0, 5, 10, Decimal("12.5"), 100)),
                "lag_red": self.dice.choice((0, 20, Decimal("33.3"), 50)),
                "return_day": self.dice.choice((1, 25, 28, 30, 31)),
            }
            kept = self.dice.sample(sorted(settings), self.dice.randrange(1, 5))
            plan["policy"] = {key: settings[key] for key in kept}
        return plan

    def _units(self) -> list[Plain]:
        units: list[Plain] = []
        for i in range(self.dice.randrange(2, 7)):
            unit: Plain = {"name": f"区{'甲乙丙丁戊己庚'[i]}局", "kind": "区直部门"}
            if self.chance(0.4):
                unit["aliases"] = [
                    f"{unit['name']}（{n}）" for n in range(self.dice.choice((1, 2)))
                ]
            units.append(unit)
        for i in range(self.dice.randrange(4)):
            group: Plain = {"name": f"集{i}", "kind": "集合", "members": []}
            if self.chance(0.8):
                inside = self.dice.sample(units, self.dice.randrange(1, len(units) + 1))
                group["members"] = [
                    self.dice.choice([u["name"], *u.get("aliases", [])]) for u in inside
                ]
            if self.chance(0.3):
                group["aliases"] = [f"各集{i}"]
            units.append(group)
        self.dice.shuffle(units)
        return units

    def _sections(self) -> list[Plain]:
        left = self.dice.randrange(1, self.most)
        numbers = self.dice.sample(range(1, 30), 12)
        sections: list[Plain] = []
        for i in range(self.dice.randrange(1, 4)):
            tasks = []
            for _ in range(self.dice.randrange(4)):
                number = str(numbers.pop())
                count = min(left, self.dice.randrange(5))
                left -= count
                seconds = self.dice.sample((1, 2, 3, 9, 10, 11, 20, 100), count)
                measures = [self._measure(f"{number}.{second}") for second in seconds]
                tasks.append({"id": number, "title": self.words(), "measures": measures})
            sections.append({"id": f"三（{'一二三'[i]}）", "title": self.words(), "tasks": tasks})
        return sections

    def _measure(self, number: str) -> Plain:
        lead: Any = self.names(3) if self.chance(0.25) else self.one_name()
        measure: Plain = {"id": number, "title": self.words(), "text": self.words(), "lead": lead}
        if self.chance(0.7):
            measure["support"] = self.names(4)
        if self.chance(0.2):
            measure["support_open"] = self.chance(0.5)
        if self.chance(0.4):
            measure["due"] = self.day()
        if self.chance(0.3):
            measure["term"] = self.dice.choice(("限期", "长期"))
        if self.chance(0.85):
            measure["log"] = self._log(measure.get("due") or self.due)
        return measure

    def _log(self, due: date) -> list[Plain]:
        log: list[Plain] = []
        state, day = "未启动", self.start + timedelta(days=self.dice.randrange(-30, 60))
        for _ in range(self.dice.choice((0, 1, 2, 3, 5, 8, 12))):
            kinds = ALLOWED[state]
            if not kinds:
                break
            kind = self.dice.choices(kinds, [WEIGHTS.get(k, 1) for k in kinds])[0]
            record: Plain = {"date": day, "type": kind, "by": self._speaker()}
            record |= self._fields(kind, due)
            due = record.get("to", due)
            log.append(record)
            state = AFTER.get(kind, state)
            day = self._later(day)
        return log

    def _later(self, day: date) -> date:
        day += timedelta(days=self.dice.choice((0, 0, 1, 5, 29, 30, 31, 60)))
        return month_end(day) if self.chance(0.3) else day

    def _speaker(self) -> str:
        return OFFICE if self.chance(0.3) else self.one_name()

    def _fields(self, kind: str, due: date) -> Plain:
        fields: Plain = {}
        if kind == "progress":
            fields["percent"] = self.dice.choice((0, 100, self.dice.randrange(101)))
        if kind == "review":
            fields["passed"] = self.chance(0.5)
        if kind == "extend":
            later = due + timedelta(days=self.dice.choice((1, 10, 31, 90)))
            fields["to"] = max(month_end(later), later) if self.chance(0.5) else later
        if kind == "transfer":
            fields["lead"] = self.names(2) if self.chance(0.3) else self.one_name()
        if kind in {"return", "reopen", "extend", "transfer", "cancel"}:
            fields["reason"] = self.words()
        if kind in {"submit", "close"} and self.chance(0.5):
            fields["evidence"] = [{"path": "evidence/a.pdf", "sha256": HASH}]
        if self.chance(0.2):
            fields["note"] = self.words() + "\n第二行"
        return fields

    def _target(self, index: int, numbers: list[str]) -> Plain:
        kind = self.dice.choice(("level", "cumulative"))
        target: Plain = {"id": f"t{index}", "name": self.words(), "clause": "二"}
        if numbers and self.chance(0.5):
            target["clause"] = self.dice.choice(numbers)
        bounds = BOUNDS if kind == "level" else ("at_least", "equal", "more_than")
        goal = self.number()
        target["goal"] = {self.dice.choice(bounds): goal}
        in_words = kind == "level" and self.chance(0.3)
        if in_words:
            target["goal"] = {"text": self.words()}
        target |= {"unit": "户", "kind": kind}
        baseline = self.number()
        if goal == 0 or self.chance(0.4):
            target["baseline"] = baseline if baseline != goal else goal - 1
        if self.chance(0.4):
            target["lead"] = self.names(2) if self.chance(0.3) else self.one_name()
        if self.chance(0.85):
            target["readings"] = self._readings(goal, in_words=in_words)
        return target

    def _readings(self, goal: Decimal, *, in_words: bool) -> list[Plain]:
        readings = []
        for _ in range(self.dice.randrange(7)):
            day = self.day()
            period = self.dice.choice(
                (f"{day:%Y-%m}", f"{day.year}-Q{(day.month + 2) // 3}", f"{day.year}")
            )
            late = self.dice.choice((0, 1, 10, 60, -5))
            reading: Plain = {"period": period, "date": month_end(day) + timedelta(days=late)}
            if not in_words or self.chance(0.5):
                near = goal * self.dice.randrange(13) / 10
                reading["value"] = self.dice.choice((self.number(), goal, near))
            reading["by"] = self._speaker()
            readings.append(reading)
        return readings

    def days(self, ledger: Plain, count: int) -> list[date]:
        """Days worth looking at: at, before and after every date of the ledger, and others."""
        dates = {self.start, self.due}
        for section in ledger["sections"]:
            for task in section["tasks"]:
                for measure in task["measures"]:
                    dates |= {measure[key] for key in ("due",) if key in measure}
                    for record in measure.get("log", []):
                        dates |= {record[key] for key in ("date", "to") if key in record}
        for target in ledger["targets"]:
            dates |= {reading["date"] for reading in target.get("readings", [])}
        near = [self.dice.choice(sorted(dates)) + timedelta(days=n) for n in (-1, 0, 1)]
        pool = [*near, self.due, month_end(self.day()), *(self.day() for _ in range(count))]
        return [*near, *self.dice.sample(pool, min(count, len(pool)))][:count]


# --- text -------------------------------------------------------------------------------------


class Writer:
    """Writes plain data as YAML: what kind of quotes and lists is left to the dice."""

    def __init__(self, dice: Random) -> None:
        self.dice = dice

    def files(self, ledger: Plain) -> dict[str, bytes]:
        """The bytes of the files of a ledger."""
        wholes: dict[str, Plain] = {
            "tasks.yaml": {"plan": ledger["plan"], "sections": ledger["sections"]},
            "targets.yaml": {"targets": ledger["targets"]},
            "units.yaml": {"units": ledger["units"]},
        }
        return {
            name: ("schema_version: 1\n" + self.block(whole, 0)).encode()
            for name, whole in wholes.items()
        }

    def block(self, value: Plain, indent: int) -> str:
        """A mapping in block style."""
        return "".join(self._pair(key, inner, indent) for key, inner in value.items())

    def _pair(self, key: str, value: Any, indent: int) -> str:
        pad = " " * indent
        if isinstance(value, list) and value and isinstance(value[0], dict) and self.is_tall(key):
            items = [self.block(item, indent + 4) for item in value]
            dashed = "".join(f"{pad}  - {item[indent + 4 :]}" for item in items)
            return f"{pad}{key}:\n{dashed}"
        if isinstance(value, dict) and (key == "plan" or self.dice.random() < 0.5):
            return f"{pad}{key}:\n{self.block(value, indent + 2)}"
        if isinstance(value, str) and "\n" in value and self.dice.random() < 0.5:
            lines = "".join(f"{pad}  {line}\n" for line in value.split("\n"))
            return f"{pad}{key}: |-\n{lines}"
        return f"{pad}{key}: {self.flow(value)}\n"

    def is_tall(self, key: str) -> bool:
        """Whether a list of mappings is written in block style."""
        return key not in {"log", "readings", "evidence"} or self.dice.random() < 0.7

    def flow(self, value: Any) -> str:
        """Any value on one line."""
        if isinstance(value, dict):
            return "{" + ", ".join(f"{k}: {self.flow(v)}" for k, v in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(map(self.flow, value)) + "]"
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, str):
            return self.scalar(value)
        return f"{value:f}" if isinstance(value, Decimal) else str(value)

    def scalar(self, text: str) -> str:
        """A text in one of the three styles, in one that can hold it."""
        bare = text.replace("-", "").replace("（", "").replace("）", "")
        if "\n" in text or self.dice.random() < 0.3:
            escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
            return f'"{escaped}"'
        is_word = bare.isalnum() and not text.replace(".", "").isdigit()
        if (
            (is_word or (len(bare) >= 4 and text[:4].isdigit()))
            and "." not in text
            and self.dice.random() < 0.6
        ):
            return text
        return "'" + text.replace("'", "''") + "'"


def ledger_of(seed: int, *, most_measures: int = 14) -> tuple[Plain, dict[str, bytes], Maker]:
    """A ledger, its files, and its maker (for days)."""
    maker = Maker(seed, most_measures=most_measures)
    ledger = maker.ledger()
    return ledger, Writer(maker.dice).files(ledger), maker
