"""What a report says in sentences, and how it rounds."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from analysis.caveats import Caveat, CaveatCode
from analysis.disclosure.thresholds import ShownShare
from analysis.estimates import Decision, Estimate, Interval, Verdict
from analysis.reading.faults import Message
from analysis.report.document import Card
from analysis.report.findings.priorities import Priority
from analysis.report.model import Entry
from analysis.report.sections.criteria import lowest
from analysis.report.sections.estimates import reach
from analysis.report.sections.page import Page
from analysis.report.words import Words
from questionnaires.model import Wording
from templates.languages import translations
from tests.analysis.documents import section_of, sentences
from tests.analysis.test_report_build import report_of

VI, EN = Words("vi"), Words("en")
TITLE = Wording({"vi": "Giải quyết thủ tục.", "en": "Settling procedures."})
ESTIMATE = Estimate(
    0.93214, 0.01, Interval(0.914, 0.95, 0.95, "wilson"), 214, 1200, 600.0, 2.0, 213, "pooled_share"
)
MET = Decision(0.9, Verdict.MET, 0.9171, 0.01, None)
REPORT = report_of()


def make_entry(
    estimate: Estimate | None = ESTIMATE, decision: Decision | None = MET, name: str = "a"
) -> Entry:
    return Entry(name, TITLE, "pooled_share", estimate, decision, decision and decision.target)


def said(entry: Entry, language: str) -> list[str]:
    """Return the sentences about an index at the head of a report."""
    report = replace(REPORT, indices=(entry,), service_points=(), months=())
    section = section_of(report, "verdicts", language)
    assert section
    (card,) = [block for block in section.blocks if isinstance(block, Card)]
    return sentences(list(card.blocks))


def test_a_target_that_is_met() -> None:
    name, statement, reason = said(make_entry(), "vi")
    assert name == "✓ Đạt"
    assert statement == (
        "93,2% trong 1.200 câu trả lời của 214 người là “hài lòng” hoặc “rất hài lòng”"
        " (khoảng tin cậy 95%: 91,4–95,0%)."
    )
    assert reason == "Cận dưới một phía 95% là 91,7%, không thấp hơn mục tiêu 90%."


def test_a_target_that_is_not_met() -> None:
    decision = Decision(0.866, Verdict.NOT_MET, 0.8512, 0.01, None)
    name, _, reason = said(make_entry(replace(ESTIMATE, estimate=0.82), decision), "en")
    assert name == "✕ Not met"
    assert reason == "The upper one-sided 95% bound, 85.1%, is below the target of 86.6%."


@pytest.mark.parametrize(
    ("estimate", "bound", "reason"),
    [
        (0.92, 0.888, "lower one-sided 95% bound, 88.8%, still is."),
        (0.88, 0.913, "upper one-sided 95% bound, 91.3%, is not yet."),
    ],
)
def test_an_open_question_says_which_bound_and_what_would_settle_it(
    estimate: float, bound: float, reason: str
) -> None:
    decision = Decision(0.9, Verdict.UNDECIDED, bound, 0.2, 1310)
    name, _, why = said(make_entry(replace(ESTIMATE, estimate=estimate), decision), "en")
    assert name == "? Not enough evidence"
    remedy = "If further answers are like these, about 1,400 more would settle it."
    assert why.endswith(f"{reason} {remedy}")


def test_too_few_give_no_bound_but_the_doubt() -> None:
    caveat = Caveat(CaveatCode.TOO_FEW, {"respondents": 3, "least": 5})
    decision = Decision(0.9, Verdict.TOO_FEW, None, None, None, (caveat,))
    entry = replace(make_entry(decision=decision), caveats=(caveat,))
    name, _, doubt = said(entry, "vi")
    assert name == "– Quá ít người trả lời"
    assert doubt == "Có 3 người trả lời hợp lệ; cần ít nhất 5 người mới kết luận được."


def test_without_an_interval_the_share_stands_alone() -> None:
    assert said(make_entry(replace(ESTIMATE, interval=None), None), "en") == [
        "93.2% of 1,200 answers by 214 respondents say “satisfied” or “very satisfied”."
    ]


@pytest.mark.parametrize("estimate", [None, replace(ESTIMATE, estimate=None)])
def test_without_a_share_nothing_is_stated(estimate: Estimate | None) -> None:
    assert said(make_entry(estimate, None), "vi") == []


def test_a_share_and_its_ends_are_never_rounded_onto_what_stands_beside_them() -> None:
    assert VI.share(0.8997, 0.9, None) == "89,97%"
    assert VI.end(ShownShare(0.8997), 0.9) == "89,97%"
    assert VI.interval(Interval(0.8999, 0.90004, 0.95, "wilson"), 0.9) == "89,99–90,004%"


def test_a_figure_is_never_printed_on_its_target_or_its_bound() -> None:
    estimate = replace(ESTIMATE, estimate=0.89967, interval=Interval(0.886, 0.912, 0.95, "wilson"))
    decision = Decision(0.9, Verdict.UNDECIDED, 0.9001, 0.2, 17)
    _, statement, reason = said(make_entry(estimate, decision), "en")
    assert statement.startswith("89.97% of 1,200 answers")
    assert reason.startswith(
        "The estimate is below the target of 90%, but the upper one-sided 95% bound, 90.01%,"
    )


def test_targets_are_printed_as_the_plan_writes_them() -> None:
    assert [VI.target(value) for value in (0.9, 0.8655, 0.29)] == ["90%", "86,55%", "29%"]


def test_changes_carry_their_sign_and_small_p_values_are_only_called_small() -> None:
    assert [VI.points(value) for value in (0.0512, -0.0512, 0.0001, 0)] == [
        "+5,1",
        "−5,1",
        "+0,01",
        "0,0",
    ]
    assert EN.points(-0.0012, 2) == "−0.12"
    assert [VI.p_value(value) for value in (0.0004, 0.042, 1.0)] == [
        "p < 0,001",
        "p = 0,042",
        "p = 1,000",
    ]


def of_criteria(entries: Sequence[Entry], *standing_out: str) -> Page:
    """Return a page with these criteria, of which some stand out."""
    found = [Priority(name, TITLE, (), stands_out=True) for name in standing_out]
    found += [Priority("other", TITLE, ()), Priority("withheld", TITLE, (), stands_out=None)]
    return Page(replace(REPORT, items=tuple(entries), findings=tuple(found)), VI)


def test_an_index_that_equals_its_target_is_printed_as_the_target_is() -> None:
    decision = Decision(0.8655, Verdict.UNDECIDED, 0.83, 0.5, None)
    entry = make_entry(replace(ESTIMATE, estimate=0.8655), decision)
    assert said(entry, "en")[1].startswith("86.55% of")


def test_the_lowest_criterion_is_named_where_it_alone_stands_out() -> None:
    entries = [
        make_entry(name="a"),
        make_entry(replace(ESTIMATE, estimate=0.7), name="b"),
        make_entry(replace(ESTIMATE, estimate=None)),
        make_entry(None, None),
    ]
    named = "Thấp nhất trong các câu trả lời này: “Giải quyết thủ tục”, 70,0%."
    assert lowest(of_criteria(entries, "b")) == named
    between = "Các tiêu chí nằm trong khoảng từ 70,0% đến 93,2%."
    for standing_out in ("", "a", "ab"):
        assert lowest(of_criteria(entries, *standing_out)) == between
    assert lowest(of_criteria(entries[:1])) == ""
    assert lowest(of_criteria(entries[2:])) == ""


def test_shares_are_told_by_their_ends_and_hidden_cells_are_counted() -> None:
    other = make_entry(replace(ESTIMATE, estimate=0.7))
    entries = [make_entry(), other, make_entry(None, None)]
    assert reach(entries, Page(REPORT, VI)) == "từ 70,0% đến 93,2%; không nêu kết quả ở 1 dòng"
    assert reach([make_entry(), make_entry()], Page(REPORT, VI)) == ""


def test_a_caveat_prints_dates_numbers_and_words_as_people_write_them() -> None:
    values = {"responses": 1234, "begins": "2022-01-01", "ends": "2022-12-31"}
    assert VI.caveat(Caveat(CaveatCode.OUTSIDE_PLAN, values)) == (
        "Có 1.234 phiếu nằm ngoài thời kỳ của kế hoạch (01/01/2022 – 31/12/2022), "
        "là thời kỳ mà mục tiêu áp dụng."
    )
    assert VI.caveat(Caveat(CaveatCode.COLUMNS_IGNORED, {"columns": "e-mail"})).endswith("e-mail.")
    assert VI.month("2026-03") == "03/2026"
    assert VI.day(date(2026, 2, 5)) == "05/02/2026"


@pytest.mark.parametrize("sentence", [*CaveatCode, *Message])
def test_every_doubt_and_every_fault_is_said_in_vietnamese(sentence: str) -> None:
    assert translations("vi").gettext(sentence) != sentence


def test_a_doubt_that_ends_with_a_question_has_one_mark_at_its_end() -> None:
    caveat = Caveat(CaveatCode.FACTS_ABSENT, {"questions": (Wording({"vi": "Có ai giúp?"}),)})
    assert Words("vi").caveat(caveat).endswith("Có ai giúp?")


def test_a_number_below_zero_has_a_minus_sign() -> None:
    assert Words("vi").number(-0.02, 2) == "\N{MINUS SIGN}0,02"


def test_known_ways_of_answering_are_named_in_words_and_others_as_they_are() -> None:
    assert [Words("vi").mode(name) for name in ("qr", "tablet", "cổng X")] == [
        "mã QR",
        "máy tính bảng",
        "cổng X",
    ]
