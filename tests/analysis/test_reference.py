"""The vocabulary of reference cases beyond what the kept cases use, and its faults."""

import json
from math import inf, nan

import pytest

from analysis.estimators.shares import pooled_ratio
from analysis.reference.cases import (
    Tolerance,
    UnreadableCases,
    differences,
    read_cases,
    run_case,
    run_cases,
)
from analysis.reference.inputs import Inputs
from analysis.reference.methods import METHODS

CLOSE = {"relative": 1e-9, "absolute": 1e-9}

ANSWERS = """id,office,month,team,N,w,happy,X1,q1,q2
1,A,10,u,8,2,1,5,5,0
2,A,9,u,8,2,0,3,4,1
3,A,9,v,8,2,,2,,3
4,B,10,u,6,3,1,4,5,5
5,B,9,u,6,3,1,1,2,NA
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "answers.csv").write_text(ANSWERS, encoding="utf-8")
    return tmp_path


def from_csv(**inputs):
    return {"csv": "answers.csv", "design": {}, **inputs}


def sums(inputs, folder):
    rows = Inputs(inputs, folder).sample.design.rows
    return rows.y.tolist(), rows.m.tolist()


def case(method="wilson", inputs=None, expected=None, **others):
    inputs = {"x": 1, "n": 2} if inputs is None else inputs
    made = {"id": "made", "method": method, "inputs": inputs, "expected": expected or {}}
    return {**made, "tolerance": CLOSE, **others}


def test_a_scale_counts_four_and_five_and_leaves_zero_and_empty_out(folder):
    assert sums(from_csv(items="all"), folder) == ([1, 1, 0, 2, 0], [1, 2, 1, 2, 1])
    assert sums(from_csv(items=["q2"]), folder) == ([0, 0, 0, 1, 0], [0, 1, 1, 1, 0])
    assert sums(from_csv(), folder) == sums(from_csv(items="all"), folder)


def test_a_column_of_zeros_and_ones_is_the_answer_itself(folder):
    assert sums(from_csv(item="happy"), folder) == ([1, 0, 0, 1, 1], [1, 1, 0, 1, 1])


def test_a_scale_is_known_by_its_values_under_any_name(folder):
    assert sums(from_csv(item="X1"), folder) == ([1, 0, 0, 1, 0], [1, 1, 1, 1, 1])


def test_a_design_may_name_columns_or_hold_lists(folder):
    named = Inputs(from_csv(design={"strata": "office", "weights": "w"}), folder).sample
    listed = from_csv(design={"strata": list("aabbb"), "weights": [2, 2, 2, 3, 3]})
    held = Inputs(listed, folder).sample
    assert named.design.rows.weights.tolist() == held.design.rows.weights.tolist()
    assert held.design.codes.tolist() == [0, 0, 1, 1, 1]


def test_several_strata_columns_are_crossed(folder):
    sample = Inputs(from_csv(design={"strata": ["office", "month"]}), folder).sample
    assert sample.design.codes.tolist() == [0, 1, 1, 2, 3]


def test_lists_in_the_inputs_are_columns_and_a_bare_number_is_a_list_of_one(tmp_path):
    inputs = {"y": 3, "m": 4, "w": 2, "h": "a", "design": {"weights": "w", "strata": "h"}}
    sample = Inputs(inputs, tmp_path).sample
    assert (sample.design.rows.y.tolist(), sample.design.rows.weights.tolist()) == ([3], [2])


def test_the_long_form_leaves_out_who_answered_nothing(folder):
    wide = from_csv(item="q1", design={"clusters": "id"})
    long = from_csv(item="q1", design={"clusters": "id", "rows": "answers"})
    assert pooled_ratio(Inputs(wide, folder).sample.strata()).degrees_of_freedom == 4
    assert pooled_ratio(Inputs(long, folder).sample.strata()).degrees_of_freedom == 3


def test_the_long_form_without_clusters_takes_each_answer_as_a_unit(folder):
    sample = Inputs(from_csv(design={"rows": "answers", "strata": "office"}), folder).sample
    assert sample.design.rows.y.tolist() == [1, 1, 0, 0, 1, 1, 0]
    assert sample.design.codes.tolist() == [0, 0, 0, 0, 1, 1, 1]


def test_the_long_form_of_no_answers_has_no_rows(tmp_path):
    inputs = {"y": [0, 0], "m": [0, 0], "design": {"rows": "answers"}}
    assert Inputs(inputs, tmp_path).sample.design.rows.y.size == 0


def test_clusters_of_different_strata_are_kept_apart(folder):
    sample = Inputs(from_csv(design={"strata": "office", "clusters": "team"}), folder).sample
    assert [stratum.sampled for stratum in sample.strata()] == [2, 1]


def test_populations_without_weights_weight_each_unit_by_what_it_stands_for(folder):
    sample = Inputs(from_csv(design={"strata": "office", "population": "N"}), folder).sample
    assert sample.design.rows.weights.tolist() == pytest.approx([8 / 3] * 3 + [3] * 2)
    alone = Inputs(from_csv(N=10), folder).sample
    assert alone.design.rows.weights.tolist() == [2] * 5
    assert Inputs(from_csv(N=None), folder).sample.design.rows.weights.tolist() == [1] * 5


def test_a_full_count_is_its_own_population(folder):
    sample = Inputs(from_csv(design={"strata": "office", "full_count": True}), folder).sample
    assert sample.design.populations == [3, 2]


def test_a_domain_is_found_by_number_or_text(folder):
    sample = Inputs(from_csv(), folder).sample
    assert sample.where({"month": 9, "office": "A"}).tolist() == [False, True, True, False, False]
    assert sample.where({"id": ["1", 4]}).tolist() == [True, False, False, True, False]


def test_cells_run_with_the_first_column_fastest_and_numbers_in_their_order(folder):
    results = METHODS["domain_index"](Inputs(from_csv(by=["office", "month"]), folder))
    assert results["office"] == ["A", "B", "A", "B"]
    assert results["month"] == ["9", "9", "10", "10"]
    assert results["estimate"] == pytest.approx([1 / 3, 0, 1, 1])


def test_cells_of_a_domain_are_those_that_meet_it(folder):
    inputs = from_csv(by="month", domain={"office": "A"})
    results = METHODS["domain_index"](Inputs(inputs, folder))
    assert results["domain"] == ["9", "10"]
    assert results["estimate"] == pytest.approx([1 / 3, 1])


def test_a_cell_without_valid_answers_has_no_share(folder):
    results = METHODS["domain_index"](Inputs(from_csv(by="id", item="q1"), folder))
    assert run_case(
        case("domain_index", from_csv(by="id", item="q1"), {"estimate": [1, 1, "NaN", 1, 0]}),
        folder,
    ).agrees
    assert results["cov"][2][2] != results["cov"][2][2]


@pytest.mark.parametrize("design", [{"clusters": "team"}, {"clusters": "team", "strata": "office"}])
def test_the_covariance_of_cells_has_their_variances_on_its_diagonal(folder, design):
    results = METHODS["domain_index"](Inputs(from_csv(by="month", design=design), folder))
    for place, error in enumerate(results["se"]):
        assert results["cov"][place][place] == pytest.approx(error**2)


@pytest.mark.parametrize(
    ("method", "inputs", "reason"),
    [
        ("index_ratio", from_csv(design={"stages": 2}), "unknown words in the design: stages"),
        ("index_ratio", from_csv(design={"strata": "nowhere"}), "KeyError: 'nowhere'"),
        ("index_ratio", from_csv(design={"strata": ["a", "b"]}), "2 values for 5 rows"),
        ("index_ratio", from_csv(design=[]) | {"design": "x"}, "design must be an object"),
        ("index_ratio", {"csv": "nowhere.csv"}, "FileNotFoundError"),
        ("index_ratio", {"design": {}}, "KeyError: 'y'"),
        ("index_ratio", from_csv(item="office"), "could not convert"),
        ("index_ratio", from_csv(N=4), "sampled must not exceed population"),
        ("index_ratio", from_csv(design={"population": "N"}), "a stratum must have one population"),
        ("index_ratio", from_csv(domain={"office": "C"}), "there is no valid answer"),
        ("wilson", {"n": 3}, "KeyError: 'x'"),
        ("wilson", {"x": "many", "n": 3}, "could not convert"),
        ("wilson", {"x": 4, "n": 3}, "satisfied must lie within"),
        ("index_ratio", {"y": [5, 4], "m": [6]}, "KeyError: 'm'"),
    ],
)
def test_a_fault_in_a_case_is_its_reason_to_disagree(folder, method, inputs, reason):
    outcome = run_case(case(method, inputs, {"estimate": 1}), folder)
    assert not outcome.agrees
    assert reason in outcome.reasons[0]


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        ({"id": "x", "method": "wilson"}, "KeyError: 'inputs'"),
        (case(expected=None, tolerance={}), "KeyError: 'relative'"),
        (case(inputs=[1]), "inputs must be an object"),
        (case("index_ratio", {"y": 1, "m": 1}, {"policy": "mercy"}), "KeyError: 'mercy'"),
    ],
)
def test_a_case_of_another_shape_disagrees(tmp_path, made, reason):
    assert reason in run_case(made, tmp_path).reasons[0]


def test_what_is_no_case_disagrees(tmp_path):
    (outcome,) = run_cases(["text"], tmp_path)
    assert outcome.reasons == ("it is not an object",)


def test_an_unknown_method_is_no_disagreement_and_no_agreement(tmp_path):
    outcome = run_case(case("divination"), tmp_path)
    assert (outcome.is_known, outcome.agrees, outcome.reasons) == (False, False, ())


def test_the_error_that_another_program_gave_is_not_compared(tmp_path):
    assert run_case(case(expected={"r_error": "only one unit"}), tmp_path).agrees


@pytest.mark.parametrize(
    ("y", "m", "expected", "agrees"),
    [
        ([0, 0], [0, 0], {"policy": "no_valid_answers", "estimate": "NaN"}, True),
        ([1, 0], [1, 1], {"policy": "no_valid_answers", "estimate": "NaN"}, False),
        (3, 4, {"policy": "single_respondent", "estimate": 0.75}, True),
        (3, 4, {"policy": "single_respondent", "estimate": 0.7}, False),
        ([3, 1], [4, 4], {"policy": "single_respondent", "estimate": 0.5}, False),
        ([3, 1], [4, 4], {"policy": "full_count", "estimate": 0.5}, False),
    ],
)
def test_a_policy_compares_what_may_be_shown(tmp_path, y, m, expected, agrees):
    made = case("degenerate_index", {"y": y, "m": m}, expected)
    assert run_case(made, tmp_path).agrees is agrees


def test_strata_of_one_unit_each_have_no_t_interval(tmp_path):
    inputs = {"y": [1, 0], "m": [1, 1], "design": {"strata": [1, 2]}}
    assert run_case(case("index_ratio", inputs, {"lower": "NaN", "df": 0}), tmp_path).agrees


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (1.0, 1 + 1e-10),
        (None, "NaN"),
        (nan, "NA"),
        (inf, "Inf"),
        (-inf, "-Inf"),
        ([1], 1),
        (1, [1]),
        ("3", 3),
        ("A", "A"),
        (True, True),
        ({"a": 1, "b": 2}, {"a": 1}),
        ([[1, 2]], [[1, 2]]),
    ],
)
def test_values_that_agree(got, expected):
    assert not list(differences("x", got, expected, Tolerance(1e-9, 1e-9)))


@pytest.mark.parametrize(
    ("got", "expected", "said"),
    [
        (1.0, 1.1, "x: 1.0 where 1.1 is expected"),
        (0.5, "NaN", "x: 0.5 where NaN is expected"),
        (nan, 1, "x: nan where 1 is expected"),
        (1.0, "Inf", "x: 1.0 where Inf is expected"),
        ([1, 2], [1], "x: 2 values where 1 are expected"),
        ([1, 2], [1, 3], "x[1]: 2 where 3 is expected"),
        ("met", "not met", "x: met where not met is expected"),
        ({}, {"y": 1}, "xy: not computed"),
        (3, {"y": 1}, "xy: not computed"),
    ],
)
def test_values_that_differ_are_told_with_their_place(got, expected, said):
    assert list(differences("x", got, expected, Tolerance(1e-9, 1e-9))) == [said]


def test_the_larger_tolerance_holds():
    assert Tolerance(0.1, 0).allows(109, 100)
    assert Tolerance(0, 0.1).allows(0.05, 0)
    assert not Tolerance(0.1, 0).allows(111, 100)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "cannot be read"),
        (b"{", "is not a JSON file"),
        (b"\xff\xfe\x00", "is not a JSON file"),
        (b"[" * 100_000, "is not a JSON file"),
        (b'{"cases": 3}', "is no list of cases and has none called 'cases'"),
    ],
)
def test_a_file_without_cases_is_told_in_a_sentence(tmp_path, content, said):
    path = tmp_path / "cases.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UnreadableCases, match=said):
        read_cases(path)


def test_cases_are_read_from_their_file(tmp_path):
    (tmp_path / "cases.json").write_text(json.dumps({"cases": [case()]}), encoding="utf-8")
    assert read_cases(tmp_path / "cases.json") == [case()]


def test_a_plain_list_holds_tables_of_counts(tmp_path):
    path = tmp_path / "cases.json"
    one = {"id": "x", "items": 2, "counts": [[2, 2, 3]], "confidence_level": 0.95}
    expected = {"share": 1.0, "lower": 0.025 ** (1 / 3)}
    path.write_text(json.dumps([one | expected, one | {"lower": 0.5}, 3]), encoding="utf-8")
    right, wrong, none = run_cases(read_cases(path), tmp_path)
    assert right.agrees
    assert wrong.reasons[0].startswith("lower: 0.29")
    assert none.reasons == ("it is not an object",)
