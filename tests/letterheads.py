"""A letterhead in which nothing is left out; a test changes what it is about."""

from datetime import date

from analysis.letterhead import Letterhead

OFFICE = Letterhead(
    superior="UBND tỉnh Điện Biên",
    agency="Sở Lao động - Thương binh và Xã hội",
    abbreviation="SLĐTBXH",
    place="Điện Biên",
    number=5,
    day=date(2022, 2, 5),
    addressees=("Ủy ban nhân dân tỉnh Điện Biên",),
    authority="KT. Giám đốc",
    signer_title="Phó Giám đốc",
    signer="Nguyễn Văn A",
    recipients=("Ban Giám đốc Sở", "Lưu: VT, VP"),
)
