"""What shows who somebody is gets found in a comment; amounts, dates and decrees do not."""

from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from survey.domain.identifier_kinds import IdentifierKind
from survey.domain.identifier_patterns import RULES, rules_for
from survey.domain.identifiers import comment_digest, find_identifiers, pieces, without_identifiers
from survey.domain.plain_characters import plain_characters
from survey.domain.texts import clean_comment
from tests.survey.domain import identifier_sentences as sentences
from tests.survey.domain.identifier_corpus import Line, make_corpus, wholly_found

TELLING, CLEAN = 1500, 1000
LEAST_RECALL, MOST_FALSE = 0.95, 0.05
NO_NUMBER = st.text(st.characters(exclude_categories=()), max_size=60)
NUMBERS = st.text("0123456789 .-+()@aàOlĐ/:,\u200b\u0336０９", max_size=60)

PHONE, IDENTITY, EMAIL, PLATE, CASE, ACCOUNT, BIRTH, HOUSE, NAME = IdentifierKind
FOUND = [
    ("gọi 0912 345 678 nhé", "0912 345 678", PHONE),
    ("sđt 0912.345.678.", "0912.345.678", PHONE),
    ("máy (+84) 912-345-678", "(+84) 912-345-678", PHONE),
    ("+84 (0)912 345 678", "+84 (0)912 345 678", PHONE),
    ("0215 3825 123 là số cơ quan tôi", "0215 3825 123", PHONE),
    ("điện thoại nhà: 3825 123", "3825 123", PHONE),
    ("số cũ 0168 123 4567", "0168 123 4567", PHONE),
    ("bên Lào +856 20 5512 3456", "+856 20 5512 3456", PHONE),
    ("0 9 1 2 3 4 5 6 7 8", "0 9 1 2 3 4 5 6 7 8", PHONE),
    ("0912,345,678", "0912,345,678", PHONE),
    ("O912 345 67l", "O912 345 67l", PHONE),
    ("０９１２３４５６７８", "０９１２３４５６７８", PHONE),
    ("0912\u200b345\u200b678", "0912\u200b345\u200b678", PHONE),
    ("quầy 3 0912345678 12", "0912345678", PHONE),
    ("0912345678/0987654321", "0912345678", PHONE),
    ("CCCD 011091234567", "011091234567", IDENTITY),
    ("căn cước 011 091 234 567", "011 091 234 567", IDENTITY),
    ("CMND 123456789", "123456789", IDENTITY),
    ("số 123.456.789 của tôi", "123.456.789", IDENTITY),
    ("BHXH 0123 4567", "0123 4567", IDENTITY),
    ("số sổ 12345678 90", "12345678", IDENTITY),
    ("thẻ DN4010112345678", "DN4010112345678", IDENTITY),
    ("hộ chiếu C1234567", "C1234567", IDENTITY),
    ("tài khoản 1903 2345 6789 012", "1903 2345 6789 012", IDENTITY),
    ("thư: ten.toi+a@gmail.com.", "ten.toi+a@gmail.com", EMAIL),
    ("ten @ gmail . com", "ten @ gmail . com", EMAIL),
    ("ten a còng gmail chấm com", "ten a còng gmail chấm com", EMAIL),
    ("xe 27B1-123.45", "27B1-123.45", PLATE),
    ("27A 12345", "27A 12345", PLATE),
    ("27-b1 123.45", "27-b1 123.45", PLATE),
    ("27b112345", "27b112345", PLATE),
    ("xe 27f1-2345", "27f1-2345", PLATE),
    ("biển số 123.45", "biển số 123.45", PLATE),
    ("H18.21-250107-0003", "H18.21-250107-0003", CASE),
    ("000.00.21.H18-211231-0012", "000.00.21.H18-211231-0012", CASE),
    ("hồ sơ số 1234/2026", "hồ sơ số 1234/2026", CASE),
    ("tôi là Nguyễn Văn An", "Nguyễn Văn An", NAME),
    ("chị Lò Mai tiếp tôi", "Lò Mai", NAME),
    ("tên lò văn pâng ở bản trên", "lò văn pâng", NAME),
    ("Tôi tên Tuổi, ở bản Na Lơi", "Tuổi", NAME),
    ("Giàng A Páo, xã Mường Phăng", "Giàng A Páo", NAME),
    ("chị Lò Thị Hồng Mai", "Lò Thị Hồng Mai", NAME),
]
NOT_FOUND = [
    "nộp 1.200.000 đồng, 500000000 đ, 150 nghìn, 2.500.000.000đ, 123456789 VNĐ",
    "Tôi tên tuổi không cần ghi",
    "số tiền 123.456.789", "ngày 05/02/2026, 05-02-2026, 2026-02-05, 5.2.2026",
    "01.02.2026-05.02.2026", "mở 07.30 - 11.30 - 13.30 - 17.00, 7h30-11h30, 07:30",
    "Nghị định 61/2018/NĐ-CP, Luật 91/2025/QH15, 1383/QĐ-BNV, kế hoạch 4289/KH-UBND",
    "thủ tục 1.010801, 2.001955 và 1.014199.000.00.00.H18", "quầy 1 2 3 4 5 6 7 8 9 10",
    "năm 2021-2022-2023, 2020 2021 2022", "100%, 86,6%, 5/5, 10 điểm", "10 20 30 40 50 60",
    "gọi 19001234, 113, tổng đài 1022", "gọi 3 lần, gọi lúc 10 30", "chờ từ 10h 2026", "30k 5000",
    "số hồ sơ 120 bộ", "đường Võ Nguyên Giáp và phố Nguyễn Thị Định", "thành phố Hồ Chí Minh",
    "Hồ Sơ Của Tôi", "Lý Do Không Rõ", "Tôi Rất Quý Các Hà Tất Cả Mọi Người", "lý do", "Lê",
    "phường Trần Hưng Đạo", "Bình 5 @ quầy 2", "123,456,789", "cán bộ Mai", "1000,2000,3000",
    "a.b, c. d", "0912345", "Nguyễn Huệ", "O l I", "lOl", "07 08 09", "bộ 12A 2026", "x.12345678",
]  # fmt: skip


