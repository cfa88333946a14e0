"""Near the ends of the scale a small group does not say how near, in no format."""

import csv
import io
import json
import re
from dataclasses import replace

import pytest

from analysis.caveats import CaveatCode
from analysis.disclosure.thresholds import ShownShare
from analysis.report.build import build_report
from analysis.report.findings.estimates import Share, entries_of
from analysis.report.findings.facts import Fact, shown_counts
from analysis.report.findings.masking import masked
from analysis.report.formats.data import write as report_data
from analysis.report.formats.html import write as report_html
from analysis.report.formats.json import write as report_json
from analysis.report.model import Entry, Report
from analysis.report.sample.groups import sample_of
from analysis.responses import Responses, labelled
from questionnaires.model import Target, Wording
from tests.analysis.forms import PLAN
from tests.analysis.test_report_build import SOURCE, make_responses

AT_LEAST, AT_MOST = ShownShare(0.95, "≥"), ShownShare(0.05, "≤")
OF_FEW = ShownShare(0.90, "≥"), ShownShare(0.10, "≤")
GIVES_AWAY = (
    *("estimate", "standard_error", "interval", "n_effective", "design_effect"),
    *("deciding_bound", "p_value", "more_needed"),
)


def made(*groups: tuple[str, int, int]) -> Report:
    """Return the report of service points with so many people, and so many of them satisfied."""
    packed, points = [], []
    for name, people, satisfied in groups:
        packed += ["555--"] * satisfied + ["222--"] * (people - satisfied)
        points += [name] * people
    responses = make_responses(*packed, points=points, days=["2026-03-02"] * len(packed))
    return build_report(responses, PLAN, SOURCE)


@pytest.fixture(scope="module")
def report() -> Report:
    return made(("a", 40, 39), ("b", 45, 1), ("c", 60, 60), ("d", 30, 20))


def entries(report: Report) -> dict[str, Entry]:
    return {group.id: group.indices[0] for group in report.service_points}


def test_fewer_than_fifty_people_at_an_end_show_only_the_end(report: Report) -> None:
    found = entries(report)
    assert (found["a"].end, found["b"].end) == (AT_LEAST, AT_MOST)
    assert (found["c"].end, found["c"].is_exact) == (None, True)
    assert (found["d"].end, found["d"].is_exact) == (None, True)
    assert report.indices[0].is_exact


def test_below_twenty_people_an_end_reaches_further() -> None:
    high, low = (entries(made(("a", 10, count), ("b", 60, 40)))["a"].end for count in (9, 1))
    assert (high, low) == OF_FEW


def test_two_groups_at_an_end_do_not_tell_each_other_to_the_person() -> None:
    packed = ["5----"] * 29 + ["2----"] + ["5----"] * 29 + ["2----"] + ["5----", "2----"] * 30
    points = ["a"] * 30 + ["b"] * 30 + ["c"] * 60
    found = entries(build_report(make_responses(*packed, points=points), PLAN, SOURCE))
    # 95 % of 30 are 28.5, so each has 29 or 30; the whole less c says 58, so that it would be 29.
    assert [found[name].end for name in "abc"] == [None, AT_LEAST, None]
    assert found["c"].is_exact
    assert found["a"].caveats[0].code is CaveatCode.HIDDEN_TO_PROTECT_OTHERS


def test_nothing_that_would_give_the_share_away_is_in_the_json(report: Report) -> None:
    points = json.loads(report_json(report, "vi"))["service_points"]
    for group, sign in zip(points[:2], "≥≤", strict=True):
        for found in group["indices"]:
            assert [found.get(key) for key in GIVES_AWAY] == [None] * len(GIVES_AWAY)
            assert found["end"]["sign"] == sign
            assert [caveat["code"] for caveat in found["caveats"]] == ["masked_end"]
            assert found["respondents"] == group["respondents"]


def test_no_group_has_a_verdict_which_is_the_whole_offices(report: Report) -> None:
    assert report.indices[0].decision
    groups = [group for groups in report.lists.values() for group in groups]
    assert len(groups) == 6
    for entry in (entry for group in groups for entry in group.indices):
        assert (entry.decision, entry.more_needed) == (None, None)
    assert [entries(report)[name].target for name in "abcd"] == [0.80] * 4


def share_of(people: int, satisfied: int, target: float) -> Entry:
    packed = ["555--"] * satisfied + ["222--"] * (people - satisfied)
    share = Share("x", Wording({"vi": "x"}), ("signs",), target=Target(target, ""))
    return entries_of(share, [sample_of(make_responses(*packed), ()).strata(share.items)])[0]


def test_an_entry_without_figures_has_nothing_to_mask() -> None:
    nothing = replace(share_of(20, 20, 0.9), estimate=None)
    assert masked(nothing, AT_LEAST) is nothing


def test_ends_of_the_scale_are_counted() -> None:
    page = report_html(made(("a", 27, 27), ("b", 28, 28), ("c", 90, 60)), "vi").decode()
    assert "chỉ nêu giới hạn (như “≥ 90%”) ở 2 dòng" in page


def test_a_masked_share_is_not_left_over_by_the_others() -> None:
    alone = entries(made(("a", 30, 30), ("b", 60, 40), ("c", 90, 80)))
    assert alone["a"].end == AT_LEAST
    assert [alone[name].is_exact for name in "bc"] == [False, True]
    two = entries(made(("a", 30, 30), ("b", 45, 44), ("c", 90, 80)))
    assert [two[name].end for name in "ab"] == [AT_LEAST, AT_LEAST]
    assert two["c"].is_exact


