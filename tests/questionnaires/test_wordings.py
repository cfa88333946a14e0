"""The sentences of a questionnaire, place by place, and a version with one language more."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.faults import FaultyFile, Message
from questionnaires.model import Questionnaire
from questionnaires.next_version import with_language
from questionnaires.published import load_questionnaire, questionnaire_names
from questionnaires.reader import read_questionnaire
from questionnaires.wordings import missing_wordings, wordings
from tests.questionnaires.files import SMALL, faults_of, small, spoilt


@pytest.fixture(params=questionnaire_names())
def shipped(request: pytest.FixtureRequest) -> Questionnaire:
    return load_questionnaire(request.param)


def made_up(questionnaire: Questionnaire) -> dict[str, str]:
    return {placed.place: f"Qaw{n}" for n, placed in enumerate(wordings(questionnaire))}


def test_every_sentence_of_a_small_questionnaire_has_a_place() -> None:
    assert [placed.place for placed in wordings(small())] == [
        "title", "scale.1", "scale.2", "scale.3", "factor.place", "factor.people",
        "question.signs", "question.chairs", "question.chairs.0", "question.courtesy",
        "question.late", "question.late.1", "question.late.2", "question.late.0",
        "question.apology", "question.apology.a", "question.apology.b", "comment",
    ]  # fmt: skip


def test_what_is_not_asked_for_has_no_place() -> None:
    without = read_questionnaire(spoilt(SMALL, ("comment: {vi: Góp ý}\n", "")), "small")
    assert [placed.place for placed in wordings(without)][-1] == "question.apology.b"


def test_what_nobody_wrote_in_english_is_told() -> None:
    missing = [placed.place for placed in missing_wordings(small(), "en")]
    assert missing[:2] == ["factor.place", "factor.people"]
    assert "question.courtesy" not in missing
    assert missing_wordings(small(), "vi") == ()
    assert len(missing_wordings(small(), "blt")) == len(wordings(small()))


def test_no_sentence_of_a_shipped_questionnaire_is_without_place_or_english(
    shipped: Questionnaire,
) -> None:
    places = [placed.place for placed in wordings(shipped)]
    assert len(places) == len(set(places)) == shipped.text.count("vi: ")
    assert missing_wordings(shipped, "en") == ()


def test_a_new_version_has_the_language_and_nothing_else_new(shipped: Questionnaire) -> None:
    words = made_up(shipped)
    text = with_language(shipped, 2, "blt", words)
    new = read_questionnaire(text, "new.yaml")

    assert new.name == f"{shipped.id}.v2"
    assert {p.place: p.wording.texts["blt"] for p in wordings(new)} == words
    for old, placed in zip(wordings(shipped), wordings(new), strict=True):
        assert {**placed.wording.texts} == {**old.wording.texts, "blt": words[old.place]}
    assert missing_wordings(new, "blt") == ()
    comments = [line for line in shipped.text.splitlines() if line.lstrip().startswith("#")]
    assert [line for line in text.splitlines() if line.lstrip().startswith("#")] == comments


def test_a_language_that_is_there_already_is_corrected() -> None:
    new = read_questionnaire(with_language(small(), 2, "en", {"title": "Little form"}), "new")
    assert new.title.texts["en"] == "Little form"
    assert replace(new.scale) == small().scale


def test_a_place_that_is_not_there_is_refused() -> None:
    with pytest.raises(KeyError):
        with_language(small(), 2, "blt", {"question.none": "?"})


@given(
    st.text(alphabet="ab :#-'\"{}[],&*!|>%@\\?\N{LATIN SMALL LETTER E WITH ACUTE}ꪼ", max_size=30)
)
def test_words_that_look_like_yaml_stay_words(said: str) -> None:
    text = with_language(small(), 2, "blt", {"question.signs": said})
    try:
        new = read_questionnaire(text, "new")
    except FaultyFile:
        assert said != said.strip() or not said
    else:
        assert new.question("signs").wording.texts["blt"] == said


def test_any_language_can_be_read_and_only_known_ones_published() -> None:
    text = spoilt(SMALL, ("{vi: Biển hiệu}", "{vi: Biển hiệu, qaa: Qaa}"))
    assert read_questionnaire(text, "any").question("signs").wording.texts["qaa"] == "Qaa"
    read_questionnaire(text, "any", languages=("vi", "en", "qaa"))
    with pytest.raises(FaultyFile) as caught:
        read_questionnaire(text, "any", languages=("vi", "en"))
    (fault,) = caught.value.faults
    assert fault.message is Message.UNKNOWN_LANGUAGE
    assert fault.line == 24


def test_two_answers_with_the_same_words_in_any_language_are_a_fault() -> None:
    text = SMALL.replace("{vi: Tạm, en: Middling}", "{vi: Tạm, blt: Qaa}")
    text = text.replace("{vi: Được, en: Good}", "{vi: Được, blt: Qaa}")
    assert faults_of(text) == [(10, Message.TWICE)]


def test_the_same_words_in_two_languages_are_none() -> None:
    text = SMALL.replace("{vi: Tạm, en: Middling}", "{vi: Tạm, blt: Tạm, kjg: Được}")
    assert read_questionnaire(text, "any").scale.choices[1].label.texts["blt"] == "Tạm"
