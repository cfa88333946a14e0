"""The instruments that come with the package: official words, fairness, and that none changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from questionnaires.model import Questionnaire
from questionnaires.published import (
    load_plan,
    load_questionnaire,
    plan_names,
    questionnaire_names,
)
from questionnaires.reader import read_plan, read_questionnaire
from tests.questionnaires.official import FACTORS, ITEMS, SCALE

# A published file is never edited; what reads differently is the next version. A line is added
# here for each new file, and none is ever changed.
PUBLISHED = {
    "counter.v1": "d9fd271e17208f25ee63f06e3466ab64b318846bed532546f880a3c4a32c348c",
    "service-19.v1": "fda3c0b62439748653b51b77f76bb7e94f8eedb6bd0f3deb1209558bb71ba936",
}
PUBLISHED_PLANS = {"136-2022": "d9a5df2877097615fc78f1cc77577fdbe7285ea0216b30bedf462b4a3b6ff4ac"}
EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "somerville.v1.yaml"
FACTOR_IDS = ("access", "procedures", "officials", "result", "feedback")


@pytest.fixture(params=questionnaire_names())
def questionnaire(request: pytest.FixtureRequest) -> Questionnaire:
    return load_questionnaire(request.param)


def test_every_published_questionnaire_is_as_it_was_published() -> None:
    assert {name: load_questionnaire(name).sha256 for name in questionnaire_names()} == PUBLISHED


def test_every_published_plan_is_as_it_was_published() -> None:
    assert {name: load_plan(name).sha256 for name in plan_names()} == PUBLISHED_PLANS


def test_files_are_called_what_they_are() -> None:
    assert all(load_questionnaire(name).name == name for name in questionnaire_names())
    assert all(load_plan(name).id == name for name in plan_names())


def test_the_full_form_has_the_official_words_to_the_letter() -> None:
    full = load_questionnaire("service-19.v1")

    assert {item.number: str(item.wording) for item in full.items} == ITEMS
    assert tuple(str(factor.title) for factor in full.factors) == FACTORS


def test_every_item_has_the_official_words_of_its_number(questionnaire: Questionnaire) -> None:
    for item in questionnaire.items:
        assert item.number is not None
        assert str(item.wording) == ITEMS[item.number]
    assert all(fact.number is None for fact in questionnaire.facts)


def test_the_scale_has_the_official_words_in_the_official_order(
    questionnaire: Questionnaire,
) -> None:
    assert tuple(str(choice.label) for choice in questionnaire.scale.choices) == SCALE
    assert questionnaire.scale.satisfied == {"4", "5"}


def test_items_stand_in_the_official_order_of_factors(questionnaire: Questionnaire) -> None:
    grouped = [item for factor in questionnaire.factors for item in factor.items]

    assert tuple(factor.id for factor in questionnaire.factors) == FACTOR_IDS
    assert grouped == [item.id for item in questionnaire.items]


def test_the_forms_call_the_same_item_the_same_and_word_it_the_same() -> None:
    full, short = load_questionnaire("service-19.v1"), load_questionnaire("counter.v1")

    for question in short.questions:
        assert question == full.question(question.id)


def test_the_short_form_has_eight_to_ten_items_and_at_most_two_facts() -> None:
    short = load_questionnaire("counter.v1")

    assert 8 <= len(short.items) <= 10
    assert 1 <= len(short.facts) <= 2
    assert short.comment is not None


def test_both_indices_exist_in_every_form(questionnaire: Questionnaire) -> None:
    published = load_plan("136-2022")
    plan = read_plan(published.text, "136-2022.yaml", questionnaire)
    settlement, service = plan.indices

    assert (settlement.id, service.id) == ("settlement", "service")
    assert settlement.target is not None
    assert service.target is not None
    assert (settlement.target.value, service.target.value) == (0.90, 0.866)
    assert (settlement.target.source[-4:], service.target.source[-4:]) == ("II.2", "II.3")
    assert settlement.factors == ("procedures", "result")
    assert service.items(questionnaire) == tuple(item.id for item in questionnaire.items)
    assert set(settlement.items(questionnaire)) < set(service.items(questionnaire))


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (21, "Không phải nộp"),
        (28, "Chưa nhận kết quả"),
        (29, "Chưa nhận kết quả"),
        (30, "Chưa nhận kết quả"),
        (31, "Chưa từng phản ánh"),
        (32, "Chưa từng phản ánh"),
        (33, "Chưa từng phản ánh"),
    ],
)
def test_what_can_be_beside_the_point_can_be_said_so(number: int, words: str) -> None:
    items = {item.number: item for item in load_questionnaire("service-19.v1").items}
    choice = items[number].choice("0")

    assert choice is not None
    assert str(choice.label) == words


def test_a_conditional_question_says_its_condition(questionnaire: Questionnaire) -> None:
    for question in questionnaire:
        if question.only_if is not None:
            assert str(question.wording).startswith("Nếu ")


def test_an_apology_is_asked_about_late_results_only() -> None:
    apology = load_questionnaire("service-19.v1").question("apology")

    assert apology.only_if is not None
    assert apology.only_if.question == "late"
    assert apology.only_if.values == {"1"}


def test_the_youngest_age_band_starts_at_eighteen() -> None:
    age = load_questionnaire("service-19.v1").question("age")

    assert [str(choice.label) for choice in age.choices] == [
        "18–24",
        "25–34",
        "35–49",
        "50–60",
        "Trên 60",
    ]


def test_nothing_asks_who_somebody_is(questionnaire: Questionnaire) -> None:
    asked = " ".join(str(question.wording).lower() for question in questionnaire)

    for word in ("họ tên", "điện thoại", "email", "dân tộc", "địa chỉ", "nơi ở", "cccd", "cư trú"):
        assert word not in asked


def test_everything_is_worded_in_english_too(questionnaire: Questionnaire) -> None:
    for question in questionnaire:
        assert "en" in question.wording.texts
        assert all("en" in choice.label.texts for choice in question.choices)


def test_the_file_says_whose_words_are_whose(questionnaire: Questionnaire) -> None:
    assert "nguyên văn" in questionnaire.note
    assert "của chúng tôi" in questionnaire.note
    assert questionnaire.introduction is not None
    assert "lần giao dịch hôm nay" in str(questionnaire.introduction)


def test_the_plan_says_what_is_our_choice_and_how_to_choose_otherwise() -> None:
    plan = load_plan("136-2022")

    assert "của chúng tôi" in plan.note
    assert "ban hành" in plan.note
    assert plan.strata == ("service_point",)
    assert {index.formula for index in plan.indices} == {"pooled_share"}


def test_the_example_describes_the_columns_of_somebody_elses_table() -> None:
    example = read_questionnaire(EXAMPLE.read_bytes(), EXAMPLE.name)

    assert EXAMPLE.name == f"{example.name}.yaml"
    assert [item.column for item in example.items] == ["X1", "X2", "X3", "X4", "X5", "X6"]
    assert example.scale.satisfied == {"4", "5"}
    assert not example.facts


def test_what_is_not_shipped_is_a_key_error() -> None:
    with pytest.raises(KeyError, match=r"shipped are counter\.v1"):
        load_questionnaire("counter.v9")
    with pytest.raises(KeyError, match="136-2022"):
        load_plan("../counter.v1")


def test_a_questionnaire_that_is_read_twice_is_one_key() -> None:
    once, twice = load_questionnaire("counter.v1"), load_questionnaire("counter.v1")
    assert len({once: "kept", twice: "found again"}) == 1