@pytest.mark.parametrize(
    ("given", "counts", "shares"),
    [
        ([40, 0], [None, None], ["≥ 95%", "≤ 5%"]),
        ([39, 1], [None, None], ["≥ 95%", "≤ 5%"]),
        ([38, 2], [None, None], ["≥ 95%", "≤ 5%"]),
        ([37, 3], [None, None], [None, None]),
        ([20, 0], [None, None], ["≥ 95%", "≤ 5%"]),
        ([19, 1], [None, None], ["≥ 95%", "≤ 5%"]),
        ([19, 0], [None, None], ["≥ 90%", "≤ 10%"]),
        ([18, 1], [None, None], ["≥ 90%", "≤ 10%"]),
        ([17, 2], [None, None], [None, None]),
        ([10, 0, 0], [None, None, None], ["≥ 90%", "≤ 10%", "≤ 10%"]),
        ([8, 1, 1], [None, None, None], [None, None, None]),
        ([25, 14, 1], [25, None, None], ["62.5%", None, None]),
        ([25, 15, 0], [25, None, None], ["62.5%", None, None]),
        ([60, 0], [60, 0], ["100.0%", "0.0%"]),
        ([100, 30, 4], [100, None, None], ["74.6%", None, None]),
        ([30, 20, 12], [30, 20, 12], ["48.4%", "32.3%", "19.4%"]),
        ([5, 4], [], []),
    ],
)
def test_counts_of_facts_pass_through_the_release(
    given: list[int], counts: list[int | None], shares: list[str | None]
) -> None:
    found = shown_counts(given, sum(given))
    assert [count for count, _ in found] == counts
    assert [share and str(share) for _, share in found] == shares


def test_a_fact_is_hidden_whose_number_asked_would_tell_a_hidden_count() -> None:
    packed = ["555-" + "-"] * 3 + ["55511"] * 4 + ["55512"] * 2 + ["5552-"] * 91
    late, letter = build_report(make_responses(*packed), PLAN, SOURCE).findings_of(Fact)
    assert [answer.count for answer in late.answers] == [None, None]
    assert (letter.asked, letter.answered) == (None, None)
    assert [answer.count for answer in letter.answers] == [None, None]
    assert letter.caveats[0].code is CaveatCode.COUNTS_HIDDEN


def test_a_fact_that_nearly_all_of_a_few_answered_alike_shows_only_the_end() -> None:
    report = build_report(make_responses(*["5552-"] * 39, "55512"), PLAN, SOURCE)
    late, letter = report.findings_of(Fact)
    assert late.caveats[0].code is CaveatCode.MASKED_END
    assert letter.asked is None
    answers = json.loads(report_json(report, "vi"))["facts"][0]["answers"]
    assert [(a["count"], a["share"], a["end"]["sign"]) for a in answers] == [
        (None, None, "≤"),
        (None, None, "≥"),
    ]
    page = report_html(report, "vi").decode()
    assert '<td class="number">…</td>\n<td class="number">≥ 95%</td>' in page


def cells(page: str, row: str) -> list[str]:
    """Return what stands in the cells of the rows of the page that have this heading."""
    (body,) = re.findall(rf'<th scope="row">{row}[\s<].*?</tr>', page, re.DOTALL)[:1]
    return [re.sub(r"<[^>]*>", "", cell).strip() for cell in re.findall(r"<td.*?</td>", body)]


def test_all_formats_show_the_same(report: Report) -> None:
    page = report_html(report, "en").decode()
    read = csv.DictReader(io.StringIO(report_data(report, "en").decode(), newline=""))
    rows = {r["part_name"]: r for r in read if (r["level"], r["id"]) == ("index", "service")}
    for group in json.loads(report_json(report, "en"))["service_points"]:
        found, row = group["indices"][0], rows[group["id"]]
        shown = cells(page, group["id"])
        for key in ("estimate", "standard_error", "n_effective", "deciding_bound", "p_value"):
            assert row[key] == ("" if found[key] is None else str(found[key]))
        if found["estimate"] is None:
            end = found["end"]
            assert row["end"] == f"{end['sign']} {end['value']}"
            assert shown[1] == f"{end['sign']} {end['value']:.0%}"
            assert shown[0] == ""
        else:
            assert shown[1].startswith(f"{found['estimate']:.1%} ")
        assert row["verdict"] == (found["verdict"] or "")


def test_no_picture_is_drawn_of_what_is_not_shown(report: Report) -> None:
    page = report_html(report, "en").decode()
    table = page.split('id="service-points">')[1].split("</table>")[0]
    pictured = [row.count("<img") for row in table.split("<tbody>")[1].split("</tr>")[:4]]
    assert pictured == [0, 0, 1, 1]
    secrets = {f"{satisfied / people:.4f}"[2:6] for people, satisfied in ((40, 39), (45, 1))}
    for picture in re.findall(r"svg\+xml,([^\"]+)\"", page):
        assert "title" not in picture
        assert "desc" not in picture
    said = re.sub(r"svg\+xml,[^\"]+", "", page)
    for secret in secrets:
        assert not re.search(rf"0?[.,]{secret}|{secret[:2]}[.,]{secret[2]}", said)


def test_a_report_of_several_modes_says_so_first_and_shows_each() -> None:
    answered = make_responses(*["5----", "2----"] * 40, points=["a"] * 80)
    labels = answered.labels | {"mode": labelled(["poster", "phone"] * 40)}
    several = Responses(answered.questionnaire, answered.answers, labels, answered.days)
    page = report_html(build_report(several, PLAN, SOURCE), "vi").decode()
    said = page.index("gộp nhiều cách trả lời: phone, Áp phích mã QR tại quầy")
    assert said < page.index('class="headline') < page.index('id="modes"')
    assert page.index('id="modes"') < page.index('id="criteria"')
    single = report_html(build_report(answered, PLAN, SOURCE), "vi").decode()
    assert 'id="modes"' not in single
