"""Mistakes planted into the real plan's files, each with the place where it must be found.

A mistake says what text to cut, what to put there, and (with the mark ⟦, which is taken out again)
where the finding must stand. Places follow from the cutting alone; nothing is asked of the program.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MARK = "⟦"
TASKS, TARGETS, UNITS, PROJECTS = "tasks.yaml", "targets.yaml", "units.yaml", "projects.yaml"
Texts = dict[str, str]
Position = tuple[int, int]


@dataclass(frozen=True)
class Mistake:
    """One mistake: `find` after `after` is replaced by `put` (nothing to find: inserted before it).

    `letters` are the kinds of code that name it; `is_near` is for broken YAML, which has no value
    to stand at: then the line counts, or the one after it. With `any_of` one of several marks is
    enough (the contract leaves open which). `is_alone` keeps it out of the ledger with them all.
    """

    name: str
    file: str
    after: str
    find: str
    put: str
    letters: str = "Y"
    is_near: bool = False
    any_of: bool = False
    is_alone: bool = False


@dataclass(frozen=True)
class Expected:
    """Where one mistake must be found."""

    mistake: Mistake
    places: tuple[Position, ...]


def plant(texts: Texts, mistakes: Iterable[Mistake]) -> tuple[Texts, list[Expected]]:
    """The texts with all mistakes in them, and where each must be found."""
    by_file: dict[str, list[tuple[int, Mistake]]] = {}
    for mistake in mistakes:
        whole = texts[mistake.file]
        at = whole.index(mistake.after)
        if mistake.find:
            at = whole.index(mistake.find, at + len(mistake.after))
        by_file.setdefault(mistake.file, []).append((at, mistake))
    planted, expected = dict(texts), list[Expected]()
    for file, cuts in by_file.items():
        text, marked = _cut(texts[file], sorted(cuts, key=lambda cut: cut[0]))
        planted[file] = text
        for mistake, indices in marked:
            expected.append(Expected(mistake, tuple(position(text, i) for i in indices)))
    return planted, expected


def _cut(text: str, cuts: list[tuple[int, Mistake]]) -> tuple[str, list[tuple[Mistake, list[int]]]]:
    new, done = "", 0
    marked: list[tuple[Mistake, list[int]]] = []
    for at, mistake in cuts:
        assert at >= done, f"{mistake.name} cuts where another one did"
        new += text[done:at]
        pieces = mistake.put.split(MARK)
        indices = []
        for piece in pieces[:-1]:
            new += piece
            indices.append(len(new))
        new += pieces[-1]
        done = at + len(mistake.find)
        marked.append((mistake, indices or [0]))
    return new + text[done:], marked


def position(text: str, index: int) -> Position:
    """Line and column from 1, in code points."""
    before = text[:index]
    return before.count("\n") + 1, index - (before.rfind("\n") + 1) + 1


# --- the mistakes -----------------------------------------------------------------------------

SHA = "0123456789abcdef" * 4


def in_measure(number: str, name: str, find: str, put: str, letters: str = "Y") -> Mistake:
    """A mistake in the text of a measure."""
    return Mistake(name, TASKS, f"- id: '{number}'\n", find, put, letters)


def log(number: str, name: str, *records: str, letters: str = "Y") -> Mistake:
    """A mistake in a new log of a measure."""
    lines = "".join(f"              - {record}\n" for record in records)
    before = "            support:"
    put = f"            log:\n{lines}{before}"
    return Mistake(name, TASKS, f"- id: '{number}'\n", before, put, letters)


def at_end(name: str, file: str, entry: str, letters: str) -> Mistake:
    """A mistake in a new entry before the last one of a list."""
    anchors = {
        UNITS: "  - name: 区有关部门\n",
        TARGETS: "  - id: charging-piles\n",
        PROJECTS: "  - id: chemical-park-monitoring-station\n",
    }
    return Mistake(name, file, anchors[file], "", entry, letters)


def target(identity: str, name: str, body: str, letters: str, *, any_of: bool = False) -> Mistake:
    """A mistake in a new target."""
    entry = f"  - id: {identity}\n    name: 新指标\n    clause: 二\n    unit: 户\n{body}"
    made = at_end(name, TARGETS, entry, letters)
    return Mistake(**{**made.__dict__, "any_of": any_of})


P = "{date: 2024-05-01, type: progress, percent: 10, by: 区水利局}"
SUBMIT = "{date: 2024-05-02, type: submit, by: 区水利局}"
CLOSE = "{date: 2024-05-03, type: close, by: 领导小组办公室}"
LEVEL = "    goal: {at_least: 5}\n    kind: level\n"
COUNT = "    goal: {at_least: 5}\n    kind: cumulative\n"


def with_evidence(path: str) -> str:
    """A closure with one file of evidence, at whose path the mark stands."""
    piece = f"{{path: ⟦{path}, sha256: {SHA}}}"
    return f"{{date: 2024-05-04, type: close, by: 区水利局, evidence: [{piece}]}}"


def _in_fields() -> Iterator[Mistake]:
    sup = "            support:"
    yield in_measure("1.1", "tab in a text", "title: 碳达峰“十大", "title: ⟦碳达峰\t“十大")
    yield in_measure("1.2", "unregistered lead", "lead: 区发展改革委", "lead: ⟦区发展改革局", "R")
    yield in_measure("1.3", "unregistered support", "区工信局,", "⟦区工信厅,", "R")
    yield in_measure("2.1", "unknown key", "support:", "⟦suport:")
    yield in_measure("2.2", "text for a list", "support: [区工信局]", "support: ⟦区工信局")
    yield in_measure("2.3", "list for a text", "title: 绿色工厂与绿色园区创建", "title: ⟦[甲, 乙]")
    yield in_measure("2.4", "mapping for a text", "title: 数字", "title: ⟦{a: 数字}\n  #")
    yield in_measure("3.1", "impossible date", "due: 2024-06-30", "due: ⟦2024-06-31")
    yield in_measure("3.2", "duplicate key", sup, "            ⟦title: 又一个\n" + sup)
    yield in_measure("4.1", "several lines in a title", "title: “绿色", 'title: ⟦"甲\\n乙" #')
    yield in_measure("4.2", "date in Chinese", "due: 2024-12-31", "due: ⟦2024年12月31日")
    yield in_measure("4.3", "list element empty", "support: []", "support: [⟦'']")
    yield in_measure("2.4", "invisible character in a list", "区教科体局,", "⟦区教科\u200b体局,")
    yield in_measure("3.2", "invisible character in a lead", "区发展改革委", "⟦区发展\u200b改革委")
    yield in_measure("5.2", "tab in a list", "[区市场监管局]", "[⟦区市场\t监管局]")
    yield in_measure("5.1", "empty text", "title: 生态产品价值核算体系", "title: ⟦''")
    yield in_measure("5.2", "bidi character", "title: 富硒", "title: ⟦富硒\u202e")
    yield in_measure("5.3", "escaped bidi character", "title: 森林", 'title: ⟦"森林\\u202E" #')
    yield in_measure("5.4", "control character", "title: 乡村", "title: ⟦乡村\x07")
    yield in_measure("5.5", "escaped control character", "title: 生态", 'title: ⟦"生态\\x07" #')
    yield in_measure("5.6", "anchor", "title: 生态康养", "title: ⟦&x 生态康养")
    yield in_measure("6.1", "alias", "title: 绿色消费与塑料污染治理", "title: ⟦*x")
    yield in_measure("6.2", "tag", "title: 节约型", "title: ⟦!!str 节约型")
    yield in_measure(
        "6.3", "own tag", "title: 绿色建筑", "title: ⟦!python/object:os.system 绿色建筑"
    )
    yield in_measure("6.4", "flag in Chinese", sup, "            support_open: ⟦是\n" + sup)
    yield in_measure("6.5", "term not in the list", sup, "            term: ⟦中期\n" + sup)
    yield in_measure("7.1", "zero width character", "title: 重点", "title: ⟦重\u200b点")
    yield in_measure("7.2", "list for a date", sup, "            due: ⟦[2024-06-30]\n" + sup)
    yield in_measure("7.3", "date with slashes", sup, "            due: ⟦2024/6/30\n" + sup)
    yield in_measure("7.4", "date with a time", sup, "            due: ⟦2024-06-30T00:00\n" + sup)
    yield Mistake("unquoted id", TASKS, "", "- id: '8.2'\n", "- id: ⟦8.2\n")
    yield Mistake("unquoted task id", TASKS, "", "- id: '9'\n", "- id: ⟦9\n")
    yield Mistake("duplicate measure id", TASKS, "", "- id: '9.4'\n", "- id: ⟦'9.3'\n", "R")
    yield Mistake("under the wrong task", TASKS, "", "- id: '10.4'\n", "- id: ⟦'11.9'\n", "R")
    yield in_measure("7.5", "merge key", sup, "            ⟦<<: ⟦*x\n" + sup)
    missing = "- id: '8.4'\n            title: 入河排污口监测排查整改\n"
    yield Mistake("missing title", TASKS, "", missing, "- ⟦id: '8.4'\n")
    lead = "            lead: 区城管局\n            support: [区生态环境局, 各乡镇]\n"
    yield Mistake("missing value", TASKS, "- id: '8.6'\n", lead, "            lead: ⟦''\n")


def _in_progress() -> Iterator[Mistake]:
    yield log(
        "11.1",
        "percent 150",
        "{date: 2024-05-01, type: progress, percent: ⟦150, by: 区水利局}",
        letters="YN",
    )
    yield log(
        "11.2",
        "percent 50.5",
        "{date: 2024-05-01, type: progress, percent: ⟦50.5, by: 区水利局}",
        letters="YN",
    )
    yield log(
        "11.3",
        "percent with sign",
        '{date: 2024-05-01, type: progress, percent: ⟦"50%", by: 区水利局}',
        letters="YN",
    )
    yield log(
        "11.4",
        "percent in words",
        "{date: 2024-05-01, type: progress, percent: ⟦一半, by: 区水利局}",
        letters="YN",
    )
    yield log(
        "12.1",
        "negative percent",
        "{date: 2024-05-01, type: progress, percent: ⟦-1, by: 区水利局}",
        letters="YN",
    )
    yield log(
        "12.2", "unregistered by", "{date: 2024-05-01, type: submit, by: ⟦区水务局}", letters="R"
    )
    yield log("21.3", "percent left out", "⟦{date: 2024-05-01, type: progress, by: 区水利局}")


def _in_procedure() -> Iterator[Mistake]:
    yield log(
        "13.1", "date goes back", P, "{date: ⟦2024-04-30, type: submit, by: 区水利局}", letters="T"
    )
    yield log(
        "13.2",
        "return before submission",
        P,
        "{date: 2024-05-02, type: ⟦return, by: 区水利局, reason: 缺}",
        letters="T",
    )
    yield log(
        "13.3",
        "progress after close",
        CLOSE,
        "{date: 2024-05-04, type: ⟦progress, percent: 1, by: 区水利局}",
        letters="T",
    )
    yield log(
        "14.1",
        "review while open",
        P,
        "{date: 2024-05-04, type: ⟦review, passed: true, by: 区水利局}",
        letters="T",
    )
    yield log(
        "14.2",
        "reopen while open",
        "{date: 2024-05-04, type: ⟦reopen, reason: 误, by: 区水利局}",
        letters="T",
    )
    yield log(
        "15.1",
        "after cancel",
        "{date: 2024-05-04, type: cancel, reason: 撤, by: 区水利局}",
        "{date: 2024-05-05, type: ⟦close, by: 区水利局}",
        letters="T",
    )
    yield log(
        "15.2",
        "extension not later",
        "{date: 2024-05-04, type: extend, to: ⟦2024-12-31, reason: 雨, by: 区水利局}",
        letters="T",
    )


def _in_records() -> Iterator[Mistake]:
    yield log(
        "15.3",
        "extension without a date",
        "⟦{date: 2024-05-04, type: extend, reason: 雨, by: 区水利局}",
    )
    yield log(
        "16.1", "unknown type", "{date: 2024-05-04, type: ⟦progres, percent: 5, by: 区水利局}"
    )
    yield log(
        "16.2",
        "unregistered transfer lead",
        "{date: 2024-05-04, type: transfer, lead: ⟦区水务局, reason: 改, by: 区水利局}",
        letters="R",
    )
    yield log(
        "16.3",
        "path that leads out",
        with_evidence("../a.pdf"),
    )
    yield log(
        "16.4",
        "absolute path",
        with_evidence("/etc/passwd"),
    )
    yield log(
        "17.1",
        "path of Windows",
        with_evidence(r"'C:\a.pdf'"),
    )
    yield log(
        "17.2",
        "address of a script",
        "{date: 2024-05-04, type: close, by: 区水利局, evidence: [{url: ⟦'javascript:alert(1)'}]}",
    )
    yield log(
        "17.3",
        "unknown key in a record",
        "{date: 2024-05-04, type: close, ⟦percent: 100, by: 区水利局}",
    )
    yield log("18.1", "impossible leap day", "{date: ⟦2023-02-29, type: submit, by: 区水利局}")
    yield log("18.2", "reason left out", SUBMIT, "⟦{date: 2024-05-04, type: return, by: 区水利局}")
    yield log(
        "18.3",
        "duplicate key in a record",
        "{date: 2024-05-04, type: submit, ⟦type: submit, by: 区水利局}",
    )
    yield log(
        "18.4",
        "submit while submitted",
        SUBMIT,
        "{date: 2024-05-04, type: ⟦submit, by: 区水利局}",
        letters="T",
    )
    yield log("19.1", "text for a record", "⟦区水利局已完成")
    yield log(
        "19.2",
        "flag in quotes",
        CLOSE,
        "{date: 2024-05-04, type: review, passed: ⟦'true', by: 区水利局}",
    )
    yield log(
        "19.3",
        "extend while closed",
        CLOSE,
        "{date: 2024-05-04, type: ⟦extend, to: 2025-12-31, reason: 雨, by: 区水利局}",
        letters="T",
    )
    yield log(
        "20.1", "tab in a note", "{date: 2024-05-04, type: submit, by: 区水利局, note: ⟦'甲\t乙'}"
    )
    yield log(
        "21.1",
        "lead as mapping",
        "{date: 2024-05-04, type: transfer, lead: ⟦{a: b}, reason: 改, by: 区水利局}",
    )
    yield log(
        "21.2",
        "three mistakes in one record",
        "{date: ⟦2024-13-01, type: progress, percent: ⟦200, by: ⟦区水务局}",
        letters="YNR",
    )


def _broken() -> Iterator[Mistake]:
    def broken(number: str, name: str, find: str, put: str) -> Mistake:
        return Mistake(name, TASKS, f"- id: '{number}'\n", find, put, is_near=True)

    yield broken("12.3", "full-width colon", "lead: 区水利局", "⟦lead：区水利局")
    yield broken("8.1", "unclosed double quote", "title: 饮用", 'title: ⟦"饮用')
    yield broken(
        "8.3",
        "unclosed bracket",
        "support: [区生态环境局, 区城管局, 区工信局]",
        "support: ⟦[区生态环境局, 区城管局",
    )
    yield broken("8.5", "bad indent", "            lead:", "           ⟦lead:")
    yield broken("8.7", "deeper indent", "            lead:", "              ⟦lead:")
    yield broken("9.1", "tab as indent", "            lead:", "⟦\t\t\tlead:")
    yield broken("9.2", "colon in a plain text", "text: 严格", "text: ⟦严格: 甲: 乙")
    yield broken("10.1", "text that begins with @", "title: 环评", "title: ⟦@环评")
    yield broken("10.2", "text after a quoted one", "title: 危险", "title: ⟦'危险'")
    yield broken("10.3", "unknown escape", "title: 辐射", 'title: ⟦"\\q" #')
    yield broken("23.1", "field dedented far", "            lead:", "    ⟦lead:")
    yield broken("22.1", "unclosed single quote", "title: ", "title: ⟦'")


def _in_heads() -> Iterator[Mistake]:
    yield Mistake("unknown key of the plan", TASKS, "", "  office:", "  ⟦ofice: 甲\n  office:")
    policy = "  policy: {return_day: ⟦32, due_soon_days: ⟦-1, close_requires: [⟦photo], ⟦lag: 5}\n"
    yield Mistake("settings of the office", TASKS, "", "  issuer:", policy + "  issuer:")
    yield Mistake("unknown version", TARGETS, "", "schema_version: 1", "schema_version: ⟦2")
    yield Mistake("unknown key of a file", UNITS, "", "units:\n", "⟦unit: []\nunits:\n")


def _in_units() -> Iterator[Mistake]:
    yield unit_head()
    yield at_end("duplicate unit", UNITS, "  - name: ⟦区水利局\n    kind: 区直部门\n", "R")
    yield Mistake(
        "alias claimed twice",
        UNITS,
        "",
        "aliases: [区林业局]",
        "aliases: [区林业局, ⟦区自然资源局]",
        "R",
    )
    yield Mistake(
        "alias that is a name",
        UNITS,
        "",
        "aliases: [区机关事务管理局]",
        "aliases: [区机关事务管理局, ⟦区财政局]",
        "R",
    )
    yield Mistake(
        "unregistered member",
        UNITS,
        "",
        "members: [梅林镇人民政府,",
        "members: [⟦梅岭镇人民政府,",
        "R",
    )
    yield Mistake(
        "group in itself",
        UNITS,
        "- name: 区有关单位\n",
        "members: []",
        "members: [⟦区有关单位]",
        "R",
    )
    yield Mistake(
        "text for members", UNITS, "- name: 区有关部门\n", "members: []", "members: ⟦区水利局"
    )


def _in_goals() -> Iterator[Mistake]:
    yield target(
        "two-bounds",
        "goal with two bounds",
        "    goal: ⟦{at_least: 1, at_most: 2}\n    kind: level\n",
        "Y",
    )
    yield target("no-bound", "goal without a bound", "    goal: ⟦{}\n    kind: level\n", "Y")
    yield target("plain-goal", "number for a goal", "    goal: ⟦24\n    kind: level\n", "Y")
    yield target(
        "counts-down",
        "cumulative at_most",
        "    goal: ⟦{⟦at_most: ⟦5}\n    kind: ⟦cumulative\n",
        "N",
        any_of=True,
    )
    yield target(
        "same",
        "goal equal to baseline",
        "    goal: ⟦{at_least: ⟦5}\n    kind: cumulative\n    baseline: ⟦5\n",
        "N",
        any_of=True,
    )


def _in_readings() -> Iterator[Mistake]:
    yield target(
        "no-value",
        "reading without a value",
        COUNT + "    readings:\n      - ⟦{period: 2024-05, date: 2024-06-01, by: 区水利局}\n",
        "N",
    )
    yield target(
        "month-13",
        "period of month 13",
        COUNT + "    readings: [{period: ⟦2024-13, date: 2024-06-01, value: 1, by: 区水利局}]\n",
        "Y",
    )
    yield target(
        "q5",
        "period of quarter 5",
        COUNT + "    readings: [{period: ⟦2024-Q5, date: 2024-06-01, value: 1, by: 区水利局}]\n",
        "Y",
    )
    yield target(
        "may",
        "period in Chinese",
        COUNT + "    readings: [{period: ⟦2024年5月, date: 2024-06-01, value: 1, by: 区水利局}]\n",
        "Y",
    )
    yield target(
        "comma",
        "value with a unit",
        COUNT
        + "    readings: [{period: 2024-05, date: 2024-06-01, value: ⟦690户, by: 区水利局}]\n",
        "Y",
    )
    yield target(
        "by",
        "unregistered reader",
        COUNT + "    readings: [{period: 2024-05, date: 2024-06-01, value: 1, by: ⟦区水务局}]\n",
        "R",
    )


def _in_targets() -> Iterator[Mistake]:
    yield target("led", "unregistered target lead", LEVEL + "    lead: ⟦区水务局\n", "R")
    yield target(
        "leds", "unregistered joint lead", LEVEL + "    lead: [区水利局, ⟦区水务局]\n", "R"
    )
    yield target("kind", "unknown kind", "    goal: {at_least: 5}\n    kind: ⟦total\n", "Y")
    yield target("⟦pm25", "duplicate target", LEVEL, "R")
    yield Mistake(
        "target that points nowhere",
        TARGETS,
        "- id: sewage-pipes\n",
        "clause: '8.6'",
        "clause: ⟦'8.60'",
        "R",
    )
    body = "    name: 新认证富硒农产品\n    clause: '5.2'\n    goal: {at_least: 10}\n"
    yield Mistake(
        "target without a unit",
        TARGETS,
        "",
        "  - id: selenium-products\n" + body + "    unit: 个\n",
        "  - ⟦id: selenium-products\n" + body,
    )


def _in_projects() -> Iterator[Mistake]:
    yield Mistake("unregistered owner", PROJECTS, "", "owner: 区城管局", "owner: ⟦区城健局", "R")
    yield Mistake(
        "project that points nowhere", PROJECTS, "", "measure: '12.2'", "measure: ⟦'12.22'", "R"
    )
    yield Mistake(
        "duplicate project",
        PROJECTS,
        "",
        "- id: yangtang-sewage-plant-phase2",
        "- id: ⟦maodian-trunk-sewer",
        "R",
    )
    yield at_end("project's log", PROJECTS, PROJECT, "TYNR")


PROJECT = """  - id: pier
    name: 五云码头
    measure: '4.3'
    owner: 区交通运输局
    log:
      - {date: 2024-05-01, by: 区交通运输局, stage: 在建, percent: ⟦101}
      - {date: ⟦2024-04-01, by: ⟦区交通局, stage: 在建, invested: ⟦-5}
"""


def unit_head() -> Mistake:
    """A unit without its kind."""
    return Mistake(
        "unit without a kind",
        UNITS,
        "",
        "  - name: 区妇联\n    kind: 党群机关\n",
        "  - ⟦name: 区妇联\n",
    )


def all_mistakes() -> list[Mistake]:
    """Every mistake that can stand in one ledger with the others."""
    subjects = (
        *(_in_fields, _in_progress, _in_procedure, _in_records, _broken, _in_heads),
        *(_in_units, _in_goals, _in_readings, _in_targets, _in_projects),
    )
    return [mistake for subject in subjects for mistake in subject()]
