"""What people in Vietnam make passwords of, without tones: guessed first, so worth little.

A list of our own, the likeliest first. English words and the best known passwords of the world are
known to the library that judges.
"""

from collections.abc import Iterator, Sequence

from survey.domain.vietnamese_letters import without_tones

_WORDS = """
    matkhau mat khau password pass admin quantri canbo hailong hai long dichvucong dichvu congvu
    motcua bophanmotcua hanhchinh tthc ubnd uyban nhandan tiepdan tiepnhan traketqua phuong xa
    huyen quan tinh thanhpho so noivu tuphap congan thue vietnam viet nam vn hanoi saigon tphcm
    hcm bacho hochiminh congdan nguoidan nhanvien lanhdao giamdoc vanphong
    mothaibabon mothaibabonnam motconvit khongbiet khongco khongnho aibiet doimatkhau matkhaumoi
    matkhaucuatoi khongcomatkhau quenmatkhau chaomung xinchao camon chucmungnammoi
    toiyeuvietnam vietnamvodich yeuvietnam iloveyou anhyeuem emyeuanh yeuem yeuanh anhnhoem
    emnhoanh maiyeu tinhyeu mayman hanhphuc giadinh conyeu vochong bome chame mevabe banthan
    doclaptudohanhphuc khongcogiquyhondoclaptudo conghoaxahoichunghiavietnam
    anh em yeu toi la cua minh con me bo cha ba ong chi co chu bac vo chong ban be tinh
"""
_FAMILY_NAMES = """
    nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh trinh lam mai cao
    luong ha thi van quang lo lu vang giang sung thao mua ca quang tong
"""
_GIVEN_NAMES = """
    anh linh trang huong lan hoa mai thu ha hang hanh hien hung dung tuan minh long nam son hai
    duc cuong thang thanh tam thao phuong ngoc nga yen van thuy thuong loan nhung quynh oanh binh
    hoang khanh phuc quan tien toan trung tu viet vinh bao chau dat giang hieu huy khoa kien lam
    loc nghia nhan phat phong quoc sang tai tan thai thien tri truong tung vy uyen tuyet my kim
"""
_PROVINCES = """
    dienbien laichau sonla laocai caobang langson tuyenquang thainguyen phutho bacninh hungyen
    haiphong quangninh ninhbinh thanhhoa nghean hatinh quangtri hue danang quangngai gialai
    khanhhoa daklak lamdong dongnai tayninh hochiminh dongthap vinhlong cantho angiang camau
    hagiang yenbai backan hoabinh vinhphuc bacgiang haiduong thaibinh hanam namdinh quangbinh
    quangnam kontum phuyen binhdinh ninhthuan binhthuan daknong binhphuoc binhduong bariavungtau
    longan tiengiang bentre travinh haugiang soctrang baclieu kiengiang thuathienhue dalat nhatrang
    vungtau bienhoa muongthanh dienbienphu muonglay
"""
_RUNS = """
    123 1234 12345 123456 1234567 12345678 123456789 1234567890 0123456789 123123 321 654321 111
    000 123abc abc abcd abc123 a123 1a2b3c qwe qwerty qwertyuiop asd asdf asdfgh asdfghjkl zxc
    zxcvbnm qaz qazwsx 1qaz 1qaz2wsx 1q2w3e4r qwaszx poiuyt mnbvcxz 147258369 789456123 159357
    112233 121212 666888 686868 6868 8888 888888 6789 9999 2468 1357 1368 3979 113 114 115
"""
_FIRST_YEAR, _LAST_YEAR = 1945, 2045


def guessed_words() -> tuple[str, ...]:
    """Return the words, each once, the likeliest first."""
    # Backwards from the year in which the list was made, then forwards.
    years = sorted(range(_FIRST_YEAR, _LAST_YEAR + 1), key=lambda year: abs(year - 2026))
    families = _FAMILY_NAMES.split()
    middles = " ".join(family + middle for family in families for middle in ("van", "thi"))
    lists = (
        _WORDS,
        middles,
        _FAMILY_NAMES,
        _GIVEN_NAMES,
        _RUNS,
        " ".join(map(str, years)),
        _PROVINCES,
    )
    return tuple(dict.fromkeys(word for words in lists for word in words.split()))


def own_words(*texts: str) -> tuple[str, ...]:
    """Return what names and addresses give to guess: words, neighbours in one, and initials."""
    found: dict[str, None] = {}
    for text in texts:
        typed = "".join(one if one.isalnum() else " " for one in text.casefold())
        for words in (typed.split(), without_tones(typed).split()):
            found |= dict.fromkeys(_joined(words))
    return tuple(word for word in found if len(word) > 1)


def _joined(words: Sequence[str]) -> Iterator[str]:
    yield from words
    for size in (2, 3, len(words)):
        for at in range(len(words) - size + 1):
            yield "".join(words[at : at + size])
    yield "".join(word[0] for word in words)
