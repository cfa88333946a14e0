"""A kept report is the report: the same value, and the same files."""

import json
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

import pytest

from analysis.caveats import Caveat, CaveatCode
from analysis.report.build import build_report, with_sensitivity
from analysis.report.findings.changes import Change
from analysis.report.findings.facts import Fact
from analysis.report.findings.levels import ItemLevels
from analysis.report.formats import FORMATS
from analysis.report.model import Period, Report, Source
from analysis.report.stored import SHAPE, UnknownShape, fingerprint, report_of, stored
from tests.analysis.cases import make_answered, make_counts
from tests.analysis.forms import PLAN, SMALL
from tests.analysis.small_report import small_report
from tests.analysis.unpacked import unpacked

_ADDED = {"ItemLevels", "Change"}


def of_a_period() -> Report:
    return replace(small_report(), period=Period(date(2026, 1, 1), date(2026, 12, 31)))


def weighted() -> Report:
    cells = [(name,) for name in "abc" for _ in range(30)]
    packed = [f"{level}4---" for _ in "abc" for level in "25554" * 6]
    counts = make_counts({("a",): 60, ("b",): 90, ("c",): 200})
    source = Source("Sở thử", "ab" * 32, counts)
    report = build_report(make_answered(cells, packed), PLAN, source)
    absent = Caveat(CaveatCode.FACTS_ABSENT, {"questions": (SMALL.facts[0].wording,)})
    return with_sensitivity(replace(report, caveats=(*report.caveats, absent)), 0.1)


@pytest.fixture(scope="module", params=[of_a_period, weighted])
def report(request: pytest.FixtureRequest) -> Report:
    made: Report = request.param()
    return made


def test_what_is_kept_gives_the_same_report_again(report: Report) -> None:
    assert report_of(stored(report), SMALL, PLAN) == report


@pytest.mark.parametrize("name", FORMATS)
def test_every_file_of_a_kept_report_has_the_same_bytes(report: Report, name: str) -> None:
    again = report_of(stored(report), SMALL, PLAN)
    assert FORMATS[name].write(again, "vi") == FORMATS[name].write(report, "vi")


def test_a_report_is_kept_in_one_way(report: Report) -> None:
    assert stored(report_of(stored(report), SMALL, PLAN)) == stored(report)


@pytest.mark.parametrize(
    ("former", "now"),
    [
        ("TOLD_BY_REPORTS_BEFORE", CaveatCode.DISCLOSIVE_WITH_EARLIER_REPORTS),
        ("NOT_TOLD", CaveatCode.NAMES_SUPPRESSED),
    ],
)
def test_a_caveat_is_read_by_its_former_name(former: str, now: CaveatCode) -> None:
    report = replace(of_a_period(), caveats=(Caveat(now, {"names": "Quầy 1"}),))
    before = stored(report).replace(now.name.encode(), former.encode())
    before = before.replace(SHAPE.encode(), b"hailong-publication/1")
    assert report_of(before, SMALL, PLAN) == report


def test_a_report_that_was_kept_without_levels_has_none() -> None:
    now = of_a_period()
    kept = json.loads(stored(now))
    findings = [each for each in kept["report"]["findings"] if each["kind"] not in _ADDED]
    for found in findings:
        for answer in found["answers"] if found["kind"] == "Fact" else ():
            del answer["interval"]
    before = {"shape": "hailong-publication/2", "report": {**kept["report"], "findings": findings}}
    report = report_of(json.dumps(before).encode(), SMALL, PLAN)
    assert report.findings_of(ItemLevels) == report.findings_of(Change) == ()
    assert now.findings_of(ItemLevels)
    facts = [answer for fact in report.findings_of(Fact) for answer in fact.answers]
    assert {answer.interval for answer in facts} == {None}
    assert [answer.count for answer in facts] == [
        answer.count for fact in now.findings_of(Fact) for answer in fact.answers
    ]


def test_another_shape_is_refused_by_its_name(report: Report) -> None:
    kept = json.loads(stored(report))
    assert kept["shape"] == SHAPE
    later = json.dumps({**kept, "shape": "hailong-publication/9"}).encode()
    with pytest.raises(UnknownShape, match="hailong-publication/9"):
        report_of(later, SMALL, PLAN)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_carries_the_hash_of_what_is_kept(name: str) -> None:
    report = of_a_period()
    told = fingerprint(report)

    assert told == sha256(stored(report)).hexdigest()
    assert told
    assert told.encode() in unpacked(FORMATS[name].write(report, "vi"))


def test_the_hash_is_that_of_the_bytes_that_were_kept() -> None:
    # As a program may have written them that knew fewer fields, or another order.
    before = json.dumps(json.loads(stored(of_a_period()))).encode()

    assert fingerprint(report_of(before, SMALL, PLAN)) == sha256(before).hexdigest()


def test_a_report_that_was_changed_has_a_hash_of_its_own() -> None:
    read = report_of(stored(of_a_period()), SMALL, PLAN)
    changed = replace(read, responses=read.responses + 1)

    assert fingerprint(changed) == sha256(stored(changed)).hexdigest() != fingerprint(read)


@pytest.mark.parametrize(
    "held_back", [{"answers": None}, {"caveats": (Caveat(CaveatCode.PLAIN_WITHHELD),)}]
)
def test_a_hash_that_would_confirm_a_guess_stands_in_no_file(held_back: dict[str, Any]) -> None:
    report = replace(small_report(), **held_back)

    assert fingerprint(report) is None
    hashed = sha256(stored(report)).hexdigest().encode()
    for each in FORMATS.values():
        assert hashed not in unpacked(each.write(report, "vi"))
