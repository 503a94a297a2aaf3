"""Three states of one file: what both sides added to its append-only lists, merged by meaning."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from ganxian_ledger.domain.compare.weave import (
    Course,
    Taken,
    contested,
    measure_course,
    named_course,
    office_course,
    project_course,
    reading_course,
    twins_of,
    woven,
)
from ganxian_ledger.domain.model.event import TYPE_WORDS, Event
from ganxian_ledger.domain.model.files import (
    HOLIDAYS_TITLE,
    LETTERS_TITLE,
    MARKS_TITLE,
    RETURNS_TITLE,
    VETO_TITLE,
    ProjectsFile,
    TargetsFile,
    TasksFile,
    UnitsFile,
)
from ganxian_ledger.domain.model.kept import HolidaysFile, LettersFile, ReturnsFile
from ganxian_ledger.domain.model.letter import Letter
from ganxian_ledger.domain.model.plan import Measure, Plan
from ganxian_ledger.domain.model.project import Project, ProjectEvent
from ganxian_ledger.domain.model.record import Record
from ganxian_ledger.domain.model.target import Reading, Target
from ganxian_ledger.domain.places import Route
from ganxian_ledger.domain.state.standing import standing_of

MOST_SHOWN = 4
"""Records of one side that the words of a conflict name."""
_FINAL = frozenset({"close", "cancel"})
Key = tuple[str, ...]
"""What a list is known by in each state of its file."""


class Listed(NamedTuple):
    """One list of a file: what it is called, where it stands, and what is in it.

    `marks` tell which entries are the same in another state of the file: records are known by all
    that they say, what has a number or a name by that.
    """

    words: str
    route: Route
    entries: tuple[Record, ...]
    marks: tuple[Hashable, ...]
    course: Course


class Union(NamedTuple):
    """What is to become of one list, whose first `kept` entries are the ancestor's.

    The routes lead to the list in the three states of the file. `joined` are the entries
    behind the kept ones, with their positions on both sides; there are none where the two sides
    cannot be one, and `clash` says why.
    """

    key: Key
    base: Route
    ours: Route
    theirs: Route
    kept: int
    joined: tuple[Taken, ...] = ()
    clash: str = ""


def unions(base: Record, ours: Record, theirs: Record) -> Iterator[Union]:
    """Every list to which one side or both added, and with which nobody did anything else."""
    mine, yours = lists_in(ours), lists_in(theirs)
    for key, old in lists_in(base).items():
        if key in mine and key in yours:
            found = _union(key, old, mine[key], yours[key])
            if found is not None:
                yield found


def lists_in(file: Record) -> dict[Key, Listed]:
    """The lists of a file by what holds them, without those that cannot be told apart."""
    found: dict[Key, Listed] = {}
    unclear: set[Key] = set()
    for key, listed in _lists(file):
        if key in found or (_is_named(listed) and len(set(listed.marks)) < len(listed.marks)):
            unclear.add(key)
        found[key] = listed
    return {key: listed for key, listed in found.items() if key not in unclear}


def _union(key: Key, old: Listed, mine: Listed, yours: Listed) -> Union | None:
    kept = len(old.marks)
    ours, theirs = mine.marks[kept:], yours.marks[kept:]
    is_grown = mine.marks[:kept] == old.marks == yours.marks[:kept]
    if not is_grown or not (ours or theirs):
        return None
    twins = twins_of(ours, theirs)
    if any(mine.entries[kept + i] != yours.entries[kept + j] for i, j in twins.items()):
        return None
    union = Union(key, old.route, mine.route, yours.route, kept)
    if not (ours and theirs):
        alone = [Taken(i, None) for i in range(len(ours))]
        alone += [Taken(None, j) for j in range(len(theirs))]
        return union._replace(joined=tuple(taken.behind(kept) for taken in alone))
    clash = _contest(ours, theirs)
    order = None if clash else woven(ours, theirs, old.course)
    if order is None:
        return union._replace(clash=f"{old.words} {clash or _disorder(ours, theirs)}")
    return union._replace(joined=tuple(taken.behind(kept) for taken in order))


def _is_named(listed: Listed) -> bool:
    return listed.marks != listed.entries


def _contest(ours: Sequence[Any], theirs: Sequence[Any]) -> str:
    """What the two sides say of the same period; empty where they agree."""
    if not isinstance(ours[0], Reading):
        return ""
    pairs = contested(ours, theirs)
    told = (f"{one.period}：我方 {_value(one)}，对方 {_value(other)}" for one, other in pairs)
    return f"两边的读数不同：{'；'.join(told)}" if pairs else ""


def _value(reading: Reading) -> str:
    return "没有数" if reading.value is None else f"{reading.value:f}"


def _disorder(ours: Sequence[Any], theirs: Sequence[Any]) -> str:
    """Why no order of the records of both sides is allowed."""
    mine, yours = (_last_of(side, _FINAL) for side in (ours, theirs))
    if mine and yours and mine.type == yours.type:
        word = TYPE_WORDS[mine.type]
        return f"两边都记了{word}：我方 {mine.date}，对方 {yours.date}"
    return f"两边的记录合不成合乎程序的先后：我方 {_told(ours)}；对方 {_told(theirs)}"


def _last_of(side: Sequence[Any], kinds: frozenset[str]) -> Event | None:
    found = (one for one in reversed(side) if isinstance(one, Event) and one.type in kinds)
    return next(found, None)


def _told(side: Sequence[Any]) -> str:
    """The records of one side in a few words."""
    shown = "、".join(map(_named, side[:MOST_SHOWN]))
    return f"{shown} 等 {len(side)} 条" if len(side) > MOST_SHOWN else shown


def _named(record: object) -> str:
    if isinstance(record, Event):
        return f"{record.date} {TYPE_WORDS.get(record.type, record.type)}"
    if isinstance(record, ProjectEvent):
        return f"{record.date} {record.stage}"
    return str(record)


# --- the lists of each file ---


def _lists(file: Record) -> Iterator[tuple[Key, Listed]]:
    if isinstance(file, TasksFile):
        yield from _of_tasks(file)
    elif isinstance(file, TargetsFile):
        yield from _of_targets(file)
    elif isinstance(file, ProjectsFile):
        yield from _of_projects(file)
    elif isinstance(file, UnitsFile):
        names = tuple(unit.name for unit in file.units)
        yield _items("单位名册", ("units",), file.units, names)
    else:
        yield from _of_the_office(file)


def _of_tasks(file: TasksFile) -> Iterator[tuple[Key, Listed]]:
    for s, section in enumerate(file.sections):
        for t, task in enumerate(section.tasks):
            route = ("sections", s, "tasks", t, "measures")
            numbers = tuple(measure.id for measure in task.measures)
            yield _items(f"任务 {task.id} 的措施", route, task.measures, numbers)
            for m, measure in enumerate(task.measures):
                course = _course_of(measure, file.plan)
                yield _log(f"措施 {measure.id}", (*route, m, "log"), measure.log, course)


def _course_of(measure: Measure, plan: Plan) -> Course:
    standing = standing_of(measure, plan.due)
    return measure_course(standing.state, standing.due, _newest(measure.log))


def _of_targets(file: TargetsFile) -> Iterator[tuple[Key, Listed]]:
    named: tuple[Target, ...] = file.targets
    yield _items("指标台账", ("targets",), named, tuple(target.id for target in named))
    for n, target in enumerate(named):
        route = ("targets", n, "readings")
        yield _log(f"指标 {target.id}", route, target.readings, reading_course())


def _of_projects(file: ProjectsFile) -> Iterator[tuple[Key, Listed]]:
    named: tuple[Project, ...] = file.projects
    yield _items("项目清单", ("projects",), named, tuple(project.id for project in named))
    for n, project in enumerate(named):
        course = project_course(_newest(project.log))
        yield _log(f"项目 {project.id}", ("projects", n, "log"), project.log, course)


def _of_the_office(file: Record) -> Iterator[tuple[Key, Listed]]:
    """The lists of what the office keeps of its month."""
    from ganxian_ledger.domain.model.assessment import AssessmentFile  # noqa: PLC0415 (it is large)

    if isinstance(file, ReturnsFile):
        yield _log(RETURNS_TITLE, ("returns",), file.returns, office_course())
    elif isinstance(file, LettersFile):
        yield from _of_letters(file)
    elif isinstance(file, AssessmentFile):
        yield _log(MARKS_TITLE, ("marks",), file.marks, office_course())
        yield _log(VETO_TITLE, ("veto",), file.veto, office_course())
    elif isinstance(file, HolidaysFile):
        days = tuple(one.date.isoformat() for one in file.days)
        yield _items(HOLIDAYS_TITLE, ("days",), file.days, days)


def _of_letters(file: LettersFile) -> Iterator[tuple[Key, Listed]]:
    yield _items(LETTERS_TITLE, ("letters",), file.letters, tuple(map(_letter, file.letters)))
    for n, letter in enumerate(file.letters):
        route = ("letters", n, "answers")
        yield _log(f"函件 {_letter(letter)}的答复", route, letter.answers, office_course())


def _letter(letter: Letter) -> str:
    """What a letter is known by: all that was said when it was sent."""
    told = (*letter.to, letter.number or "", *letter.measures, str(letter.month or ""))
    return " ".join((letter.date.isoformat(), letter.kind, *told))


def _newest(log: Sequence[Event] | Sequence[ProjectEvent]) -> date:
    return max((event.date for event in log), default=date.min)


def _log(
    words: str, route: Route, records: tuple[Record, ...], course: Course
) -> tuple[Key, Listed]:
    return ("log", words), Listed(words, route, records, records, course)


def _items(
    words: str, route: Route, entries: tuple[Record, ...], names: tuple[str, ...]
) -> tuple[Key, Listed]:
    return ("list", words), Listed(words, route, entries, names, named_course())
