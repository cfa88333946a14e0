"""Made-up comments by the thousand, half of them with an identifier planted.

What is planted is written in the ways of people: grouped or not, with dots, spaces or hyphens, as a
telephone composes or decomposes letters, in full-width digits. The same seed gives the same lines.
"""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from survey.domain.identifier_kinds import IdentifierKind

OPENINGS = (
    "Cán bộ nhiệt tình.", "Chờ lâu quá.", "Lần sau mong nhanh hơn.", "Cảm ơn cơ quan!",
    "Quầy 3 phục vụ tốt,", "Tôi chờ 45 phút;", "Hồ sơ nộp ngày 05/02/2026,", "Đi lại 3 lần,",
    "Tôi đã nộp phí 150.000 đồng.", "Nhân viên hướng dẫn dễ hiểu -", "Rất hài lòng 100%.", "",
    "nhà xa 40 km đường đèo,", "Theo Nghị định 61/2018/NĐ-CP thì", "Phòng 105 tầng 2 đông người,",
)  # fmt: skip
CLOSINGS = (
    "xin cảm ơn", "mong được trả lời sớm.", "đề nghị xem lại", "(gọi giờ hành chính)", "",
    "trước ngày 30/4", "hẹn lúc 8h30.", "vì tôi ở xã vùng cao", "sau 3 ngày làm việc!", "ạ",
)  # fmt: skip
FAMILIES = ("Nguyễn", "Trần", "Lò", "Quàng", "Giàng", "Vừ", "Sùng", "Lường", "Phạm", "Tòng")
MIDDLES = ("Thị", "Văn", "A", "Minh", "Thanh", "Đức", "Seo", "Thị Hồng")
GIVEN = ("Páo", "Mai", "Hoa", "Chứ", "Dín", "An", "Pâng", "Xuân", "Mỷ", "Dơ")
BOXES = ("gmail.com", "yahoo.com.vn", "dienbien.gov.vn", "outlook.com", "icloud.com")
SERIES = "ABCDEFGHKLMNPSTUVXYZ"
WORDS_BEFORE = {
    IdentifierKind.PHONE: ("gọi cho tôi số", "SĐT:", "điện thoại của tôi", "liên hệ", "zalo", "số"),
    IdentifierKind.IDENTITY: (
        "CCCD",
        "số căn cước của tôi là",
        "CMND:",
        "số giấy tờ",
        "tôi mang số",
    ),
    IdentifierKind.EMAIL: ("email:", "gửi thư cho tôi", "thư điện tử", "trả lời vào"),
    IdentifierKind.PLATE: ("xe", "biển số", "xe tôi để ngoài sân,", "đi xe máy", "xe tải"),
    IdentifierKind.CASE: ("mã hồ sơ", "hồ sơ số", "số biên nhận", "mã số hồ sơ", "giấy hẹn số"),
    IdentifierKind.NAME: ("tôi tên là", "chị", "anh", "cán bộ", "ông", "tên tôi là"),
}
CLEAN = (
    "Phí {thousand}.000 đồng là đúng quy định",
    "nộp {million}.{thousand}.000đ mà chưa có biên lai",
    "trợ cấp {million} triệu {thousand} nghìn", "tổng cộng {long} đồng",
    "lương {thousand}.500 đồng",
    "hẹn ngày {day}/{month}/{year} nhưng đến {day}-{month}-{year} mới trả",
    "từ ngày {day}.{month}.{year} đến {month}.{month}.{year}", "làm việc {hour}h30-11h30",
    "mở cửa {hour}.30 - 11.30 - 13.30 - 17.00", "lúc {hour}:15 đã hết số",
    "quầy {one}, {two} và {three}", "số thứ tự {thousand}", "chờ {thousand} phút",
    "Nghị định {two}/{year}/NĐ-CP quy định rõ", "Quyết định {thousand}/QĐ-UBND",
    "Luật {two}/2025/QH15", "kế hoạch 136/KH-SLĐTBXH năm {year}",
    "giai đoạn 2021-2025, 2026-2030", "các năm 2021 2022 2023", "thủ tục 1.010801 và 2.001955",
    "thủ tục 1.014199.000.00.00.H18 khó hiểu", "hài lòng {two},{one}%", "chấm {one}/5 điểm",
    "tầng {one} phòng {thousand}", "đường Võ Nguyên Giáp gần chợ {two} km", "phường Trần Hưng Đạo",
    "Bác Hồ dạy phải gần dân", "Hồ Sơ của tôi bị trả lại", "Lý Do từ chối không rõ",
    "gọi 19001234", "tổng đài 1022 bận", "gọi {two} lần không ai nghe máy",
    "cách {two} km, đi {three} lần", "mẫu số {two}a thiếu dòng {three}",
    "có {thousand} người chờ, {two} ghế", "TCVN ISO 9001:2015", "trả trước {two} ngày",
    "bản sao {one} bộ, ảnh 3x4 {two} tấm", "hồ sơ gồm {two} loại giấy",
    "xe buýt số {two} dừng xa", "thẻ hội viên hạng {one}",
    "máy lấy số hỏng {two} lần từ tháng {month}", "tuổi {two}, mắt kém",
    "cấp 3, lớp {two}A{one}", "diện tích {thousand} m2", "thôn {one} bản {two}",
    "Sở Nội vụ làm việc tốt", "Trung tâm Phục vụ hành chính công tỉnh Điện Biên",
    "nộp đủ {two} hồ sơ",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One comment; `planted` is what was put in, as it stands there, and None for a clean one."""

    text: str
    kind: IdentifierKind | None = None
    planted: str | None = None


def make_corpus(seed: int, telling: int, clean: int) -> list[Line]:
    """Return lines with an identifier, of all kinds in turn, and lines without."""
    source = Random(seed)
    kinds = list(MAKERS)
    lines = [_telling(source, kinds[place % len(kinds)]) for place in range(telling)]
    return lines + [_clean(source) for _ in range(clean)]


def _telling(source: Random, kind: IdentifierKind) -> Line:
    planted = MAKERS[kind](source)
    before = source.choice(WORDS_BEFORE[kind])
    words = (source.choice(OPENINGS), before, planted, source.choice(CLOSINGS))
    return Line(_typed(source, " ".join(filter(None, words))), kind, planted)


def _clean(source: Random) -> Line:
    numbers = {
        "thousand": source.randint(100, 999), "million": source.randint(1, 99),
        "long": source.randint(100_000_000, 2_000_000_000), "day": source.randint(13, 28),
        "month": f"{source.randint(1, 12):02}", "year": source.randint(2018, 2026),
        "hour": f"{source.randint(7, 9):02}", "one": source.randint(1, 5),
        "two": source.randint(10, 99), "three": source.randint(3, 9),
    }  # fmt: skip
    middle = source.choice(CLEAN).format_map(numbers)
    words = (source.choice(OPENINGS), middle, source.choice(CLOSINGS))
    return Line(_typed(source, " ".join(filter(None, words))))


def _typed(source: Random, text: str) -> str:
    """Return a text as some keyboards send it: decomposed."""
    return unicodedata.normalize("NFD", text) if source.random() < 0.1 else text


def _digits(source: Random, count: int) -> str:
    return "".join(source.choice("0123456789") for _ in range(count))


def _grouped(source: Random, digits: str, patterns: Sequence[Sequence[int]]) -> str:
    sizes, sign = source.choice(patterns), source.choice((" ", ".", "-", " - ", "\u00a0", "–"))
    places = iter(digits)
    return sign.join("".join(next(places) for _ in range(size)) for size in sizes)


def _phone(source: Random) -> str:
    mobile = f"0{source.choice('35789')}{_digits(source, 8)}"
    landline = f"0215{_digits(source, 7)}"
    kinds: tuple[Callable[[], str], ...] = (
        lambda: mobile,
        lambda: _grouped(source, mobile, ((4, 3, 3), (3, 3, 4), (4, 2, 2, 2), (3, 4, 3), (5, 5))),
        lambda: _grouped(source, mobile, ((2,) * 5, (1,) * 10)),
        lambda: f"+84{mobile[1:]}",
        lambda: f"+84 {_grouped(source, mobile[1:], ((3, 3, 3), (2, 3, 4), (2, 7)))}",
        lambda: f"(+84) {mobile[1:]}",
        lambda: f"0084{mobile[1:]}",
        lambda: landline,
        lambda: _grouped(source, landline, ((4, 7), (4, 3, 4), (4, 1, 3, 3))),
        lambda: f"(0215) {landline[4:]}",
        lambda: "".join(chr(ord("０") + int(digit)) for digit in mobile),
        lambda: f"O{mobile[1:]}",
    )
    return source.choice(kinds)()


def _identity(source: Random) -> str:
    citizen = f"0{source.randint(1, 96):02}{_digits(source, 9)}"
    old = f"{source.choice('0123')}{_digits(source, 8)}"
    groups = ((3, 3, 3, 3), (4, 4, 4), (3, 3, 6), (6, 6))
    kinds: tuple[Callable[[], str], ...] = (
        lambda: citizen,
        lambda: _grouped(source, citizen, groups),
        lambda: old,
        lambda: _grouped(source, old, ((3, 3, 3), (4, 5), (2, 3, 4), (3, 2, 4))),
        lambda: f"{source.choice('BCKNP')}{_digits(source, 7)}",
    )
    return source.choice(kinds)()


def _email(source: Random) -> str:
    name = "".join(source.choice("abcdehlnotuvxy") for _ in range(source.randint(3, 10)))
    name += source.choice(("", "", _digits(source, 2), f".{name}", "_vn"))
    box = source.choice(BOXES)
    written = f"{name}@{box}"
    return source.choice((written, written, written.upper(), f"{name} @ {box}", f"{name}(at){box}"))


def _plate(source: Random) -> str:
    place = source.choice((11, 18, 24, 25, 26, 27, 27, 27, 29, 30, 51, 98))
    letter, number = source.choice(SERIES), _digits(source, 5)
    car, cycle = f"{place}{letter}", f"{place}{letter}{source.randint(1, 9)}"
    dotted = f"{number[:3]}.{number[3:]}"
    kinds = (
        f"{car}-{dotted}", f"{cycle}-{dotted}", f"{cycle} {number}",
        f"{cycle[:2]}-{cycle[2:]} {dotted}", f"{car}{number}", f"{car}-{number}", f"{car} {dotted}",
        f"{car}{letter}-{dotted}",
        f"{cycle}-{number[:4]}", f"{cycle}-{dotted}".lower(), f"{car}-{dotted}".lower(),
    )  # fmt: skip
    return source.choice(kinds)


def _case(source: Random) -> str:
    day = f"{source.randint(20, 26)}{source.randint(1, 12):02}{source.randint(1, 28):02}"
    unit, number = source.randint(1, 60), f"{source.randint(1, 9999):04}"
    kinds = (
        f"H18.{unit:02}-{day}-{number}", f"000.00.{unit:02}.H18-{day}-{number}",
        f"H18.{unit:02}.{source.randint(1, 9)}-{day}-{number}", f"h18.{unit:02}-{day}-{number}",
        f"{number}/20{day[:2]}", f"20{day}-{number}", f"BN{day}{number}",
    )  # fmt: skip
    return source.choice(kinds)


def _name(source: Random) -> str:
    written = f"{source.choice(FAMILIES)} {source.choice(MIDDLES)} {source.choice(GIVEN)}"
    return source.choice((written, written, written.upper()))


MAKERS: dict[IdentifierKind, Callable[[Random], str]] = {
    IdentifierKind.PHONE: _phone,
    IdentifierKind.IDENTITY: _identity,
    IdentifierKind.EMAIL: _email,
    IdentifierKind.PLATE: _plate,
    IdentifierKind.CASE: _case,
    IdentifierKind.NAME: _name,
}


def wholly_found(line: Line, found: Iterator[tuple[int, int]], text: str) -> bool:
    """Tell whether what was planted lies in what was found, in the text as it is kept."""
    planted = unicodedata.normalize("NFC", line.planted or "")
    place = text.find(planted)
    assert place >= 0, "the corpus plants what it says"
    letters = {at for at in range(place, place + len(planted)) if text[at].isalnum()}
    return letters <= {at for start, end in found for at in range(start, end)}
