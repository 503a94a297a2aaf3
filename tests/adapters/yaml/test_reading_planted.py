"""Every planted mistake is found in one run, at its place, and nothing else is said."""

import re
from datetime import date
from pathlib import Path

import pytest
from tests.support.planted import Expected, Mistake, Position, Texts, all_mistakes, plant

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.domain.rules.diagnostic import Diagnostic
from ganxian_ledger.domain.rules.rule import Severity
from ganxian_ledger.usecases.opening import judged

DATA = Path(__file__).parents[3] / "data"
FILES = ("tasks.yaml", "targets.yaml", "units.yaml", "projects.yaml")
MISTAKES = all_mistakes()


def plan() -> Texts:
    """The text of the real plan's files."""
    return {name: (DATA / name).read_text(encoding="utf-8") for name in FILES}


def errors_of(files: dict[str, bytes]) -> list[Diagnostic]:
    """The errors of one run over these files."""
    opened = judged(LedgerFolder(Path("data")), files, date(2024, 6, 30))
    return [d for d in opened.judgement.diagnostics if d.severity is Severity.ERROR]


def errors_in(texts: Texts) -> list[Diagnostic]:
    """The errors of one run over these texts."""
    return errors_of({name: text.encode() for name, text in texts.items()})


def is_at(error: Diagnostic, expected: Expected, place: Position) -> bool:
    """Whether an error speaks of this place of a mistake with the right kind of code."""
    mistake = expected.mistake
    if Path(error.path).name != mistake.file or error.code[0] not in mistake.letters:
        return False
    if mistake.is_near:
        return place[0] <= error.line <= place[0] + 1
    return (error.line, error.column) == place


def missing(expected: Expected, errors: list[Diagnostic]) -> list[Position]:
    """The places of a mistake at which nothing was said."""
    silent = [p for p in expected.places if not any(is_at(e, expected, p) for e in errors)]
    is_enough = expected.mistake.any_of and len(silent) < len(expected.places)
    return [] if is_enough else silent


def spurious(expected: list[Expected], errors: list[Diagnostic]) -> list[Diagnostic]:
    """Errors that no mistake explains."""
    return [e for e in errors if not any(is_at(e, x, p) for x in expected for p in x.places)]


def assert_in_chinese(error: Diagnostic) -> None:
    """A message is Chinese and has no word from inside the program."""
    said = error.message + error.hint
    assert re.search("[\u4e00-\u9fff]", error.message), error
    inside = r"None|Error|[Ii]nvalid|[Ee]xpected|[Uu]nexpected|validat|pydantic|ruamel|Traceback"
    assert not re.search(inside, said), error


def test_the_real_plan_has_no_errors() -> None:
    assert errors_in(plan()) == []


def test_an_unclosed_quote_or_a_dedented_line_costs_one_measure_and_no_other() -> None:
    names = {
        "unclosed single quote",
        "unclosed double quote",
        "tab as indent",
        "field dedented far",
    }
    for mistake in (m for m in MISTAKES if m.name in names):
        texts, _ = plant(plan(), [mistake])
        files = {name: text.encode() for name, text in texts.items()}
        opened = judged(LedgerFolder(Path("data")), files, date(2024, 6, 30))
        assert len(opened.ledger.entries) == 78, mistake.name


def test_there_are_more_than_a_hundred_different_mistakes() -> None:
    assert len({mistake.name for mistake in MISTAKES}) == len(MISTAKES) > 100


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_one_mistake_is_found_at_its_place_and_nothing_else(mistake: Mistake) -> None:
    texts, expected = plant(plan(), [mistake])
    errors = errors_in(texts)
    assert [missing(one, errors) for one in expected] == [[]], errors
    assert spurious(expected, errors) == []
    assert len({(e.line, e.column, e.code, e.message) for e in errors}) == len(errors)
    for error in errors:
        assert_in_chinese(error)


def test_all_mistakes_at_once_are_each_found_in_one_run() -> None:
    texts, expected = plant(plan(), MISTAKES)
    errors = errors_in(texts)
    silent = {x.mistake.name: places for x in expected if (places := missing(x, errors))}
    assert silent == {}
    assert spurious(expected, errors) == []


def replaced(name: str, data: bytes) -> dict[str, bytes]:
    """The real plan's files with one replaced."""
    return {n: text.encode() for n, text in plan().items()} | {name: data}


def only_error(name: str, data: bytes) -> Diagnostic:
    """The one error of the real plan with one file replaced, in Chinese."""
    [error] = errors_of(replaced(name, data))
    assert_in_chinese(error)
    return error


def place_of(error: Diagnostic) -> tuple[str, int, int, str]:
    """File, line, column and kind of an error."""
    return Path(error.path).name, error.line, error.column, error.code[0]


