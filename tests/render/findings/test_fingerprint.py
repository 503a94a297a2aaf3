"""Fingerprints: the same while lines move, another for every finding."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tests.render.findings.test_formats import UNREGISTERED, WARNED, judgement
from tests.support.build import DAY, a_measure, ledger_files
from tests.support.cli import SOURCE

from ganxian_ledger.adapters.folder import LedgerFolder
from ganxian_ledger.domain.rules.diagnostic import Judgement
from ganxian_ledger.render.findings import renderer
from ganxian_ledger.render.findings.fingerprint import fingerprints
from ganxian_ledger.usecases.opening import judged

FAULTY = ledger_files(
    measure="lead: 区城健局\ndue: 2024-02-30\nlog: [{date: 2024-05-31, type: close, by: 区城管局}]",
    more_measures=[a_measure(id="8.4", lead="区城健局"), a_measure(id="8.4", support=["𠮷", "𠮷"])],
)


def found_in(files: dict[str, bytes]) -> Judgement:
    """What is found in files that are nowhere on the disk."""
    return judged(LedgerFolder(Path("data")), files, DAY).judgement


@given(st.lists(st.integers(min_value=1, max_value=24), min_size=1, max_size=6))
def test_lines_added_above_move_no_fingerprint(places: list[int]) -> None:
    lines = FAULTY["tasks.yaml"].decode().split("\n")
    for place in sorted(places, reverse=True):
        lines.insert(min(place, len(lines) - 1), "# 注")
    before, after = found_in(FAULTY), found_in({**FAULTY, "tasks.yaml": "\n".join(lines).encode()})

    assert len(before.diagnostics) >= 5
    assert [d.line for d in before.diagnostics] != [d.line for d in after.diagnostics]
    assert fingerprints(before.diagnostics) == fingerprints(after.diagnostics)


def test_no_two_findings_of_a_run_share_one() -> None:
    found = found_in(FAULTY).diagnostics
    twice = (*found, *found)

    assert len(set(fingerprints(twice))) == len(twice)


def test_a_message_that_names_a_line_does_not_count() -> None:
    moved = UNREGISTERED._replace(line=9, message="第 9 行已经有了", hint="看第 9 行")

    assert fingerprints([UNREGISTERED]) == fingerprints([moved])


def test_what_is_left_out_changes_no_other() -> None:
    assert fingerprints([WARNED, UNREGISTERED])[1:] == fingerprints([UNREGISTERED])


def test_parts_cannot_be_mistaken_for_each_other() -> None:
    one = UNREGISTERED._replace(subject="ab", excerpt="c")
    other = UNREGISTERED._replace(subject="a", excerpt="bc")

    assert fingerprints([one]) != fingerprints([other])


def test_a_name_in_the_other_form_of_unicode_is_the_same_file() -> None:
    composed, taken_apart = "caf\u00e9/tasks.yaml", "cafe\u0301/tasks.yaml"

    assert fingerprints([UNREGISTERED._replace(path=composed)]) == fingerprints(
        [UNREGISTERED._replace(path=taken_apart)]
    )


def test_every_process_makes_the_same() -> None:
    code = (
        "from tests.render.findings.test_formats import UNREGISTERED\n"
        "from ganxian_ledger.render.findings.fingerprint import fingerprints\n"
        "print(fingerprints([UNREGISTERED])[0])"
    )
    root = Path(__file__).parents[3]
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": f"{SOURCE}:{root}", "LC_ALL": "C"},
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }

    assert told == {fingerprints([UNREGISTERED])[0]}
    assert re.fullmatch("[0-9a-f]{32}", told.pop())


def test_all_formats_that_have_them_have_the_same() -> None:
    judged_twice = judgement(WARNED, UNREGISTERED)
    payload = json.loads(renderer("json")(judged_twice))
    issues = json.loads(renderer("gitlab")(judged_twice))
    results = json.loads(renderer("sarif")(judged_twice))["runs"][0]["results"]
    expected = list(fingerprints([WARNED, UNREGISTERED]))

    assert [finding["fingerprint"] for finding in payload["findings"]] == expected
    assert [issue["fingerprint"] for issue in issues] == expected
    assert [r["partialFingerprints"]["ledgerIdentity/v1"] for r in results] == expected