@pytest.mark.parametrize(("text", "identifier", "kind"), FOUND)
def test_an_identifier_is_found_where_it_stands(
    text: str, identifier: str, kind: IdentifierKind
) -> None:
    first = find_identifiers(text)[0]
    assert (text[first.start : first.end], first.kind) == (identifier, kind)


@pytest.mark.parametrize("text", NOT_FOUND)
def test_what_tells_nothing_is_left_alone(text: str) -> None:
    assert [text[one.start : one.end] for one in find_identifiers(text)] == []
    assert without_identifiers(text) == text


def test_of_a_thousand_comments_few_identifiers_are_missed_and_few_clean_ones_stopped() -> None:
    corpus = make_corpus(20260302, TELLING, CLEAN)
    caught, missed, stopped = Counter[str](), list[Line](), list[Line]()
    for line in corpus:
        text = clean_comment(line.text)
        found = find_identifiers(text)
        if line.kind is None:
            stopped += [line] * bool(found)
        elif wholly_found(line, ((one.start, one.end) for one in found), text):
            caught[line.kind] += 1
        else:
            missed.append(line)

    recall, false = 1 - len(missed) / TELLING, len(stopped) / CLEAN
    print(f"\n{TELLING} telling: {recall:.1%} found; {CLEAN} clean: {false:.1%} stopped")  # noqa: T201
    for kind in IdentifierKind:
        planted = sum(line.kind is kind for line in corpus)
        assert caught[kind] >= LEAST_RECALL * planted, [
            one.text for one in missed if one.kind is kind
        ]
    assert false <= MOST_FALSE, [line.text for line in stopped]


LEAST_FOUND = {ACCOUNT: 0.85, BIRTH: 0.85, HOUSE: 0.8, NAME: 0.85}
MOST_STOPPED = 0.05


@pytest.mark.parametrize("kind", sentences.TELLING)
def test_most_of_what_people_write_of_themselves_is_found(kind: IdentifierKind) -> None:
    missed = [marked for marked in sentences.TELLING[kind] if not is_found(*sentences.cut(marked))]
    number = len(sentences.TELLING[kind])
    print(f"\n{kind.name}: {number - len(missed)} of {number} found; missed: {missed}")  # noqa: T201
    assert 1 - len(missed) / number >= LEAST_FOUND[kind], missed


def test_few_sentences_that_tell_nothing_are_stopped() -> None:
    stopped = [text for text in sentences.CLEAN if find_identifiers(text)]
    print(f"\n{len(stopped)} of {len(sentences.CLEAN)} stopped: {stopped}")  # noqa: T201
    assert len(stopped) <= MOST_STOPPED * len(sentences.CLEAN), stopped


def is_found(text: str, planted: str) -> bool:
    at = text.index(planted)
    found = {place for one in find_identifiers(text) for place in range(one.start, one.end)}
    letters = {at + place for place, each in enumerate(planted) if each.isalnum()}
    return letters <= found


def test_a_comment_without_its_identifiers_still_reads() -> None:
    comment = "Cán bộ tốt, gọi tôi 0912 345 678 nhé.\nXe 27B1-123.45, chờ 45 phút."
    assert without_identifiers(comment) == "Cán bộ tốt, gọi tôi nhé.\nXe, chờ 45 phút."
    assert without_identifiers("0912345678") == ""
    assert [(piece.text, piece.kind) for piece in pieces("gọi 0912345678")] == [
        ("gọi ", None),
        ("0912345678", IdentifierKind.PHONE),
    ]


def test_what_is_left_after_cutting_is_no_new_number() -> None:
    assert without_identifiers("số 0912 a@b.vn 345678") == "số"


def test_a_text_of_which_each_reading_finds_one_more_has_gaps_in_the_end() -> None:
    nested = "a@ " * 20 + "x@y.vn " + "b.vn " * 20
    without = without_identifiers(f"Tốt. {nested}Cảm ơn.")
    assert without == f"Tốt. {'a@ ' * 18}… {'b.vn ' * 18}Cảm ơn."
    assert find_identifiers(without) == ()


@given(NO_NUMBER | NUMBERS)
@example("TEN(AT)GMAIL.COM")
@example("ten A CÒNG gmail chấm com")
@example("٠９١٢٣٤٥٦٧٨")
def test_a_rule_that_is_left_out_would_find_nothing(text: str) -> None:
    plain = plain_characters(clean_comment(text))
    left_out = [rule for rule in RULES if rule not in rules_for(plain)]
    assert [rule.pattern.pattern for rule in left_out if rule.pattern.search(plain)] == []


@given(NO_NUMBER | NUMBERS)
def test_identifiers_stand_in_order_within_the_comment_and_none_is_left_after_cutting(
    text: str,
) -> None:
    comment = clean_comment(text)
    ends = [place for one in find_identifiers(comment) for place in (one.start, one.end)]

    assert ends == sorted(ends)
    assert all(0 <= place <= len(comment) for place in ends)
    assert "".join(piece.text for piece in pieces(comment)) == comment
    assert find_identifiers(without_identifiers(comment)) == ()
    assert len(plain_characters(comment)) == len(comment)


def test_words_that_were_shown_are_known_again_and_others_are_not() -> None:
    assert comment_digest("gọi 0912345678") == comment_digest("gọi 0912345678")
    assert comment_digest("gọi 0912345678") != comment_digest("gọi 0912345679")
