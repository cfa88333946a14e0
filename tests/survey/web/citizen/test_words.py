"""Every sentence for citizens is translated; every notice has its own permanent code."""

import re
from collections.abc import Iterator

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from survey.domain.errors import AnswerFault
from survey.domain.identifier_kinds import IdentifierKind
from survey.web import notices
from survey.web.notices import Notice
from templates.languages import TRANSLATIONS
from tests.architecture.sources import ROOT
from tests.pages import Pages, text_of
from tests.survey.conftest import CONTACT, OFFICE

SOURCES = {
    "templates/citizen/*.html": "jinja2.ext:babel_extract",
    "templates/errors/*.html": "jinja2.ext:babel_extract",
    "survey/web/*.py": "python",
    "survey/web/citizen/*.py": "python",
}
OPTIONS = {"trimmed": "true", "newstyle_gettext": "true"}
NOTICES = [found for found in vars(notices).values() if isinstance(found, Notice)]


def test_the_catalogue_has_exactly_the_sentences_that_are_said() -> None:
    with (TRANSLATIONS / "citizen.vi.po").open("rb") as file:
        catalogue = {message.id for message in read_po(file) if message.id and message.string}
    listed = {word.value for kind in (AnswerFault, IdentifierKind) for word in kind}
    assert catalogue == {*sentences(), *listed}


def sentences() -> Iterator[str | tuple[str, ...]]:
    for pattern, method in SOURCES.items():
        for path in sorted(ROOT.glob(pattern)):
            for _, message, _, _ in extract_from_file(
                method, str(path), {"_": None, "N_": None, "ngettext": (1, 2)}, options=OPTIONS
            ):
                yield message


def test_no_two_notices_share_a_code() -> None:
    codes = [notice.code for notice in NOTICES]
    assert len(codes) == len(set(codes))
    assert all(re.fullmatch("HL-(SUB|POS|WEB)-[0-9]{2}", code) for code in codes)


@pytest.mark.parametrize("notice", NOTICES, ids=lambda notice: notice.code)
def test_every_notice_says_what_happened_what_was_stored_and_what_to_do(notice: Notice) -> None:
    said = notice.in_language("vi")
    assert re.search("lưu", said.stored)
    for sentence in (said.title, said.happened, said.advice):
        assert len(sentence) > 10
        assert "lỗi hệ thống" not in sentence
    assert notice.in_language("en") == notice


ANSWERED = {
    "vi": (
        "Thông tin được lưu", "Thông tin không bao giờ lưu", "không có giờ",
        "số CCCD, mã OTP, không đòi tiền",
        "báo cho cơ quan", "Lời Ông/Bà viết", "Ý kiến đang chờ trên điện thoại", "nút để xóa",
        "Điều chúng tôi không ngăn được", "Người đứng cạnh", "những chuyện mà chỉ Ông/Bà mới kể",
        "Ai chịu trách nhiệm", OFFICE, CONTACT,
    ),
    "en": (
        "What is kept", "What is never kept", "never the hour",
        "identity number, a code (OTP) or money",
        "tell the office", "What you write", "What waits on your phone", "What we cannot prevent",
        "a button that deletes them", "Somebody beside you", "a story that only you can tell",
        "Who is responsible", OFFICE, CONTACT,
    ),
}  # fmt: skip
LONGEST_SENTENCE = 40


@pytest.mark.parametrize("language", ANSWERED)
def test_the_page_about_what_is_kept_answers_each_question(pages: Pages, language: str) -> None:
    page = pages.get(f"/rieng-tu?lang={language}")
    assert [words for words in ANSWERED[language] if words not in page.text] == []


@pytest.mark.parametrize("language", ANSWERED)
def test_its_sentences_are_short(pages: Pages, language: str) -> None:
    page = pages.get(f"/rieng-tu?lang={language}")
    parts = [text_of(one) for tag in ("p", "li") for one in page.tree.iter(tag)]
    sentences = [words for part in parts for words in re.split(r"(?<=[.!?:;]) ", part)]
    assert [words for words in sentences if len(words.split()) > LONGEST_SENTENCE] == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("vi", "không bao giờ hỏi tên, số CCCD, mã OTP, không đòi tiền, không bắt cài ứng dụng"),
        (
            "en",
            "never ask for your name, identity number, a code (OTP) or money, or that you",
        ),
    ],
)
def test_the_first_view_says_what_is_never_asked(
    pages: Pages, code: str, language: str, words: str
) -> None:
    assert words in pages.get(f"/{code}?lang={language}").text