def warnings_of(files: dict[str, bytes]) -> list[tuple[str, int, int, str]]:
    """Places of the warnings of kind Y."""
    opened = judged(LedgerFolder(Path("data")), files, date(2024, 6, 30))
    return [
        place_of(d)
        for d in opened.judgement.diagnostics
        if d.severity is Severity.WARNING and d.code[0] == "Y"
    ]


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("name", FILES)
def test_another_encoding_is_one_error_at_the_head_of_the_file(name: str, encoding: str) -> None:
    error = only_error(name, plan()[name].encode(encoding))
    assert place_of(error) == (name, 1, 1, "Y")


def test_mistakes_in_a_file_of_another_encoding_are_found_all_the_same() -> None:
    texts, expected = plant(plan(), [m for m in MISTAKES if m.name in {"impossible date", "tag"}])
    data = texts["tasks.yaml"].encode("gbk")
    errors = errors_of(replaced("tasks.yaml", data))
    assert [missing(one, errors) for one in expected] == [[], []]
    assert len(errors) == 3


@pytest.mark.parametrize("name", FILES)
def test_a_byte_order_mark_is_a_warning_and_moves_no_place(name: str) -> None:
    files = replaced(name, b"\xef\xbb\xbf" + plan()[name].encode())
    assert errors_of(files) == []
    assert warnings_of(files) == [(name, 1, 1, "Y")]


@pytest.mark.parametrize("name", FILES)
def test_crlf_is_a_warning_and_moves_no_place(name: str) -> None:
    files = replaced(name, plan()[name].replace("\n", "\r\n").encode())
    assert errors_of(files) == []
    assert warnings_of(files) == [(name, 1, 1, "Y")]


@pytest.mark.parametrize("head", [b"\xef\xbb\xbf", b""])
def test_all_mistakes_stand_at_the_same_places_with_crlf_and_mark(head: bytes) -> None:
    some = [m for m in MISTAKES if not m.is_near]
    texts, expected = plant(plan(), some)
    files = {name: head + text.replace("\n", "\r\n").encode() for name, text in texts.items()}
    errors = errors_of(files)
    assert {x.mistake.name: missing(x, errors) for x in expected if missing(x, errors)} == {}
    assert spurious(expected, errors) == []


@pytest.mark.parametrize("name", FILES)
def test_one_leading_document_mark_is_accepted(name: str) -> None:
    assert errors_of(replaced(name, b"---\n" + plan()[name].encode())) == []


@pytest.mark.parametrize("name", FILES)
def test_a_second_document_is_an_error_where_it_begins(name: str) -> None:
    text = plan()[name]
    error = only_error(name, (text + "---\nschema_version: 1\n").encode())
    assert place_of(error) == (name, text.count("\n") + 1, 1, "Y")


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("data", [b"", b"\n", b"# \xe7\xa9\xba\n", b"- a\n", b"text\n", b"42"])
def test_a_file_that_is_no_mapping_is_an_error_at_its_head(name: str, data: bytes) -> None:
    errors = errors_of(replaced(name, data))
    assert (name, 1, 1, "Y") in [place_of(e) for e in errors]
    assert {Path(e.path).name for e in errors} == {name}, "units that could not be read"


@pytest.mark.parametrize("name", FILES)
def test_a_file_without_its_version_is_an_error_at_the_top(name: str) -> None:
    text = plan()[name].replace("schema_version: 1\n", "")
    error = only_error(name, text.encode())
    assert place_of(error)[::3] == (name, "Y")


@pytest.mark.parametrize("name", FILES[:3])
def test_a_ledger_without_a_file_says_only_that(name: str) -> None:
    files = {n: text.encode() for n, text in plan().items() if n != name}
    [error] = errors_of(files)
    assert place_of(error) == (name, 1, 1, "Y")


def test_the_list_of_projects_may_be_absent() -> None:
    assert errors_of({n: t.encode() for n, t in plan().items() if n != "projects.yaml"}) == []


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}"), ("[{a: ", "}]")])
def test_deep_nesting_is_an_error_on_its_line(opening: str, closing: str) -> None:
    deep = opening * 3000 + "1" + closing * 3000
    text = plan()["targets.yaml"]
    text += f"  - id: deep\n    goal: {deep}\n"
    errors = errors_of(replaced("targets.yaml", text.encode()))
    line = text.count("\n")
    assert line in {e.line for e in errors}
    assert {e.code[0] for e in errors} == {"Y"}


def test_a_bomb_of_aliases_is_refused_and_never_expanded() -> None:
    lines = [plan()["units.yaml"], "a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 40)]
    errors = errors_of(replaced("units.yaml", "\n".join(lines).encode()))
    assert len([e for e in errors if e.code[0] == "Y"]) > 39
    assert {Path(e.path).name for e in errors} == {"units.yaml"}
