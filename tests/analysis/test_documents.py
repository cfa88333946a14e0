"""The pages for analysts: every example is run, every caveat is told."""

import doctest
import re
from pathlib import Path

import pytest

from analysis import (
    AnswerModel,
    CaveatCode,
    Margin,
    PowerTarget,
    Sampling,
    Verdict,
    compare_units,
    customary_sample_size,
    cusum,
    design_of,
    sample_size_target,
    satisfaction_index,
    satisfaction_verdict,
    standardised,
    units_of,
    weighted_index,
)
from analysis.estimators.control_charts import MonthlyShare
from analysis.estimators.intervals import hypergeometric_exact
from analysis.estimators.sample_size import least_all_satisfied
from analysis.estimators.tests import spearman_interval
from analysis.report.findings.months import alarm_limit
from templates.languages import translations

PAGES = ("docs/methods.md", "docs/notebook.md")


@pytest.mark.parametrize("page", PAGES)
def test_every_example_of_a_page_prints_what_the_page_says(page):
    text = Path(page).read_text(encoding="utf-8")
    blocks = re.findall(r"```pycon\n(.*?)```", text, re.DOTALL)
    assert blocks
    examples = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, page, page, 0)
    told: list[str] = []
    doctest.DocTestRunner().run(examples, out=told.append)
    assert not told, "".join(told)


def rows_of_caveats(page, heading):
    """Return code and sentence of each row of a page's list."""
    section = Path(page).read_text(encoding="utf-8").split(f"\n## {heading}\n")[1]
    return dict(re.findall(r"^\| `(\w+)` \| (.*?) \| .+ \|$", section, re.MULTILINE))


def in_vietnamese(sentence):
    return re.sub(r"%\(\w+\)s", "…", translations("vi").gettext(sentence))


@pytest.mark.parametrize(
    ("page", "heading", "said"),
    [
        ("docs/methods.md", "Every caveat", str),
        ("docs/huong-dan/phuong-phap.md", "Mọi lưu ý mà báo cáo có thể ghi", in_vietnamese),
    ],
)
def test_every_caveat_is_listed_with_its_sentence(page, heading, said):
    listed = rows_of_caveats(page, heading)
    sentences = {code.name.lower(): said(code.value).replace("%%", "%") for code in CaveatCode}
    wanted = {code: f"| `{code}` | {text} | … |" for code, text in sentences.items()}
    missing = [row for code, row in wanted.items() if code not in listed]
    assert not missing, f"{page} must get a row, with its meaning, for:\n" + "\n".join(missing)
    assert set(listed) - set(wanted) == set(), f"{page} lists caveats that there are not"
    assert listed == sentences


VIETNAMESE = " ".join(Path("docs/huong-dan/phuong-phap.md").read_text(encoding="utf-8").split())
EIGHT = [9, 8, 10, 3, 10, 10, 7, 10]


def percent(share):
    return f"{100 * share:.1f}%".replace(".", ",")


def ends(interval):
    return f"{percent(interval.low)} – {percent(interval.high)}"


def test_the_vietnamese_page_recomputes_its_index_interval_and_verdict():
    small, large = (satisfaction_index(EIGHT * n, [10] * 8 * n, 10) for n in (1, 8))
    assert f"67 : 80 = {percent(small.estimate)}." in VIETNAMESE
    assert f"phiếu 10 câu, khoảng tin cậy là {ends(small.interval)}." in VIETNAMESE
    assert f"(tám lần tám người): {ends(large.interval)}." in VIETNAMESE
    few, many = (satisfaction_verdict(EIGHT * n, [10] * 8 * n, 10, 0.9) for n in (2, 8))
    needed = f"cần thêm {few.more_needed} người."
    assert (
        f"(hai lần tám người): cận trên {percent(few.deciding_bound)}, **chưa đủ căn cứ**"
        in VIETNAMESE
    )
    assert needed in VIETNAMESE
    assert f"cận trên {percent(many.deciding_bound)}, **chưa đạt**" in VIETNAMESE
    assert (few.verdict, many.verdict) == (Verdict.UNDECIDED, Verdict.NOT_MET)


def test_the_vietnamese_page_recomputes_its_weights():
    margin = Margin("field", tuple("aaabbbbb" * 2), {"a": 60, "b": 40})
    found = weighted_index(design_of(EIGHT * 2, [10] * 16, 10), [margin])
    weighted, worth = found.estimate, f"{found.worth.n_effective:.1f}".replace(".", ",")
    told = f"Có trọng số: {percent(weighted.estimate)}, khoảng tin cậy {ends(weighted.interval)}."
    assert told in VIETNAMESE
    assert f"đáng giá như {worth} người." in VIETNAMESE


def test_the_vietnamese_page_recomputes_units_and_months():
    units = "A" * 10 + "B" * 10
    answers = [4, 4, 4, 3, 4] * 2 + [4, 2, 3, 1, 4] * 2
    design = design_of(answers, [4] * 20, 4, Sampling(strata=units))
    (first, _) = compare_units(units_of(design, units))
    assert f"p = {first.p_value:.3f}".replace(".", ",") in VIETNAMESE
    months = [
        MonthlyShare(f"2026-0{place}", share, 400, 4.0)
        for place, share in enumerate((0.9, 0.87, 0.84, 0.84), start=1)
    ]
    limit = alarm_limit(len(months))
    chart = cusum(standardised(months, 0.9), limit=limit)
    sums = "; ".join(f"{value:.2g}" for value in chart.lower.tolist()).replace(".", ",")
    assert f"Cộng dồn được {sums}; theo dõi bốn tháng thì ngưỡng là {limit:g}: chưa" in VIETNAMESE
    assert not chart.signals.any()


def test_the_vietnamese_page_recomputes_plans_and_the_rest():
    need = sample_size_target(PowerTarget(0.9, 0.93), AnswerModel(22, 0.5)).people
    assert f"cần {need} người" in VIETNAMESE
    assert f"cho {customary_sample_size(1000).people} người" in VIETNAMESE
    assert f"Dưới {least_all_satisfied(0.9)} người" in VIETNAMESE
    assert f"27 người hài lòng: {ends(hypergeometric_exact(27, 30, 60))}." in VIETNAMESE
    together = spearman_interval(0.5, 100)
    wanted = f"{together.low:.2f} – {together.high:.2f}.".replace("0.", "0,")
    assert f"khoảng tin cậy {wanted}" in VIETNAMESE


def test_the_vietnamese_page_tells_the_same_figures_of_formulas_and_tables_as_the_english_one():
    english = " ".join(Path("docs/methods.md").read_text(encoding="utf-8").split())
    shares = re.findall(r"\| ([\d,]+)% \|", VIETNAMESE.split("## Các công thức khác")[1])
    assert shares == ["50,0", "25,0", "47,2", "54,2", "70,0", "62,5"]
    for figure in ("0.5,", "= 0.25", "= 0.4722", "= 0.5417", "= 0.7,", "= 0.625."):
        assert figure in english
    table = "… … 40 … … 56 40 52 92 69 119 188"
    assert table in english
    assert table in VIETNAMESE
